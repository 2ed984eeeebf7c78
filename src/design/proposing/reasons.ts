/** Families that are left out for the same reason, told together. */
import type { Rejected } from '../proposal.js'

export interface SharedReason {
  readonly names: readonly string[]
  readonly reason: string
}

/** In the order in which the reasons first come. */
export function sharedReasons(rejected: readonly Pick<Rejected, 'name' | 'reason'>[]): SharedReason[] {
  const byReason = new Map<string, string[]>()
  for (const { name, reason } of rejected) byReason.set(reason, [...(byReason.get(reason) ?? []), name])
  return [...byReason].map(([reason, names]) => ({ names, reason }))
}

/** Whether people found a set of proposals useful: one opinion a person and design, counted by person and team. */
import type { Redis } from 'ioredis'
import { feedbackChoices } from '../chat/action.js'
import type { ChatEvent } from '../chat/contract.js'
import { monthOf } from '../session/accept.js'
import * as keys from '../session/keys.js'
import { usageMs } from '../session/limits.js'
import { reaching } from '../session/script.js'

export type Opinion = (typeof feedbackChoices)[keyof typeof feedbackChoices]
const opinions: readonly string[] = Object.values(feedbackChoices)
const isOpinion = (choice: string): choice is Opinion => opinions.includes(choice)

/** Undefined for what is no opinion. Said anew it replaces the old one. Throws StoreUnavailable. */
export async function noteOpinion(
  redis: Redis,
  session: string,
  choice: string,
  { tenant, user }: ChatEvent,
  { now, retentionMs }: { readonly now: number; readonly retentionMs: number },
): Promise<Opinion | undefined> {
  if (!isOpinion(choice)) return undefined
  const key = keys.sessionKeys(session).opinions
  await reaching(redis, async () => {
    const before = await redis.hget(key, user.id)
    if (before === choice) return
    const counts = redis.multi().hset(key, user.id, choice).pexpire(key, retentionMs)
    for (const usage of [
      keys.usageKey(tenant, user.id, monthOf(now)),
      keys.tenantUsageKey(tenant, monthOf(now)),
    ]) {
      counts.hincrby(usage, choice, 1).pexpire(usage, usageMs)
      if (before !== null) counts.hincrby(usage, before, -1)
    }
    await counts.exec()
  })
  return choice
}

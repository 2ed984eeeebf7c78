/**
 * Blocks that have been inferred already: one with the same fields on inputs of the same types is not inferred again,
 * only its part of the tape is replayed on other storages.
 */
import type { Connected } from './connect.js'
import { aliases, moved } from './repeat.js'
import type { Bound } from './scope.js'
import type { Tape } from './tape.js'
import type { TypedNode } from './typed.js'

export interface KnownBlock {
  readonly node: TypedNode
  readonly bound: Bound
  readonly connected: Connected
  /** Its part of the tape. */
  readonly start: number
  readonly end: number
}

/** What makes two blocks the same: everything that inference reads. */
export const blockKey = (
  kind: string,
  own: readonly unknown[],
  { inputs, ports, ...connected }: Connected,
): string =>
  JSON.stringify([
    kind,
    own,
    inputs.map(({ type }) => type),
    Object.entries(ports).map(([port, { type }]) => [port, type]),
    aliases({ inputs, ports, ...connected }),
  ])

/** The block once more, under another path and on other inputs. */
export function knownAgain(
  tape: Tape,
  { node, bound, connected: before, start, end }: KnownBlock,
  path: string,
  given: Connected,
): { readonly node: TypedNode; readonly bound: Bound } {
  const storages = [
    ...before.inputs.map(({ storage }, i) => [storage, given.inputs[i]?.storage ?? storage] as const),
    ...Object.entries(before.ports).map(
      ([port, { storage }]) => [storage, given.ports[port]?.storage ?? storage] as const,
    ),
  ]
  const to = tape.replay(start, new Map(storages), end)
  const outputs = bound.outputs.map(({ port, value }) => ({
    port,
    value: { ...value, storage: to(value.storage) },
  }))
  return { node: moved(node, node.path, path), bound: { outputs } }
}

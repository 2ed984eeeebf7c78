/**
 * A message of ours may be several of Slack's. Each carries our id, its part, and of a part in plain words its piece,
 * in its metadata: by these it is found after a send whose end is not known. Pure.
 */

/** One of Slack's messages that is posted. */
export interface Posted extends Part {
  readonly ts: string
}

interface Part {
  readonly part: number
  readonly parts: number
  /** Of a part that is posted in plain words, in as many messages as these take. */
  readonly piece?: number
  readonly pieces?: number
}

const eventType = 'ml_architect_message'

export const metadataOf = (id: string, part: Part) => ({
  event_type: eventType,
  event_payload: { id, ...part },
})

/** What a message of the platform is of ours; undefined where it is none of that id. */
export function partOf(
  message: { ts?: string; metadata?: { event_type?: string; event_payload?: object } },
  id: string,
): Posted | undefined {
  const { ts, metadata } = message
  if (ts === undefined || metadata?.event_type !== eventType) return undefined
  const payload: { id?: unknown } & Partial<Record<keyof Part, unknown>> = metadata.event_payload ?? {}
  if (payload.id !== id) return undefined
  const { part = 0, parts = 1, piece, pieces } = payload
  return {
    ts,
    part: Number(part),
    parts: Number(parts),
    ...(pieces !== undefined && { piece: Number(piece), pieces: Number(pieces) }),
  }
}

/** Whether a part is there, with all its pieces. */
export function hasPart(found: readonly Posted[], part: number): boolean {
  const there = found.filter((one) => one.part === part)
  const pieces = new Set(there.map(({ piece }) => piece))
  return there.some((one) => one.pieces === undefined || pieces.size >= one.pieces)
}

/** Whether nothing of the message is missing. */
export function isWhole(found: readonly Posted[]): boolean {
  const [first] = found
  return (
    first !== undefined &&
    Array.from({ length: first.parts }, (_, part) => part).every((n) => hasPart(found, n))
  )
}

/** In the order in which they are read. */
export const inOrder = (found: readonly Posted[]): Posted[] =>
  [...found].sort((a, b) => a.part - b.part || (a.piece ?? 0) - (b.piece ?? 0))

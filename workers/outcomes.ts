/** What a fault means for the work that met it: try again, try later, give up. Decided here and nowhere else. */
import {
  CorruptRecord,
  DeliveryDelayed,
  DeliveryRefused,
  Fault,
  LeaseLost,
  StoreUnavailable,
  TooLarge,
  UnknownHeadVersion,
} from '../src/errors.js'

/** How a job ended. `later` hands the session back without holding a worker. */
export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'later'; readonly ms: number }

export const done: JobOutcome = { kind: 'done' }
export const later = (ms: number): JobOutcome => ({ kind: 'later', ms })

export type Verdict =
  /** The job fails and the queue tries again, with growing pauses. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'later'; readonly ms: number }
  /** Somebody else goes on: nothing is left to do here. */
  | { readonly kind: 'yield' }
  /** It will never work; `code` says why. */
  | { readonly kind: 'stop'; readonly code: string }

/** A session written by a newer version waits for a worker of that version. */
const newerVersionMs = 10_000

/** For a fault of the session's own handling, outside the architect. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof LeaseLost) return { kind: 'yield' }
  if (error instanceof StoreUnavailable) return { kind: 'retry' }
  if (error instanceof UnknownHeadVersion) return { kind: 'later', ms: newerVersionMs }
  if (error instanceof CorruptRecord || error instanceof TooLarge) return { kind: 'stop', code: error.code }
  return { kind: 'retry' }
}

/** How often a step is tried before the thread is told that it failed. */
export const maxArchitectTries = 3
/** How often a turn may begin and never commit: what takes its process down each time is given up. */
export const maxTurnTries = 10

/** For a fault of the architect on its `tries`-th try. */
export function architectVerdict(error: unknown, tries: number): Verdict {
  if (error instanceof LeaseLost) return { kind: 'yield' }
  if (error instanceof StoreUnavailable) return { kind: 'retry' }
  if (error instanceof TooLarge) return { kind: 'stop', code: error.code }
  return tries < maxArchitectTries ? { kind: 'retry' } : { kind: 'stop', code: codeOf(error) }
}

const firstDelayMs = 500
const longestDelayMs = 30_000

/**
 * For a fault of the platform. An unknown fault is ambiguous: the message may have been posted. What a platform
 * asks for is waited out; where it says nothing the pauses grow, each between half of its length and the whole,
 * so that many threads do not come back at the same moment.
 * @param random from 0 to 1
 */
export function deliveryVerdict(error: unknown, tries: number, random: () => number = Math.random): Verdict {
  if (error instanceof DeliveryRefused) return { kind: 'stop', code: error.code }
  if (error instanceof DeliveryDelayed && error.retryAfterMs !== undefined)
    return { kind: 'later', ms: error.retryAfterMs }
  const longest = Math.min(firstDelayMs * 2 ** Math.min(tries, 10), longestDelayMs)
  return { kind: 'later', ms: Math.round(longest * (0.5 + random() / 2)) }
}

/** A fault's code; `unexpected` for any other error, whose message may quote a person. */
export function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : 'unexpected'
}

/** What may be logged of any error: its kind and the place it came from, not its message. */
export function traceOf(error: unknown): { readonly error: string; readonly at?: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const at = /^ {4}at (.+)$/m.exec(error.stack?.replace(error.message, '') ?? '')?.[1]
  const name = error instanceof Fault ? error.code : error.name
  return at === undefined ? { error: name } : { error: name, at }
}

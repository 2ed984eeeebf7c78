/** Measures how long what a killed worker held lies idle. */
import type { Redis } from 'ioredis'
import { type Held, isResumed } from './fleet.js'

export interface Watch {
  /** A worker has just died holding these. */
  died(held: readonly Held[]): void
  /** How much of it nobody goes on with yet. */
  open(): number
  /** Ends the watch: the longest idle time so far, and how many turns were cut. Throws what it met. */
  end(): Promise<{ longestMs: number; turnsCut: number }>
}

/** Longer than this is no delay but a loss. */
const lostMs = 30_000

export function watchResumption(redis: Redis): Watch {
  const waiting = new Map<Held, number>()
  let longestMs = 0
  let turnsCut = 0
  let ended = false
  const look = async () => {
    for (const [held, since] of waiting) {
      const waitedMs = Date.now() - since
      if (await isResumed(redis, held)) {
        longestMs = Math.max(longestMs, waitedMs)
        waiting.delete(held)
      } else if (waitedMs > lostMs) throw new Error(`Nobody goes on with ${held.session} (${held.kind}).`)
    }
  }
  const watching = (async () => {
    while (!ended) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  // Reported by end().
  watching.catch(() => undefined)
  return {
    died(held) {
      for (const one of held) waiting.set(one, Date.now())
      turnsCut += held.filter(({ kind }) => kind === 'lease').length
    },
    open: () => waiting.size,
    async end() {
      ended = true
      await watching
      return { longestMs, turnsCut }
    },
  }
}

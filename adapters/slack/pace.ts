/**
 * How fast we post into one channel: Slack takes about one message a second, and short bursts above that. What comes
 * sooner waits in the queue. One process counts for itself; what several send together, Slack limits.
 */
import { pace } from './limits.js'

export interface Pace {
  /** 0 where a place is free; takes none. */
  waitMs(channel: string): number
  /** Takes a place; 0, or how long to wait before asking again, in ms. */
  take(channel: string): number
}

/** A bucket for each channel (Turner, 1986): it holds a burst, and a second gives one message back. */
export function createPace(now: () => number = Date.now): Pace {
  /** When the bucket of a channel is full again. */
  const fullAt = new Map<string, number>()
  const holdsMs = pace.burst * pace.everyMs
  const fullFrom = (channel: string, at: number) => Math.max(fullAt.get(channel) ?? 0, at)
  const waitMs = (channel: string, at = now()) =>
    Math.max(fullFrom(channel, at) + pace.everyMs - (at + holdsMs), 0)
  return {
    waitMs: (channel) => waitMs(channel),
    take(channel) {
      const at = now()
      const wait = waitMs(channel, at)
      if (wait > 0) return wait
      fullAt.set(channel, fullFrom(channel, at) + pace.everyMs)
      if (fullAt.size > pace.channels) forget(at)
      return 0
    },
  }

  function forget(at: number) {
    for (const [channel, full] of fullAt) if (full <= at) fullAt.delete(channel)
  }
}

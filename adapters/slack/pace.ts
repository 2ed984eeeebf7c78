/**
 * How fast we post into one channel: Slack takes about one message a second, and short bursts above that. What comes
 * sooner waits in the queue. One process counts for itself; what several send together, Slack limits.
 */
import { pace } from './limits.js'

export interface Pace {
  /** Takes a place; 0, or how long to wait before asking again, in ms. */
  take(channel: string): number
}

/** A bucket for each channel (Turner, 1986): it holds a burst, and a second gives one message back. */
export function createPace(now: () => number = Date.now): Pace {
  /** When the bucket of a channel is full again. */
  const fullAt = new Map<string, number>()
  const holdsMs = pace.burst * pace.everyMs
  return {
    take(channel) {
      const at = now()
      const full = Math.max(fullAt.get(channel) ?? 0, at)
      const waitMs = full + pace.everyMs - (at + holdsMs)
      if (waitMs > 0) return waitMs
      fullAt.set(channel, full + pace.everyMs)
      if (fullAt.size > pace.channels) forget(at)
      return 0
    },
  }

  function forget(at: number) {
    for (const [channel, full] of fullAt) if (full <= at) fullAt.delete(channel)
  }
}

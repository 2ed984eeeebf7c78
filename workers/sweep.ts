/**
 * The sweeper: wakes the sessions that have work and that nobody was woken for, because whoever accepted it died,
 * or could not reach the queue. Every worker has one; in each interval one of them sweeps.
 */
import type { Producer } from '../src/queue/bullmq.js'
import type { SessionStore } from '../src/session/store.js'

export const sweepEveryMs = 2_000
/** What has waited for less is being woken by whoever accepted it. */
const youngestMs = 1_500
const pageSize = 1_000

type Store = Pick<SessionStore, 'waiting' | 'claimSweep' | 'clock'>

/**
 * One sweep a call, a page at a time: sessions that nobody can go on with (a newer version's, those of a platform
 * that is switched off) must not hide those behind them.
 */
export function createSweep(
  store: Store,
  producer: Pick<Producer, 'wakeAll'>,
  limit = pageSize,
): () => Promise<void> {
  let offset = 0
  return async () => {
    // A little shorter than the interval, so that a claim never costs the next sweep.
    if (!(await store.claimSweep(sweepEveryMs * 0.9))) return
    const found = await store.waiting(store.clock() - youngestMs, limit, offset)
    offset = Math.max(found.turns.length, found.deliveries.length) < limit ? 0 : offset + limit
    await producer.wakeAll(found)
  }
}

/**
 * Sweeps in every interval, never two at a time, until it is stopped.
 * @param onError told of a sweep that failed; the next one makes up for it
 */
export function startSweeper(
  sweep: () => Promise<void>,
  onError: (error: unknown) => void,
  everyMs = sweepEveryMs,
): { stop(): void } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const next = () => {
    if (!stopped) timer = setTimeout(go, everyMs)
  }
  const go = () => void sweep().catch(onError).finally(next)
  next()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/**
 * The sweeper: wakes the sessions that have work and that nobody was woken for, because whoever accepted it died,
 * or could not reach the queue.
 */
import type { Producer } from '../src/queue/bullmq.js'
import type { SessionStore } from '../src/session/store.js'

/** What has waited for less is being woken by whoever accepted it. */
const youngestMs = 1_500
const pageSize = 1_000

/**
 * One sweep a call, a page at a time: sessions that nobody can go on with (a newer version's, those of a platform
 * that is switched off) must not hide those behind them.
 */
export function createSweep(
  store: Pick<SessionStore, 'waiting' | 'clock'>,
  producer: Pick<Producer, 'wakeAll'>,
  limit = pageSize,
): () => Promise<void> {
  let offset = 0
  return async () => {
    const found = await store.waiting(store.clock() - youngestMs, limit, offset)
    offset = Math.max(found.turns.length, found.deliveries.length) < limit ? 0 : offset + limit
    await producer.wakeAll(found)
  }
}

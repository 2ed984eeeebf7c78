/** The weekly digest in Redis: what happened in a week, and that it is told once. */
import type { Redis } from 'ioredis'
import type { Week } from '../messages/from-digest.js'
import { createDesigns } from '../session/designs.js'
import * as keys from '../session/keys.js'
import { reaching } from '../session/script.js'
import { listedOf } from './listed.js'

const weekMs = 7 * 24 * 3600 * 1000
/** Designs that are looked through, newest first. */
const searched = 1000
/** Longer than sending takes; a dead worker's is taken over afterwards. */
const leaseMs = 60_000
const keptMs = 60 * 24 * 3600 * 1000

/** The day of a moment in a time zone, `2026-10-26`: two firings on one day are one digest. */
export const dayIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)

/** Throws StoreUnavailable. */
export async function weekBefore(redis: Redis, tenant: string, due: number): Promise<Week> {
  const from = due - weekMs
  const designs = await createDesigns(redis).newest(tenant, searched)
  const touched = designs.filter(({ head }) => head.updatedAt >= from && head.createdAt < due)
  return { from, to: due, designs: touched.map(listedOf) }
}

export type Claimed =
  | { readonly kind: 'mine'; readonly attemptedBefore: boolean }
  | { readonly kind: 'sent' }
  | { readonly kind: 'held' }

/** Takes the digest of a day, and notes the attempt before anything is sent. Throws StoreUnavailable. */
export async function claimDigest(
  redis: Redis,
  tenant: string,
  day: string,
  token: string,
): Promise<Claimed> {
  return reaching(redis, async () => {
    const held = await redis.set(keys.digestLeaseKey(tenant), token, 'PX', leaseMs, 'NX')
    if (held !== 'OK') return { kind: 'held' }
    const [attempted, sent] = await redis.hmget(keys.digestKey(tenant), 'attempted', 'sent')
    if (sent === day) {
      await redis.del(keys.digestLeaseKey(tenant))
      return { kind: 'sent' }
    }
    await redis
      .multi()
      .hset(keys.digestKey(tenant), 'attempted', day)
      .pexpire(keys.digestKey(tenant), keptMs)
      .exec()
    return { kind: 'mine', attemptedBefore: attempted === day }
  })
}

/** Notes that it was sent, or gives it back for later. Throws StoreUnavailable. */
export async function releaseDigest(
  redis: Redis,
  tenant: string,
  day: string,
  outcome: 'sent' | 'not-posted' | 'unknown',
): Promise<void> {
  const all = redis.multi()
  if (outcome === 'sent') all.hset(keys.digestKey(tenant), 'sent', day)
  if (outcome === 'not-posted') all.hdel(keys.digestKey(tenant), 'attempted')
  await reaching(redis, () => all.del(keys.digestLeaseKey(tenant)).exec())
}

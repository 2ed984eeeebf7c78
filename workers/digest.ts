/** Sends a team's weekly digest to its channel, once. Knows no queue. */
import type { Redis } from 'ioredis'
import type { ChatAdapter, Destination, Platform } from '../src/chat/contract.js'
import { DeliveryDelayed, DeliveryRefused } from '../src/errors.js'
import { fromDigest } from '../src/messages/from-digest.js'
import { fromChannelGone } from '../src/messages/from-notice.js'
import { claimDigest, dayIn, releaseDigest, weekBefore } from '../src/team/digest.js'
import { dropNotify, loadNotify, type NotifySetting } from '../src/team/notify.js'
import { deliveryVerdict, done, type JobOutcome, later } from './outcomes.js'
import type { TurnLog } from './turn.js'

export interface DigestOptions {
  readonly redis: Redis
  readonly adapterFor: (platform: Platform) => ChatAdapter | undefined
  readonly log: TurnLog
  /** Names this worker in leases; no two may share it. */
  readonly worker: string
  readonly probe?: (point: 'attempted' | 'sent' | 'recorded') => void | Promise<void>
}

/** Somebody else is at it, or no adapter of the platform is here. */
const againMs = 5_000

export function createDigestRunner({ redis, adapterFor, log, worker, probe }: DigestOptions) {
  /** Posts, or finds that it was posted. `refused` where it will never be. */
  async function send(
    adapter: ChatAdapter,
    { channel, by }: NotifySetting,
    message: ReturnType<typeof fromDigest>,
    tenant: string,
    mayBePosted: boolean,
  ): Promise<void> {
    const to: Destination = { kind: 'channel', thread: channel }
    try {
      if (mayBePosted && (await adapter.find(to, message.id))) return
      await adapter.deliver(message, to)
    } catch (error) {
      if (!(error instanceof DeliveryRefused)) throw error
      log.warn({ tenant }, "the team's channel cannot be reached and gets no digest any more")
      await dropNotify(redis, tenant)
      const user: Destination = { kind: 'user', tenant, user: by }
      await adapter.deliver(fromChannelGone(message.id), user).catch((failed: unknown) => {
        if (!(failed instanceof DeliveryRefused)) throw failed
      })
    }
  }

  return {
    /** @param due when it was to be made. Throws what the queue shall try again. */
    async run(tenant: string, due: number, tries = 1): Promise<JobOutcome> {
      const setting = await loadNotify(redis, tenant)
      if (!setting) return done
      const adapter = adapterFor(setting.channel.platform)
      if (!adapter) return later(againMs)
      const week = await weekBefore(redis, tenant, due)
      // A week in which nothing happened is nothing to tell.
      if (week.designs.length === 0) return done
      const day = dayIn(due, setting.timeZone)
      const claimed = await claimDigest(redis, tenant, day, worker)
      if (claimed.kind === 'held') return later(againMs)
      if (claimed.kind === 'sent') return done
      if (probe) await probe('attempted')
      try {
        await send(
          adapter,
          setting,
          fromDigest(`digest:${tenant}:${day}`, week),
          tenant,
          claimed.attemptedBefore,
        )
        if (probe) await probe('sent')
        await releaseDigest(redis, tenant, day, 'sent')
        if (probe) await probe('recorded')
        return done
      } catch (error) {
        const verdict = deliveryVerdict(error, tries)
        const certain = error instanceof DeliveryDelayed && !error.mayBePosted && !claimed.attemptedBefore
        await releaseDigest(redis, tenant, day, certain ? 'not-posted' : 'unknown')
        return later(verdict.kind === 'later' ? verdict.ms : againMs)
      }
    },
  }
}

/**
 * The session store: what may be done with a session in Redis. Each operation is one script, thus one round
 * trip, and happens whole or not at all. Texts, platforms and the queue are unknown here.
 */
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Entry } from '../architect/architect.js'
import type { AmendEvent } from '../chat/contract.js'
import type { ThreadRef } from '../chat/thread.js'
import type { Profile } from '../design/brief/profile.js'
import { LeaseLost, TooLarge } from '../errors.js'
import { createAccept, monthOf } from './accept.js'
import {
  changedFields,
  type Head,
  type HeadChange,
  headBytes,
  headVersion,
  newerHead,
  parseHead,
  withChange,
} from './head.js'
import * as keys from './keys.js'
import * as limits from './limits.js'
import type { MailboxEvent } from './mailbox.js'
import { outgoing } from './outgoing.js'
import { eventsOf, fieldsOf, outboxRecord, profileOfRecord, transcriptOf } from './records.js'
import { reaching, runScript, scripts } from './script.js'

export interface StoreOptions {
  readonly redis: Redis
  readonly retentionDays: number
  /** 0: no limit. */
  readonly requestsPerUserPerHour: number
  readonly leaseMs?: number
  readonly clock?: () => number
  readonly newId?: () => string
}

/** A turn that was begun: the session as the holder of the lease sees it. A commit returns the next one. */
export interface Turn {
  readonly id: string
  readonly token: string
  readonly fence: number
  readonly head: Head
  readonly transcript: readonly Entry[]
  readonly events: readonly MailboxEvent[]
  readonly outboxLength: number
  /** The team's standing facts, for a session that has no brief yet. */
  readonly profile: Profile
}

export type Begun =
  | { readonly kind: 'begun'; readonly turn: Turn }
  | { readonly kind: 'held'; readonly forMs: number }
  | { readonly kind: 'idle' | 'missing' }

export interface Renewed {
  /** Who pressed Stop, or `''`. */
  readonly stop: string
  readonly thread: ThreadRef | undefined
}

export type SessionStore = ReturnType<typeof createSessionStore>

/** How long a lease lasts without renewal; with the queue's lock it bounds how soon a dead worker is replaced. */
export const defaultLeaseMs = 4_000

const begun = z.union([
  z.tuple([
    z.literal('begun'),
    z.number(),
    z.number(),
    z.array(z.string()),
    z.array(z.string()),
    z.array(z.string()),
    z.string(),
  ]),
  z.tuple([z.literal('held'), z.number()]),
  z.tuple([z.literal('newer'), z.string()]),
  z.tuple([z.enum(['idle', 'missing'])]),
])
const renewed = z.union([z.tuple([z.literal('kept'), z.string(), z.string()]), z.tuple([z.literal('lost')])])
const committed = z.union([
  z.tuple([z.literal('committed'), z.array(z.string())]),
  z.tuple([z.literal('lost')]),
  z.tuple([z.literal('too-large')]),
])

export function createSessionStore(options: StoreOptions) {
  const { redis } = options
  const clock = options.clock ?? Date.now
  const leaseMs = options.leaseMs ?? defaultLeaseMs
  const retentionMs = options.retentionDays * 24 * 3600 * 1000

  /** Each session with the round in which its turn comes. */
  async function withRounds(sessions: readonly string[]): Promise<{ session: string; round: number }[]> {
    const heads = redis.pipeline()
    for (const id of sessions) heads.hget(keys.sessionKeys(id).head, 'round')
    const rounds = (await reaching(redis, () => heads.exec())) ?? []
    return sessions.map((session, i) => ({ session, round: Number(rounds[i]?.[1] ?? 1) }))
  }

  return {
    redis,
    leaseMs,
    retentionMs,
    clock,

    accept: createAccept({ ...options, clock, retentionMs }),

    /** Changes words that nobody has read yet. False where they are read, or are not there. Throws StoreUnavailable. */
    async amend({ thread, messageId, text, tenant, user }: AmendEvent): Promise<boolean> {
      const key = keys.knownThreadKey(thread)
      if (key === '' || Buffer.byteLength(text) > limits.maxEventBytes) return false
      const done = await runScript(
        redis,
        scripts.amend,
        [keys.sessionOfThreadKey(key), keys.parkedKey(key)],
        [keys.sessionPrefix, messageId, text.trim(), tenant, user.id],
      )
      return done === 1
    },

    /**
     * Takes the session's lease under `token` and reads the session.
     * Throws StoreUnavailable, UnknownHeadVersion, CorruptRecord (the lease then runs out by itself).
     */
    async begin(id: string, token: string): Promise<Begun> {
      const s = keys.sessionKeys(id)
      const reply = begun.parse(
        await runScript(
          redis,
          scripts.begin,
          [s.head, s.entries, s.mailbox, s.outbox, s.lease, keys.unreadKey],
          [token, leaseMs, id, headVersion, keys.tenantPrefix],
        ),
      )
      if (reply[0] === 'held') return { kind: 'held', forMs: Math.max(reply[1], 0) }
      if (reply[0] === 'newer') throw newerHead(reply[1])
      if (reply[0] !== 'begun') return { kind: reply[0] }
      const [, fence, outboxLength, head, entries, mailbox, profile] = reply
      const turn: Turn = {
        id,
        token,
        fence,
        head: parseHead(fieldsOf(head)),
        transcript: transcriptOf(entries),
        events: eventsOf(mailbox),
        outboxLength,
        profile: profileOfRecord(profile),
      }
      return { kind: 'begun', turn }
    },

    /** Keeps the lease. Throws LeaseLost when it is somebody else's, StoreUnavailable. */
    async renew(turn: Pick<Turn, 'id' | 'token' | 'fence'>): Promise<Renewed> {
      const s = keys.sessionKeys(turn.id)
      const reply = renewed.parse(
        await runScript(redis, scripts.renew, [s.lease, s.head], [turn.token, leaseMs, turn.fence]),
      )
      if (reply[0] === 'lost') throw new LeaseLost('The session has another holder.')
      return { stop: reply[1], thread: reply[2] ? JSON.parse(reply[2]) : undefined }
    },

    /** Gives the lease back without a commit. */
    async release(turn: Pick<Turn, 'id' | 'token'>): Promise<void> {
      await runScript(redis, scripts.release, [keys.sessionKeys(turn.id).lease], [turn.token])
    },

    /**
     * Gives the lease back while events are left, so that others come first. Returns the round in which the session's
     * next turn comes; 0 when the lease was lost. Throws StoreUnavailable.
     */
    async yieldTurn({ id, token, head }: Pick<Turn, 'id' | 'token' | 'head'>): Promise<number> {
      const s = keys.sessionKeys(id)
      const round = await runScript(
        redis,
        scripts.yield,
        [s.lease, s.head, keys.unreadKey, keys.roundKey, keys.tenantRoundKey(head.tenant)],
        [token, retentionMs],
      )
      return z.number().parse(round)
    },

    /**
     * Makes a step real: its entries, the messages they become, the head's change, and the mailbox read up to
     * `consumed` of the turn's events. An entry that is one of these events, the same object, is moved out of the
     * mailbox. With `checkpoint` no message is made and the step goes on.
     * Throws LeaseLost, TooLarge (nothing was written), StoreUnavailable (it may have been made: begin again).
     */
    async commit(
      turn: Turn,
      step: {
        readonly entries: readonly Entry[]
        readonly change: HeadChange
        readonly consumed: number
        readonly checkpoint?: boolean
        /** Beyond the session's limit by a little, for the entry that says so. */
        readonly lastWords?: boolean
      },
    ): Promise<Turn> {
      // What is in the mailbox word for word is moved, not written again.
      const inMailbox = new Map<unknown, number>(
        turn.events.slice(0, step.consumed).map((event, i) => [event, i]),
      )
      const entries = step.entries.map((entry) => inMailbox.get(entry)?.toString() ?? JSON.stringify(entry))
      const tooLong = entries.find((text) => Buffer.byteLength(text) > limits.maxEntryBytes)
      if (tooLong !== undefined) throw new TooLarge('An entry is over 256 KiB.')

      const { head } = turn
      const { items, change } = step.checkpoint
        ? { items: [], change: step.change }
        : outgoing(head, step.change, turn.transcript, step.entries, turn.outboxLength)
      if (headBytes(withChange(head, change)) > limits.maxHeadBytes)
        throw new TooLarge('A session head is over 16 KiB.')
      const fields = changedFields(head, change)

      const s = keys.sessionKeys(turn.id)
      const thread = keys.knownThreadKey(head.thread)
      const reply = committed.parse(
        await runScript(
          redis,
          scripts.commit,
          [
            s.head,
            s.entries,
            s.mailbox,
            s.outbox,
            s.lease,
            s.thread,
            keys.unreadKey,
            keys.undeliveredKey,
            thread ? keys.sessionOfThreadKey(thread) : s.head,
            keys.roundKey,
            head.short ? `${keys.shortIdPrefix(head.tenant)}${head.short}` : s.head,
            keys.usageKey(head.tenant, head.requester.id, monthOf(clock())),
            keys.tenantUsageKey(head.tenant, monthOf(clock())),
            keys.decidedKey(head.tenant),
          ],
          [
            turn.fence,
            turn.token,
            turn.id,
            clock(),
            turn.transcript.length,
            step.consumed,
            step.checkpoint ? '1' : step.entries.at(-1)?.kind === 'failed' ? 'failed' : '',
            limits.maxSessionBytes + (step.lastWords ? limits.lastWordsBytes : 0),
            retentionMs,
            entries.length,
            items.length,
            limits.usageMs,
            step.checkpoint ? '' : countedAs(step.entries),
            becomesDecided(head, change),
            ...entries,
            ...items.map(outboxRecord),
            ...fields,
          ],
        ),
      )
      if (reply[0] === 'lost') throw new LeaseLost('The session has another holder.')
      if (reply[0] === 'too-large') throw new TooLarge('A session is over 8 MiB.')
      return {
        ...turn,
        head: {
          ...withChange(head, change),
          ...(step.checkpoint ? { working: '1' } : { working: undefined, tries: 1 }),
        },
        transcript: [...turn.transcript, ...step.entries],
        events: eventsOf(reply[1]),
        outboxLength: turn.outboxLength + items.length,
      }
    },

    /**
     * Sessions with work, the longest waiting first, `limit` of each kind from the `offset`-th on; those that began
     * to wait after `before` (ms) are left out.
     */
    async waiting(
      before: number,
      limit: number,
      offset = 0,
    ): Promise<{ turns: { session: string; round: number }[]; deliveries: string[] }> {
      const [turns = [], deliveries = []] = await reaching(redis, () =>
        Promise.all(
          [keys.unreadKey, keys.undeliveredKey].map((key) =>
            redis.zrangebyscore(key, '-inf', before, 'LIMIT', offset, limit),
          ),
        ),
      )
      return { turns: await withRounds(turns), deliveries }
    },

    /** Whether the caller is the one to look through what waits, for the next `ms`. */
    async claimSweep(ms: number): Promise<boolean> {
      return (await reaching(redis, () => redis.set(keys.sweptKey, '1', 'PX', ms, 'NX'))) === 'OK'
    },

    /** Takes a session out of the sweeper's sight, because its record cannot be read; the next event puts it back. */
    async shelve(id: string): Promise<void> {
      await reaching(redis, () => redis.multi().zrem(keys.unreadKey, id).zrem(keys.undeliveredKey, id).exec())
    },

    /** Throws StoreUnavailable. */
    async exists(id: string): Promise<boolean> {
      return (await reaching(redis, () => redis.exists(keys.sessionKeys(id).head))) === 1
    },

    /** Removes every trace of the session. False where the tenant has none of that id. */
    async forget(tenant: string, id: string): Promise<boolean> {
      const s = keys.sessionKeys(id)
      const done = await runScript(
        redis,
        scripts.forget,
        [
          s.head,
          s.entries,
          s.mailbox,
          s.outbox,
          s.lease,
          s.sending,
          s.thread,
          keys.unreadKey,
          keys.undeliveredKey,
          keys.openingsKey(tenant),
          keys.decidedKey(tenant),
          s.opinions,
        ],
        [id, keys.threadPrefix, keys.tenantSessionsKey(tenant), tenant, keys.shortIdPrefix(tenant)],
      )
      return done === 1
    },
  }
}

/** What the month's usage counts: designs, their revisions, and decisions. */
function countedAs(entries: readonly Entry[]): string {
  const made = entries.at(-1)
  if (made?.kind === 'propose') return made.revision ? 'revisions' : 'designs'
  return made?.kind === 'decide' ? 'decisions' : ''
}

/** '1' decided from now on, '0' no longer, '' as it was. */
function becomesDecided({ state }: Head, change: HeadChange): '1' | '0' | '' {
  if (change.state === 'decided') return '1'
  return state === 'decided' && change.state !== undefined ? '0' : ''
}

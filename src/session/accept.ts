/** Takes a platform's event into Redis: deduplicated, in its session's mailbox or opening a new one, in one script. */
import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { parseAction, roundChoices, wholeRound } from '../chat/action.js'
import type { ActingEvent } from '../chat/contract.js'
import type { RefusalCode } from '../messages/from-receipt.js'
import { headVersion, titleOf } from './head.js'
import * as keys from './keys.js'
import * as limits from './limits.js'
import { mailboxEvent } from './mailbox.js'
import { outboxRecord } from './records.js'
import { runScript, scripts } from './script.js'

export type Accepted =
  /** `session` is empty while the reply waits for its thread to become known. */
  | {
      readonly kind: 'accepted'
      readonly session: string
      readonly opened: boolean
      /** In which its turn comes: every team that waits has one turn in a round. */
      readonly round: number
    }
  | { readonly kind: 'duplicate' | 'ignored' }
  | { readonly kind: 'refused'; readonly code: RefusalCode }

export interface AcceptOptions {
  readonly redis: Redis
  readonly retentionMs: number
  /** 0: no limit. */
  readonly requestsPerUserPerHour: number
  readonly clock: () => number
  readonly newId?: () => string
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** 16 characters, 80 random bits. */
export const newSessionId = () => Array.from(randomBytes(16), (byte) => base32[byte & 31]).join('')

const accepted = z.tuple([z.string(), z.string(), z.number().default(0)])

export function createAccept(options: AcceptOptions) {
  const { redis, clock, retentionMs } = options
  const newId = options.newId ?? newSessionId

  /** Takes an event in: once, whole, or not at all. Throws StoreUnavailable. */
  return async (event: ActingEvent): Promise<Accepted> => {
    const record = JSON.stringify(mailboxEvent(event))
    if (Buffer.byteLength(record) > limits.maxEventBytes) return { kind: 'refused', code: 'event-too-large' }
    const action = event.kind === 'action' ? parseAction(event.action) : undefined
    if (event.kind === 'action' && !action) return { kind: 'refused', code: 'unknown-session' }

    const thread = keys.knownThreadKey(event.thread)
    const seen = keys.eventSeenKey(event.thread, event.id)
    // A button's message may be pressed again; a person's message is written once.
    const seenMessage =
      event.kind === 'action' || event.messageId === undefined
        ? seen
        : keys.messageSeenKey(event.thread, event.messageId)
    const onRound = action?.question === wholeRound ? action.choice : undefined
    const cancel = onRound === roundChoices.cancel
    const stop = onRound === roundChoices.stop || cancel
    const id = newId()
    const head = event.kind === 'request' ? newHead(event, id, thread, clock()) : []
    if (head.reduce((sum, text) => sum + Buffer.byteLength(text), 0) > limits.maxHeadBytes)
      return { kind: 'refused', code: 'event-too-large' }
    const reply = accepted.parse(
      await runScript(
        redis,
        scripts.accept,
        [
          seen,
          seenMessage,
          thread ? keys.sessionOfThreadKey(thread) : seen,
          thread ? keys.parkedKey(thread) : seen,
          keys.unreadKey,
          keys.undeliveredKey,
          keys.tenantSessionsKey(event.tenant),
          keys.requestsKey(event.tenant, event.user.id),
          keys.openingsKey(event.tenant),
          keys.tenantRoundKey(event.tenant),
          keys.usageKey(event.tenant, event.user.id, monthOf(clock())),
          keys.tenantUsageKey(event.tenant, monthOf(clock())),
          keys.roundKey,
        ],
        [
          event.kind,
          record,
          clock(),
          thread,
          keys.channelKey(event.thread),
          keys.sessionPrefix,
          id,
          action?.session ?? '',
          stop ? event.user.name || event.user.id : '',
          event.tenant,
          event.user.id,
          event.kind === 'reply' && event.parentIsOurs ? '1' : '',
          limits.dedupeMs,
          limits.maxUnread,
          limits.maxSessionBytes,
          options.requestsPerUserPerHour,
          limits.requestWindowMs,
          limits.parkedMs,
          retentionMs,
          headVersion,
          opening,
          keys.shortIdPrefix(event.tenant),
          limits.usageMs,
          cancel ? '1' : '',
          ...head,
        ],
      ),
    )
    const [kind, detail, round] = reply
    if (kind === 'accepted' || kind === 'opened')
      return { kind: 'accepted', session: detail, opened: kind === 'opened', round }
    if (kind === 'parked') return { kind: 'accepted', session: '', opened: false, round: 0 }
    if (kind === 'refused') return { kind: 'refused', code: detail as RefusalCode }
    return { kind: kind === 'duplicate' ? 'duplicate' : 'ignored' }
  }
}

/** `2026-11`, in UTC. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)

const opening = outboxRecord({ kind: 'post', recipe: { kind: 'opening' } })

/** The fields of a new session's head. */
function newHead(
  event: ActingEvent & { kind: 'request' },
  id: string,
  thread: string,
  now: number,
): string[] {
  const { user } = event
  return Object.entries({
    version: String(headVersion),
    id,
    tenant: event.tenant,
    requester: JSON.stringify(user.name === undefined ? { id: user.id } : { id: user.id, name: user.name }),
    thread: JSON.stringify(event.thread),
    threadKey: thread,
    channelKey: keys.channelKey(event.thread),
    title: titleOf(event.text),
    state: 'intake',
    createdAt: String(now),
    updatedAt: String(now),
  }).flat()
}

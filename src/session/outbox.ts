/** The delivery side of the session store: hands out a session's messages one by one and records what became of them. */
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Entry } from '../architect/architect.js'
import type { MessageRef, Person } from '../chat/contract.js'
import { hasThread, type ThreadRef } from '../chat/thread.js'
import { CorruptRecord, LeaseLost } from '../errors.js'
import type { SessionView } from '../messages/recipe.js'
import {
  headVersion,
  newerHead,
  type OutboxItem,
  parseHead,
  personSchema,
  threadSchema,
  viewOf,
} from './head.js'
import * as keys from './keys.js'
import { entryOfRecord, outboxItemOf } from './records.js'
import { runScript, scripts } from './script.js'

/** A message to deliver now; its attempt is on record. */
export interface Delivery {
  readonly session: string
  readonly token: string
  /** The message's number in the outbox, and so the end of its id. */
  readonly n: number
  readonly item: OutboxItem
  /** An earlier attempt has no recorded outcome: look for the message before sending it. */
  readonly attemptedBefore: boolean
  /** The entry that the recipe names. */
  readonly entry: Entry | undefined
  /** Platform id of the message to update; undefined when it was never posted. */
  readonly target: string | undefined
  readonly view: SessionView
  readonly tenant: string
  readonly requester: Person
  readonly thread: ThreadRef
  /** Of a notice: the team's channel, and who named it. */
  readonly notice?: { readonly channel: ThreadRef; readonly by: Person }
}

/** What became of a delivery. */
export type Outcome =
  /** Posted, or found to have been posted. */
  | { readonly kind: 'posted'; readonly ref: MessageRef }
  /** Updated, or the message to update is gone. */
  | { readonly kind: 'updated' }
  /** Nothing that waits can reach anybody. */
  | { readonly kind: 'refused' }
  /** The team's channel cannot be reached: it is told of nothing any more. */
  | { readonly kind: 'no-channel' }

export type Next = {
  /** Where replies that had waited for the thread are in the mailbox now, the round of the session's turn; else 0. */
  readonly wakeTurn: number
} & (
  | { readonly kind: 'next'; readonly delivery: Delivery }
  | { readonly kind: 'held'; readonly forMs: number }
  | { readonly kind: 'done' | 'missing' }
)

export interface OutboxOptions {
  readonly redis: Redis
  readonly leaseMs: number
  readonly retentionMs: number
  readonly clock: () => number
}

export type Outbox = ReturnType<typeof createOutbox>

const text = z.string()
const nextReply = z.union([
  z.tuple([
    z.literal('next'),
    z.number(),
    z.number(),
    text,
    z.number(),
    text,
    text,
    z.array(text),
    text,
    text,
  ]),
  z.tuple([z.literal('held'), z.number()]),
  z.tuple([z.literal('done'), z.number()]),
  z.tuple([z.literal('newer'), text]),
  z.tuple([z.literal('missing')]),
])

export function createOutbox({ redis, leaseMs, retentionMs, clock }: OutboxOptions) {
  async function next(
    session: string,
    token: string,
    sent?: { readonly delivery: Delivery; readonly outcome: Outcome },
  ): Promise<Next> {
    const s = keys.sessionKeys(session)
    const ref = sent?.outcome.kind === 'posted' ? sent.outcome.ref : undefined
    // The opening tells which thread replies will name; where nobody could be reached then, what is posted later.
    const tells = sent && !sent.delivery.notice && (sent.delivery.n === 0 || !hasThread(sent.delivery.thread))
    const found = ref && tells && hasThread(ref.thread) ? ref.thread : undefined
    const thread = found ? keys.knownThreadKey(found) : ''
    const reply = nextReply.parse(
      await runScript(
        redis,
        scripts.deliver,
        [
          s.head,
          s.outbox,
          s.entries,
          s.thread,
          s.sending,
          s.mailbox,
          keys.unreadKey,
          keys.undeliveredKey,
          thread ? keys.sessionOfThreadKey(thread) : s.head,
          thread ? keys.parkedKey(thread) : s.head,
          keys.roundKey,
        ],
        [
          token,
          leaseMs,
          session,
          clock(),
          sent ? sent.delivery.n : '',
          ref?.id ?? '',
          thread,
          found ? JSON.stringify(found) : '',
          sent && ['refused', 'no-channel'].includes(sent.outcome.kind) ? sent.outcome.kind : '',
          retentionMs,
          headVersion,
          keys.tenantPrefix,
          sent?.delivery.notice ? JSON.stringify(sent.delivery.notice.channel) : '',
        ],
      ),
    )
    if (reply[0] === 'missing') return { kind: 'missing', wakeTurn: 0 }
    if (reply[0] === 'newer') throw newerHead(reply[1])
    if (reply[0] === 'held') return { kind: 'held', forMs: Math.max(reply[1], 0), wakeTurn: 0 }
    const wakeTurn = reply[1]
    if (reply[0] === 'done') return { kind: 'done', wakeTurn }
    return { kind: 'next', wakeTurn, delivery: deliveryOf(session, token, reply) }
  }

  return {
    /** How long a delivery's lease lasts without renewal. */
    leaseMs,

    /**
     * Records the outcome of the last delivery, if one is given, and hands out the next message.
     * Throws StoreUnavailable.
     */
    next,

    /** Keeps the delivery's lease while a slow platform is being waited for. Throws LeaseLost, StoreUnavailable. */
    async renew(session: string, token: string): Promise<void> {
      const s = keys.sessionKeys(session)
      const reply = await runScript(redis, scripts.renew, [s.sending, s.head], [token, leaseMs, ''])
      if (!Array.isArray(reply) || reply[0] !== 'kept')
        throw new LeaseLost('The delivery has another holder.')
    },

    /**
     * Gives the delivery back for later. `notPosted`: the platform certainly did not take it. False where it was
     * not ours any more: forgotten, or taken over.
     */
    async postpone(delivery: Delivery, notPosted: boolean): Promise<boolean> {
      const s = keys.sessionKeys(delivery.session)
      const args = [delivery.token, delivery.n, notPosted ? '1' : '']
      return (await runScript(redis, scripts.postpone, [s.head, s.sending], args)) === 1
    },
  }
}

/** The fields as deliver.lua reads them, in its order. */
const deliveryFields = [
  'delivered',
  'attempted',
  'version',
  'tenant',
  'requester',
  'title',
  'state',
  'openRound',
  'recommended',
  'revision',
  'thread',
  'short',
  'decision',
]

type NextReply = Extract<z.infer<typeof nextReply>, readonly ['next', ...unknown[]]>

function deliveryOf(session: string, token: string, reply: NextReply): Delivery {
  const [, , n, item, attempted, entry, target, values, channel, by] = reply
  const fields = Object.fromEntries(
    deliveryFields.flatMap((field, i) => (values[i] ? [[field, values[i]] as const] : [])),
  )
  const head = parseHead({ ...fields, id: session, createdAt: '0', updatedAt: '0' })
  const parsed = outboxItemOf(item)
  if (parsed.recipe.entry !== undefined && entry === '')
    throw new CorruptRecord(`Message ${n} names entry ${parsed.recipe.entry}, which is not there.`)
  return {
    session,
    token,
    n,
    item: parsed,
    attemptedBefore: attempted === 1,
    entry: entry === '' ? undefined : entryOfRecord(entry),
    target: target === '' ? undefined : target,
    view: viewOf(head),
    tenant: head.tenant,
    requester: head.requester,
    thread: head.thread,
    ...(parsed.kind === 'notice' && { notice: noticeSetting(channel, by) }),
  }
}

/** Throws CorruptRecord. */
function noticeSetting(channel: string, by: string): NonNullable<Delivery['notice']> {
  const parsed = z.object({ channel: threadSchema, by: personSchema }).safeParse({ channel, by })
  if (!parsed.success) throw new CorruptRecord('A stored notify setting does not have its form.')
  return parsed.data
}

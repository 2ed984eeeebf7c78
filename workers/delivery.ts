/**
 * Delivers a session's messages: in order, each once. The attempt is on record before a message is sent; one
 * whose outcome is not known is looked for on the platform first. Knows no queue.
 */
import { setMaxListeners } from 'node:events'
import type { ChatAdapter, Destination, MessageRef, Platform } from '../src/chat/contract.js'
import { DeliveryDelayed, DeliveryRefused } from '../src/errors.js'
import { compose } from '../src/messages/compose.js'
import { fromFailure } from '../src/messages/from-conversation.js'
import { fromChannelGone } from '../src/messages/from-notice.js'
import { fromObstacle, type Obstacle } from '../src/messages/from-obstacle.js'
import type { OutgoingMessage } from '../src/messages/message.js'
import type { Delivery, Outbox, Outcome } from '../src/session/outbox.js'
import { codeOf, deliveryVerdict, done, type JobOutcome, later, traceOf, verdictOf } from './outcomes.js'
import type { TurnLog } from './turn.js'

export interface DeliveryOptions {
  readonly outbox: Outbox
  /** Undefined for a platform that this worker has no access to. */
  readonly adapterFor: (platform: Platform) => ChatAdapter | undefined
  readonly wakeTurn: (session: string, round: number) => Promise<void>
  /** Takes a session whose record cannot be read out of the sweeper's sight. */
  readonly shelve: (session: string) => Promise<void>
  readonly log: TurnLog
  readonly worker: string
  readonly sendTimeoutMs?: number
  readonly probe?: (point: 'attempted' | 'sent' | 'recorded') => void | Promise<void>
}

/** Longer than an adapter's own time-outs; what takes longer counts as not known. */
const defaultSendTimeoutMs = 30_000
const noAdapterMs = 10_000

/** How soon another worker may go on with what a closing one gives back. */
const handedBackMs = 50
/** The same for a message that was being sent: by then the process is gone, and what it had sent has arrived. */
const cutShortMs = 3_000

export function createDeliveryRunner(options: DeliveryOptions) {
  const { outbox, log, probe } = options
  const closing = new AbortController()
  // Each message that is being sent listens.
  setMaxListeners(0, closing.signal)
  /** Makes each run's token another one. */
  let count = 0
  const sendTimeoutMs = options.sendTimeoutMs ?? defaultSendTimeoutMs

  /** @param tries how often the queue has begun this job; it lengthens the pauses */
  async function run(session: string, tries: number): Promise<JobOutcome> {
    const token = `${options.worker}.${(count++).toString(36)}`
    // A slow platform must not cost the lease; losing it shows at the next step.
    const timer = setInterval(() => outbox.renew(session, token).catch(() => undefined), outbox.leaseMs / 4)
    try {
      return await deliverAll(session, token, tries)
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.kind === 'yield') {
        log.info({ session }, 'a delivery ended: somebody else goes on, or the session was forgotten')
        return done
      }
      log.warn({ session, verdict, ...traceOf(error) }, 'delivery ended by a fault')
      if (verdict.kind === 'later') return later(verdict.ms)
      if (verdict.kind === 'retry') throw error
      log.error({ session, code: verdict.code }, 'the session cannot be read and is left alone')
      await options.shelve(session)
      return done
    } finally {
      clearInterval(timer)
    }
  }

  async function deliverAll(session: string, token: string, tries: number): Promise<JobOutcome> {
    let next = await outbox.next(session, token)
    for (;;) {
      if (next.wakeTurn > 0)
        options.wakeTurn(session, next.wakeTurn).catch(() => log.warn({ session }, 'could not wake the turn'))
      if (next.kind === 'held') return later(next.forMs + 20)
      if (next.kind !== 'next') return done
      const { delivery } = next
      const sent = await send(delivery, tries)
      if (sent.kind === 'postponed') {
        // Not ours any more: forgotten, or another worker's. Nothing is to wait for then.
        return (await outbox.postpone(delivery, sent.notPosted)) ? later(sent.laterMs) : done
      }
      next = await outbox.next(session, token, { delivery, outcome: sent })
      if (probe) await probe('recorded')
    }
  }

  /** Sends one message. What a platform throws comes back as data. */
  async function send(delivery: Delivery, tries: number): Promise<Outcome | Postponed> {
    const notPosted = !delivery.attemptedBefore
    if (closing.signal.aborted) return { kind: 'postponed', laterMs: handedBackMs, notPosted }
    const adapter = options.adapterFor(delivery.thread.platform)
    if (!adapter) return { kind: 'postponed', laterMs: noAdapterMs, notPosted }
    const message = render(delivery)
    if (probe) await probe('attempted')

    if (delivery.item.kind === 'update') return update(adapter, delivery, message, tries)
    if (delivery.notice) return tell(delivery, delivery.notice, message, tries)
    return post(adapter, delivery, message, tries)
  }

  /** The message; where it cannot be made, one that says so, since nothing in the thread may pass it. */
  function render(delivery: Delivery): OutgoingMessage {
    const { session, item, view, entry } = delivery
    const id = `${session}:${item.kind === 'update' ? item.of : delivery.n}`
    try {
      return compose(id, item.recipe, view, entry)
    } catch (error) {
      log.error({ session, n: delivery.n, ...traceOf(error) }, 'a message could not be made')
      return fromFailure(id, view, { kind: 'failed', at: 0, code: 'not-rendered' })
    }
  }

  async function update(
    adapter: ChatAdapter,
    delivery: Delivery,
    message: OutgoingMessage,
    tries: number,
  ): Promise<Outcome | Postponed> {
    if (delivery.target === undefined) return { kind: 'updated' }
    try {
      await intime(adapter.update({ id: delivery.target, thread: delivery.thread }, message))
      if (probe) await probe('sent')
    } catch (error) {
      const verdict = deliveryVerdict(error, tries)
      if (verdict.kind === 'later') return { kind: 'postponed', laterMs: verdict.ms, notPosted: true }
      log.info({ session: delivery.session, n: delivery.n }, 'a message can no longer be updated')
    }
    return { kind: 'updated' }
  }

  async function post(
    adapter: ChatAdapter,
    delivery: Delivery,
    message: OutgoingMessage,
    tries: number,
  ): Promise<Outcome | Postponed> {
    const thread: Destination = { kind: 'thread', thread: delivery.thread }
    const first = await attempt(adapter, delivery, message, thread, tries)
    if (first.kind !== 'closed') return first

    // The thread is closed to us: tell the person who asked. Where that works for the opening, it is the thread.
    const user: Destination = { kind: 'user', tenant: delivery.tenant, user: delivery.requester }
    if (first.obstacle) {
      // Why it comes there, once for a session: it is looked for, since nothing else remembers it.
      const why = fromObstacle(`${delivery.session}:closed`, first.obstacle)
      const told = await attempt(adapter, { ...delivery, attemptedBefore: true }, why, user, tries)
      if (told.kind === 'postponed') return { ...told, notPosted: !delivery.attemptedBefore }
    }
    const second = await attempt(adapter, delivery, message, user, tries)
    if (second.kind !== 'closed') return second
    log.warn(
      { session: delivery.session, n: delivery.n },
      'neither the thread nor its requester can be reached',
    )
    return { kind: 'refused' }
  }

  /** A notice to the team's channel; where that is closed, whoever named it is told instead, once. */
  async function tell(
    delivery: Delivery,
    { channel, by }: NonNullable<Delivery['notice']>,
    message: OutgoingMessage,
    tries: number,
  ): Promise<Outcome | Postponed> {
    const adapter = options.adapterFor(channel.platform)
    if (!adapter) return { kind: 'postponed', laterMs: noAdapterMs, notPosted: !delivery.attemptedBefore }
    const first = await attempt(adapter, delivery, message, { kind: 'channel', thread: channel }, tries)
    if (first.kind !== 'closed') return first
    const user: Destination = { kind: 'user', tenant: delivery.tenant, user: by }
    const second = await attempt(adapter, delivery, fromChannelGone(message.id), user, tries)
    if (second.kind === 'postponed') return second
    log.warn(
      { session: delivery.session },
      "the team's channel cannot be reached and is told of nothing more",
    )
    return { kind: 'no-channel' }
  }

  async function attempt(
    adapter: ChatAdapter,
    delivery: Delivery,
    message: OutgoingMessage,
    to: Destination,
    tries: number,
  ): Promise<Extract<Outcome, { kind: 'posted' }> | Postponed | Closed> {
    let mayBePosted = delivery.attemptedBefore
    try {
      const found = mayBePosted ? await intime(adapter.find(to, message.id)) : undefined
      mayBePosted = false
      const ref: MessageRef = found ?? (await intime(adapter.deliver(message, to)))
      if (probe) await probe('sent')
      return { kind: 'posted', ref }
    } catch (error) {
      const verdict = deliveryVerdict(error, tries)
      log.info(
        { session: delivery.session, n: delivery.n, code: codeOf(error), verdict },
        'a message was not delivered',
      )
      if (verdict.kind !== 'later')
        return { kind: 'closed', obstacle: error instanceof DeliveryRefused ? error.obstacle : undefined }
      const certain = error instanceof DeliveryDelayed && !error.mayBePosted
      return { kind: 'postponed', laterMs: verdict.ms, notPosted: certain && !mayBePosted }
    }
  }

  /** Waits for the platform, but not for ever, and not while the process closes: then the outcome is not known. */
  function intime<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the platform did not answer in time')), sendTimeoutMs)
      const onClosing = () =>
        reject(new DeliveryDelayed('The process is closing.', cutShortMs, { mayBePosted: true }))
      closing.signal.addEventListener('abort', onClosing, { once: true })
      work.then(resolve, reject).finally(() => {
        clearTimeout(timer)
        closing.signal.removeEventListener('abort', onClosing)
      })
    })
  }

  return {
    run,
    /** Has the deliveries that run hand their messages back, because the process is closing. */
    handBack() {
      closing.abort()
    },
  }
}

/** To be tried again; `notPosted` when the platform certainly has not got it. */
interface Postponed {
  readonly kind: 'postponed'
  readonly laterMs: number
  readonly notPosted: boolean
}

/** The destination takes nothing from us. */
interface Closed {
  readonly kind: 'closed'
  readonly obstacle: Obstacle | undefined
}

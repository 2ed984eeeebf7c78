/** What every chat adapter keeps, run by each platform's own contract test against its own server or store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatAdapter, ChatEvent, Destination, Receipt, Views } from '../../src/chat/contract.js'
import { DeliveryDelayed } from '../../src/errors.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { everything, saying } from '../support/sample-messages.js'

/** A running adapter and the platform behind it, seen from the outside as a person there sees it. */
export interface AdapterHarness {
  /** Listens; its events reach the `accept` that the harness was made with. */
  readonly adapter: ChatAdapter
  /** The same platform from another process, which never listens. */
  readonly poster: ChatAdapter
  /** A destination in a thread that exists. */
  newThread(): Promise<Extract<Destination, { kind: 'thread' }>>
  /** The texts that a person in the thread sees, oldest first. */
  seen(to: Destination, user?: string): Promise<readonly string[]>
  /** The status line a person sees now, `''` for none. */
  statusSeen(to: Destination): Promise<string>
  /** A person writes in the thread; the same `delivery` again is the platform repeating itself. */
  write(to: Extract<Destination, { kind: 'thread' }>, text: string, delivery: string): Promise<void>
  /** A person opens a new thread with a request. */
  request(text: string, delivery: string): Promise<void>
  stop(): Promise<void>
}

export interface Behind {
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Views
}

/** Nothing is stored; every list is empty. */
export const noViews: Views = {
  designs: async () => [],
  design: async () => undefined,
  designOf: async () => undefined,
  file: async () => undefined,
}

/** Waits as long as the platform asks to, as the queue does. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DeliveryDelayed) || error.retryAfterMs === undefined) throw error
      const { retryAfterMs } = error
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
    }
}

export function chatAdapterContract(name: string, start: (behind: Behind) => Promise<AdapterHarness>) {
  describe(`${name} keeps the chat adapter's contract`, () => {
    let harness: AdapterHarness
    let events: ChatEvent[]
    let answer: (event: ChatEvent) => Receipt

    beforeEach(async () => {
      events = []
      answer = () => ({ kind: 'accepted', session: 'ABCDEFGHIJKLMNOP' })
      harness = await start({
        accept: async (event) => {
          events.push(event)
          return answer(event)
        },
        views: noViews,
      })
    })
    afterEach(() => harness.stop())

    it('posts a message once, however often it is delivered', async () => {
      const to = await harness.newThread()
      const message = saying(1, 'Here is the first proposal.')
      const first = await harness.adapter.deliver(message, to)
      // What may have been posted is looked for first.
      const again = (await harness.poster.find(to, message.id)) ?? (await harness.poster.deliver(message, to))
      expect(again.id).toBe(first.id)
      expect((await harness.seen(to)).filter((text) => text.includes('first proposal'))).toHaveLength(1)
    })

    it('finds what it posted by the message id, also from another process, and nothing else', async () => {
      const to = await harness.newThread()
      const message = saying(1, 'Look for me.')
      expect(await harness.adapter.find(to, message.id)).toBeUndefined()
      const ref = await harness.adapter.deliver(message, to)
      expect(await harness.poster.find(to, message.id)).toEqual(ref)
      expect(await harness.poster.find(await harness.newThread(), message.id)).toBeUndefined()
    })

    it('keeps the order of delivery', async () => {
      const to = await harness.newThread()
      for (let n = 1; n <= 12; n++)
        await patiently(() => harness.poster.deliver(saying(n, `message number ${n}.`), to))
      const numbers = (await harness.seen(to)).flatMap(
        (text) => /message number (\d+)\./.exec(text)?.[1] ?? [],
      )
      expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)))
    })

    it('changes a message in place, and changing it twice is harmless', async () => {
      const to = await harness.newThread()
      const ref = await harness.adapter.deliver(saying(1, 'Designing.'), to)
      await harness.adapter.deliver(saying(2, 'After it.'), to)
      await harness.poster.update(ref, saying(1, 'Proposed.'))
      await harness.poster.update(ref, saying(1, 'Proposed.'))
      const texts = await harness.seen(to)
      expect(texts.some((text) => text.includes('Designing.'))).toBe(false)
      expect(texts.findIndex((text) => text.includes('Proposed.'))).toBeLessThan(
        texts.findIndex((text) => text.includes('After it.')),
      )
      expect(texts.filter((text) => text.includes('Proposed.'))).toHaveLength(1)
    })

    it('renders a message with every kind of block', async () => {
      const to = await harness.newThread()
      await harness.poster.deliver(everything(), to)
      const text = (await harness.seen(to)).join('\n')
      for (const words of ['Two proposals', '42 days', '25,326', 'Patched Transformer', 'x.unfold(1, 16, 8)'])
        expect(text).toContain(words)
    })

    it('shows a message for one person to that person alone', async () => {
      const to = await harness.newThread()
      await harness.adapter.deliver(saying(1, 'Between us.'), { ...to, only: { id: 'somebody-else' } })
      expect((await harness.seen(to)).join('\n')).not.toContain('Between us.')
      expect((await harness.seen(to, 'somebody-else')).join('\n')).toContain('Between us.')
    })

    it('shows what is being done, and clears it', async () => {
      const to = await harness.newThread()
      await harness.poster.status(to, 'Estimating three candidates')
      expect(await harness.statusSeen(to)).toContain('Estimating three candidates')
      await harness.poster.status(to, '')
      expect(await harness.statusSeen(to)).toBe('')
    })

    it('turns a request and a reply into events whose id is stable when the platform repeats itself', async () => {
      await harness.request('Forecast sales', 'delivery0000000001')
      await harness.request('Forecast sales', 'delivery0000000001')
      const to = await harness.newThread()
      events.splice(2)
      await harness.write(to, 'What if we only have one T4?', 'delivery0000000002')
      await harness.write(to, 'What if we only have one T4?', 'delivery0000000002')
      expect(events.map((event) => event.kind)).toEqual(['request', 'request', 'reply', 'reply'])
      expect(events[1]?.id).toBe(events[0]?.id)
      expect(events[3]?.id).toBe(events[2]?.id)
      expect(events[2]?.id).not.toBe(events[0]?.id)
      expect(events[2]).toMatchObject({
        text: 'What if we only have one T4?',
        thread: { platform: to.thread.platform },
      })
    })

    it('shows an answer that is given at once', async () => {
      const to = await harness.newThread()
      const help: OutgoingMessage = { ...saying(0, 'I design models.'), id: 'receipt:help' }
      answer = () => ({ kind: 'answer', message: help, audience: 'all' })
      await harness.write(to, 'help', 'delivery0000000003')
      expect((await harness.seen(to)).join('\n')).toContain('I design models.')
    })
  })
}

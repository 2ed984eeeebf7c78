/** Words that a person changes or takes back count as long as nobody has read them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AmendEvent, ReplyEvent, RequestEvent } from '../../src/chat/contract.js'
import { parkedKey, sessionKeys } from '../../src/session/keys.js'
import { nextId, reply, request } from '../support/events.js'
import { begin, useStore } from '../support/session.js'

const fixture = useStore()
const thread = '17.1'

async function open(text = 'Forecast sales') {
  const event = request(text)
  const accepted = await fixture.store.accept({ ...event, thread: { ...event.thread, thread } })
  if (accepted.kind !== 'accepted') throw new Error(accepted.kind)
  return accepted.session
}

const amends = (
  said: RequestEvent | ReplyEvent,
  text: string,
  over: Partial<AmendEvent> = {},
): AmendEvent => ({
  kind: 'amend',
  id: nextId(),
  tenant: said.tenant,
  thread: { ...said.thread, thread },
  user: said.user,
  at: said.at,
  messageId: said.messageId ?? '',
  text,
  ...over,
})

const wordsIn = async (id: string) =>
  (await begin(fixture.store, id)).events.map((event) => (event.kind === 'user' ? event.text : event.kind))
const bytesOf = async (id: string) => Number(await fixture.redis.hget(sessionKeys(id).head, 'bytes'))

describe('words that nobody has read', () => {
  it('are replaced in their place, and the sizes stay right', async () => {
    const id = await open()
    const [first, second] = [reply(thread, 'one T4'), reply(thread, 'weekly values')]
    for (const said of [first, second]) await fixture.store.accept(said)
    expect(await fixture.store.amend(amends(first, 'two A10G, and "quotes" too'))).toBe(true)
    expect(await wordsIn(id)).toEqual(['Forecast sales', 'two A10G, and "quotes" too', 'weekly values'])
    const records = await fixture.redis.lrange(sessionKeys(id).mailbox, 0, -1)
    expect(await bytesOf(id)).toBe(records.reduce((sum, record) => sum + Buffer.byteLength(record), 0))
  })

  it('are nothing when they are taken back, and are still counted as read', async () => {
    const id = await open()
    const said = reply(thread, 'one T4')
    await fixture.store.accept(said)
    expect(await fixture.store.amend(amends(said, ''))).toBe(true)
    const turn = await begin(fixture.store, id)
    expect(turn.events).toHaveLength(2)
    expect(turn.events[1]).toMatchObject({ text: '', at: said.at, user: said.user })
  })

  it('are the same, whatever is written', async () => {
    const id = await open()
    const said = reply(thread, 'x')
    await fixture.store.accept(said)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const words = text.trim()
        fc.pre(words !== '')
        expect(await fixture.store.amend(amends(said, text))).toBe(true)
        const [, record = ''] = await fixture.redis.lrange(sessionKeys(id).mailbox, 0, -1)
        expect(JSON.parse(record)).toEqual({
          kind: 'user',
          at: said.at,
          user: said.user,
          message: said.messageId,
          text: words,
        })
      }),
      { numRuns: 50 },
    )
  })

  it('may wait for a thread that is not known yet', async () => {
    await fixture.store.accept(request('elsewhere'))
    const said = reply('18.1', 'one T4')
    await fixture.store.accept(said)
    const there = { ...said.thread }
    expect(await fixture.store.amend(amends(said, 'two T4', { thread: there }))).toBe(true)
    expect(await fixture.redis.lrange(parkedKey('slack:T1:C1:18.1'), 0, -1)).toEqual([
      expect.stringContaining('two T4'),
    ])
  })
})

describe('words that are read', () => {
  it('stay as they were read; those that came later may be changed', async () => {
    const id = await open()
    const [early, late] = [reply(thread, 'one T4'), reply(thread, 'daily')]
    await fixture.store.accept(early)
    const turn = await begin(fixture.store, id)
    await fixture.store.accept(late)
    expect(await fixture.store.amend(amends(early, 'two T4'))).toBe(false)
    expect(await fixture.store.amend(amends(late, 'weekly'))).toBe(true)
    const said = turn.events.flatMap((event) => (event.kind === 'user' ? [event] : []))
    const next = await fixture.store.commit(turn, { entries: said, change: {}, consumed: 2 })
    expect(next.events).toMatchObject([{ text: 'weekly' }])
    // The turn goes on with it.
    expect(await fixture.store.amend(amends(late, 'hourly'))).toBe(false)
    await fixture.store.release(next)
    expect(await fixture.store.amend(amends(late, 'hourly'))).toBe(true)
    expect(await fixture.store.amend(amends(early, 'two T4'))).toBe(false)
  })
})

describe('nothing is changed', () => {
  it.each([
    ['by another person', { user: { id: 'U2' } }],
    ['of another team', { tenant: 'slack:T2' }],
    ['of another message', { messageId: 'other' }],
    ['of another thread', { thread: { platform: 'slack', space: 'T1', channel: 'C1', thread: '99.1' } }],
    ['beyond the size of an event', { text: 'x'.repeat(70_000) }],
  ] as const)('%s', async (_, over) => {
    const id = await open()
    const said = reply(thread, 'one T4')
    await fixture.store.accept(said)
    expect(await fixture.store.amend(amends(said, 'two T4', over))).toBe(false)
    expect(await wordsIn(id)).toEqual(['Forecast sales', 'one T4'])
  })
})

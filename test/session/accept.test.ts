/** accept: what comes in takes effect once, in the right session, within the limits. */
import { describe, expect, it } from 'vitest'
import { formatAction } from '../../src/chat/action.js'
import type { ActingEvent } from '../../src/chat/contract.js'
import { threadKey } from '../../src/chat/thread.js'
import { monthOf } from '../../src/session/accept.js'
import {
  parkedKey,
  sessionKeys,
  tenantSessionsKey,
  tenantUsageKey,
  undeliveredKey,
  unreadKey,
  usageKey,
} from '../../src/session/keys.js'
import { maxSessionBytes } from '../../src/session/limits.js'
import { action, reply, request } from '../support/events.js'
import { begin, useStore } from '../support/session.js'

const fixture = useStore()

async function open(text = 'Forecast sales', thread?: string, channel = 'C1') {
  const event = request(text)
  const accepted = await fixture.store.accept({
    ...event,
    thread: { ...event.thread, channel, ...(thread !== undefined && { thread }) },
  })
  if (accepted.kind !== 'accepted') throw new Error(accepted.kind)
  return accepted.session
}
const mailbox = (id: string) => fixture.redis.llen(sessionKeys(id).mailbox)
const stopOf = (id: string) => formatAction({ session: id, round: 0, question: 'round', choice: 'stop' })
const answerOf = (id: string) => formatAction({ session: id, round: 1, question: 'horizon', choice: 'd63' })

describe('a request', () => {
  it('opens a session with its words in the mailbox and the opening to deliver', async () => {
    const id = await open('Forecast   sales\nfor 40 stores')
    expect(id).toMatch(/^[A-Z2-7]{16}$/)
    const turn = await begin(fixture.store, id)
    expect(turn.head).toMatchObject({
      title: 'Forecast sales for 40 stores',
      state: 'intake',
      tenant: 'slack:T1',
    })
    expect(turn.events).toEqual([
      {
        kind: 'user',
        at: 1_700_000_000_000,
        user: { id: 'U1', name: 'Ada' },
        text: 'Forecast   sales\nfor 40 stores',
        message: expect.any(String),
      },
    ])
    expect(await fixture.redis.zrange(unreadKey, '0', '-1')).toEqual([id])
    expect(await fixture.redis.zrange(undeliveredKey, '0', '-1')).toEqual([id])
  })

  it('is a reply where the thread has a session already', async () => {
    const id = await open('Forecast sales', '17.1')
    expect(await open('and for 32 days?', '17.1')).toBe(id)
    expect(await mailbox(id)).toBe(2)
  })

  it('gets a short id, a longer one where another design of the team has it', async () => {
    const ids = ['ABCDEEEEEEEEEEEE', 'ABCDFFFFFFFFFFFF', 'ABCDEFFFFFFFFFFF']
    const store = fixture.another({ newId: () => ids.shift() ?? '' })
    for (let i = 0; i < 3; i++) await store.accept(request())
    const shortOf = async (id: string) => fixture.redis.hget(sessionKeys(id).head, 'short')
    expect(await shortOf('ABCDEEEEEEEEEEEE')).toBe('ABCD')
    expect(await shortOf('ABCDFFFFFFFFFFFF')).toBe('ABCDF')
    expect(await shortOf('ABCDEFFFFFFFFFFF')).toBe('ABCDE')
    ids.push('ABCDGGGGGGGGGGGG')
    await store.accept(request('x', { tenant: 'slack:T2' }))
    expect(await shortOf('ABCDGGGGGGGGGGGG')).toBe('ABCD')
  })

  it('is counted for the person and the team, by month', async () => {
    await open()
    await fixture.store.accept(request('y', { user: { id: 'U2' } }))
    const month = monthOf(Date.now())
    expect(await fixture.redis.hgetall(usageKey('slack:T1', 'U1', month))).toEqual({ requests: '1' })
    expect(await fixture.redis.hgetall(tenantUsageKey('slack:T1', month))).toEqual({ requests: '2' })
    expect(await fixture.redis.pttl(tenantUsageKey('slack:T1', month))).toBeGreaterThan(395 * 86_400_000)
  })

  it('comes a round after the last one of its team, and in the round of now where the team has none', async () => {
    const roundOf = async (event: ActingEvent = request()) => {
      const accepted = await fixture.store.accept(event)
      return accepted.kind === 'accepted' ? accepted.round : undefined
    }
    expect([await roundOf(), await roundOf(), await roundOf()]).toEqual([1, 2, 3])
    const id = await open('w', '17.9')
    expect(await roundOf(request('z', { tenant: 'slack:T2' }))).toBe(1)
    // More words of a design that waits change nothing.
    expect(await roundOf(reply('17.9', 'more'))).toBe(4)
    // The fourth round is served once its turn came to an answer: who comes then is in it, and the flood goes on behind.
    const turn = await begin(fixture.store, id)
    expect(await roundOf(request('z', { tenant: 'slack:T3' }))).toBe(1)
    await fixture.store.commit(turn, { entries: [], change: {}, consumed: turn.events.length })
    expect(await roundOf(request('z', { tenant: 'slack:T4' }))).toBe(4)
    expect(await roundOf(reply('17.9', 'and more'))).toBe(5)
    expect(await roundOf()).toBe(6)
  })

  it('opens sessions of their own in two threads, and in two channels', async () => {
    const ids = [
      await open('a', '17.1'),
      await open('b', '17.2'),
      await open('c', '17.1', 'C2'),
      await open('d'),
    ]
    expect(new Set(ids).size).toBe(4)
  })

  it("takes what ran out off the tenant's list", async () => {
    const [old, alive] = [await open('a'), await open('b')]
    await fixture.redis.del(sessionKeys(old).head)
    const added = await open('c')
    const list = await fixture.redis.zrange(tenantSessionsKey('slack:T1'), '0', '-1')
    expect(list.sort()).toEqual([alive, added].sort())
  })

  it('is refused beyond the hour limit of its author, and leaves no mark', async () => {
    const store = fixture.another({ requestsPerUserPerHour: 2 })
    await store.accept(request())
    await store.accept(request())
    const third = request()
    expect(await store.accept(third)).toEqual({ kind: 'refused', code: 'too-many-requests' })
    expect(await store.accept({ ...request(), user: { id: 'U2' } })).toMatchObject({ kind: 'accepted' })
    expect(await fixture.store.accept(third)).toMatchObject({ kind: 'accepted', opened: true })
  })
})

describe('deduplication', () => {
  it('takes an event once, also when it comes 20 times at once', async () => {
    const event = request()
    const all = await Promise.all(Array.from({ length: 20 }, () => fixture.store.accept(event)))
    expect(all.filter((answer) => answer.kind === 'accepted')).toHaveLength(1)
    expect(all.filter((answer) => answer.kind === 'duplicate')).toHaveLength(19)
  })

  it('takes a message once that is announced under two event ids', async () => {
    const event = request()
    await fixture.store.accept(event)
    expect(await fixture.store.accept({ ...event, id: 'other' })).toEqual({ kind: 'duplicate' })
    expect(await fixture.store.accept({ ...event, id: 'third', messageId: 'another' })).toMatchObject({
      kind: 'accepted',
    })
  })

  it('forgets what it refused, so that it can be sent again', async () => {
    const id = await open('x', '17.1')
    const late = reply('17.1', 'one more')
    await fixture.redis.rpush(sessionKeys(id).mailbox, ...Array.from({ length: 199 }, () => '{}'))
    expect(await fixture.store.accept(late)).toEqual({ kind: 'refused', code: 'too-many-unread' })
    await fixture.redis.ltrim(sessionKeys(id).mailbox, 0, 10)
    expect(await fixture.store.accept(late)).toMatchObject({ kind: 'accepted', session: id })
  })
})

describe('limits', () => {
  it('refuses an event of more than 64 KiB, counted in bytes', async () => {
    expect(await fixture.store.accept(request('ä'.repeat(33 * 1024)))).toEqual({
      kind: 'refused',
      code: 'event-too-large',
    })
    expect(await fixture.store.accept(request('a'.repeat(33 * 1024)))).toMatchObject({ kind: 'accepted' })
  })

  it('refuses a request whose author or place would fill the head', async () => {
    const event = request('x', { user: { id: 'U1', name: 'n'.repeat(17 * 1024) } })
    expect(await fixture.store.accept(event)).toEqual({ kind: 'refused', code: 'event-too-large' })
    expect(await fixture.redis.dbsize()).toBe(0)
  })

  it('refuses early replies beyond what their session could hold', async () => {
    await open('x')
    const long = 'x'.repeat(60 * 1024)
    const answers = []
    for (let i = 0; i < 80; i++) answers.push(await fixture.store.accept(reply('17.9', long)))
    expect(answers.at(-1)).toEqual({ kind: 'refused', code: 'session-full' })
    expect(answers.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThan(60)
  })

  it('refuses more when the session has reached its size', async () => {
    const id = await open('x', '17.1')
    await fixture.redis.hset(sessionKeys(id).head, 'bytes', maxSessionBytes - 10)
    expect(await fixture.store.accept(reply('17.1', 'more'))).toEqual({
      kind: 'refused',
      code: 'session-full',
    })
  })
})

describe('a reply', () => {
  it('reaches the session of its thread', async () => {
    const id = await open('x', '17.1')
    expect(await fixture.store.accept(reply('17.1', '63 days'))).toEqual({
      kind: 'accepted',
      session: id,
      opened: false,
      round: 1,
    })
  })

  it('to a session of a newer version is refused and changes nothing', async () => {
    const id = await open('x', '17.1')
    await fixture.redis.hset(sessionKeys(id).head, 'version', '99')
    const refusal = { kind: 'refused', code: 'newer-session' }
    expect(await fixture.store.accept(reply('17.1', 'more'))).toEqual(refusal)
    expect(await fixture.store.accept(action('17.1', answerOf(id)))).toEqual(refusal)
    expect(await fixture.store.accept(action('17.1', stopOf(id)))).toEqual(refusal)
    expect(await mailbox(id)).toBe(1)
    expect(await fixture.redis.hget(sessionKeys(id).head, 'stop')).toBeNull()
  })

  it('is ignored where nothing is ours', async () => {
    expect(await fixture.store.accept(reply('9.9', 'lunch?', { parentIsOurs: false }))).toEqual({
      kind: 'ignored',
    })
    expect(await fixture.redis.keys('*')).toEqual([])
  })

  it('in a thread of ours whose design is gone is refused with a sentence, and leaves no mark', async () => {
    await open('x', '17.1')
    const late = reply('9.9', 'still there?')
    const refusal = { kind: 'refused', code: 'unknown-thread' }
    expect(await fixture.store.accept(late)).toEqual(refusal)
    expect(await fixture.store.accept(late)).toEqual(refusal)
    // Another tenant's opening is none of theirs.
    await fixture.store.accept({ ...request(), tenant: 'slack:T2' })
    expect(await fixture.store.accept(late)).toEqual(refusal)
  })

  it('is parked while the thread of our root is not recorded, once', async () => {
    await open('x')
    const early = reply('17.9', '63 days')
    expect(await fixture.store.accept(early)).toEqual({
      kind: 'accepted',
      session: '',
      opened: false,
      round: 0,
    })
    expect(await fixture.store.accept(early)).toEqual({ kind: 'duplicate' })
    expect(await fixture.redis.llen(parkedKey(threadKey({ ...early.thread, thread: '17.9' })))).toBe(1)
  })

  it('of another tenant is ignored, though it names the thread', async () => {
    const id = await open('x', '17.1')
    const stranger: ActingEvent = { ...reply('17.1', 'hello'), tenant: 'slack:T2' }
    expect(await fixture.store.accept(stranger)).toEqual({ kind: 'ignored' })
    expect(await mailbox(id)).toBe(1)
  })
})

describe('an action', () => {
  it('reaches the session it names', async () => {
    const id = await open('x', '17.1')
    expect(await fixture.store.accept(action('17.1', answerOf(id)))).toMatchObject({
      kind: 'accepted',
      session: id,
    })
    expect(await mailbox(id)).toBe(2)
  })

  it.each([
    [
      'another tenant',
      (id: string): ActingEvent => ({ ...action('17.1', answerOf(id)), tenant: 'slack:T2' }),
    ],
    ['another thread', (id: string): ActingEvent => action('17.2', answerOf(id))],
    ['another channel', (id: string): ActingEvent => action('17.1', answerOf(id), { channel: 'C2' })],
    ['no session', (): ActingEvent => action('17.1', answerOf('AAAABBBBCCCCDDDD'))],
    ['nothing that we made', (): ActingEvent => action('17.1', 'x:y')],
  ])('of %s is refused and changes nothing', async (_, make) => {
    const id = await open('x', '17.1')
    expect(await fixture.store.accept(make(id))).toEqual({ kind: 'refused', code: 'unknown-session' })
    expect(await mailbox(id)).toBe(1)
  })

  it('is taken again when the same message is pressed again', async () => {
    const id = await open('x', '17.1')
    const press = action('17.1', answerOf(id))
    await fixture.store.accept(press)
    expect(await fixture.store.accept({ ...press, id: 'again' })).toMatchObject({ kind: 'accepted' })
    expect(await fixture.store.accept(press)).toEqual({ kind: 'duplicate' })
  })

  it('Stop raises a flag for the turn and is not a message', async () => {
    const id = await open('x', '17.1')
    const turn = await begin(fixture.store, id)
    await fixture.store.accept(action('17.1', stopOf(id)))
    expect(await fixture.store.renew(turn)).toMatchObject({ stop: 'Ada' })
    await fixture.store.accept(action('17.1', stopOf(id), { user: { id: 'U1' } }))
    expect(await fixture.store.renew(turn)).toMatchObject({ stop: 'U1' })
    expect(await mailbox(id)).toBe(1)
  })

  it('Stop does nothing to a session that rests', async () => {
    const id = await open('x', '17.1')
    await fixture.store.commit(await begin(fixture.store, id), { entries: [], change: {}, consumed: 1 })
    await fixture.store.accept(action('17.1', stopOf(id)))
    await fixture.store.accept(reply('17.1', 'go on'))
    expect((await begin(fixture.store, id)).head.stop).toBe('')
  })
})

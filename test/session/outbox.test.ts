/** The outbox: messages in order, one sender at a time, each recorded once; replies wait for their thread. */
import { describe, expect, it } from 'vitest'
import type { MessageRef } from '../../src/chat/contract.js'
import { LeaseLost, UnknownHeadVersion } from '../../src/errors.js'
import { sessionKeys, undeliveredKey } from '../../src/session/keys.js'
import type { Delivery } from '../../src/session/outbox.js'
import { reply, request } from '../support/events.js'
import { begin, useStore } from '../support/session.js'

const fixture = useStore()

async function open(said: string[] = []) {
  const accepted = await fixture.store.accept(request())
  if (accepted.kind !== 'accepted') throw new Error(accepted.kind)
  const id = accepted.session
  const entries = said.map((text) => ({ kind: 'say' as const, at: 1, text }))
  await fixture.store.commit(await begin(fixture.store, id), { entries, change: {}, consumed: 1 })
  return id
}
async function next(
  id: string,
  token: string,
  sent?: Parameters<typeof fixture.outbox.next>[2],
): Promise<Delivery> {
  const answer = await fixture.outbox.next(id, token, sent)
  if (answer.kind !== 'next') throw new Error(`Expected a delivery. Received: ${answer.kind}`)
  return answer.delivery
}
const ref = (id: string): MessageRef => ({
  id,
  thread: { platform: 'slack', space: 'T1', channel: 'C1', thread: 'ts0' },
})
const posted = (delivery: Delivery, id: string) => ({
  delivery,
  outcome: { kind: 'posted', ref: ref(id) } as const,
})

describe('next', () => {
  it('hands out the opening first, then each message with its entry, then nothing', async () => {
    const id = await open(['one', 'two'])
    const opening = await next(id, 'a')
    expect(opening).toMatchObject({
      n: 0,
      item: { kind: 'post', recipe: { kind: 'opening' } },
      attemptedBefore: false,
    })
    expect(opening.thread.thread).toBeUndefined()
    const first = await next(id, 'a', posted(opening, 'ts0'))
    expect(first).toMatchObject({ n: 1, entry: { text: 'one' }, thread: { thread: 'ts0' } })
    const second = await next(id, 'a', posted(first, 'ts1'))
    expect(second).toMatchObject({ n: 2, entry: { text: 'two' } })
    expect(await fixture.outbox.next(id, 'a', posted(second, 'ts2'))).toEqual({
      kind: 'done',
      wakeTurn: 0,
    })
    expect(await fixture.redis.zscore(undeliveredKey, id)).toBeNull()
    expect(await fixture.redis.exists(sessionKeys(id).sending)).toBe(0)
  })

  it('hands a message to one sender at a time', async () => {
    const id = await open()
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => fixture.outbox.next(id, `w${i}`)))
    expect(all.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill('held'), 'next'])
  })

  it('says of a message whose sender died that it was attempted', async () => {
    const id = await open()
    await next(id, 'a')
    await fixture.redis.del(sessionKeys(id).sending)
    expect(await next(id, 'b')).toMatchObject({ n: 0, attemptedBefore: true })
  })

  it('records a message once, however often it is told', async () => {
    const id = await open(['one'])
    const opening = await next(id, 'a')
    await next(id, 'a', posted(opening, 'ts0'))
    const again = await next(id, 'a', posted(opening, 'ts0'))
    expect(again).toMatchObject({ n: 1, attemptedBefore: true })
  })

  it('records what an earlier sender achieved, but hands the rest to the present one', async () => {
    const id = await open(['one'])
    const opening = await next(id, 'a')
    await fixture.redis.del(sessionKeys(id).sending)
    await next(id, 'b')
    expect(await fixture.outbox.next(id, 'a', posted(opening, 'ts0'))).toMatchObject({ kind: 'held' })
    expect(await fixture.redis.hget(sessionKeys(id).head, 'delivered')).toBe('1')
  })

  it('drops what waits when nobody can be reached, and begins again with what comes later', async () => {
    const id = await open(['one', 'two'])
    const opening = await next(id, 'a')
    const outcome = { kind: 'refused' } as const
    expect(await fixture.outbox.next(id, 'a', { delivery: opening, outcome })).toMatchObject({ kind: 'done' })
    expect(await fixture.redis.hget(sessionKeys(id).head, 'delivery')).toBe('refused')
    expect(await fixture.redis.zscore(undeliveredKey, id)).toBeNull()

    await fixture.redis.rpush(
      sessionKeys(id).mailbox,
      '{"kind":"user","at":1,"user":{"id":"U1"},"text":"again"}',
    )
    const entries = [{ kind: 'say' as const, at: 1, text: 'three' }]
    await fixture.store.commit(await begin(fixture.store, id), { entries, change: {}, consumed: 1 })
    const later = await next(id, 'b')
    expect(later).toMatchObject({ n: 3, entry: { text: 'three' } })
    await fixture.outbox.next(id, 'b', posted(later, 'ts3'))
    expect(await fixture.redis.hget(sessionKeys(id).head, 'delivery')).toBeNull()
    // The thread is where that was posted.
    expect(await fixture.store.accept(reply('ts0', 'hello'))).toMatchObject({ session: id })
  })
})

describe('a session of a newer version', () => {
  it('is left as it is: no attempt, no lease', async () => {
    const id = await open()
    await fixture.redis.hset(sessionKeys(id).head, 'version', '99')
    const before = await fixture.redis.hgetall(sessionKeys(id).head)
    await expect(fixture.outbox.next(id, 'a')).rejects.toThrow(UnknownHeadVersion)
    expect(await fixture.redis.hgetall(sessionKeys(id).head)).toEqual(before)
    expect(await fixture.redis.exists(sessionKeys(id).sending)).toBe(0)
    expect(await fixture.redis.zscore(undeliveredKey, id)).not.toBeNull()
  })
})

describe('a reply before the thread is recorded', () => {
  it('reaches the mailbox in order once the opening is, and wakes the turn', async () => {
    const id = await open()
    await fixture.store.accept(reply('ts0', 'early one'))
    await fixture.store.accept(reply('ts0', 'early two'))
    const opening = await next(id, 'a')
    expect(await fixture.outbox.next(id, 'a', posted(opening, 'ts0'))).toEqual({
      kind: 'done',
      wakeTurn: 2,
    })
    await fixture.store.accept(reply('ts0', 'late'))
    const turn = await begin(fixture.store, id)
    expect(turn.events.map((event) => 'text' in event && event.text)).toEqual([
      'early one',
      'early two',
      'late',
    ])
    expect(turn.head.thread.thread).toBe('ts0')
    expect(await fixture.redis.keys('*parked*')).toEqual([])
    expect(await fixture.redis.keys('*openings*')).toEqual([])
  })

  it('is lost to no race: 50 replies around the recording are all read once', async () => {
    const id = await open()
    const opening = await next(id, 'a')
    const sent: Promise<unknown>[] = []
    for (let i = 0; i < 50; i++) {
      sent.push(fixture.store.accept(reply('ts0', `r${i}`)))
      if (i === 25) sent.push(fixture.outbox.next(id, 'a', posted(opening, 'ts0')))
    }
    await Promise.all(sent)
    const turn = await begin(fixture.store, id)
    expect(turn.events.map((event) => 'text' in event && event.text)).toEqual(
      Array.from({ length: 50 }, (_, i) => `r${i}`),
    )
  })
})

describe('postpone', () => {
  it('forgets the attempt only when the message was certainly not posted', async () => {
    const id = await open()
    await fixture.outbox.postpone(await next(id, 'a'), true)
    const again = await next(id, 'b')
    expect(again.attemptedBefore).toBe(false)
    await fixture.outbox.postpone(again, false)
    expect(await next(id, 'c')).toMatchObject({ attemptedBefore: true })
  })

  it('leaves the delivery of another alone', async () => {
    const id = await open()
    const mine = await next(id, 'a')
    await fixture.outbox.postpone({ ...mine, token: 'b' }, true)
    expect(await fixture.outbox.next(id, 'c')).toMatchObject({ kind: 'held' })
  })
})

describe('renew', () => {
  it('keeps the delivery, and tells when it is lost', async () => {
    const id = await open()
    await next(id, 'a')
    await fixture.outbox.renew(id, 'a')
    await fixture.redis.del(sessionKeys(id).sending)
    await expect(fixture.outbox.renew(id, 'a')).rejects.toThrow(LeaseLost)
  })
})

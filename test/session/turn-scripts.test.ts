/** begin, renew, release, commit: one holder, fenced, all or nothing. */
import { describe, expect, it } from 'vitest'
import type { Entry, SayEntry } from '../../src/architect/architect.js'
import { formatAction } from '../../src/chat/action.js'
import { threadKey } from '../../src/chat/thread.js'
import { LeaseLost, TooLarge, UnknownHeadVersion } from '../../src/errors.js'
import { sessionKeys, sessionOfThreadKey, undeliveredKey, unreadKey } from '../../src/session/keys.js'
import { outboxItemOf } from '../../src/session/records.js'
import { scripts } from '../../src/session/script.js'
import { action, reply, request } from '../support/events.js'
import { seriesQuestion } from '../support/scripted-architect.js'
import { begin, useStore } from '../support/session.js'

const fixture = useStore()

async function open(thread = '17.1') {
  const event = request()
  const accepted = await fixture.store.accept({ ...event, thread: { ...event.thread, thread } })
  if (accepted.kind !== 'accepted') throw new Error(accepted.kind)
  return accepted.session
}
const user: Entry = { kind: 'user', at: 1, user: { id: 'U1' }, text: 'x' }
const say = (text: string): SayEntry => ({ kind: 'say', at: 2, text })
const outbox = async (id: string) =>
  (await fixture.redis.lrange(sessionKeys(id).outbox, 0, -1)).map(outboxItemOf)

describe('begin', () => {
  it('gives the session to one of many', async () => {
    const id = await open()
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => fixture.store.begin(id, `w${i}`)))
    expect(all.map(({ kind }) => kind).sort()).toEqual(['begun', ...Array(9).fill('held')])
  })

  it('raises the fence each time, also for the same holder', async () => {
    const id = await open()
    const first = await begin(fixture.store, id, 'a')
    const again = await begin(fixture.store, id, 'a')
    expect(again.fence).toBe(first.fence + 1)
  })

  it('says that there is nothing to do, or no such session, and takes it out of sight', async () => {
    const id = await open()
    await fixture.store.commit(await begin(fixture.store, id), { entries: [user], change: {}, consumed: 1 })
    await fixture.redis.zadd(unreadKey, 1, id, 1, 'GONE')
    expect(await fixture.store.begin(id, 'b')).toEqual({ kind: 'idle' })
    expect(await fixture.store.begin('GONE', 'b')).toEqual({ kind: 'missing' })
    expect(await fixture.redis.zcard(unreadKey)).toBe(0)
    expect(await fixture.redis.keys('*GONE*')).toEqual([])
  })

  it('works after SCRIPT FLUSH', async () => {
    const id = await open()
    await fixture.redis.script('FLUSH')
    expect((await begin(fixture.store, id)).events).toHaveLength(1)
    expect(await fixture.redis.script('EXISTS', scripts.begin.sha)).toEqual([1])
  })

  it('refuses a session of a newer version and leaves it as it is', async () => {
    const id = await open()
    await fixture.redis.hset(sessionKeys(id).head, 'version', '99')
    await expect(fixture.store.begin(id, 'a')).rejects.toThrow(UnknownHeadVersion)
    expect(await fixture.redis.hmget(sessionKeys(id).head, 'version', 'tries')).toEqual(['99', null])
    expect(await fixture.redis.exists(sessionKeys(id).lease)).toBe(0)
  })
})

describe('the lease', () => {
  it('is kept by renewal and lost to a later holder', async () => {
    const id = await open()
    const first = await begin(fixture.store, id, 'a')
    await fixture.store.renew(first)
    await fixture.redis.del(sessionKeys(id).lease)
    // It ran out, but nobody came.
    await fixture.store.renew(first)
    await fixture.redis.del(sessionKeys(id).lease)
    await begin(fixture.store, id, 'b')
    await expect(fixture.store.renew(first)).rejects.toThrow(LeaseLost)
  })

  it('is released by its holder alone', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id, 'a')
    await fixture.store.release({ id, token: 'b' })
    expect(await fixture.store.begin(id, 'c')).toMatchObject({ kind: 'held' })
    await fixture.store.release(turn)
    expect(await fixture.store.begin(id, 'c')).toMatchObject({ kind: 'begun' })
  })
})

describe('commit', () => {
  it('writes entries, messages, state and cursor together, and gives the lease back', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const next = await fixture.store.commit(turn, {
      entries: [user, say('hi')],
      change: { state: 'intake' },
      consumed: 1,
    })
    expect(next.events).toEqual([])
    expect(await outbox(id)).toEqual([
      { kind: 'post', recipe: { kind: 'opening' } },
      { kind: 'post', recipe: { kind: 'entry', entry: 1, part: 0 } },
    ])
    expect(await fixture.redis.exists(sessionKeys(id).lease)).toBe(0)
    expect(await fixture.redis.zscore(unreadKey, id)).toBeNull()
    expect(await fixture.redis.zscore(undeliveredKey, id)).not.toBeNull()
  })

  it('hands out what came meanwhile, in order, and keeps the lease', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    await fixture.store.accept(reply('17.1', 'first'))
    await fixture.store.accept(reply('17.1', 'second'))
    const next = await fixture.store.commit(turn, { entries: [user, say('hi')], change: {}, consumed: 1 })
    expect(next.events.map((event) => 'text' in event && event.text)).toEqual(['first', 'second'])
    expect(await fixture.store.begin(id, 'other')).toMatchObject({ kind: 'held' })
  })

  it('of an earlier holder is refused and writes nothing', async () => {
    const id = await open()
    const stale = await begin(fixture.store, id, 'a')
    await fixture.redis.del(sessionKeys(id).lease)
    await begin(fixture.store, id, 'b')
    await expect(fixture.store.commit(stale, { entries: [user], change: {}, consumed: 1 })).rejects.toThrow(
      LeaseLost,
    )
    expect(await fixture.redis.llen(sessionKeys(id).entries)).toBe(0)
    expect(await fixture.redis.llen(sessionKeys(id).mailbox)).toBe(1)
  })

  it('that is sent twice takes effect once', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const step = { entries: [user, say('hi')], change: {}, consumed: 1 }
    await fixture.store.commit(turn, step)
    await expect(fixture.store.commit(turn, step)).rejects.toThrow(LeaseLost)
    expect(await fixture.redis.llen(sessionKeys(id).entries)).toBe(2)
    expect(await outbox(id)).toHaveLength(2)
  })

  it('updates the opening behind the first post when the state changes, and the question when its round closes', async () => {
    const id = await open()
    let turn = await begin(fixture.store, id)
    const ask: Entry = { kind: 'ask', at: 2, round: 1, questions: [seriesQuestion], understood: [] }
    const asked = { state: 'clarifying', rounds: 1, openRound: 1 } as const
    await fixture.store.commit(turn, { entries: [user, ask], change: asked, consumed: 1 })
    await fixture.store.accept(reply('17.1', 'many'))
    turn = await begin(fixture.store, id)
    expect(turn.head).toMatchObject({ openRound: 1, askMessage: 1, state: 'clarifying' })
    await fixture.store.commit(turn, {
      entries: [user, say('ok')],
      change: { state: 'intake', openRound: 0 },
      consumed: 1,
    })
    expect(await outbox(id)).toEqual([
      { kind: 'post', recipe: { kind: 'opening' } },
      { kind: 'post', recipe: { kind: 'entry', entry: 1, part: 0 } },
      { kind: 'update', of: 0, recipe: { kind: 'opening' } },
      { kind: 'post', recipe: { kind: 'entry', entry: 3, part: 0 } },
      { kind: 'update', of: 0, recipe: { kind: 'opening' } },
      { kind: 'update', of: 1, recipe: { kind: 'entry', entry: 1, part: 0 } },
    ])
  })

  it('moves words out of the mailbox as they are, in order, past what is not one', async () => {
    const id = await open()
    const press = (choice: string) =>
      action('17.1', formatAction({ session: id, round: 1, question: 'x', choice }))
    for (const event of [press('a'), reply('17.1', 'one'), press('b'), press('c'), reply('17.1', 'two')])
      await fixture.store.accept(event)
    await fixture.store.accept(reply('17.1', 'not yet read'))
    const turn = await begin(fixture.store, id)
    const [first, , one, , c, two] = turn.events
    if (first?.kind !== 'user' || one?.kind !== 'user' || two?.kind !== 'user') throw new Error('no words')
    const before = await fixture.redis.lrange(sessionKeys(id).mailbox, 0, -1)
    const pressed: Entry = { kind: 'user', at: c?.at ?? 0, user: { id: 'U1' }, text: 'c' }
    const next = await fixture.store.commit(turn, {
      entries: [first, one, pressed, two, say('hi')],
      change: {},
      consumed: 6,
    })
    const stored = await fixture.redis.lrange(sessionKeys(id).entries, 0, -1)
    expect(stored).toEqual([
      before[0],
      before[2],
      JSON.stringify(pressed),
      before[5],
      JSON.stringify(say('hi')),
    ])
    expect(await fixture.redis.lrange(sessionKeys(id).mailbox, 0, -1)).toEqual([before[6]])
    expect(next.events).toMatchObject([{ text: 'not yet read' }])
    const again = await begin(fixture.store, id)
    expect(again.transcript).toEqual([first, one, pressed, two, say('hi')])
    const kept = [...stored, ...(await fixture.redis.lrange(sessionKeys(id).mailbox, 0, -1))]
    const written = kept.reduce((sum, record) => sum + Buffer.byteLength(record), 0)
    // What the session is counted as: these, a message of a byte or two, and a few fields.
    expect(again.head.bytes - written).toBeGreaterThanOrEqual(0)
    expect(again.head.bytes - written).toBeLessThan(200)
  })

  it('as a checkpoint says nothing and leaves the session to be gone on with', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const half = await fixture.store.commit(turn, {
      entries: [user, say('half')],
      change: {},
      consumed: 1,
      checkpoint: true,
    })
    expect(await outbox(id)).toHaveLength(1)
    expect(await fixture.redis.zscore(unreadKey, id)).not.toBeNull()
    await fixture.store.release(half)
    const again = await begin(fixture.store, id, 'b')
    expect(again.head.working).toBe('1')
    await fixture.store.commit(again, { entries: [say('whole')], change: {}, consumed: 0 })
    expect(await fixture.store.begin(id, 'c')).toEqual({ kind: 'idle' })
  })

  it('refuses an entry over 256 KiB and a session over 8 MiB', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const tooLong = { entries: [say('x'.repeat(257 * 1024))], change: {}, consumed: 1 }
    await expect(fixture.store.commit(turn, tooLong)).rejects.toThrow(TooLarge)
    const many = {
      entries: Array.from({ length: 40 }, () => say('x'.repeat(230 * 1024))),
      change: {},
      consumed: 1,
    }
    await expect(fixture.store.commit(turn, many)).rejects.toThrow(TooLarge)
    expect(await fixture.redis.llen(sessionKeys(id).entries)).toBe(0)
  })

  it('refuses a head over 16 KiB', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const change = { recommended: { id: 'A', name: 'n'.repeat(17 * 1024) } }
    await expect(
      fixture.store.commit(turn, { entries: [user, say('hi')], change, consumed: 1 }),
    ).rejects.toThrow(TooLarge)
    expect(await fixture.redis.llen(sessionKeys(id).entries)).toBe(0)
  })

  it('takes thousands of entries at once', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const entries = Array.from({ length: 3000 }, (_, i) => say(`${i}`))
    await fixture.store.commit(turn, { entries, change: {}, consumed: 1 })
    expect(await fixture.redis.llen(sessionKeys(id).entries)).toBe(3000)
    expect(await fixture.redis.llen(sessionKeys(id).outbox)).toBe(3001)
  })

  it('gives every key of the session its retention', async () => {
    const id = await open()
    await fixture.store.commit(await begin(fixture.store, id), {
      entries: [user, say('hi')],
      change: {},
      consumed: 1,
    })
    const all = await fixture.redis.keys(`*${id}*`)
    expect(all.length).toBeGreaterThanOrEqual(3)
    for (const key of all) expect(await fixture.redis.pttl(key)).toBeGreaterThan(89 * 86_400_000)
  })
})

describe('retention', () => {
  it('begins anew for every key of the session and its thread with each commit', async () => {
    const event = request()
    const accepted = await fixture.store.accept(event)
    const id = accepted.kind === 'accepted' ? accepted.session : ''
    const opening = await fixture.outbox.next(id, 'd')
    if (opening.kind !== 'next') throw new Error(opening.kind)
    const thread = { ...event.thread, thread: '17.9' }
    const outcome = { kind: 'posted', ref: { id: '17.9', thread } } as const
    await fixture.outbox.next(id, 'd', { delivery: opening.delivery, outcome })
    const step = { entries: [user, say('hi')], change: {}, consumed: 1 }
    await fixture.store.commit(await begin(fixture.store, id), step)

    const kept = [...(await fixture.redis.keys(`*${id}*`)), sessionOfThreadKey(threadKey(thread))]
    expect(kept.map((key) => key.split(':').at(-1)).sort()).toEqual(
      ['17.9', 'entries', 'head', 'outbox', 'thread'].sort(),
    )
    for (const key of kept) await fixture.redis.pexpire(key, 86_400_000)
    await fixture.store.accept(reply('17.9', 'still here'))
    await fixture.store.commit(await begin(fixture.store, id), step)
    for (const key of kept)
      expect([key, await fixture.redis.pttl(key)]).toEqual([key, expect.toSatisfy(is90Days)])
  })

  const is90Days = (ttl: number) => ttl > 89 * 86_400_000 && ttl <= 90 * 86_400_000
})

describe('forget', () => {
  it('leaves no key and no trace of the words, and refuses the turn and the delivery that still run', async () => {
    const id = await open()
    const turn = await begin(fixture.store, id)
    const delivery = await fixture.outbox.next(id, 'd')
    if (delivery.kind !== 'next') throw new Error(delivery.kind)
    await fixture.store.accept(reply('17.1', 'secret words'))
    expect(await fixture.store.forget('slack:T2', id)).toBe(false)
    expect(await fixture.store.forget('slack:T1', id)).toBe(true)
    await expect(fixture.store.commit(turn, { entries: [user], change: {}, consumed: 1 })).rejects.toThrow(
      LeaseLost,
    )
    const outcome = {
      kind: 'posted',
      ref: { id: 'ts1', thread: { platform: 'slack', space: 'T1', channel: 'C1', thread: '17.1' } },
    } as const
    expect(await fixture.outbox.next(id, 'd', { delivery: delivery.delivery, outcome })).toMatchObject({
      kind: 'missing',
    })
    const left = await fixture.redis.keys('*')
    expect(left.filter((key) => key.includes(id))).toEqual([])
    // Marks of events that were seen, counts, and whose turn it is.
    expect(left.filter((key) => !/:(d|r|u):|:round$/.test(key))).toEqual([])
    for (const key of left) expect((await fixture.redis.dump(key))?.toString()).not.toMatch(/secret|Forecast/)
  })
})

/** A flood: 200 sessions at once, each reply sent twice and concurrently, one of them before its thread is known to us. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sessionKeys, undeliveredKey, unreadKey } from '../../src/session/keys.js'
import { outboxItemOf } from '../../src/session/records.js'
import { reply, request } from '../support/events.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { createProgram, type Program } from '../support/workers.js'

const sessionCount = 200
let server: TestRedis
let program: Program
beforeAll(async () => {
  server = await startRedis()
  program = createProgram(server)
})
afterAll(async () => {
  await program.close()
  await server.stop()
})

it('answers each reply once', async () => {
  const { platform, accept, store } = program
  const receipts: Record<string, number> = {}
  /** As a platform does that repeats itself: the same event twice, at the same time. */
  const twice = async (thread: string, text: string) => {
    const event = reply(thread, text)
    for (const { kind } of await Promise.all([accept(event), accept(event)]))
      receipts[kind] = (receipts[kind] ?? 0) + 1
  }
  // The first reply comes while our own post of the root is still on its way back to us.
  platform.onPost = async ({ message, ref }) => {
    if (message.id.endsWith(':0')) await twice(ref.thread.thread ?? '', 'early.')
  }
  await Promise.all([program.startWorker(), program.startWorker()])
  const sessions = await Promise.all(
    Array.from({ length: sessionCount }, () => program.open(request('Forecast sales'))),
  )
  const rootOf = (session: string) =>
    platform.posts.find(({ message }) => message.id === `${session}:0`)?.ref.thread.thread
  await expect.poll(() => sessions.every(rootOf), { timeout: 30_000 }).toBe(true)
  await Promise.all(
    sessions.flatMap((session) =>
      ['one.', 'two.', 'three.'].map((text) => twice(rootOf(session) ?? '', text)),
    ),
  )
  const waiting = async () => (await store.redis.zcard(unreadKey)) + (await store.redis.zcard(undeliveredKey))
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0)

  expect(receipts).toEqual({ accepted: 4 * sessionCount, duplicate: 4 * sessionCount })
  for (const session of sessions) {
    const s = sessionKeys(session)
    const transcript = (await store.redis.lrange(s.entries, 0, -1)).map((record) => JSON.parse(record))
    const words = (from: number) =>
      transcript.slice(from).flatMap((entry) => (entry.kind === 'user' ? [String(entry.text)] : []))
    expect(words(1).sort()).toEqual(['early.', 'one.', 'three.', 'two.'])
    const asked = transcript.findIndex(({ kind }) => kind === 'ask')
    const heard = transcript.flatMap(
      (entry) => (entry.kind === 'say' ? String(entry.text).match(/\w+\./g) : []) ?? [],
    )
    expect(heard).toEqual(words(asked))
    const outbox = (await store.redis.lrange(s.outbox, 0, -1)).map(outboxItemOf)
    const posted = platform.posts.filter(({ message }) => message.id.startsWith(`${session}:`))
    expect(posted.map(({ message }) => message.id)).toEqual(
      outbox.flatMap((item, n) => (item.kind === 'post' ? [`${session}:${n}`] : [])),
    )
  }
})

/**
 * Workers are killed with SIGKILL, once at each named point and 50 times at random, while 30 sessions go on.
 * Afterwards each thread holds each message once and in order. Repeat a run with KILL_SEED=<seed>.
 */

import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProducer } from '../../src/queue/bullmq.js'
import { connectQueue, connectStore } from '../../src/session/connection.js'
import { createIntake } from '../../src/session/intake.js'
import { sessionKeys, undeliveredKey, unreadKey } from '../../src/session/keys.js'
import { createSessionStore } from '../../src/session/store.js'
import { reply, request } from '../support/events.js'
import { createMemoryPlatform, type Posted, servePlatform } from '../support/memory-platform.js'
import { createRandom } from '../support/random.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import {
  allHeld,
  exited,
  type Held,
  isHeldBy,
  isResumed,
  startWorkerProcess,
  type WorkerProcess,
} from './fleet.js'

const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)
const random = createRandom(seed)
const sessionCount = 30
const randomKills = 50
const leastHolders = 40
const survivors = 2
const victims = 3
const resumeBarMs = 10_000
const points = ['accepted', 'leased', 'architect', 'committed', 'attempted', 'sent', 'recorded'] as const

let server: TestRedis
let redis: Redis
let queueRedis: Redis
const fleet = new Set<WorkerProcess>()

beforeAll(async () => {
  server = await startRedis({ appendonly: 'everysec' })
  redis = connectStore(server.url, 5_000, () => undefined)
  queueRedis = connectQueue(server.url, () => undefined)
})
afterAll(async () => {
  for (const worker of fleet) worker.child.kill('SIGKILL')
  await Promise.all([...fleet].map(exited))
  redis.disconnect()
  queueRedis.disconnect()
  await server.stop()
})
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

it('loses nothing and says nothing twice', async () => {
  console.log(`KILL_SEED=${seed}`)
  const platform = createMemoryPlatform()
  platform.delayMs = () => random.between(0, 40)
  const served = await servePlatform(platform)
  const producer = createProducer(queueRedis, () => undefined)
  const store = createSessionStore({ redis, retentionDays: 90, requestsPerUserPerHour: 0 })
  const accept = createIntake({
    store,
    wake: { turn: producer.wakeTurn, delivery: producer.wakeDelivery },
    onWakeFailed: () => undefined,
  })
  const start = async (dieAt?: (typeof points)[number]) => {
    const options = {
      redisUrl: server.url,
      platformUrl: served.url,
      thinkMs: [100, 600],
      ...(dieAt && { dieAt }),
    }
    const worker = await startWorkerProcess(options)
    fleet.add(worker)
    worker.child.once('exit', () => fleet.delete(worker))
    return worker
  }

  // 30 people: each answers what is said in the thread, sometimes in two messages, as long as workers are killed.
  const sent = new Map<string, string[]>()
  let open = true
  let writing = 0
  const answer = async (posted: Posted) => {
    const session = posted.message.id.split(':')[0] ?? ''
    const words = sent.get(session)
    const thread = posted.ref.thread.thread
    if (!open || posted.message.id.endsWith(':0') || !words || thread === undefined) return
    writing += 1
    await sleep(random.between(0, 300))
    for (let i = random.between(1, 4) === 1 ? 2 : 1; i > 0; i--) {
      const text = `${session.slice(0, 4)}-${words.length}.`
      words.push(text)
      expect(await accept(reply(thread, text))).toMatchObject({ kind: 'accepted' })
    }
    writing -= 1
  }
  platform.onPost = (posted) => void answer(posted)

  await Promise.all(Array.from({ length: survivors }, () => start()))
  let pool = await Promise.all(Array.from({ length: victims }, () => start()))
  for (let i = 0; i < sessionCount; i++) {
    const receipt = await accept(request(`Forecast number ${i}`))
    if (receipt.kind !== 'accepted') throw new Error(receipt.kind)
    sent.set(receipt.session, [])
  }
  const sessions = [...sent.keys()]

  // What killed workers held, until somebody goes on with it.
  const waiting = new Map<Held, number>()
  let longestMs = 0
  let heldTurns = 0
  let finished = false
  const watch = async () => {
    while (!finished) {
      await lookOnce()
      await sleep(20)
    }
  }
  const lookOnce = async () => {
    for (const [held, since] of waiting) {
      const waitedMs = Date.now() - since
      if (await isResumed(redis, held)) {
        longestMs = Math.max(longestMs, waitedMs)
        waiting.delete(held)
      } else if (waitedMs > 3 * resumeBarMs)
        throw new Error(`${held.session} was not gone on with (${held.kind})`)
    }
  }
  const died = (held: readonly Held[]) => {
    for (const one of held) waiting.set(one, Date.now())
    heldTurns += held.filter(({ kind }) => kind === 'lease').length
  }

  const watching = watch()
  let holders = 0
  for (let kills = 0; kills < randomKills; kills++) {
    await sleep(random.between(150, 600))
    // Four of five kills wait for a victim that holds a session.
    let victim = random.pick(pool)
    for (let tries = 0; kills % 5 !== 4 && tries < 400; tries++) {
      const held = await allHeld(redis, sessions)
      const holding = pool.filter((worker) => held.some((one) => isHeldBy(one, worker)))
      victim = random.pick(holding)
      if (victim) break
      await sleep(10)
    }
    if (!victim) throw new Error('No victim came to hold a session.')
    // Stopped first, so that what it holds is known for certain when it dies.
    victim.child.kill('SIGSTOP')
    await sleep(10)
    const dying = victim
    const held = (await allHeld(redis, sessions)).filter((one) => isHeldBy(one, dying))
    victim.child.kill('SIGKILL')
    await exited(victim)
    if (held.length > 0) holders += 1
    died(held)
    pool = [...pool.filter((worker) => worker !== dying), await start()]
  }

  let pointKills = 0
  for (const point of points) {
    const worker = await start(point)
    if (point === 'accepted') {
      // Accepted by a process that dies before it wakes anybody.
      const event = request('Forecast accepted')
      worker.child.send(event)
      await exited(worker)
      expect(await accept(event)).toEqual({ kind: 'duplicate' })
      const all = await redis.zrange('{ml-architect}:x:slack:T1:sessions', '0', '-1')
      const found = all.find((id) => !sent.has(id))
      if (found === undefined) throw new Error('The accepted event left no session.')
      sent.set(found, [])
      sessions.push(found)
    }
    await exited(worker)
    // A lease outlives its holder by seconds: what it held when it died is still there to be seen.
    died((await allHeld(redis, sessions)).filter((one) => isHeldBy(one, worker)))
    pointKills += worker.child.signalCode === 'SIGKILL' ? 1 : 0
  }

  // The people fall silent; everything comes to rest.
  open = false
  const rests = async () => {
    const [unread, undelivered] = [await redis.zcard(unreadKey), await redis.zcard(undeliveredKey)]
    return unread + undelivered + writing + waiting.size
  }
  await expect.poll(rests, { timeout: 40_000, interval: 50 }).toBe(0)
  finished = true
  await watching

  const steps = await Promise.all(
    sessions.map((session) => checkSession(session, sent.get(session) ?? [], platform.posts)),
  )
  const committed = steps.reduce((sum, n) => sum + n, 0)
  const calls = Number(await redis.get('test:calls'))
  console.log(
    `${randomKills} random kills (${holders} of a holder, ${heldTurns} turns cut), ${pointKills} at named points; ` +
      `${sessions.length} sessions, ${committed} steps, ${platform.posts.length} messages; ` +
      `${calls - committed} architect calls repeated; longest resumption ${longestMs} ms`,
  )
  expect(pointKills).toBe(points.length)
  expect(holders).toBeGreaterThanOrEqual(leastHolders)
  expect(longestMs).toBeLessThanOrEqual(resumeBarMs)
  // At most the call that was running when its worker was killed.
  expect(calls - committed).toBeLessThanOrEqual(heldTurns)
  await producer.close()
  await served.close()
})

/** Each word was read once and answered once; each message was posted once, in order, in one thread. */
async function checkSession(
  session: string,
  words: readonly string[],
  posts: readonly Posted[],
): Promise<number> {
  const s = sessionKeys(session)
  const transcript = (await redis.lrange(s.entries, 0, -1)).map((record) => JSON.parse(record))
  const read = transcript.flatMap((entry) => (entry.kind === 'user' ? [String(entry.text)] : []))
  expect(read.slice(1)).toEqual(words)
  expect(transcript.filter((entry) => entry.kind === 'failed')).toEqual([])

  const asked = transcript.findIndex((entry) => entry.kind === 'ask')
  const toAnswer = transcript
    .slice(asked)
    .flatMap((entry) => (entry.kind === 'user' ? [String(entry.text)] : []))
  const heard = transcript.flatMap(
    (entry) => (entry.kind === 'say' ? String(entry.text).match(/\w+-\d+\./g) : []) ?? [],
  )
  expect(heard).toEqual(toAnswer)

  const outbox = (await redis.lrange(s.outbox, 0, -1)).map((record) => JSON.parse(record))
  const expected = outbox.flatMap((item, n) => (item.kind === 'post' ? [`${session}:${n}`] : []))
  const mine = posts.filter((post) => post.message.id.startsWith(`${session}:`))
  expect(mine.map((post) => post.message.id)).toEqual(expected)
  expect(new Set(mine.map((post) => post.ref.thread.thread)).size).toBe(1)
  expect(await redis.exists(s.lease, s.sending)).toBe(0)
  return transcript.filter((entry) => entry.kind === 'ask' || entry.kind === 'say').length
}

/**
 * The digest's schedule around a change of clocks: the queue's own scheduler and workers, with the clock of this process
 * moved from week to week.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createProducer, type Producer, startQueueWorkers } from '../../src/queue/bullmq.js'
import { connectQueue } from '../../src/session/connection.js'
import { dayIn } from '../../src/team/digest.js'
import { startRedis, type TestRedis } from '../support/redis.js'

let server: TestRedis
let redis: ReturnType<typeof connectQueue>
let producer: Producer
beforeAll(async () => {
  server = await startRedis()
  redis = connectQueue(server.url, () => undefined)
  producer = createProducer(redis, () => undefined)
})
afterAll(async () => {
  await producer.close()
  redis.disconnect()
  await server.stop()
})
beforeEach(async () => {
  await redis.flushall()
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const hourMs = 3600 * 1000
const tenant = 'slack:T1'

/** When the queue is to make the digest next. */
async function next(): Promise<number> {
  const [key] = await redis.keys('*:digest:repeat')
  const [, score] = key ? await redis.zrange(key, '0', '-1', 'WITHSCORES') : []
  return Number(score)
}

/** Starts workers at a moment and returns what they make then: each digest's time. */
async function madeAt(moment: number): Promise<number[]> {
  vi.setSystemTime(moment)
  const made: number[] = []
  let tell: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    tell = resolve
  })
  const workers = startQueueWorkers({
    redis: redis.duplicate(),
    handlers: {
      turn: async () => ({ kind: 'done' }),
      delivery: async () => ({ kind: 'done' }),
      async digest(_, due) {
        made.push(due)
        tell()
        return { kind: 'done' }
      },
      exists: async () => true,
    },
    concurrency: 1,
    codeOf: () => 'unexpected',
    onError: () => undefined,
  })
  await workers.ready()
  await Promise.race([first, new Promise((resolve) => setTimeout(resolve, 400))])
  // A second one would come at once.
  await new Promise((resolve) => setTimeout(resolve, 100))
  await workers.close(1_000, () => undefined)
  return made
}

const utc = (...parts: [number, number, number, number, number?]) => Date.UTC(...parts)
const local = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(
    at,
  )

const mondays: readonly (readonly [string, string, readonly [number, number, number]])[] = [
  // The clock goes back on Sunday 25 October 2026 at 03:00, and forward on Sunday 28 March 2027 at 02:00.
  ['Europe/Berlin', 'goes back', [utc(2026, 9, 19, 7), utc(2026, 9, 26, 8), utc(2026, 10, 2, 8)]],
  ['Europe/Berlin', 'goes forward', [utc(2027, 2, 22, 8), utc(2027, 2, 29, 7), utc(2027, 3, 5, 7)]],
  // On Sunday 1 November 2026, and on Sunday 14 March 2027, each at 02:00.
  ['America/New_York', 'goes back', [utc(2026, 9, 26, 13), utc(2026, 10, 2, 14), utc(2026, 10, 9, 14)]],
  ['America/New_York', 'goes forward', [utc(2027, 2, 8, 14), utc(2027, 2, 15, 13), utc(2027, 2, 22, 13)]],
  ['Asia/Kolkata', 'stays', [utc(2026, 9, 19, 3, 30), utc(2026, 9, 26, 3, 30), utc(2026, 10, 2, 3, 30)]],
]

it.each(mondays)(
  'in %s, where the clock %s, a digest is due on Mondays at 09:00',
  async (timeZone, _, dues) => {
    vi.setSystemTime(dues[0] - 60 * hourMs)
    for (const due of dues) {
      await producer.scheduleDigest(tenant, timeZone)
      expect(await next()).toBe(due)
      expect(local(due, timeZone)).toBe('Monday 09:00')
      // Also from the Sunday on which the clock changes.
      vi.setSystemTime(due - 3 * hourMs)
      await producer.scheduleDigest(tenant, timeZone)
      expect(await next()).toBe(due)
      vi.setSystemTime(due + 1)
    }
    expect(new Set(dues.map((at) => dayIn(at, timeZone))).size).toBe(dues.length)
  },
)

it.each(mondays.filter(([, change]) => change === 'goes back'))(
  'in %s, where the clock %s, one is made in a week, and the next is due a week later',
  async (timeZone, _, dues) => {
    vi.setSystemTime(dues[0] - 60 * hourMs)
    await producer.scheduleDigest(tenant, timeZone)
    const made: number[] = []
    for (const due of dues) {
      expect(await next()).toBe(due)
      made.push(...(await madeAt(due + 1_000)))
    }
    // Whoever sets the channel again in the same hour gets no second one.
    await producer.scheduleDigest(tenant, timeZone)
    made.push(...(await madeAt(dues[2] + hourMs)))
    expect(made).toEqual(dues)
  },
)

it('a digest that no worker could make in time is of its Monday, and the next one comes a week later', async () => {
  const [monday, following] = [utc(2026, 9, 26, 8), utc(2026, 10, 2, 8)]
  vi.setSystemTime(monday - 60 * hourMs)
  await producer.scheduleDigest(tenant, 'Europe/Berlin')
  expect(await madeAt(monday + 30 * hourMs)).toEqual([monday])
  expect(await next()).toBe(following)
})

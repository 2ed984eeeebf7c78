/** The queue on a real Redis: what a job stores, and how it is tried again. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createProducer,
  type Ended,
  type Handlers,
  type Producer,
  type QueueWorkers,
  startQueueWorkers,
} from '../../src/queue/bullmq.js'
import { connectQueue } from '../../src/session/connection.js'
import { queuePrefix } from '../../src/session/keys.js'
import { startRedis, type TestRedis } from '../support/redis.js'

let server: TestRedis
let redis: ReturnType<typeof connectQueue>
let producer: Producer
const started: QueueWorkers[] = []
beforeAll(async () => {
  server = await startRedis()
  redis = connectQueue(server.url, () => undefined)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})
beforeEach(async () => {
  await redis.flushall()
  producer = createProducer(redis, () => undefined)
})
afterEach(async () => {
  for (const workers of started.splice(0)) await workers.close(100, () => undefined)
  await producer.close()
})

/** Jobs that the worker runs at once. */
const slots = 4
const done: Ended = { kind: 'done' }
const idle: Handlers = {
  turn: async () => done,
  delivery: async () => done,
  digest: async () => done,
  exists: async () => true,
}
async function work(handlers: Partial<Handlers>): Promise<QueueWorkers> {
  const workers = startQueueWorkers({
    redis: redis.duplicate(),
    handlers: { ...idle, ...handlers },
    concurrency: slots,
    codeOf: (error) => (error instanceof RangeError ? 'too-high' : 'unexpected'),
    onError: () => undefined,
  })
  started.push(workers)
  await workers.ready()
  return workers
}
/** Tells when it was called, and with what. */
function witness<T extends readonly unknown[]>() {
  const calls: T[] = []
  let wake: () => void = () => undefined
  return {
    calls,
    call(...args: T) {
      calls.push(args)
      wake()
    },
    async times(n: number) {
      while (calls.length < n)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    },
  }
}
const jobsOf = async (name: string) => {
  const keys = await redis.keys(`${queuePrefix}:${name}:*`)
  const kinds = await Promise.all(keys.map((key) => redis.type(key)))
  const hashes = keys.filter((key, i) => kinds[i] === 'hash' && /:\d+$/.test(key))
  return Promise.all(hashes.map((key) => redis.hgetall(key)))
}

describe.each(['turn', 'delivery'] as const)('a %s', (kind) => {
  const wake = (session: string) =>
    kind === 'turn' ? producer.wakeTurn(session, 1) : producer.wakeDelivery(session)
  const wakeInBulk = (session: string) =>
    producer.wakeAll({
      turns: kind === 'turn' ? [{ session, round: 1 }] : [],
      deliveries: kind === 'delivery' ? [session] : [],
    })

  it('is stored as an id, with retries that grow and jitter, however it is woken', async () => {
    await wake('AAAA')
    await wakeInBulk('BBBB')
    const jobs = await jobsOf(kind)
    expect(jobs.map(({ data }) => data).sort()).toEqual(['{"session":"AAAA"}', '{"session":"BBBB"}'])
    for (const { opts = '{}' } of jobs)
      expect(JSON.parse(opts)).toMatchObject({
        attempts: 6,
        backoff: { type: 'exponential', delay: expect.any(Number), jitter: 0.5 },
      })
  })

  it('waits once however often it is woken, and is run again when it was woken while it ran', async () => {
    for (let i = 0; i < 20; i++) await (i % 2 ? wake('AAAA') : wakeInBulk('AAAA'))
    expect(await jobsOf(kind)).toHaveLength(1)
    const ran = witness<[string]>()
    let running = 0
    let most = 0
    await work({
      [kind]: async (session: string) => {
        most = Math.max(most, ++running)
        if (ran.calls.length === 0) for (let i = 0; i < 5; i++) await wake('AAAA')
        running -= 1
        ran.call(session)
        return done
      },
    })
    await ran.times(2)
    expect(ran.calls).toEqual([['AAAA'], ['AAAA']])
    expect(most).toBe(1)
  })

  it('that hands itself back is run again later, and counts no try as failed', async () => {
    const ran = witness<[number]>()
    await work({
      [kind]: async (_: string, tries: number) => {
        ran.call(tries)
        return ran.calls.length < 8 ? { kind: 'later', ms: 10 } : done
      },
    })
    await wake('AAAA')
    await ran.times(8)
    await expect.poll(() => jobsOf(kind), { timeout: 20_000 }).toEqual([])
  })
})

it('a team that waits with many designs stands behind the single one of another', async () => {
  for (let i = 1; i <= 50; i++) await producer.wakeTurn(`FLOOD${i}`, i)
  await producer.wakeTurn('SINGLE', 1)
  const ran = witness<[string]>()
  await work({
    turn: async (session: string) => {
      ran.call(session)
      return done
    },
  })
  await ran.times(51)
  // The worker takes as many at once as it has slots: those of the flood that were first are before it.
  expect(ran.calls.flat().indexOf('SINGLE')).toBeLessThanOrEqual(slots)
})

describe('a job that fails', () => {
  it('is tried again, leaves its code and nothing else, and is gone when the tries are', async () => {
    const tried = witness<[number]>()
    await work({
      turn: async (_: string, tries: number) => {
        tried.call(tries)
        throw new RangeError('words of a person')
      },
    })
    await producer.wakeTurn('AAAA', 1)
    await tried.times(2)
    const [job] = await jobsOf('turn')
    expect(job?.failedReason).toBe('too-high')
    expect([...new Set(JSON.parse(job?.stacktrace ?? '[]'))]).toEqual(['too-high'])
    await tried.times(6)
    expect(tried.calls.flat()).toEqual([1, 2, 3, 4, 5, 6])
    await expect.poll(() => jobsOf('turn'), { timeout: 20_000 }).toEqual([])
  })
})

describe('closing', () => {
  it('waits for what runs, asks it to hand back after the grace time, and cuts off what does not', async () => {
    const ran = witness<[]>()
    const workers = await work({
      turn: () => {
        ran.call()
        return new Promise(() => undefined)
      },
    })
    await producer.wakeTurn('AAAA', 1)
    await ran.times(1)
    let asked = false
    const began = performance.now()
    await workers.close(200, () => {
      asked = true
    })
    expect(asked).toBe(true)
    expect(performance.now() - began).toBeLessThan(10_000)
    // Another one takes it up when the lock has run out.
    await work({
      turn: async () => {
        ran.call()
        return done
      },
    })
    await ran.times(2)
  })
})

/** Forgetting leaves nothing in Redis, whatever the session's work is doing, and that work ends without complaint. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StepContext } from '../../src/architect/architect.js'
import { formatAction } from '../../src/chat/action.js'
import { teamAction } from '../../src/messages/team-action.js'
import { createProducer, startQueueWorkers } from '../../src/queue/bullmq.js'
import { connectQueue, connectStore } from '../../src/session/connection.js'
import { queuePrefix, sessionKeys } from '../../src/session/keys.js'
import { reaching } from '../../src/session/script.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { action, reply, request } from '../support/events.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { tracesOf } from '../support/traces.js'
import { createProgram, type Program } from '../support/workers.js'

const secret = 'walnuts'
const hourMs = 3600 * 1000
let server: TestRedis
let program: Program
let all: ReturnType<typeof connectStore>
beforeAll(async () => {
  server = await startRedis()
  all = connectStore(server.url, 2_000, () => undefined)
})
afterAll(async () => {
  all.disconnect()
  await server.stop()
})

/** What the architect waits for before it answers. */
let thinking: (context: StepContext) => Promise<void>
let calls = 0
beforeEach(async () => {
  await reaching(all, () => all.flushall())
  thinking = async () => undefined
  calls = 0
  program = createProgram(
    server,
    scriptedArchitect(async (_, context) => {
      calls += 1
      await thinking(context)
      return { kind: 'propose', set: sampleSet }
    }),
  )
})
afterEach(() => program.close())

const traces = (session: string) => tracesOf(program.store.redis, [session, secret, session.slice(0, 4)])
const open = () => program.open(request(`Forecast sales of ${secret}`))
const root = () => program.platform.posts[0]?.ref.thread.thread ?? ''

/** The button that was shown to whoever asked. */
async function forget(session: string) {
  const press = action(undefined, formatAction(teamAction('forget', session)))
  expect(await program.accept(press)).toMatchObject({ kind: 'answer' })
}

/** In which state a queue's only job is, by the key that names it. */
async function jobState(queue: 'turn' | 'delivery') {
  const redis = program.store.redis
  const count = async (name: string, how: 'llen' | 'zcard') => redis[how](`${queuePrefix}:${queue}:${name}`)
  if ((await count('delayed', 'zcard')) > 0) return 'delayed'
  if ((await count('active', 'llen')) > 0) return 'active'
  if ((await count('prioritized', 'zcard')) + (await count('wait', 'llen')) > 0) return 'waiting'
  return 'none'
}

/** Nothing is left at once; where work runs, when that has ended. */
async function isGone(session: string) {
  await expect.poll(() => traces(session), { timeout: 10_000 }).toEqual([])
  expect(program.complaints).toEqual([])
}

describe('a session is forgotten', () => {
  it('while its turn and its opening wait in the queue', async () => {
    const session = await open()
    await expect.poll(() => jobState('turn')).toBe('waiting')
    await expect.poll(() => jobState('delivery')).toBe('waiting')
    expect(await traces(session)).not.toEqual([])
    await forget(session)
    expect(await traces(session)).toEqual([])
    await program.startWorker()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(calls).toBe(0)
    expect(program.platform.posts).toEqual([])
    await isGone(session)
  })

  it('when all of it is delivered and decided', async () => {
    await program.startWorker()
    const session = await open()
    await expect.poll(() => program.platform.posts.length).toBeGreaterThan(4)
    const choose = { session, round: 1, question: 'choose', choice: 'B' }
    await program.accept(action(root(), formatAction(choose)))
    await expect.poll(() => program.store.redis.hget(sessionKeys(session).head, 'state')).toBe('decided')
    await expect.poll(() => jobState('delivery')).toBe('none')
    await forget(session)
    expect(await traces(session)).toEqual([])
    await isGone(session)
  })

  it('while its turn runs, and another event waits behind it', async () => {
    let go: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    thinking = () => held
    await program.startWorker()
    const session = await open()
    await expect.poll(() => calls).toBe(1)
    await expect.poll(root).not.toBe('')
    await program.accept(reply(root(), `more ${secret}`))
    await expect
      .poll(async () => (await traces(session)).some((key) => key.includes(':turn:dn:')), { timeout: 5_000 })
      .toBe(true)
    await forget(session)
    const posted = program.platform.posts.length
    go()
    await isGone(session)
    expect(calls).toBe(1)
    expect(program.platform.posts).toHaveLength(posted)
  })

  it('while its turn runs, which is told so and need not come to its end', async () => {
    let told = false
    thinking = ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          told = true
          reject(signal.reason)
        }),
      )
    await program.startWorker()
    const session = await open()
    await expect.poll(() => calls).toBe(1)
    await forget(session)
    await expect.poll(() => told, { timeout: 5_000 }).toBe(true)
    await isGone(session)
  })

  it('while its turn waits for another holder', async () => {
    const session = await open()
    await program.store.begin(session, 'another')
    await program.startWorker()
    await expect.poll(() => jobState('turn')).toBe('delayed')
    await forget(session)
    await isGone(session)
    expect(calls).toBe(0)
  })

  it('while its turn failed and is to be tried again', async () => {
    thinking = async () => {
      throw new Error('the network is away')
    }
    await program.startWorker()
    const session = await open()
    await expect.poll(() => jobState('turn')).toBe('delayed')
    await expect.poll(root).not.toBe('')
    await forget(session)
    await expect.poll(() => traces(session), { timeout: 10_000 }).toEqual([])
  })

  it('while a message is on its way, and replies wait for its thread', async () => {
    let go: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    program.platform.onPost = () => held
    await program.startWorker()
    const session = await open()
    await expect.poll(root).not.toBe('')
    expect(await program.accept(reply(root(), `more ${secret}`))).toMatchObject({ kind: 'accepted' })
    await forget(session)
    go()
    await isGone(session)
    expect(program.platform.posts).toHaveLength(1)
  })

  it('while the platform has asked to wait for an hour', async () => {
    program.platform.fault = () => ({ delayedMs: hourMs })
    await program.startWorker()
    const session = await open()
    await expect.poll(() => jobState('delivery')).toBe('delayed')
    await forget(session)
    await isGone(session)
  })

  it('while a delivery runs that is then asked to wait for an hour', async () => {
    program.platform.delayMs = () => 500
    program.platform.fault = () => ({ delayedMs: hourMs })
    await program.startWorker()
    const session = await open()
    await expect.poll(() => jobState('delivery')).toBe('active')
    await forget(session)
    await isGone(session)
  })
})

describe('a job of the queue', () => {
  it.each(['turn', 'delivery'] as const)(
    'of a session that is forgotten while it runs is not kept for later (%s)',
    async (kind) => {
      const redis = connectQueue(server.url, () => undefined)
      const producer = createProducer(redis, () => undefined)
      let isThere = true
      let go: () => void = () => undefined
      const running = new Promise<void>((resolve) => {
        go = resolve
      })
      let began = 0
      const wait = async () => {
        began += 1
        await running
        return { kind: 'later' as const, ms: hourMs }
      }
      const workers = startQueueWorkers({
        redis: redis.duplicate(),
        handlers: {
          turn: wait,
          delivery: wait,
          digest: async () => ({ kind: 'done' }),
          exists: async () => isThere,
        },
        concurrency: 1,
        codeOf: () => 'unexpected',
        onError: () => undefined,
      })
      const wake = (session: string) =>
        kind === 'turn' ? producer.wakeTurn(session, 1) : producer.wakeDelivery(session)
      await wake('FORGOTTEN')
      await expect.poll(() => began).toBe(1)
      // Once more, so that a job is kept in mind for when this one ends.
      await wake('FORGOTTEN')
      isThere = false
      await producer.forget('FORGOTTEN')
      go()
      await expect.poll(() => tracesOf(redis, ['FORGOTTEN']), { timeout: 10_000 }).toEqual([])
      expect(began).toBe(1)
      await workers.close(100, () => undefined)
      await producer.close()
      redis.disconnect()
    },
  )
})

/**
 * One team's flood and another team's single request: how many turns begin between its being accepted and its begin. The
 * turns wait at a gate, so that nothing depends on how fast the machine is.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProducer, type Producer } from '../../src/queue/bullmq.js'
import { connectQueue } from '../../src/session/connection.js'
import { queuePrefix, sessionKeys, sweptKey, tenantPrefix } from '../../src/session/keys.js'
import { reaching } from '../../src/session/script.js'
import { createSweep } from '../../workers/sweep.js'
import { reply, request } from '../support/events.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { begin } from '../support/session.js'
import { createProgram, type Program } from '../support/workers.js'

const flooded = 500
let server: TestRedis
let program: Program
let queueRedis: ReturnType<typeof connectQueue>
let producer: Producer
beforeAll(async () => {
  server = await startRedis()
  queueRedis = connectQueue(server.url, () => undefined)
  producer = createProducer(queueRedis, () => undefined)
})
afterAll(async () => {
  await producer.close()
  queueRedis.disconnect()
  await server.stop()
})

/** The words of the turns that began, in order; each waits until it is let through. */
let began: string[] = []
let gate: (() => void)[] = []
let isOpen = false
/** Whether a turn fails once it is let through. */
let fails: (words: string) => boolean = () => false
beforeEach(async () => {
  await queueRedis.flushall()
  began = []
  gate = []
  isOpen = false
  fails = () => false
  program = createProgram(
    server,
    scriptedArchitect(async ({ unread }) => {
      const words = unread.at(-1)?.text ?? ''
      began.push(words)
      if (!isOpen) await new Promise<void>((resolve) => gate.push(resolve))
      if (fails(words)) throw new Error('the model is away')
      return { kind: 'say', text: 'heard' }
    }),
  )
})
afterEach(() => program.close())

const small = { tenant: 'slack:T2' }
const inThread = (i: number) => ({
  thread: { platform: 'slack' as const, space: 'T1', channel: 'C1', thread: `17.${i}` },
})
const flood = (i: number) => request(`flood ${i}`, inThread(i))
const openFlood = () => Promise.all(Array.from({ length: flooded }, (_, i) => program.open(flood(i))))
/** A session's turn is in the queue, wherever in it. */
const isQueued = async (session: string) =>
  (await queueRedis.exists(`${queuePrefix}:turn:de:${session}`)) === 1
const hasBegun = (words: string) => began.includes(words)

async function openSingle(): Promise<number> {
  const before = began.length
  const session = await program.open(request('single', small))
  await expect.poll(() => isQueued(session), { timeout: 10_000 }).toBe(true)
  return before
}

/** Lets turns through, one at a time, until the single one began. Returns how many others began before it. */
async function othersBefore(before: number): Promise<number> {
  while (!hasBegun('single')) {
    const count = began.length
    gate.shift()?.()
    await expect.poll(() => began.length > count, { timeout: 10_000, interval: 5 }).toBe(true)
  }
  return began.indexOf('single') - before
}

describe.each([1, 2, 8])('with %i slots', (slots) => {
  it('a single request is the next to begin, whatever waits', async () => {
    await openFlood()
    await program.startWorker({ concurrency: slots })
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(slots)
    expect(await othersBefore(await openSingle())).toBe(0)
    // And so is that team's next one, when its first is done.
    isOpen = true
    for (const go of gate.splice(0)) go()
    await expect.poll(() => began.length, { timeout: 20_000 }).toBeGreaterThan(50)
    isOpen = false
    await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(slots)
    const before = began.length
    const again = await program.open(request('again', small))
    await expect.poll(() => isQueued(again)).toBe(true)
    gate.shift()?.()
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(before + 1)
    expect(began.at(-1)).toBe('again')
  })

  it('so it is when the sweeper wakes all of them', async () => {
    // Nobody is woken by who accepts: the process died, or did not reach the queue.
    const sessions = []
    for (let i = 0; i < flooded; i++) sessions.push(await program.store.accept(flood(i)))
    await program.store.accept(request('single', small))
    const later = { ...program.store, clock: () => Date.now() + 60_000 }
    await reaching(program.store.redis, () => program.store.redis.del(sweptKey))
    await createSweep(later, producer)()
    await program.startWorker({ concurrency: slots })
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(slots)
    // The flood's first came before it.
    expect(await othersBefore(0)).toBe(1)
  })

  it('so it is when turns of the flood fail and come back', async () => {
    fails = (words) => words.startsWith('flood')
    isOpen = true
    await openFlood()
    await program.startWorker({ concurrency: slots })
    await expect.poll(() => began.length, { timeout: 20_000 }).toBeGreaterThan(100)
    isOpen = false
    await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(slots)
    // Those whose pause is over are in the queue again, before it.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await othersBefore(await openSingle())).toBeLessThanOrEqual(slots)
  })

  it('so it is when a worker died and its turns come back', async () => {
    const sessions = await openFlood()
    for (const session of sessions.slice(0, slots)) await begin(program.store, session, 'dead')
    await program.startWorker({ concurrency: slots })
    // The leases of the dead run out; what they held has come back before it.
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(slots)
    await new Promise((resolve) => setTimeout(resolve, program.store.leaseMs + 500))
    expect(await othersBefore(await openSingle())).toBeLessThanOrEqual(slots)
  })

  it('so it is when sessions of the flood are written to again', async () => {
    await openFlood()
    await program.startWorker({ concurrency: slots })
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(slots)
    // One that runs, ones that wait, and ones that are done.
    gate.shift()?.()
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(slots + 1)
    for (let i = 0; i < 50; i++) await program.accept(reply(`17.${i}`, `flood ${i} again`))
    // Turns that run do not go on with what was written meanwhile.
    expect(await othersBefore(await openSingle())).toBe(0)
  })
})

describe('the opening of a single request', () => {
  it('is not delivered behind those of a flood', async () => {
    await openFlood()
    const session = await program.open(request('single', small))
    await expect
      .poll(() => queueRedis.exists(`${queuePrefix}:delivery:de:${session}`), { timeout: 10_000 })
      .toBe(1)
    await program.startWorker({ concurrency: 1 })
    const opened = () => program.platform.posts.findIndex(({ message }) => message.id === `${session}:0`)
    await expect.poll(opened, { timeout: 10_000 }).toBeGreaterThanOrEqual(0)
    // The flood's first came before it.
    expect(opened()).toBe(1)
  })
})

describe('the rounds of a team', () => {
  it('keep the order of its requests, also of those that come when most are done', async () => {
    for (let i = 0; i < 30; i++) await program.open(flood(i))
    await program.startWorker({ concurrency: 1 })
    for (let i = 0; i < 20; i++) {
      await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(1)
      gate.shift()?.()
    }
    for (let i = 30; i < 35; i++) await program.open(flood(i))
    isOpen = true
    await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(1)
    gate.shift()?.()
    await expect.poll(() => began.length, { timeout: 20_000 }).toBe(35)
    expect(began).toEqual(Array.from({ length: 35 }, (_, i) => `flood ${i}`))
  })

  it('go round: a flood is not starved by teams that ask again and again', async () => {
    for (let i = 0; i < 20; i++) await program.open(flood(i))
    await program.startWorker({ concurrency: 1 })
    const ask = (team: string, n: number) =>
      program.open(request(`${team} ${n}`, { tenant: `slack:${team}` }))
    for (const team of ['X', 'Y']) await ask(team, 0)
    for (let i = 0; i < 30; i++) {
      await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(1)
      const [team = '', n] = began.at(-1)?.split(' ') ?? []
      // Whoever is served asks for the next before it is done.
      if (team !== 'flood') await ask(team, Number(n) + 1)
      gate.shift()?.()
    }
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(31)
    const served = (team: string) => began.filter((words) => words.startsWith(team)).length
    for (const team of ['flood', 'X', 'Y']) expect(Math.abs(served(team) - 31 / 3)).toBeLessThanOrEqual(1.5)
  })

  it('pass over a session that is written to while it is answered, until its turn comes again', async () => {
    const session = await program.open(flood(0))
    await program.open(flood(1))
    await program.startWorker({ concurrency: 1 })
    for (let i = 0; i < 3; i++) {
      await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(1)
      await program.accept(reply('17.0', `flood 0, word ${i}`))
      gate.shift()?.()
    }
    await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(1)
    gate.shift()?.()
    const last = () => program.store.redis.llen(sessionKeys(session).entries)
    await expect.poll(last, { timeout: 10_000 }).toBe(7)
    expect(began).toEqual(['flood 0', 'flood 1', 'flood 0, word 1', 'flood 0, word 2'])
  })

  it('go on with replies that had waited for their thread', async () => {
    const { store } = program
    const session = await program.open(request('flood first'))
    for (let i = 0; i < 20; i++) await program.open(flood(i))
    const turn = await begin(store, session)
    await store.commit(turn, { entries: [], change: {}, consumed: 1 })
    program.platform.onPost = async ({ ref, message }) => {
      if (message.id === `${session}:0`) await program.accept(reply(ref.thread.thread ?? '', 'flood early'))
    }
    await program.startWorker({ concurrency: 1 })
    await expect.poll(() => isQueued(session), { timeout: 10_000 }).toBe(true)
    await expect.poll(() => store.redis.get(`${tenantPrefix}slack:T1:round`)).toBe('22')
    await expect.poll(() => gate.length, { timeout: 10_000 }).toBe(1)
    isOpen = true
    gate.shift()?.()
    await expect.poll(() => began.length, { timeout: 20_000 }).toBe(21)
    expect(began.at(-1)).toBe('flood early')
  })
})

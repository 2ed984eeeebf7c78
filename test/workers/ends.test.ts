/** Workers that end: told to (SIGTERM), or because Redis goes away. Nothing is lost, nothing is said twice. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sessionKeys } from '../../src/session/keys.js'
import { reply, request } from '../support/events.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { echoStep, scriptedArchitect } from '../support/scripted-architect.js'
import { createProgram, type Program } from '../support/workers.js'

let server: TestRedis
let program: Program
beforeEach(async () => {
  server = await startRedis({ appendonly: 'always' })
})
afterEach(async () => {
  await program.close()
  await server.stop()
})
const posts = (session: string) =>
  program.platform.posts.filter((post) => post.message.id.startsWith(`${session}:`))
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a worker that is told to end', () => {
  it('finishes the turn that runs', async () => {
    const architect = scriptedArchitect(async (conversation) => {
      await sleep(600)
      return echoStep(conversation)
    })
    program = createProgram(server, architect)
    const worker = await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => architect.calls, { timeout: 20_000 }).toBe(1)
    await worker.stop(5_000)
    expect(await program.store.redis.llen(sessionKeys(session).entries)).toBe(2)
    await program.startWorker()
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    expect(architect.calls).toBe(1)
  })

  it('hands back a turn that takes too long, and another goes on at once', async () => {
    let slow = true
    const architect = scriptedArchitect((conversation) =>
      slow ? new Promise(() => undefined) : Promise.resolve(echoStep(conversation)),
    )
    program = createProgram(server, architect)
    const worker = await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => architect.calls, { timeout: 20_000 }).toBe(1)
    slow = false
    const began = Date.now()
    await worker.stop(500)
    expect(Date.now() - began).toBeLessThan(10_000)
    // Given back, not left to run out.
    expect(await program.store.redis.exists(sessionKeys(session).lease)).toBe(0)
    await program.startWorker()
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    expect(architect.calls).toBe(2)
  })
})

describe('a worker that is told to end during a delivery', () => {
  it('hands back a message that the platform keeps waiting, and another finds it posted', async () => {
    program = createProgram(server)
    let posting: () => void = () => undefined
    const reached = new Promise<void>((resolve) => {
      posting = resolve
    })
    let hangs = true
    program.platform.onPost = async ({ message }) => {
      if (!hangs || !message.id.endsWith(':0')) return
      posting()
      // It is posted, and its sender never hears of it.
      await new Promise(() => undefined)
    }
    const worker = await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await reached
    hangs = false
    const began = Date.now()
    await worker.stop(300)
    expect(Date.now() - began).toBeLessThan(10_000)
    await program.startWorker()
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    expect(posts(session).map(({ message }) => message.id)).toEqual([`${session}:0`, `${session}:1`])
    expect(program.platform.finds).toBe(1)
  })

  it('ends in time also while Redis is away, and nothing is lost', async () => {
    program = createProgram(server)
    const worker = await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    const thread = posts(session)[0]?.ref.thread.thread ?? ''
    program.platform.onPost = () => server.kill()
    await program.accept(reply(thread, 'hello'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(3)
    const began = Date.now()
    await worker.stop(500)
    expect(Date.now() - began).toBeLessThan(10_000)
    program.platform.onPost = () => undefined
    await server.restart()
    await program.startWorker()
    await expect
      .poll(() => program.store.redis.hget(sessionKeys(session).head, 'delivered').catch(() => ''), {
        timeout: 20_000,
      })
      .toBe('4')
    expect(posts(session).map(({ message }) => message.id)).toEqual([0, 1, 3].map((n) => `${session}:${n}`))
  })
})

describe('Redis that goes away during a conversation', () => {
  it.each([
    ['stops', () => server.kill(), () => server.restart()],
    ['hangs', async () => server.pause(), async () => server.resume()],
  ])('is gone on with when it is back, where it %s', async (_, leave, comeBack) => {
    program = createProgram(server)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    const thread = posts(session)[0]?.ref.thread.thread ?? ''

    await leave()
    expect(await program.accept(reply(thread, 'while away'))).toMatchObject({
      kind: 'refused',
      message: { fallback: expect.stringMatching(/Redis.* send it again/) },
    })
    await comeBack()
    await expect
      .poll(async () => (await program.accept(reply(thread, 'afterwards'))).kind, {
        timeout: 20_000,
        interval: 300,
      })
      .toBe('accepted')
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(3)
    expect(posts(session).map(({ message }) => message.id)).toEqual([0, 1, 3].map((n) => `${session}:${n}`))
  })

  it('in the middle of a step costs that step a second try and nothing else', async () => {
    let gate: () => void = () => undefined
    const architect = scriptedArchitect(async (conversation) => {
      if (architect.calls === 2) await new Promise<void>((resolve) => (gate = resolve))
      return echoStep(conversation)
    })
    program = createProgram(server, architect)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    await program.accept(reply(posts(session)[0]?.ref.thread.thread ?? '', 'hello'))
    await expect.poll(() => architect.calls, { timeout: 20_000 }).toBe(2)
    await server.kill()
    gate()
    await sleep(300)
    await server.restart()
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(3)
    await sleep(500)
    expect(posts(session).map(({ message }) => message.id)).toEqual([0, 1, 3].map((n) => `${session}:${n}`))
  })
})

/** A conversation over the real queue: asked, answered, delivered in order, stopped, failed and gone on with. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StepContext } from '../../src/architect/architect.js'
import { formatAction } from '../../src/chat/action.js'
import { sessionKeys, unreadKey } from '../../src/session/keys.js'
import { outboxRecord } from '../../src/session/records.js'
import { action, reply, request } from '../support/events.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { echoStep, scriptedArchitect } from '../support/scripted-architect.js'
import { createProgram, type Program } from '../support/workers.js'

let server: TestRedis
let program: Program
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())
beforeEach(async () => {
  program = createProgram(server)
})
afterEach(async () => {
  await program.close()
})

/** The same Redis with another architect. */
function replaceProgram(architect: ReturnType<typeof scriptedArchitect>): Program {
  const before = program
  const next = createProgram(server, architect)
  return {
    ...next,
    async close() {
      await next.close()
      await before.close()
    },
  }
}
const posts = (session: string) =>
  program.platform.posts.filter((post) => post.message.id.startsWith(`${session}:`))
const threadOf = async (session: string) => {
  await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBeGreaterThan(0)
  return posts(session)[0]?.ref.thread.thread ?? ''
}
const transcript = async (session: string) =>
  (await program.store.redis.lrange(sessionKeys(session).entries, 0, -1)).map((record) => JSON.parse(record))
const said = async (session: string) =>
  (await transcript(session)).filter((entry) => entry.kind === 'say').map((entry) => entry.text)
const rested = (session: string) =>
  expect.poll(() => program.store.redis.zscore(unreadKey, session), { timeout: 20_000 }).toBeNull()
const head = (session: string) => program.store.redis.hgetall(sessionKeys(session).head)
const press = (session: string, round: number, question: string, choice: string) =>
  action(undefined, formatAction({ session, round, question, choice }))

describe('a conversation', () => {
  it('opens its thread, asks, hears the answer, and speaks in the thread in order', async () => {
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    const thread = await threadOf(session)
    expect(posts(session).map((post) => [post.message.id, post.ref.thread.thread])).toEqual([
      [`${session}:0`, thread],
      [`${session}:1`, thread],
    ])
    await program.accept(press(session, 1, 'series-count', 'few'))
    await expect
      .poll(() => said(session), { timeout: 20_000 })
      .toEqual(['heard: series count: fewer than 10'])
    const { unread } = program.architect.seen.at(-1) ?? { unread: [] }
    expect(unread[0]?.answers).toEqual([{ question: 'series-count', choice: 'few' }])
    await program.accept(reply(thread, 'what if we have one T4?'))
    await expect.poll(() => said(session), { timeout: 20_000 }).toHaveLength(2)
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(4)
    expect(posts(session)[0]?.updates).toBeGreaterThan(0)
  })

  it('reads several quick replies together, in order', async () => {
    const session = await program.open(request('Forecast sales'))
    await program.startWorker()
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    const thread = await threadOf(session)
    for (const word of ['one', 'two', 'three']) await program.accept(reply(thread, word))
    await expect.poll(async () => (await said(session)).join(), { timeout: 20_000 }).toContain('three')
    expect((await said(session)).join(' | ').match(/one|two|three/g)).toEqual(['one', 'two', 'three'])
  })

  it('is taken up by the sweeper when nobody was woken', async () => {
    await program.startWorker()
    const accepted = await program.store.accept(request('Forecast sales'))
    const session = accepted.kind === 'accepted' ? accepted.session : ''
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
  })

  it('never has two turns of one session at once', async () => {
    let running = 0
    let most = 0
    program = createProgram(
      server,
      scriptedArchitect(async (conversation) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running -= 1
        return echoStep(conversation)
      }),
    )
    await program.startWorker()
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    const thread = await threadOf(session)
    const sent = Array.from({ length: 60 }, (_, i) => program.accept(reply(thread, `r${i}.`)))
    await Promise.all(sent)
    await rested(session)
    const read = (await transcript(session)).flatMap((entry) => (entry.kind === 'user' ? entry.text : []))
    expect(read).toEqual(['Forecast sales', ...Array.from({ length: 60 }, (_, i) => `r${i}.`)])
    expect(most).toBe(1)
  })
})

describe('Stop', () => {
  it('ends the step that runs, and the next words go on with the request', async () => {
    let aborted = false
    let slow = true
    const architect = scriptedArchitect((conversation, { signal }: StepContext) => {
      if (!slow) return echoStep(conversation)
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true
          reject(new Error('aborted'))
        })
      })
    })
    program = createProgram(server, architect)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => architect.calls, { timeout: 20_000 }).toBe(1)
    await program.accept(press(session, 0, 'round', 'stop'))
    await expect.poll(async () => (await head(session)).state, { timeout: 20_000 }).toBe('cancelled')
    expect(aborted).toBe(true)
    expect((await transcript(session)).map(({ kind }) => kind)).toEqual(['user', 'stopped'])
    slow = false
    await program.accept(reply(await threadOf(session), 'for 63 days'))
    await expect.poll(async () => (await head(session)).state, { timeout: 20_000 }).toBe('clarifying')
    expect(architect.seen.at(-1)?.unread.map(({ text }) => text)).toEqual(['Forecast sales', 'for 63 days'])
  })

  it('ends a step that does not listen', async () => {
    program = createProgram(
      server,
      scriptedArchitect(() => new Promise(() => undefined)),
    )
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => program.architect.calls, { timeout: 20_000 }).toBe(1)
    await program.accept(press(session, 0, 'round', 'stop'))
    await expect.poll(async () => (await head(session)).state, { timeout: 20_000 }).toBe('cancelled')
  })
})

describe('an architect that fails', () => {
  it('is tried three times, then the thread is told, and "try again" brings the words back', async () => {
    let broken = true
    const architect = scriptedArchitect((conversation) => {
      if (broken) throw new Error('secret words of the user')
      return echoStep(conversation)
    })
    program = createProgram(server, architect)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(async () => (await head(session)).state, { timeout: 20_000 }).toBe('failed')
    expect(architect.calls).toBe(3)
    expect((await transcript(session)).at(-1)).toMatchObject({ kind: 'failed', code: 'unexpected' })
    broken = false
    await program.accept(press(session, 0, 'round', 'retry'))
    await expect.poll(async () => (await head(session)).state, { timeout: 20_000 }).toBe('clarifying')
    expect(architect.seen.at(-1)?.unread.map(({ text }) => text)).toEqual(['Forecast sales'])
  })

  it('leaves no word of a person in the queue', async () => {
    program = createProgram(
      server,
      scriptedArchitect(() => {
        throw new Error('xyzzy')
      }),
    )
    await program.startWorker()
    const session = await program.open(request('xyzzy'))
    const seen: string[] = []
    await expect
      .poll(
        async () => {
          for (const key of await program.store.redis.keys('{ml-architect}:q:*'))
            if ((await program.store.redis.type(key)) === 'hash')
              seen.push(JSON.stringify(await program.store.redis.hgetall(key)))
          return (await head(session)).state
        },
        { timeout: 20_000, interval: 10 },
      )
      .toBe('failed')
    expect(seen.some((hash) => hash.includes('unexpected'))).toBe(true)
    expect(seen.join()).not.toContain('xyzzy')
  })
})

describe('a step with checkpoints', () => {
  it('goes on after the last one when its worker fails', async () => {
    let tries = 0
    const architect = scriptedArchitect(async (_, { checkpoint }) => {
      tries += 1
      if (tries === 1) {
        await checkpoint([{ kind: 'say', at: 1, text: 'half' }])
        throw new Error('cut')
      }
      return { kind: 'say', text: 'whole' }
    })
    program = createProgram(server, architect)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => said(session), { timeout: 20_000 }).toEqual(['half', 'whole'])
    expect(architect.seen[1]).toMatchObject({
      transcript: [{ text: 'half' }],
      unread: [{ text: 'Forecast sales' }],
    })
    await expect
      .poll(() => posts(session).map(({ message }) => message.id), { timeout: 20_000 })
      .toEqual([`${session}:0`, `${session}:1`])
  })
})

describe('delivery', () => {
  it('looks for a message whose sending had no clear end, and does not post it again', async () => {
    let cut = 2
    program.platform.fault = ({ method }) => (method === 'deliver' && cut-- > 0 ? 'lost' : undefined)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    await expect.poll(async () => (await head(session)).delivered, { timeout: 20_000 }).toBe('3')
    expect(posts(session).map(({ message }) => message.id)).toEqual([`${session}:0`, `${session}:1`])
    expect(program.platform.finds).toBe(2)
  })

  it('waits while it cannot look, rather than post blindly', async () => {
    let looks = 0
    let cut = true
    program.platform.fault = ({ method }) => {
      if (method === 'deliver' && cut) {
        cut = false
        return 'lost'
      }
      return method === 'find' && ++looks <= 2 ? 'failed' : undefined
    }
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    expect(looks).toBe(3)
    expect(posts(session).map(({ message }) => message.id)).toEqual([`${session}:0`, `${session}:1`])
  })

  it('waits as long as the platform asks, without holding a worker', async () => {
    const delayed = new Set<string>()
    program.platform.fault = ({ method, message }) => {
      if (method !== 'deliver' || !message.endsWith(':0') || delayed.has(message) || delayed.size >= 3)
        return undefined
      delayed.add(message)
      return { delayedMs: 1_500 }
    }
    await program.startWorker({ concurrency: 1 })
    const began = Date.now()
    const slow = await Promise.all(Array.from({ length: 3 }, () => program.open(request('Forecast sales'))))
    const quick = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(quick).length, { timeout: 20_000 }).toBe(2)
    expect(slow.flatMap((session) => posts(session))).toEqual([])
    for (const session of slow) await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    expect(Date.now() - began).toBeGreaterThan(1_400)
    expect(program.platform.finds).toBe(0)
  })

  it('tells the requester directly when the channel is closed, and goes on there', async () => {
    program.platform.fault = ({ method, to }) =>
      method === 'deliver' && to?.kind === 'thread' && to.thread.channel === 'C1' ? 'refused' : undefined
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(2)
    expect(posts(session).map(({ to }) => to.kind)).toEqual(['user', 'thread'])
    const thread = await threadOf(session)
    await program.accept(reply(thread, 'hello', { channel: 'DU1' }))
    await expect.poll(() => said(session), { timeout: 20_000 }).toEqual(['heard: hello'])
  })

  it('says so where a message cannot be made, and goes on behind it', async () => {
    // An entry as no version of the program writes it: it has the form of one, and not its content.
    const broken = JSON.stringify({ kind: 'propose', at: 1, set: { proposals: [] } })
    const session = await program.open(request('Forecast sales'))
    const s = sessionKeys(session)
    await program.store.redis.rpush(s.entries, broken)
    await program.store.redis.rpush(
      s.outbox,
      outboxRecord({ kind: 'post', recipe: { kind: 'entry', entry: 0, part: 0 } }),
      outboxRecord({ kind: 'post', recipe: { kind: 'opening' } }),
    )
    program = replaceProgram(scriptedArchitect(() => new Promise(() => undefined)))
    await program.startWorker()
    await expect.poll(() => posts(session).length, { timeout: 20_000 }).toBe(3)
    expect(posts(session)[1]?.message.fallback).toMatch(/Something went wrong .*not-rendered/)
  })

  it('ends clearly when nobody can be reached', async () => {
    program.platform.fault = ({ method }) => (method === 'deliver' ? 'refused' : undefined)
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(async () => (await head(session)).delivery, { timeout: 20_000 }).toBe('refused')
    await rested(session)
  })
})

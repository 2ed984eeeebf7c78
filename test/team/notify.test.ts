/** Notices and the weekly digest: who may set them, what reaches the channel, once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChatEvent, Receipt } from '../../src/chat/contract.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { createProducer, type Producer } from '../../src/queue/bullmq.js'
import { connectQueue, connectStore } from '../../src/session/connection.js'
import { digestKey, notifyKey } from '../../src/session/keys.js'
import { reaching } from '../../src/session/script.js'
import { createDigestRunner } from '../../workers/digest.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { reply, request } from '../support/events.js'
import { createMemoryPlatform, type MemoryPlatform } from '../support/memory-platform.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { createProgram, type Program, quietLog } from '../support/workers.js'

let server: TestRedis
let program: Program
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const admin = { user: { id: 'U1', name: 'Ada', isAdmin: true, timeZone: 'Europe/Berlin' } }
const told = (channel: string) =>
  program.platform.posts.filter(({ to }) => to.kind === 'channel' && to.thread.channel === channel)

async function words(event: ChatEvent): Promise<string> {
  const receipt: Receipt = await program.accept(event)
  if (receipt.kind !== 'answer') throw new Error(receipt.kind)
  return renderMarkdown(receipt.message.blocks)
}
const say = (text: string) => words(request(text, admin))

beforeEach(async () => {
  const redis = connectStore(server.url, 2_000, () => undefined)
  await reaching(redis, () => redis.flushall())
  redis.disconnect()
  program = createProgram(
    server,
    scriptedArchitect(({ unread }) => {
      const text = unread.at(-1)?.text ?? ''
      if (text.startsWith('choose')) return { kind: 'decide', proposal: 'B', text: 'Decided: B', cites: [] }
      if (text.startsWith('what if'))
        return {
          kind: 'propose',
          set: sampleSet,
          revision: { number: 1, facts: [], figures: [], notes: [] },
        }
      return { kind: 'propose', set: sampleSet }
    }),
  )
})
afterEach(() => program.close())

describe('notify', () => {
  it('is set and ended by admins, and shown to all', async () => {
    expect(await say('notify')).toMatch(/No channel is told/)
    expect(await words(request('notify <#C9|ml-team>'))).toMatch(/is for admins/)
    expect(await say('notify <#C9|ml-team> decided failed')).toMatch(
      /#ml-team is told when a design is decided, failed.*Mondays at 09:00 \(Europe\/Berlin\)/,
    )
    expect(await words(request('notify'))).toMatch(/Set by Ada/)
    expect(await words(request('notify', { tenant: 'slack:T2' }))).toMatch(/No channel is told/)
    expect(await say('notify #ml-team')).toMatch(/cannot tell which channel/)
    expect(await say('notify here proposed UTC')).toMatch(/this channel .*proposed.*\(UTC\)/)
    expect(await say('notify off')).toMatch(/No channel is told of designs any more/)
    expect(await program.store.redis.exists(notifyKey('slack:T1'))).toBe(0)
  })
})

describe('a notice', () => {
  it('tells of proposals, revisions and decisions, each once and with the way to the thread', async () => {
    await say('notify <#C9|ml-team>')
    await program.startWorker()
    const session = await program.open(request('Forecast sales'))
    await expect.poll(() => told('C9').length).toBe(1)
    const thread = program.platform.posts[0]?.ref.thread.thread ?? ''
    await program.accept(reply(thread, 'what if we had one T4?'))
    await expect.poll(() => told('C9').length).toBe(2)
    await program.accept(reply(thread, 'choose B'))
    await expect.poll(() => told('C9').length).toBe(3)
    const lines = told('C9').map(({ message }) => message.fallback)
    expect(lines[0]).toMatch(
      new RegExp(`^${session.slice(0, 4)} proposed: Forecast sales. 4 proposals. Recommended: A `),
    )
    expect(lines[1]).toMatch(/revised: Forecast sales. Revision 1/)
    expect(lines[2]).toMatch(/decided: Forecast sales. Ada chose B /)
    for (const { message } of told('C9'))
      expect(message.blocks).toContainEqual(
        expect.objectContaining({ kind: 'thread', thread: expect.objectContaining({ thread }) }),
      )
  })

  it('is not posted where nobody asked for it, or not for that', async () => {
    await say('notify <#C9|ml-team> decided')
    await program.startWorker()
    await program.open(request('Forecast sales'))
    await program.open(request('Forecast energy', { tenant: 'slack:T2' }))
    await expect.poll(() => program.platform.posts.length).toBeGreaterThanOrEqual(12)
    expect(program.platform.posts.filter(({ to }) => to.kind === 'channel')).toEqual([])
  })

  it('is not sent twice where its outcome was lost', async () => {
    await say('notify <#C9|ml-team>')
    let lost = 0
    program.platform.fault = ({ method, to }) =>
      method === 'deliver' && to?.kind === 'channel' && lost++ === 0 ? 'lost' : undefined
    await program.startWorker()
    await program.open(request('Forecast sales'))
    await expect.poll(() => program.platform.finds, { timeout: 10_000 }).toBeGreaterThan(0)
    await expect.poll(() => told('C9').length).toBe(1)
  })

  it('turns itself off where the channel is closed, and says so to who set it', async () => {
    await say('notify <#C9|ml-team>')
    program.platform.fault = ({ method, to }) =>
      method === 'deliver' && to?.kind === 'channel' ? 'refused' : undefined
    await program.startWorker()
    await program.open(request('Forecast sales', { user: { id: 'U7' } }))
    const toSetter = () => program.platform.posts.filter(({ to }) => to.kind === 'user')
    await expect.poll(() => toSetter().length).toBe(1)
    expect(toSetter()[0]).toMatchObject({
      to: { user: { id: 'U1' } },
      message: { fallback: expect.stringMatching(/notices are off/) },
    })
    await expect.poll(() => program.store.redis.exists(notifyKey('slack:T1'))).toBe(0)
    await program.open(request('Forecast more'))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(toSetter()).toHaveLength(1)
  })
})

describe('the digest', () => {
  let platform: MemoryPlatform
  const runner = (probe?: (point: string) => void) =>
    createDigestRunner({
      redis: program.store.redis,
      adapterFor: () => platform.adapter(),
      log: quietLog,
      worker: `w${Math.random()}`,
      ...(probe && { probe }),
    })
  beforeEach(async () => {
    platform = createMemoryPlatform()
    await program.startWorker()
  })
  const digests = () => platform.posts.filter(({ message }) => message.id.startsWith('digest:'))
  const soon = () => Date.now() + 1000

  it('tells of the week’s designs and decisions, and of nothing where nothing happened', async () => {
    await say('notify <#C9|ml-team>')
    await runner().run('slack:T1', soon())
    expect(digests()).toHaveLength(0)
    await program.open(request('Forecast sales'))
    await expect.poll(() => program.platform.posts.length).toBeGreaterThan(4)
    const thread = program.platform.posts[0]?.ref.thread.thread ?? ''
    await program.accept(reply(thread, 'choose B'))
    await expect.poll(() => told('C9').length).toBe(2)
    await runner().run('slack:T1', soon())
    expect(digests()).toHaveLength(1)
    expect(renderMarkdown(digests()[0]?.message.blocks ?? [])).toMatch(
      /1 design, 1 decision[\s\S]*Decided[\s\S]*Forecast sales: B .*, by Ada/,
    )
  })

  it('comes once a day however often it fires, also where the clock is moved in between', async () => {
    await say('notify <#C9|ml-team>')
    await program.open(request('Forecast sales'))
    // Monday 26 October 2026, 09:00 in Berlin, after the clock went back; and the same by the old clock.
    const [due, old] = [Date.UTC(2026, 9, 26, 8), Date.UTC(2026, 9, 26, 7)]
    const after = Date.now() > due ? Math.ceil((Date.now() - due) / (7 * 86_400_000)) * 7 * 86_400_000 : 0
    for (const at of [due, old, due]) await runner().run('slack:T1', at + after)
    expect(digests()).toHaveLength(1)
    await runner().run('slack:T1', due + after + 7 * 86_400_000 - 1000 * 3600)
    expect(digests().length).toBeLessThanOrEqual(2)
  })

  it('is found, not sent again, after a worker died between sending and noting it', async () => {
    await say('notify <#C9|ml-team>')
    await program.open(request('Forecast sales'))
    const due = soon()
    const dying = runner((point) => {
      if (point === 'sent') throw new Error('killed')
    })
    await dying.run('slack:T1', due)
    expect(digests()).toHaveLength(1)
    await runner().run('slack:T1', due)
    expect(digests()).toHaveLength(1)
    expect(platform.finds).toBe(1)
    expect(await program.store.redis.hget(digestKey('slack:T1'), 'sent')).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('ends where the channel is closed', async () => {
    await say('notify <#C9|ml-team>')
    await program.open(request('Forecast sales'))
    platform.fault = ({ to }) => (to?.kind === 'channel' ? 'refused' : undefined)
    await runner().run('slack:T1', soon())
    expect(platform.posts.map(({ to }) => to.kind)).toEqual(['user'])
    expect(await program.store.redis.exists(notifyKey('slack:T1'))).toBe(0)
  })
})

describe('the schedule', () => {
  let producer: Producer
  let redis: ReturnType<typeof connectQueue>
  beforeEach(() => {
    redis = connectQueue(server.url, () => undefined)
    producer = createProducer(redis, () => undefined)
  })
  afterEach(async () => {
    await producer.close()
    redis.disconnect()
  })

  it('is Monday at nine in the zone, is moved with it, and ends', async () => {
    const next = async () => {
      const [key] = await redis.keys('*:digest:repeat')
      const [, score] = key ? await redis.zrange(key, '0', '-1', 'WITHSCORES') : []
      return score === undefined ? undefined : new Date(Number(score))
    }
    const local = (at: Date | undefined, timeZone: string) =>
      at &&
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        weekday: 'long',
        hour: '2-digit',
        minute: '2-digit',
      }).format(at)
    await producer.scheduleDigest('slack:T1', 'America/New_York')
    expect(local(await next(), 'America/New_York')).toBe('Monday 09:00')
    await producer.scheduleDigest('slack:T1', 'Asia/Kolkata')
    expect(local(await next(), 'Asia/Kolkata')).toBe('Monday 09:00')
    await producer.scheduleDigest('slack:T1', undefined)
    expect(await next()).toBeUndefined()
  })
})

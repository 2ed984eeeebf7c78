/**
 * Workers that end at each point around a send: between the steps of a delivery, and at each request to Slack.
 * Whoever goes on leaves each message in the thread once, whole and in order.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/architect/architect.js'
import type { ProbePoint } from '../../workers/main.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { asked, type Delivering, ours, paragraphs, pointsIn, startDelivering } from './delivering.js'
import { type Frozen, freezeAt, type Moment } from './frozen.js'

let server: TestRedis
let databases = 0
const programs = new Set<Delivering>()
beforeAll(async () => {
  server = await startRedis()
})
afterEach(async () => {
  await Promise.all([...programs].map((program) => program.stop()))
  programs.clear()
})
afterAll(() => server.stop())

/** Says something long, or proposes, whichever was asked for. */
const architect = () =>
  scriptedArchitect(({ unread }: Conversation) =>
    unread.at(-1)?.text.startsWith('Propose')
      ? { kind: 'propose', set: { ...sampleSet, proposals: sampleSet.proposals.slice(0, 1) } }
      : { kind: 'say', text: paragraphs(1, 40) },
  )
const picture = { name: 'layers.png', mediaType: 'image/png', content: Buffer.from('a picture') }

async function start(): Promise<Delivering> {
  const program = await startDelivering({
    redisUrl: `${server.url}/${databases++ % 16}`,
    architect: architect(),
    fileOf: async () => picture,
  })
  programs.add(program)
  return program
}

const never = () => new Promise<void>(() => undefined)

/** A worker that ends when `ended` says so, and another that goes on. */
async function endAndGoOn(program: Delivering, begin: () => Promise<{ ended: Promise<void> }>, text: string) {
  const session = await program.accept(asked(program.slack, 'general', text))
  const { ended } = await begin()
  await ended
  await program.startWorker()
  return session
}

async function allThere(program: Delivering, session: string, names: readonly string[]): Promise<void> {
  await expect.poll(async () => (await program.head(session)).delivered).toBe(String(names.length))
  expect(ours(program.slack).map(({ name }) => name.replace(/^.*?:/, ''))).toEqual(names)
}

describe.concurrent('a worker that is gone', () => {
  it.concurrent.each<[ProbePoint, number]>([
    ['attempted', 1],
    ['sent', 1],
    ['recorded', 1],
    ['attempted', 2],
    ['sent', 2],
    ['recorded', 2],
  ])('at "%s" of delivery %i leaves each message once', async (point, nth) => {
    const program = await start()
    let passed = 0
    const session = await endAndGoOn(
      program,
      async () => {
        let reach: () => void = () => undefined
        const reached = new Promise<void>((resolve) => {
          reach = resolve
        })
        const worker = await program.startWorker(async (at) => {
          if (at !== point || ++passed !== nth) return
          reach()
          await never()
        })
        // Its delivery never ends, so that it is cut off from Redis and its lease runs out.
        return { ended: reached.then(() => worker.stop(0)) }
      },
      'Say',
    )
    await expect.poll(() => ours(program.slack).flatMap(({ words }) => pointsIn(words)).length).toBe(40)
    await expect.poll(async () => (await program.head(session)).delivered).toBe('3')
    const said = ours(program.slack)
    const parts = said.length - 1
    expect(parts).toBeGreaterThan(2)
    expect(said.map(({ name }) => name)).toEqual([
      `${session}:0`,
      ...Array.from({ length: parts }, (_, part) => `${session}:1/${part}`),
    ])
    expect(said.flatMap(({ words }) => pointsIn(words))).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
  })
})
void [freezeAt, allThere] as unknown as Frozen | Moment

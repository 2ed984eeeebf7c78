/**
 * Workers that end at each point around a send: between the steps of a delivery, and at each request to Slack.
 * Whoever goes on leaves each message in the thread once, whole and in order.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProbePoint } from '../../workers/main.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import {
  asked,
  type Delivering,
  database,
  ours,
  paragraphs,
  pointsIn,
  startDelivering,
} from './delivering.js'
import { freezeAt, type Moment } from './frozen.js'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const count = 24
const oneProposal = { ...sampleSet, proposals: sampleSet.proposals.slice(0, 1) }
const picture = { name: 'layers.png', mediaType: 'image/png', content: Buffer.from('a picture') }

/** A program that says something long, or proposes, whichever it is asked for. */
async function withProgram(work: (program: Delivering) => Promise<void>): Promise<void> {
  const program = await startDelivering({
    redisUrl: await database(server),
    architect: scriptedArchitect(({ unread }) =>
      unread.at(-1)?.text === 'Propose'
        ? { kind: 'propose', set: oneProposal }
        : { kind: 'say', text: paragraphs(1, count) },
    ),
    fileOf: async () => picture,
  })
  try {
    await work(program)
  } finally {
    await program.stop()
  }
}

const waitFor = () => {
  let reach: () => void = () => undefined
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  return { reached, reach }
}

/** The opening, then the whole of what was said: each part once, in order, in the thread. */
async function checkSaid(program: Delivering, session: string): Promise<void> {
  await program.delivered(session, 2)
  const [opening, ...said] = ours(program.slack)
  expect(opening?.name).toBe(`${session}:0`)
  expect(said.length).toBeGreaterThan(1)
  expect(said.map(({ name }) => name)).toEqual(said.map((_, part) => `${session}:1/${part}`))
  expect(said.flatMap(({ words }) => pointsIn(words))).toEqual(Array.from({ length: count }, (_, i) => i + 1))
  for (const { message } of said) expect(message.threadTs).toBe(opening?.message.ts)
}

describe.concurrent('a worker that is gone', () => {
  it.each<[ProbePoint, number]>([
    ['attempted', 1],
    ['sent', 1],
    ['recorded', 1],
    ['attempted', 2],
    ['sent', 2],
    ['recorded', 2],
  ])('at "%s" of delivery %i', (point, nth) =>
    withProgram(async (program) => {
      const { reached, reach } = waitFor()
      let passed = 0
      const worker = await program.startWorker(async (at) => {
        if (at !== point || ++passed !== nth) return
        reach()
        await new Promise(() => undefined)
      })
      const session = await program.accept(asked(program.slack, 'general', 'Say'))
      await reached
      // Its delivery never ends, so that it is cut off from Redis, and its lease runs out.
      await worker.stop(0)
      await program.startWorker()
      await checkSaid(program, session)
    }),
  )
})

describe.concurrent('a worker that is told to end while a request is on its way', () => {
  it.each<[string, number, Moment]>([
    ['conversations.join', 1, 'before'],
    ['chat.postMessage', 1, 'before'],
    ['chat.postMessage', 1, 'after'],
    ['chat.postMessage', 2, 'before'],
    ['chat.postMessage', 2, 'after'],
    ['chat.postMessage', 3, 'before'],
    ['chat.postMessage', 3, 'after'],
  ])('%s, number %i, %s it reached Slack', (method, nth, moment) =>
    withProgram(async (program) => {
      const frozen = freezeAt(
        program.slack.url,
        (path, paths, at) =>
          path === method && at === moment && paths.filter((one) => one === method).length === nth,
      )
      const worker = await program.startWorker()
      const session = await program.accept(asked(program.slack, 'general', 'Say'))
      await frozen
      await worker.stop(0)
      await program.startWorker()
      await checkSaid(program, session)
    }),
  )

  it.each<[string, Moment]>([
    ['files.getUploadURLExternal', 'after'],
    ['upload', 'after'],
    ['files.completeUploadExternal', 'after'],
  ])('%s, %s it reached Slack', (method, moment) =>
    withProgram(async (program) => {
      const frozen = freezeAt(program.slack.url, (path, _, at) => path === method && at === moment)
      const worker = await program.startWorker()
      const session = await program.accept(asked(program.slack, 'general', 'Propose'))
      await frozen
      await worker.stop(0)
      await program.startWorker()
      await program.delivered(session, 3)
      const names = ours(program.slack).map(({ name }) => name)
      expect(names.filter((name) => !name.includes('/'))).toContain(`${session}:0`)
      expect(new Set(names).size).toBe(names.length)
      const shown = ours(program.slack).filter(
        ({ message }) => message.files !== undefined || hasPicture(message),
      )
      expect(shown.length).toBeGreaterThan(0)
    }),
  )
})

const hasPicture = ({ blocks = [] }: { blocks?: readonly { readonly [name: string]: unknown }[] }) =>
  blocks.some(({ type }) => type === 'image')

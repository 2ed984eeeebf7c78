/** What Slack does wrong while it is posted into: errors, dropped connections, late answers. No message is lost or there twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { How } from '../servers/slack/server.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import {
  asked,
  type Delivering,
  database,
  ours,
  paragraphs,
  pointsIn,
  replied,
  startDelivering,
} from './delivering.js'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const callTimeoutMs = 400
const count = 24
const points = Array.from({ length: count }, (_, i) => i + 1)

async function withProgram(work: (program: Delivering) => Promise<void>): Promise<void> {
  const program = await startDelivering({
    redisUrl: await database(server),
    callTimeoutMs,
    architect: scriptedArchitect(({ unread }) => {
      const text = unread.at(-1)?.text ?? ''
      return { kind: 'say', text: text === 'Say much' ? paragraphs(1, count) : `heard: ${text}` }
    }),
  })
  try {
    await work(program)
  } finally {
    await program.stop()
  }
}

/** The names of all that is posted, without the session. */
const names = ({ slack }: Delivering) => ours(slack).map(({ name }) => name.replace(/^.*?:/, ''))

const faults: readonly [string, How][] = [
  ['HTTP 500 before it did anything', { kind: 'status', status: 500 }],
  ['HTTP 502 after it took the message', { kind: 'status', status: 502, stored: true }],
  ['a connection that drops before', { kind: 'drop' }],
  ['a connection that drops after it took the message', { kind: 'drop', stored: true }],
  ['internal_error', { kind: 'error', error: 'internal_error' }],
  ['fatal_error', { kind: 'error', error: 'fatal_error' }],
  ['service_unavailable', { kind: 'error', error: 'service_unavailable' }],
  ['rate_limited, without HTTP 429', { kind: 'error', error: 'rate_limited' }],
  ['an answer that comes too late', { kind: 'slow', ms: callTimeoutMs + 300 }],
]

describe.concurrent('chat.postMessage meets', () => {
  it.each(faults)('%s, for the first message', (_, how) =>
    withProgram(async (program) => {
      program.slack.fail({ method: 'chat.postMessage', how })
      await program.startWorker()
      const session = await program.accept(asked(program.slack, 'general', 'Hello'))
      await program.delivered(session, 2)
      expect(names(program)).toEqual(['0', '1'])
      // What says that it did nothing is not looked for.
      const looks = program.slack.calls.filter(({ method }) => /history|replies/.test(method)).length
      if (how.kind === 'error' && /unavailable|rate/.test(how.error)) expect(looks).toBe(0)
      else expect(looks).toBe(1)
    }),
  )

  it.each(faults)('%s, for the second part of a long one', (_, how) =>
    withProgram(async (program) => {
      program.slack.fail({ method: 'chat.postMessage', after: 2, how })
      await program.startWorker()
      const session = await program.accept(asked(program.slack, 'general', 'Say much'))
      await program.delivered(session, 2)
      expect(ours(program.slack).flatMap(({ words }) => pointsIn(words))).toEqual(points)
      const [, ...parts] = names(program)
      expect(parts.length).toBeGreaterThan(1)
      expect(parts).toEqual(parts.map((_, part) => `1/${part}`))
    }),
  )
})

describe.concurrent('everything else meets', () => {
  it.each<[string, How]>([
    ['HTTP 503', { kind: 'status', status: 503 }],
    ['a dropped connection', { kind: 'drop' }],
    ['HTTP 429', { kind: 'ratelimited', retryAfterSeconds: 1 }],
  ])('%s while a message is looked for: it waits, and posts nothing blindly', (_, how) =>
    withProgram(async (program) => {
      const { slack } = program
      slack.fail({ method: 'chat.postMessage', how: { kind: 'drop', stored: true } })
      slack.fail({ method: 'conversations.history', how, times: 2 })
      await program.startWorker()
      const session = await program.accept(asked(slack, 'general', 'Hello'))
      await program.delivered(session, 2)
      expect(names(program)).toEqual(['0', '1'])
      expect(slack.calls.filter(({ method }) => method === 'conversations.history')).toHaveLength(3)
    }),
  )

  it('one fault after the other: the thread is whole, each message once and in order', () =>
    withProgram(async (program) => {
      const { slack } = program
      await program.startWorker()
      await program.startWorker()
      const session = await program.accept(asked(slack, 'general', 'Hello'))
      await program.delivered(session, 2)
      const [opening] = ours(slack)
      if (!opening) throw new Error('Expected an opening.')
      const hows: How[] = [
        { kind: 'status', status: 502, stored: true },
        { kind: 'ratelimited', retryAfterSeconds: 1 },
        { kind: 'slow', ms: callTimeoutMs + 300 },
        { kind: 'drop' },
      ]
      for (const [i, how] of hows.entries()) slack.fail({ method: 'chat.postMessage', after: i, how })
      slack.fail({ method: 'conversations.replies', after: 1, how: { kind: 'status', status: 503 } })
      await program.accept(replied(slack, opening.message, 'Say much'))
      await program.delivered(session, 3)
      await program.accept(replied(slack, opening.message, 'and this'))
      await program.delivered(session, 4)
      const said = names(program)
      const parts = said.filter((name) => name.includes('/'))
      expect(said).toEqual(['0', '1', ...parts.map((_, part) => `2/${part}`), '3'])
      expect(ours(slack).flatMap(({ words }) => pointsIn(words))).toEqual(points)
    }))
})

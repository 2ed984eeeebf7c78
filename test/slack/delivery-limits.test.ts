/** Slack's limits on posting: what it asks to wait for waits in the queue, and nobody else waits with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import {
  asked,
  type Delivering,
  type DeliveringOptions,
  database,
  ours,
  paragraphs,
  pointsIn,
  replied,
  startDelivering,
  until,
} from './delivering.js'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

async function withProgram(
  options: Partial<DeliveringOptions>,
  work: (program: Delivering) => Promise<void>,
): Promise<void> {
  const program = await startDelivering({
    redisUrl: await database(server),
    architect: scriptedArchitect(({ unread }) => ({
      kind: 'say',
      text: `heard: ${unread.map(({ text }) => text).join(' | ')}`,
    })),
    ...options,
  })
  try {
    await work(program)
  } finally {
    await program.stop()
  }
}

const posts = ({ slack }: Delivering, team: string) =>
  slack.calls.filter((call) => call.method === 'chat.postMessage' && call.team === team)

describe.concurrent('a workspace that is limited', () => {
  it('is posted into when it said, while the one worker there is goes on with another', () =>
    withProgram({ concurrency: 1, slack: { workspaces: [{ id: 'T1' }, { id: 'T2' }] } }, async (program) => {
      const { slack } = program
      slack.fail({
        method: 'chat.postMessage',
        team: 'T2',
        times: 2,
        how: { kind: 'ratelimited', retryAfterSeconds: 2 },
      })
      await program.startWorker()
      const limited = await program.accept(asked(slack, 'general', 'Limited', 'ann', 'T2'))
      await until(
        () => posts(program, 'T2').length,
        (tries) => tries === 1,
      )
      const free = await program.accept(asked(slack, 'general', 'Free'))
      await program.delivered(free, 2)
      // The other is not even tried before its time.
      expect(posts(program, 'T2')).toHaveLength(1)
      await program.delivered(limited, 2)
      expect(ours(slack, 'T2').map(({ name }) => name)).toEqual([`${limited}:0`, `${limited}:1`])
      const [first, second, third] = posts(program, 'T2').map(({ at }) => at)
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_950)
      expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(1_950)
      // What was refused for its pace was not posted: there is nothing to look for.
      expect(slack.calls.filter(({ method }) => /history|replies/.test(method))).toEqual([])
    }))

  it('takes a storm of messages as fast as it takes them: each once, in order, in its thread', () =>
    withProgram(
      { slack: { strictRates: true, workspaces: [{ id: 'T1', channels: ['general', 'other'] }] } },
      async (program) => {
        const { slack } = program
        await program.startWorker()
        await program.startWorker()
        const channels = ['general', 'general', 'other']
        const sessions = await Promise.all(
          channels.map((channel, i) => program.accept(asked(slack, channel, `Problem ${i}`))),
        )
        for (const session of sessions) await program.delivered(session, 2)
        const roots = sessions.map((session) => {
          const opening = ours(slack).find(({ name }) => name === `${session}:0`)
          if (!opening) throw new Error('Expected an opening.')
          return opening.message
        })
        for (const words of ['one', 'two'])
          for (const root of roots) await program.accept(replied(slack, root, words))
        await Promise.all(sessions.map((session) => program.delivered(session, 3)))
        for (const [i, session] of sessions.entries()) {
          const thread = ours(slack).filter(
            ({ message }) => (message.threadTs ?? message.ts) === roots[i]?.ts,
          )
          expect(thread.map(({ name }) => name)).toEqual(thread.map((_, n) => `${session}:${n}`))
          const words = thread.map(({ words }) => words).join('\n')
          expect(words.match(/\b(one|two)\b/g)).toEqual(['one', 'two'])
        }
        expect(program.complaints).toEqual([])
        expect(posts(program, 'T1').some(({ status }) => status === 429)).toBe(true)
      },
    ))

  it('limits a message of several parts in its middle: the rest follows, and no part comes twice', () =>
    withProgram(
      {
        slack: { strictRates: true },
        architect: scriptedArchitect(() => ({ kind: 'say', text: paragraphs(1, 40) })),
      },
      async (program) => {
        const { slack } = program
        await program.startWorker()
        const session = await program.accept(asked(slack, 'general', 'Say much'))
        await program.delivered(session, 2)
        const [, ...parts] = ours(slack).map(({ name }) => name)
        expect(parts.length).toBeGreaterThan(2)
        expect(parts).toEqual(parts.map((_, part) => `${session}:1/${part}`))
        expect(ours(slack).flatMap(({ words }) => pointsIn(words))).toEqual(
          Array.from({ length: 40 }, (_, i) => i + 1),
        )
        expect(posts(program, 'T1').filter(({ status }) => status === 429).length).toBeGreaterThan(0)
      },
    ))
})

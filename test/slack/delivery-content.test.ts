/** What Slack does not take of a message: blocks, pictures, files. The message comes all the same, and says all that it said. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Step } from '../../src/architect/architect.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { type How, type SlackOptions, usualScopes } from '../servers/slack/server.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect, seriesQuestion } from '../support/scripted-architect.js'
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
} from './delivering.js'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

async function withProgram(
  step: Step,
  options: Partial<DeliveringOptions>,
  work: (program: Delivering) => Promise<void>,
): Promise<void> {
  const program = await startDelivering({
    redisUrl: await database(server),
    architect: scriptedArchitect(({ transcript }) =>
      transcript.some(({ kind }) => kind === step.kind) ? { kind: 'say', text: 'Said.' } : step,
    ),
    ...options,
  })
  try {
    await work(program)
  } finally {
    await program.stop()
  }
}

const invalid = { kind: 'error', error: 'invalid_blocks' } as const satisfies How
const names = ({ slack }: Delivering) => ours(slack).map(({ name }) => name.replace(/^.*?:/, ''))
const oneProposal = { ...sampleSet, proposals: sampleSet.proposals.slice(0, 1) }
const picture = { name: 'layers.png', mediaType: 'image/png', content: Buffer.from('a picture') }
const propose: Step = { kind: 'propose', set: oneProposal }

describe.concurrent('blocks that Slack does not take', () => {
  it.each(['invalid_blocks', 'msg_blocks_too_long', 'invalid_arguments'])(
    '%s: a long message comes in plain words, all of it, each piece once',
    (error) =>
      withProgram({ kind: 'say', text: paragraphs(1, 20) }, {}, async (program) => {
        const { slack } = program
        // The opening passes; of what is said, one part does not.
        slack.fail({ method: 'chat.postMessage', after: 1, how: { kind: 'error', error } })
        // A piece of it meets a fault, too.
        slack.fail({ method: 'chat.postMessage', after: 2, how: { kind: 'drop', stored: true } })
        await program.startWorker()
        const session = await program.accept(asked(slack, 'general', 'Say much'))
        await program.delivered(session, 2)
        expect(ours(slack).flatMap(({ words }) => pointsIn(words))).toEqual(
          Array.from({ length: 20 }, (_, i) => i + 1),
        )
        expect(new Set(names(program)).size).toBe(names(program).length)
        const pieces = ours(slack).filter(({ name }) => name.includes('.'))
        expect(pieces.length).toBeGreaterThan(1)
        for (const { message } of pieces) {
          expect(message.blocks).toBeUndefined()
          expect(message.text.length).toBeLessThanOrEqual(4_000)
        }
      }),
  )

  it('says questions and their choices, and that they are answered in words', () =>
    withProgram({ kind: 'ask', questions: [seriesQuestion], understood: [] }, {}, async (program) => {
      const { slack } = program
      slack.fail({ method: 'chat.postMessage', after: 1, how: invalid })
      await program.startWorker()
      const session = await program.accept(asked(slack, 'general', 'Ask'))
      await program.delivered(session, 2)
      const asking = ours(slack).find(({ name }) => name.startsWith(`${session}:1`))
      for (const words of [
        'How many series?',
        'the baseline wins',
        'fewer than 10',
        'more than 10',
        'write your answer in this thread',
      ])
        expect(asking?.words).toContain(words)
      // It is answered in words, and changed then: by now Slack takes it.
      const [opening] = ours(slack)
      if (!opening) throw new Error('Expected an opening.')
      await program.accept(replied(slack, opening.message, 'fewer than 10'))
      await program.delivered(session, 4)
      expect(names(program)).toEqual(['0', '1.0', expect.stringMatching(/^\d$/)])
    }))

  it('changes a message in plain words where Slack takes no blocks for it', () =>
    withProgram(propose, {}, async (program) => {
      const { slack } = program
      slack.fail({ method: 'chat.update', how: invalid })
      await program.startWorker()
      const session = await program.accept(asked(slack, 'general', 'Forecast sales'))
      await program.delivered(session, 4)
      const [opening] = ours(slack)
      expect(opening?.message.blocks).toBeUndefined()
      expect(opening?.words).toMatch(/Forecast sales[\s\S]*Recommended/)
    }))
})

/** Whether the layers of the proposal are shown, and what is said of them. */
function proposal(program: Delivering) {
  const messages = ours(program.slack).filter(({ name }) => /:3/.test(name))
  const blocks = messages.flatMap(({ message }) => message.blocks ?? [])
  return {
    messages,
    hasPicture: blocks.some(({ type }) => type === 'image'),
    words: messages.map(({ words }) => words).join('\n'),
  }
}

describe.concurrent('a picture', () => {
  const whole = async (program: Delivering) => {
    await program.startWorker()
    const session = await program.accept(asked(program.slack, 'general', 'Propose'))
    await program.delivered(session, 4)
    expect(new Set(names(program)).size).toBe(names(program).length)
    return proposal(program)
  }
  const withPicture = { fileOf: async () => picture }

  it.each<[string, string, How]>([
    ['HTTP 500 while an address is asked for', 'files.getUploadURLExternal', { kind: 'status', status: 500 }],
    ['an upload that drops', 'upload', { kind: 'drop' }],
    ['an upload that is stored and drops', 'upload', { kind: 'drop', stored: true }],
    [
      'HTTP 502 at the end, done',
      'files.completeUploadExternal',
      { kind: 'status', status: 502, stored: true },
    ],
    ['HTTP 429', 'files.completeUploadExternal', { kind: 'ratelimited', retryAfterSeconds: 1 }],
  ])('is uploaded again after %s, and the message is posted once', (_, method, how) =>
    withProgram(propose, withPicture, async (program) => {
      program.slack.fail({ method, how })
      expect(await whole(program)).toMatchObject({ hasPicture: true })
    }),
  )

  it.each<[string, Partial<SlackOptions>, string, How | undefined]>([
    [
      'no right to upload',
      { workspaces: [{ id: 'T1', scopes: usualScopes.filter((one) => one !== 'files:write') }] },
      '',
      undefined,
    ],
    ['uploads that are down', {}, 'upload', { kind: 'status', status: 503 }],
    ['no space left', {}, 'files.completeUploadExternal', { kind: 'error', error: 'storage_limit_reached' }],
    ['Slack that never gets done with it', { fileProcessingMs: 3_600_000 }, '', undefined],
  ])('is told in words: %s', (_, slack, method, how) =>
    withProgram(propose, { ...withPicture, slack }, async (program) => {
      if (how) program.slack.fail({ method, how, times: 1_000 })
      const { hasPicture, words } = await whole(program)
      expect(hasPicture).toBe(false)
      expect(words).toMatch(/[Ll]ayers of/)
    }),
  )

  it('is waited for while Slack looks at it', () =>
    withProgram(propose, { ...withPicture, slack: { fileProcessingMs: 700 } }, async (program) => {
      expect(await whole(program)).toMatchObject({ hasPicture: true })
    }))

  it('is told in words where Slack says that it is known, and then does not take it', () =>
    withProgram(propose, withPicture, async (program) => {
      program.slack.fail({ method: 'chat.postMessage', after: 2, how: invalid })
      const { hasPicture, words, messages } = await whole(program)
      expect(hasPicture).toBe(false)
      expect(words).toMatch(/[Ll]ayers of/)
      // All else stays as it was.
      expect(messages[0]?.message.blocks?.length).toBeGreaterThan(3)
    }))

  it('that cannot be drawn is told in words, and the fault is reported', () =>
    withProgram(propose, { fileOf: () => Promise.reject(new Error('no font')) }, async (program) => {
      expect(await whole(program)).toMatchObject({ hasPicture: false })
      expect(program.complaints).toContain('adapter: no font')
    }))
})

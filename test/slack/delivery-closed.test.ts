/** Places that take nothing from us: the requester is reached in direct messages, told why and what to do, once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadNotify } from '../../src/team/notify.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { usualScopes } from '../servers/slack/server.js'
import type { ChannelOptions } from '../servers/slack/world.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { asked, type Delivering, database, ours, replied, startDelivering, until } from './delivering.js'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const oneProposal = { ...sampleSet, proposals: sampleSet.proposals.slice(0, 1) }

/** A program, and a worker of it, in a workspace with these channels. */
async function withProgram(
  channels: readonly (string | ChannelOptions)[],
  work: (program: Delivering) => Promise<void>,
  scopes: readonly string[] = usualScopes,
): Promise<void> {
  const program = await startDelivering({
    redisUrl: await database(server),
    slack: { workspaces: [{ id: 'T1', people: [{ name: 'ann', isAdmin: true }, 'ben'], channels, scopes }] },
    architect: scriptedArchitect(({ unread }) => {
      const text = unread.at(-1)?.text ?? ''
      return text === 'Propose'
        ? { kind: 'propose', set: oneProposal }
        : { kind: 'say', text: `heard: ${text}` }
    }),
  })
  try {
    await program.startWorker()
    await work(program)
  } finally {
    await program.stop()
  }
}

const words = (program: Delivering, channel: string) =>
  ours(program.slack, 'T1', channel).map((one) => one.words)
const direct = (program: Delivering, name = 'ann') =>
  words(program, `D${program.slack.user('T1', name).id.slice(1)}`)
const threadOf = async (program: Delivering, session: string) =>
  JSON.parse((await program.head(session)).thread ?? '{}')

async function opened(program: Delivering, channel = 'general') {
  const session = await program.accept(asked(program.slack, channel, 'Forecast sales'))
  await program.delivered(session, 2)
  const [opening] = ours(program.slack, 'T1', channel)
  if (!opening) throw new Error('Expected an opening.')
  return { session, root: opening.message }
}

describe.concurrent('a request where we cannot post', () => {
  it.each<[string, ChannelOptions, RegExp]>([
    [
      'a private channel without us',
      { name: 'secret', kind: 'private', withoutBot: true },
      /not in the channel where you asked.*\/invite @ml-architect.*ask again/,
    ],
    ['an archived channel', { name: 'old', archived: true }, /archived.*ask in another/],
    [
      'a channel for announcements',
      { name: 'news', postingRefusal: 'restricted_action_read_only_channel' },
      /not allowed to post where you asked.*another channel/,
    ],
  ])('%s is answered in direct messages, and goes on there', (_, channel, why) =>
    withProgram([channel], async (program) => {
      const { slack } = program
      const session = await program.accept(asked(slack, channel.name, 'Forecast sales'))
      await program.delivered(session, 2)
      expect(words(program, channel.name)).toEqual([])
      const [first, opening, ...more] = direct(program)
      expect(first).toMatch(why)
      expect(opening).toContain('Forecast sales')
      expect(more).toEqual([expect.stringContaining('heard: Forecast sales')])
      // The thread is the one in the direct messages, and what is written there goes on.
      const root = ours(slack).find(({ name }) => name === `${session}:0`)?.message
      if (!root) throw new Error('Expected an opening.')
      expect(await threadOf(program, session)).toMatchObject({ channel: root.channel, thread: root.ts })
      await program.accept(replied(slack, root, 'and weekly'))
      await program.delivered(session, 3)
      expect(direct(program).at(-1)).toContain('heard: and weekly')
      expect(direct(program).filter((text) => why.test(text))).toHaveLength(1)
      expect((await program.head(session)).delivery).toBeUndefined()
    }),
  )
})

describe.concurrent('a thread that closes later', () => {
  it.each<[string, (program: Delivering) => void, RegExp]>([
    [
      'its channel archived',
      ({ slack }) => {
        slack.channel('T1', 'general').archived = true
      },
      /archived/,
    ],
    [
      'we are taken out of its private channel',
      ({ slack }) => void slack.channel('T1', 'general').members.delete(slack.team('T1').bot.id),
      /\/invite @ml-architect/,
    ],
    [
      'its messages deleted',
      ({ slack }) => slack.channel('T1', 'general').messages.clear(),
      /first message was deleted/,
    ],
    [
      'its channel made read-only',
      ({ slack }) => {
        slack.channel('T1', 'general').postingRefusal = 'restricted_action'
      },
      /not allowed to post/,
    ],
    [
      'it is locked',
      ({ slack }) => {
        slack.channel('T1', 'general').postingRefusal = 'restricted_action_thread_locked'
      },
      /or it is locked/,
    ],
  ])('%s: what comes next reaches the requester, with the reason once', (_, close, why) =>
    withProgram([{ name: 'general', kind: 'private' }], async (program) => {
      const { session, root } = await opened(program)
      close(program)
      await program.accept(replied(program.slack, root, 'one'))
      await program.delivered(session, 3)
      await program.accept(replied(program.slack, root, 'two'))
      await program.delivered(session, 4)
      const [first, ...more] = direct(program)
      expect(first).toMatch(why)
      expect(more).toEqual([expect.stringContaining('heard: one'), expect.stringContaining('heard: two')])
    }),
  )

  it('is left in a clear state where the requester cannot be reached either, and works again when we are back', () =>
    withProgram(['general'], async (program) => {
      const { slack } = program
      const { session, root } = await opened(program)
      slack.revoke('T1')
      await program.accept(replied(slack, root, 'one'))
      await until(
        () => program.head(session),
        ({ delivery }) => delivery === 'refused',
      )
      await program.delivered(session, 3)
      expect(program.complaints.join('\n')).toMatch(/neither the thread nor its requester can be reached/)
      delete slack.token('T1').refusal
      await program.accept(replied(slack, root, 'two'))
      await program.delivered(session, 4)
      expect(words(program, 'general').at(-1)).toContain('heard: two')
      expect((await program.head(session)).delivery).toBeUndefined()
    }))

  it('ends clearly where the person takes no direct messages', () =>
    withProgram([{ name: 'secret', kind: 'private', withoutBot: true }], async (program) => {
      const { slack } = program
      slack.fail({ method: 'conversations.open', times: 100, how: { kind: 'error', error: 'user_disabled' } })
      const session = await program.accept(asked(slack, 'secret'))
      await until(
        () => program.head(session),
        ({ delivery }) => delivery === 'refused',
      )
      expect(ours(slack)).toEqual([])
    }))

  it('tells why once also when the reason itself meets faults', () =>
    withProgram([{ name: 'secret', kind: 'private', withoutBot: true }], async (program) => {
      const { slack } = program
      // The channel's refusal, then the reason: stored, and its sender never hears of it.
      slack.fail({ method: 'chat.postMessage', after: 1, how: { kind: 'drop', stored: true } })
      slack.fail({ method: 'chat.postMessage', after: 2, how: { kind: 'status', status: 502, stored: true } })
      const session = await program.accept(asked(slack, 'secret', 'Forecast sales'))
      await program.delivered(session, 2)
      const said = ours(slack).map(({ name }) => name)
      expect(said).toEqual([`${session}:closed`, `${session}:0`, `${session}:1`])
    }))
})

describe.concurrent('a public channel that we are not in', () => {
  const withoutPublic = usualScopes.filter((scope) => scope !== 'chat:write.public')
  it.each([
    ['with', usualScopes],
    ['without', withoutPublic],
  ])('is joined, so that replies are heard (%s the right to post into any)', (_, scopes) =>
    withProgram(
      [{ name: 'general', withoutBot: true }],
      async (program) => {
        const { slack } = program
        const { session, root } = await opened(program)
        expect(slack.channel('T1', 'general').members).toContain(slack.team('T1').bot.id)
        expect(direct(program)).toEqual([])
        expect(await threadOf(program, session)).toMatchObject({ thread: root.ts })
        // Once for a while, not for each message.
        expect(slack.calls.filter(({ method }) => method === 'conversations.join')).toHaveLength(1)
      },
      scopes,
    ),
  )

  it('that we left meanwhile is joined again to look for what may be posted', () =>
    withProgram([{ name: 'general' }], async (program) => {
      const { slack } = program
      const { members } = slack.channel('T1', 'general')
      slack.fail({ method: 'chat.postMessage', how: { kind: 'drop', stored: true } })
      const session = await program.accept(asked(slack, 'general', 'Forecast sales'))
      await until(
        () => ours(slack).length,
        (posted) => posted === 1,
      )
      members.delete(slack.team('T1').bot.id)
      await program.delivered(session, 2)
      expect(ours(slack).map(({ name }) => name)).toEqual([`${session}:0`, `${session}:1`])
    }))

  it('that cannot be joined is asked for: an invitation', () =>
    withProgram(
      [{ name: 'general', withoutBot: true }],
      async (program) => {
        const session = await program.accept(asked(program.slack, 'general'))
        await program.delivered(session, 2)
        expect(direct(program)[0]).toMatch(/\/invite @ml-architect/)
      },
      withoutPublic.filter((scope) => scope !== 'channels:join'),
    ))
})

describe.concurrent("a team's channel", () => {
  const notify = async (program: Delivering) => {
    const event = asked(
      program.slack,
      'general',
      `notify <#${program.slack.channel('T1', 'ml-team').id}|ml-team>`,
    )
    await program.accept({ ...event, user: { ...event.user, isAdmin: true } })
    expect(await loadNotify(program.store.redis, 'slack:T1')).toMatchObject({ name: '#ml-team' })
  }
  const proposed = async (program: Delivering, text = 'Propose') => {
    const session = await program.accept(asked(program.slack, 'general', text, 'ben'))
    await program.delivered(session, 4)
    return session
  }

  it('is told, once, also where we must join it first', () =>
    withProgram(['general', { name: 'ml-team', withoutBot: true }], async (program) => {
      await notify(program)
      // The notice is posted, and its sender does not hear of it.
      program.slack.fail({
        method: 'chat.postMessage',
        after: 3,
        how: { kind: 'status', status: 500, stored: true },
      })
      await proposed(program)
      expect(words(program, 'ml-team')).toEqual([expect.stringMatching(/proposed/)])
    }))

  it('that cannot be reached is told of nothing more, and whoever named it hears why', () =>
    withProgram(['general', 'ml-team'], async (program) => {
      await notify(program)
      program.slack.channel('T1', 'ml-team').archived = true
      await proposed(program)
      await proposed(program)
      expect(await loadNotify(program.store.redis, 'slack:T1')).toBeUndefined()
      expect(direct(program)).toEqual([
        expect.stringMatching(/cannot be reached any more.*notices are off.*notify #channel/),
      ])
      expect(direct(program, 'ben')).toEqual([])
    }))
})

/** Two workspaces served by one process: nothing of one reaches the other, and no call carries the other's token. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleSet } from '../pictures/sample-sets.js'
import type { Person } from '../servers/slack/server.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { connectSlack, type SlackSide, type Transport } from '../support/slack.js'
import { type Delivering, database, ours, startDelivering, until, wordsOf } from './delivering.js'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const teams = ['T1', 'T2'] as const
/** A word of each workspace, that nobody else writes. */
const secrets = { T1: 'aardvark', T2: 'zeppelin' } as const
const oneProposal = { ...sampleSet, proposals: sampleSet.proposals.slice(0, 1) }

async function withTwo(
  transport: Transport,
  work: (program: Delivering, side: SlackSide) => Promise<void>,
): Promise<void> {
  const program = await startDelivering({
    redisUrl: await database(server),
    slack: {
      workspaces: teams.map((id) => ({
        id,
        people: [{ name: 'ann', isAdmin: true }, 'ben'],
        channels: ['general', 'ml-team'],
      })),
    },
    architect: scriptedArchitect(({ transcript, unread }) =>
      transcript.some(({ kind }) => kind === 'propose')
        ? { kind: 'say', text: `heard: ${unread.map(({ text }) => text).join(' | ')}` }
        : { kind: 'propose', set: oneProposal },
    ),
    fileOf: async () => ({ name: 'a.png', mediaType: 'image/png', content: Buffer.from('a picture') }),
  })
  const side = await connectSlack(program.slack, transport, program.behind)
  try {
    await program.startWorker()
    await work(program, side)
  } finally {
    await side.stop()
    await program.stop()
  }
}

/** What only this person saw last in the channel. */
const answerTo = async (person: Person, act: () => Promise<unknown>): Promise<string> => {
  const before = person.sees('general').length
  await act()
  const [answer] = await until(
    () =>
      person
        .sees('general')
        .slice(before)
        .filter(({ onlyFor }) => onlyFor === person.id),
    (all) => all.length > 0,
  )
  return answer ? wordsOf(answer) : ''
}

describe.each(['http', 'socket'] as const)('two workspaces over %s', (transport) => {
  it('keep everything apart under concurrent traffic', () =>
    withTwo(transport, async (program, side) => {
      const { slack } = program
      const talk = async (team: (typeof teams)[number]) => {
        const secret = secrets[team]
        const ann = slack.user(team, 'ann')
        const ben = slack.user(team, 'ben')
        await ann.command(
          '/ml-architect',
          `notify <#${slack.channel(team, 'ml-team').id}|ml-team>`,
          'general',
        )
        await ann.command('/ml-architect', `Forecast ${secret} sales`, 'general')
        const { message } = await ben.says('general', `@ml-architect Count ${secret} photos`)
        await ann.says('dm', `Rank ${secret} articles`)
        const opening = await until(
          () => ours(slack, team).find(({ words }) => words.includes(`Forecast ${secret}`))?.message,
          (found) => found !== undefined,
        )
        await until(
          () => ours(slack, team, 'ml-team').length,
          (notices) => notices === 3,
        )
        await ben.says('general', `more of the ${secret}`, { thread: opening?.ts ?? '' })
        await ann.says('general', `less of the ${secret}`, { thread: message.ts })
        await until(
          () => ours(slack, team).filter(({ words }) => /heard: (more|less)/.test(words)).length,
          (answers) => answers === 2,
        )
        const choose = ours(slack, team, 'general').find(({ words }) => words.includes('Choose A'))
        if (choose) await ann.presses(choose.message, 'Choose A')
        await ann.opensHome()
        await until(
          () => ours(slack, team, 'ml-team').length,
          (notices) => notices === 4,
        )
      }
      await Promise.all(teams.map(talk))
      await slack.settled()

      // What people are shown at once.
      const refs = new Map<string, string>()
      for (const team of teams) {
        const history = await answerTo(slack.user(team, 'ben'), () =>
          slack.user(team, 'ben').command('/ml-architect', 'history', 'general'),
        )
        expect(history.match(new RegExp(secrets[team], 'g'))?.length).toBeGreaterThanOrEqual(3)
        refs.set(team, /\b[A-Z2-7]{4}\b/.exec(history)?.[0] ?? '')
      }
      for (const [team, other] of [teams, [...teams].reverse()] as const) {
        const ben = slack.user(team as 'T1', 'ben')
        const shown = await answerTo(ben, () =>
          ben.command('/ml-architect', `show ${refs.get(other ?? '')}`, 'general'),
        )
        expect(shown).toMatch(/no design|not here|none/i)
      }

      for (const [i, team] of teams.entries()) {
        const other = teams[1 - i] ?? 'T2'
        const all = JSON.stringify([
          [...slack.team(team).channels.values()].map(({ messages }) => [...messages.values()]),
          [...slack.team(team).homes.values()],
        ])
        expect(all).toContain(secrets[team])
        expect(all).not.toContain(secrets[other])
      }
      // Each call carries the token of the workspace that it is about.
      const about = slack.calls.filter(({ method }) => !/^(auth\.test|apps\.)/.test(method))
      expect(about.length).toBeGreaterThan(40)
      for (const { method, args, bearer, team = '', answer } of about) {
        expect(bearer, method).toBe(`xoxb-${team}`)
        const named = [args.channel, args.channel_id, args.user, args.user_id, args.users].filter(Boolean)
        for (const id of named) expect(String(id), method).toContain(team)
        expect(answer.ok, `${method} ${JSON.stringify(answer)}`).toBe(true)
        const text = JSON.stringify(args)
        for (const each of teams) if (each !== team) expect(text, method).not.toContain(secrets[each])
      }
      for (const team of teams) expect(about.filter((call) => call.team === team).length).toBeGreaterThan(20)
      expect(side.complaints).toEqual([])
      expect(program.complaints).toEqual([])
    }))

  it('do not stop for each other: one takes the app out, the other goes on', () =>
    withTwo(transport, async (program) => {
      const { slack } = program
      slack.uninstall('T2')
      const gone = await slack.user('T2', 'ann').command('/ml-architect', 'Forecast sales', 'general')
      expect(gone.ok).toBe(true)
      await slack.user('T1', 'ann').command('/ml-architect', 'Forecast sales', 'general')
      await until(
        () => ours(slack, 'T1').map(({ words }) => words),
        (posted) => posted.some((words) => words.includes('Choose A')),
      )
      expect(ours(slack, 'T2')).toEqual([])
    }))

  it('hear nothing from a workspace where the app is not installed', () =>
    withTwo(transport, async (program) => {
      const { slack } = program
      const said = await slack.user('T1', 'ann').says('general', 'Something else')
      const [delivery] = said.deliveries
      if (!delivery) throw new Error('Expected a delivery.')
      const before = program.taken.length
      const event = { ...(delivery.payload.event as object), type: 'app_mention', text: 'Forecast sales' }
      const stranger = {
        ...delivery,
        payload: {
          ...delivery.payload,
          team_id: 'T9',
          context_team_id: 'T9',
          event_id: 'Ev9',
          event,
          authorizations: [{ team_id: 'T9', user_id: 'U9', is_bot: true, is_enterprise_install: false }],
        },
      }
      await slack.repeat(stranger)
      expect(program.taken).toHaveLength(before)
    }))
})

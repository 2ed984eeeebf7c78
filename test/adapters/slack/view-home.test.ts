import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionOf } from '../../../adapters/slack/render.js'
import { type Home, homeActions, homeView } from '../../../adapters/slack/view-home.js'
import type { DesignSummary } from '../../../src/chat/contract.js'
import { fromUsage } from '../../../src/messages/from-team.js'
import { problemsOfView } from '../../servers/slack/payload-rules.js'
import { anyMessage } from './any-message.js'
import { readPayload } from './reading.js'
import { actionIdsIn, objectsIn } from './visible.js'

const design = (n: number, more: Partial<DesignSummary> = {}): DesignSummary => ({
  session: `ABCDEFGHIJKLMNO${n}`,
  short: `K7M${n}`,
  title: `Forecast the sales of shop ${n}`,
  state: 'clarifying',
  thread: { platform: 'slack', space: 'T1', channel: 'C1', thread: `17.${n}` },
  createdAt: Date.UTC(2026, 9, 1),
  updatedAt: Date.UTC(2026, 10, 1 + (n % 20)),
  openRound: 1,
  ...more,
})
const context = {
  fileId: () => undefined,
  linkTo: ({ thread = '' }: { thread?: string }) => `https://x.slack.com/archives/C1/p${thread}`,
}
const view = (home: Partial<Home>) => homeView({ designs: [], examples: [], ...home }, context)

describe('the App Home', () => {
  it('begins with a way to begin', () => {
    const empty = view({ examples: ['Forecast sales of 30 shops'] })
    expect(problemsOfView(empty)).toEqual([])
    expect(readPayload(empty)).toBe(
      [
        '# Design a model',
        'Describe what should be predicted, from which data, and what limits it. You get two to four checked proposals with sizes, latency and cost.',
        '[*New design]',
        'Forecast sales of 30 shops  [Try this]',
        '# Designs',
        '~ There are none yet.',
      ].join('\n\n'),
    )
    const [example] = objectsIn(empty).filter(({ action_id: id }) =>
      String(id ?? '').startsWith(`${homeActions.example}:`),
    )
    expect(example?.value).toBe('Forecast sales of 30 shops')
  })

  it('lists designs with their state, the way to each, and a button that shows it', () => {
    const decided = design(2, { state: 'decided', chosen: 'B Patched Transformer' })
    const shown = view({ designs: [design(1), decided] })
    expect(readPayload(shown)).toContain(
      [
        '*K7M1*  Forecast the sales of shop 1 <https://x.slack.com/archives/C1/p17.1>\nwaits for answers · 2026-11-02',
        '[Show K7M1]',
        '*K7M2*  Forecast the sales of shop 2 <https://x.slack.com/archives/C1/p17.2>\ndecided · B Patched Transformer · 2026-11-03',
        '[Show K7M2]',
      ].join('\n\n'),
    )
    const pressed = objectsIn(shown).flatMap((element) => actionOf(element) ?? [])
    expect(pressed).toEqual(['team:0:show:K7M1', 'team:0:show:K7M2'])
  })

  it('says how many designs it leaves out', () => {
    const many = view({ designs: Array.from({ length: 300 }, (_, i) => design(i)) })
    expect(problemsOfView(many)).toEqual([])
    const shown = objectsIn(many).filter(({ value }) => String(value).startsWith('team:0:show')).length
    expect(shown).toBeGreaterThan(20)
    expect(readPayload(many)).toContain(`And ${300 - shown} more`)
  })

  it('shows usage without a table, which Slack takes in messages only', () => {
    const usage = fromUsage('S:1', {
      month: '2026-11',
      rows: [{ label: 'Designs', person: 3, team: 12 }],
      thisHour: 2,
      perHour: 20,
      dollars: { person: 0, personLimit: 5, team: 1.2, teamLimit: 50 },
    })
    const shown = view({ usage: usage.blocks })
    expect(problemsOfView(shown)).toEqual([])
    expect(readPayload(shown)).toContain('• *Designs*\n  _You:_ 3 · _Team:_ 12')
  })

  it('is one that Slack takes, whatever it shows', () => {
    fc.assert(
      fc.property(anyMessage, anyMessage, fc.nat({ max: 60 }), (profile, usage, count) => {
        const designs = Array.from({ length: count }, (_, i) =>
          design(i, { title: profile.fallback, state: usage.fallback.slice(0, 300) }),
        )
        const shown = view({
          designs,
          profile: profile.blocks,
          usage: usage.blocks,
          examples: [profile.fallback],
        })
        expect(problemsOfView(shown)).toEqual([])
        const ids = actionIdsIn(shown)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 60 },
    )
  })
})

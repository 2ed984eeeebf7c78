/** A team's whole conversation in Slack, as its people have it: through the real Bolt, listening and thinking apart. */
import { afterEach, describe, expect, it } from 'vitest'
import { readPayload } from '../adapters/slack/reading.js'
import { effectsOf, type Message, type Slack, startSlack } from '../servers/slack/server.js'
import type { Transport } from '../support/slack.js'
import { type Halves, startHalves } from './halves.js'

let slack: Slack
let halves: Halves
afterEach(async () => {
  await halves.stop()
  await slack.stop()
})

const read = ({ botId, blocks, text }: Message): string =>
  (botId !== undefined && readPayload({ blocks: blocks ?? [] })) || text

async function start(transport: Transport) {
  slack = await startSlack({
    workspaces: [
      { id: 'T1', people: [{ name: 'ann', isAdmin: true }, 'ben'], channels: ['general', 'ml-team'] },
    ],
  })
  halves = await startHalves(slack, transport)
}

/** Waits for a message that holds the words, in a channel or a thread of it. */
async function message(
  words: RegExp,
  thread?: string,
  channel = 'general',
  reader = slack.user('T1', 'ann'),
): Promise<Message> {
  let found: Message | undefined
  await expect
    .poll(
      () => {
        found = reader.sees(channel, thread).findLast((one) => words.test(read(one)))
        return found !== undefined || reader.sees(channel, thread).map(read)
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  if (!found) throw new Error('unreachable')
  return found
}

describe.each(['http', 'socket'] as const)('a team over %s', (transport) => {
  it('asks, answers in every way, compares, changes, chooses, and its channel is told', async () => {
    await start(transport)
    const ann = slack.user('T1', 'ann')
    const ben = slack.user('T1', 'ben')
    expect(await ann.command('/ml-architect', 'notify #ml-team', 'general')).toMatchObject({ ok: true })
    await message(/#ml-team is told/)

    // A request by command, answered by what is chosen in the message.
    const asked = await ann.command(
      '/ml-architect',
      'Design a time series forecasting model for 63-day trajectory prediction',
      'general',
    )
    expect(asked).toMatchObject({ ok: true })
    const root = await message(/63-day trajectory/)
    const questions = await message(/would change the design/, root.ts)
    await ben.selects(questions, 'choice:1:frequency', 'weekly')
    expect(await ben.presses(questions, 'Answer')).toMatchObject({ ok: true })
    expect(read(await message(/side by side/, root.ts))).toMatch(/Time step: \*weekly/)
    for (const id of ['A', 'B']) await message(new RegExp(`\\[\\*?Choose ${id}`), root.ts)
    await expect.poll(() => read(root)).toMatch(/Recommended/)
    await message(/proposed: Design a time series/, undefined, 'ml-team')

    // The team goes on in words.
    await ben.says('general', 'what if we only have one T4?', { thread: root.ts })
    await message(/Training device.*T4/, root.ts)
    await ben.says('general', 'compare A and B on latency', { thread: root.ts })
    await message(/A .*B .*latency|latency.*A .*B/is, root.ts)

    // The overview's buttons: two side by side, files, a word of feedback; for whoever pressed alone.
    const overview = await message(/Compare . with ./, root.ts)
    for (const [button, answer] of [
      ['Compare', /beside/],
      ['Export', /as files/],
      ['Useful', /Thank you/],
    ] as const) {
      const label = button === 'Compare' ? /Compare . with ./.exec(read(overview))?.[0] : button
      expect(await ben.presses(overview, label ?? '')).toMatchObject({ ok: true })
      await message(answer, root.ts, 'general', ben)
    }
    await message(/code\.zip|model\.py/, undefined, 'dm', ben)
    expect(ann.sees('general', root.ts).some((one) => /as files/.test(read(one)))).toBe(false)

    // The button of a proposal decides; the channel hears of it.
    const chosen = await message(/\[\*?Choose B/, root.ts)
    expect(await ann.presses(chosen, 'Choose B')).toMatchObject({ ok: true })
    const decision = await message(/Decided by ann/, root.ts)
    await message(/decided: Design a time series/, undefined, 'ml-team')
    expect(await ann.presses(decision, 'Add the reason')).toMatchObject({ ok: true })
    await expect.poll(() => ann.modal()).toBeDefined()
    const why = ann.modal()
    if (!why) throw new Error('Expected a modal.')
    await ann.submits(why, { 'words:0:why': 'We know it' })
    await expect.poll(() => read(decision)).toMatch(/Why: ?\*? ?We know it/)

    // A mention, answered in words in a modal, then by the assumptions.
    const { message: mention } = await ben.says('general', '@ml-architect Classify photos of shoes')
    const more = await message(/would change the design/, mention.ts)
    expect(await ben.presses(more, 'Answer in words')).toMatchObject({ ok: true })
    await expect.poll(() => ben.modal()).toBeDefined()
    const form = ben.modal()
    if (!form) throw new Error('Expected a modal.')
    const words = JSON.stringify(form.view).match(/words:0:\w+/)?.[0] ?? ''
    expect(await ben.submits(form, { [words]: 'we have one T4' })).toMatchObject({ ok: true })
    await message(/side by side/, mention.ts)

    const { message: third } = await ben.says('dm', 'Recommend 5,000 articles to 200,000 readers from clicks')
    const open = await message(/would change the design|side by side/, third.ts, 'dm', ben)
    if (read(open).includes('Use your assumptions')) {
      expect(await ben.presses(open, 'Use your assumptions')).toMatchObject({ ok: true })
      await message(/side by side/, third.ts, 'dm', ben)
    }

    // A mention in a thread of others: what they said is the problem.
    const { message: talk } = await ann.says('general', 'Sales of 40 stores, 3 years of daily values')
    await ben.says('general', 'and we need them 12 weeks ahead, on one T4', { thread: talk.ts })
    await ann.says('general', '@ml-architect forecast them', { thread: talk.ts })
    expect(read(await message(/Understood|Taken from your words/, talk.ts))).toMatch(/12 weeks/)

    // Nothing was refused, no message is there twice, and nothing that somebody wrote took effect.
    await slack.settled()
    expect(
      slack.calls.filter(({ answer }) => answer.ok !== true).map(({ method, answer }) => [method, answer]),
    ).toEqual([])
    const ids = posted().map(({ metadata }) => JSON.stringify(metadata?.event_payload))
    expect(new Set(ids).size).toBe(ids.length)
    for (const one of posted()) expect(effectsOf(one).mentions).toEqual([])
    expect(halves.log()).not.toMatch(/63-day|xoxb|xapp/)
  }, 90_000)
})

/** What the program posted for all to see, everywhere. */
const posted = (): Message[] =>
  [...slack.team('T1').channels.values()].flatMap(({ messages }) =>
    [...messages.values()].filter((one) => one.botId !== undefined && one.metadata !== undefined),
  )

/** A team's whole conversation in Slack, as its people have it: through the real Bolt, listening and thinking apart. */
import { afterEach, describe, expect, it } from 'vitest'
import { readPayload } from '../adapters/slack/reading.js'
import { problemsOfMessage } from '../servers/slack/payload-rules.js'
import { effectsOf, type Message, type Slack, startSlack } from '../servers/slack/server.js'
import type { Transport } from '../support/slack.js'
import { type Halves, startHalves } from './halves.js'

let slack: Slack
let halves: Halves
afterEach(async () => {
  if (process.env.DEBUG_SLACK)
    console.log(
      halves.log(),
      JSON.stringify(
        slack.calls.slice(-6).map(({ method, args, answer }) => ({ method, args, answer })),
        null,
        1,
      ).slice(0, 6000),
      JSON.stringify(slack.deliveries.slice(-3), null, 1).slice(0, 4000),
    )
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
async function message(words: RegExp, thread?: string, channel = 'general'): Promise<Message> {
  let found: Message | undefined
  await expect
    .poll(
      () => {
        found = slack
          .user('T1', 'ann')
          .sees(channel, thread)
          .findLast((one) => words.test(read(one)))
        return found !== undefined || slack.user('T1', 'ann').sees(channel, thread).map(read)
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  if (!found) throw new Error('unreachable')
  return found
}

describe.each(['http', 'socket'] as const)('a team over %s', (transport) => {
  it('asks, answers in every way, compares, changes, chooses, and its channel is told', {
    timeout: 90_000,
  }, async () => {
    await start(transport)
    const ann = slack.user('T1', 'ann')
    const ben = slack.user('T1', 'ben')
    await ann.says('general', '@ml-architect notify #ml-team')
    await message(/is told/)

    const asked = await ann.command(
      '/ml-architect',
      'Design a time series forecasting model for 63-day trajectory prediction',
      'general',
    )
    expect(asked).toMatchObject({ ok: true })
    const root = await message(/63-day trajectory/)
    const questions = await message(/would change the design/, root.ts)
    // A choice waits for its button; what is not chosen goes on as it was assumed.
    await ben.selects(questions, 'choice:1:frequency', 'weekly')
    expect(await ben.presses(questions, 'Answer')).toMatchObject({ ok: true })
    const proposals = await message(/Recommended/, root.ts)
    expect(read(await message(/weekly/, root.ts))).toMatch(/weekly/)
    for (const id of ['A', 'B']) await message(new RegExp(`Choose ${id}`), root.ts)
    await expect.poll(() => read(root)).toMatch(/Recommended/)

    await ben.says('general', 'what if we only have one T4?', { thread: root.ts })
    const revision = await message(/Revision 1|T4/, root.ts)
    await ben.says('general', 'compare A and B on latency', { thread: root.ts })
    await message(/latency/i, root.ts)
    console.log(
      ann
        .sees('general', root.ts)
        .map((one) => `${one.user}: ${read(one)}`)
        .join('\n-----\n'),
    )
    void proposals
    void revision
    void effectsOf
    void problemsOfMessage
  })
})

/** Three conversations as Slack shows them: what is sent, and how a person reads it. Refresh with `-u`, and read. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { renderMessage, type SlackPayload } from '../../../adapters/slack/render.js'
import { problemsOfMessage } from '../../servers/slack/payload-rules.js'
import { converse } from './conversation.js'
import { readPayload } from './reading.js'

const file = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url))

const conversations = {
  forecast: [
    'Design a time series forecasting model for 63-day trajectory prediction',
    'assume',
    'what if we only have one T4?',
    'why not a transformer?',
    'we go with A',
  ],
  recommender: [
    'Propose architecture for a recommendation system handling 100K items',
    'assume',
    'the catalogue grows to 2 million items',
    'we take B because it is cheaper',
  ],
  vision: [
    'Classify 8 product categories from 5,000 labelled photos on one T4, p95 under 80 ms',
    'compare A and B',
    'choose A',
  ],
}

/** Of a set of proposals the overview and the first: the others are of the same form. The thread's opening comes on top. */
const shownOfEach = 2

async function payloadsOf(lines: readonly string[]): Promise<readonly [string, readonly SlackPayload[]][]> {
  const context = {
    fileId: ({ name }: { name: string }) => `F${name.replace(/[^A-Za-z0-9]/g, '').toUpperCase()}`,
    linkTo: () => 'https://example.slack.com/archives/C1/p1700000000000100',
  }
  const exchanges = await converse(lines)
  return exchanges.map(({ said, messages }, i) => [
    said,
    messages
      .slice(0, i === 0 ? shownOfEach + 1 : shownOfEach)
      .flatMap((message) => renderMessage(message, context)),
  ])
}

/** A line for each block: a changed one is a changed line. */
const sentOf = (payloads: readonly SlackPayload[]): string =>
  payloads
    .map(({ text, blocks, files = [] }) =>
      [
        `{"text":${JSON.stringify(text)},"files":${JSON.stringify(files.map(({ name }) => name))},"blocks":[`,
        blocks.map((block) => JSON.stringify(block)).join(',\n'),
        ']}',
      ].join('\n'),
    )
    .join(',\n')

const readOf = (said: string, payloads: readonly SlackPayload[]): string =>
  [
    `>>> ${said === 'assume' ? '[Use your assumptions]' : said}`,
    ...payloads.map((payload) =>
      [readPayload(payload), ...(payload.files ?? []).map(({ name }) => `[file: ${name}]`)].join('\n\n'),
    ),
  ].join('\n\n================\n\n')

describe.each(Object.entries(conversations))('the conversation %s', (name, lines) => {
  it('is sent as before, each message within the limits', async () => {
    const exchanges = await payloadsOf(lines)
    const payloads = exchanges.flatMap(([, sent]) => sent)
    for (const payload of payloads) expect(problemsOfMessage(payload)).toEqual([])
    await expect(`[\n${sentOf(payloads)}\n]\n`).toMatchFileSnapshot(file(`${name}.json`))
  })

  it('reads as before', async () => {
    const exchanges = await payloadsOf(lines)
    const text = exchanges.map(([said, payloads]) => readOf(said, payloads)).join('\n\n\n')
    await expect(`${text}\n`).toMatchFileSnapshot(file(`${name}.txt`))
  })
})

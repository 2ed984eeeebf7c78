import { describe, expect, it } from 'vitest'
import {
  actionOf,
  escapeMrkdwn,
  formOf,
  picturesOf,
  type RenderContext,
  renderMessage,
  submitsForm,
} from '../../../adapters/slack/render.js'
import { formatAction } from '../../../src/chat/action.js'
import { heading, type MessageBlock, type OutgoingMessage, text } from '../../../src/messages/message.js'
import { problemsOfMessage } from '../../servers/slack/payload-rules.js'
import { oneOfEach, sampleSession, saying } from '../../support/sample-messages.js'
import { converse } from './conversation.js'
import { readPayload } from './reading.js'
import { objectsIn } from './visible.js'

const bare: RenderContext = { fileId: () => undefined, linkTo: () => undefined }
const of = (...blocks: MessageBlock[]): OutgoingMessage => ({ ...saying(1, 'The fallback.'), blocks })
const render = (message: OutgoingMessage, context: Partial<RenderContext> = {}) => {
  const payloads = renderMessage(message, { ...bare, ...context })
  for (const payload of payloads) expect(problemsOfMessage(payload)).toEqual([])
  return payloads
}
const blocksOf = (message: OutgoingMessage, context: Partial<RenderContext> = {}) =>
  render(message, context).flatMap(({ blocks }) => blocks)
const read = (message: OutgoingMessage, context: Partial<RenderContext> = {}) =>
  render(message, context).map(readPayload).join('\n=====\n')
const elements = (message: OutgoingMessage) =>
  objectsIn(blocksOf(message)).filter(({ action_id: id }) => id !== undefined)
const action = (question: string, choice: string, round = 1) => ({
  session: sampleSession,
  round,
  question,
  choice,
})

describe('words on Slack', () => {
  it('keep their marks and links as rich text', () => {
    expect(blocksOf(of(oneOfEach.text))).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'It has ' },
              { type: 'text', text: '42 days', style: { bold: true } },
              { type: 'text', text: ' of ' },
              { type: 'text', text: 'history', style: { italic: true } },
              { type: 'text', text: ' in ' },
              { type: 'text', text: 'series.csv', style: { code: true } },
              { type: 'text', text: ',\nsee ' },
              { type: 'link', url: 'https://example.org/p', text: 'the paper' },
              { type: 'text', text: '.' },
            ],
          },
        ],
      },
    ])
  })

  it('are a header at the first two levels and bold below, or where they are long', () => {
    expect(read(of(heading(1, 'One'), heading(2, 'Two'), heading(3, 'Three')))).toBe(
      '# One\n\n# Two\n\n*Three*',
    )
    expect(blocksOf(of(heading(1, 'x'.repeat(151))))[0]?.type).toBe('rich_text')
  })

  it('name their tone to those who cannot see it', () => {
    expect(read(of(text('Too slow.', 'warning'), text('Take A.', 'highlight')))).toBe(
      '⚠ Too slow.\n\n★ Take A.',
    )
  })

  it('are small where they are muted, as plain text unless a mark is to be kept', () => {
    expect(blocksOf(of(text('a <b> & *c*', 'muted'), text('Set `x_y` & **go**', 'muted')))).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: 'a <b> & *c*', emoji: false }] },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: 'Set `x_y` &amp; *go*', verbatim: true }],
      },
    ])
  })

  it('link within the web chat only where there is one', () => {
    const message = of(text('[the design](/t/abc)'))
    expect(read(message)).toBe('the design')
    expect(read(message, { publicUrl: 'https://ml.example.org/' })).toBe(
      'the design <https://ml.example.org/t/abc>',
    )
  })

  it('are parted between characters as they are seen, where a word fits nowhere', () => {
    for (const character of ['👩‍👩‍👧‍👦', 'e\u0301\u0323', '🇩🇪', 'é', '深']) {
      const blocks = blocksOf(of(text(character.repeat(3_000))))
      expect(blocks.length).toBeGreaterThan(1)
      for (const part of blocks.flatMap((block) => objectsIn(block)).filter(({ type }) => type === 'text'))
        expect(String(part.text).replaceAll(character, '')).toBe('')
    }
  })

  it('are the fallback where there are no blocks', () => {
    expect(read({ ...saying(1, 'Only <this>.'), blocks: [] })).toBe('Only <this>.')
  })
})

describe('mrkdwn', () => {
  it.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['*bold*', '*\u200bbold*\u200b'],
    ['a ~b~ `c`', 'a ~\u200bb~\u200b `\u200bc`\u200b'],
    ['snake_case stays, _italic_ does not', 'snake_case stays, _\u200bitalic_\u200b does not'],
    ['at 12:30, :tada: and :+1:', 'at 12:30, :\u200btada: and :\u200b+1:'],
    ['> quoted', '\u200b&gt; quoted'],
  ])('%s is shown as it is', (words, mrkdwn) => {
    expect(escapeMrkdwn(words)).toBe(mrkdwn)
  })
})

describe('lists, code and fields on Slack', () => {
  it('are read as such', () => {
    expect(read(of(oneOfEach.list, oneOfEach.code, oneOfEach.fields))).toBe(
      [
        '1. Prepare the data\n2. Train the *baseline*\n3. Compare',
        '    x = x.unfold(1, 16, 8)\n    assert x.shape == (32, 41, 16)',
        '• *Parameters:* 25,326\n• *Latency:* 4.1 ms (2 – 9 ms)\n• *Training memory:* 1.2 GiB',
      ].join('\n\n'),
    )
  })

  it('go on with their numbers in the next block', () => {
    const items = Array.from({ length: 9 }, (_, i) => `Step ${i + 1}: ${'words '.repeat(100)}`)
    const shown = read(of({ kind: 'list', ordered: true, items }))
    for (let n = 1; n <= 9; n++) expect(shown).toContain(`${n}. Step ${n}:`)
  })

  it('keep the indentation of code that is parted', () => {
    const code = Array.from({ length: 300 }, (_, i) => `    line_${i} = ${i}`).join('\n')
    const blocks = blocksOf(of({ kind: 'code', code }))
    expect(blocks.length).toBeGreaterThan(1)
    const parts = blocks.flatMap((block) =>
      objectsIn(block).flatMap(({ type, text: words }) => (type === 'text' ? [String(words)] : [])),
    )
    expect(parts.join('\n')).toBe(code)
  })
})

describe('a table on Slack', () => {
  it('is a data table with its caption as its name, every row on the first page', () => {
    expect(blocksOf(of(text('**Recommended: B**', 'highlight'), oneOfEach.table))[1]).toEqual({
      type: 'data_table',
      caption: 'The proposals side by side',
      page_size: 3,
      rows: [
        [' ', 'A Linear decomposition', 'B Patched Transformer'],
        ['Parameters', '25,326', '1,203,455'],
        ['Latency', '0.4 ms', '4.1 ms'],
        ['Training time', '3.1 min', '1.4 h'],
      ].map((row) => row.map((words) => ({ type: 'raw_text', text: words }))),
    })
  })

  it('sorts a column of counts as numbers', () => {
    const [block] = blocksOf(
      of(heading(2, 'Layers'), {
        kind: 'table',
        caption: 'Layers',
        header: ['Layer', 'Parameters'],
        align: ['left', 'right'],
        rows: [
          ['`a`', '1,024'],
          ['`b`', '0'],
        ],
      }),
    ).slice(1)
    expect(block).toMatchObject({
      rows: [
        [{ text: 'Layer' }, { text: 'Parameters' }],
        [{ text: 'a' }, { type: 'raw_number', value: 1024, text: '1,024' }],
        [{ text: 'b' }, { type: 'raw_number', value: 0, text: '0' }],
      ],
    })
  })

  it('goes on in another message, with its header again and every row once', () => {
    const rows = Array.from({ length: 260 }, (_, i) => [`row ${i}`, `${i * 1000}`])
    const payloads = render(of({ kind: 'table', caption: 'Many', header: ['Name', 'Value'], rows }))
    const tables = payloads.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'data_table'))
    expect(tables.length).toBeGreaterThan(2)
    expect(payloads.every(({ blocks }) => blocks.filter((b) => b.type === 'data_table').length < 2)).toBe(
      true,
    )
    const texts = tables.map((table) => ('rows' in table ? table.rows : []))
    for (const [header] of texts) expect(header).toMatchObject([{ text: 'Name' }, { text: 'Value' }])
    const names = texts.flatMap((table) =>
      table.slice(1).map(([cell]) => (cell && 'text' in cell ? cell.text : '')),
    )
    expect(names).toEqual(rows.map(([name]) => name))
  })

  it('of sentences is a list whose cells are named', () => {
    const long = 'A sentence that is far too long for the cell of a table on a phone, so it is not in one.'
    expect(
      read(
        of(heading(3, 'Trade-offs'), {
          kind: 'table',
          caption: 'A against B',
          header: ['Aspect', 'This', 'Alternative'],
          rows: [
            ['Speed', long, 'Slower by half of what this one takes, at twice the cost'],
            ['Size', '1 MiB', '2 MiB'],
          ],
        }),
      ),
    ).toBe(
      [
        '*Trade-offs*',
        '*A against B*',
        '~ Aspect · This · Alternative',
        [
          '• *Speed*',
          `  _This:_ ${long}`,
          '  _Alternative:_ Slower by half of what this one takes, at twice the cost',
          '• *Size*',
          '  _This:_ 1 MiB · _Alternative:_ 2 MiB',
        ].join('\n'),
      ].join('\n\n'),
    )
  })

  it('leaves the only table of a message to the widest', () => {
    const small: MessageBlock = {
      kind: 'table',
      caption: 'What changed',
      header: ['Fact', 'Before', 'Now'],
      rows: [['Device', 'L4', 'T4']],
    }
    const payloads = render(of(small, oneOfEach.table))
    expect(payloads).toHaveLength(1)
    expect(payloads[0]?.blocks.filter(({ type }) => type === 'data_table')).toHaveLength(1)
    expect(read(of(small, oneOfEach.table))).toContain('• *Device*\n  _Before:_ L4 · _Now:_ T4')
  })
})

describe('what is pressed on Slack', () => {
  it('comes back as the action of its button', () => {
    const [assume, retry] = elements(of(oneOfEach.actions))
    expect(actionOf(assume ?? {})).toBe(formatAction(action('round', 'assume')))
    expect(retry).toMatchObject({ style: 'primary', text: { text: 'Try again' } })
    expect(actionOf({ action_id: 'another:1', value: 'x' })).toBeUndefined()
    expect(actionOf({ action_id: 'press:1' })).toBeUndefined()
  })

  it('is asked again where it cannot be taken back', () => {
    const final = of({
      kind: 'actions',
      actions: [
        { label: 'Forget 7K2M', action: action('forget', 'x'), style: 'danger' },
        { label: 'Call it off', action: action('round', 'cancel') },
        { label: 'Show', action: action('show', 'x') },
      ],
    })
    const asked = elements(final).map(({ confirm }) => confirm !== undefined)
    expect(asked).toEqual([true, true, false])
  })

  it('is in rows of 25 buttons at most', () => {
    const actions = Array.from({ length: 60 }, (_, i) => ({ label: `B${i}`, action: action('q', `c${i}`) }))
    const rows = blocksOf(of({ kind: 'actions', actions }))
    expect(rows.map((row) => ('elements' in row ? row.elements.length : 0))).toEqual([25, 25, 10])
  })

  it('has its whole label above it where that is too long for a button', () => {
    const label =
      'Go on with a model that is far larger than anything that was asked for in this thread so far'
    const shown = read(of({ kind: 'actions', actions: [{ label, action: action('q', 'c') }] }))
    expect(shown).toMatch(new RegExp(`^• ${label}\\n\\n\\[Go on with .{30,70}…\\]$`))
  })

  it('is a row of buttons for a few short choices, the assumed one named', () => {
    expect(read(of(oneOfEach.select))).toBe(
      '*Which device serves it?*\n_A T4 halves the size that fits._\n\n[One T4]  [CPU only (assumed)]',
    )
    const [, cpu] = elements(of(oneOfEach.select))
    expect(actionOf(cpu ?? {})).toBe(formatAction(action('device', 'cpu')))
  })

  it('is a select for many choices, with none selected, so that each can be chosen', () => {
    const options = Array.from({ length: 7 }, (_, i) => ({
      label: `Device ${i}`,
      action: action('device', `d${i}`),
      isDefault: i === 2,
    }))
    const [menu] = elements(of({ kind: 'select', label: 'Which?', options }))
    expect(menu).toMatchObject({ type: 'static_select', options: { length: 7 } })
    expect(menu).not.toHaveProperty('initial_option')
    expect(actionOf({ ...menu, selected_option: { value: formatAction(action('device', 'd4')) } })).toBe(
      formatAction(action('device', 'd4')),
    )
  })

  it('rates by two named buttons', () => {
    const [buttons] = elements(of(oneOfEach.feedback))
    expect(buttons).toMatchObject({
      type: 'feedback_buttons',
      positive_button: { value: formatAction(action('proposals', 'useful')) },
      negative_button: { value: formatAction(action('proposals', 'not-useful')) },
    })
    expect(actionOf({ ...buttons, value: formatAction(action('proposals', 'useful')) })).toBe(
      formatAction(action('proposals', 'useful')),
    )
  })
})

describe('questions on Slack', () => {
  const assume: MessageBlock = {
    kind: 'actions',
    actions: [{ label: 'Use your assumptions', action: action('round', 'assume') }],
  }

  it('stand open with the assumed answer chosen, and one row of buttons', () => {
    expect(read(of(oneOfEach.form, assume))).toBe(
      [
        '*How many series are there?*\n_With under ten series the baseline wins._',
        '( ) fewer than 10\n(•) 10 or more (assumed)',
        '*How long is the history?*',
        '( ) 1 year\n(•) 3 years (assumed)',
        '[*Answer]  [Answer in words]  [Use your assumptions]',
      ].join('\n\n'),
    )
  })

  it('are sent by their button, and opened by the one beside it', () => {
    const used = elements(of(oneOfEach.form))
    const submit = used.filter(submitsForm)
    expect(submit).toHaveLength(1)
    expect(actionOf(submit[0] ?? {})).toBe(formatAction(action('round', 'form')))
    expect(used.map((element) => formOf(element)).filter(Boolean)).toEqual([
      { ...oneOfEach.form, submit: { label: 'Answer', action: action('round', 'form') } },
    ])
  })

  it('of one question are answered by a press', () => {
    if (oneOfEach.form.kind !== 'form') throw new Error('Expected a form')
    const [field] = oneOfEach.form.fields
    if (!field) throw new Error('Expected a field')
    const one = of({ ...oneOfEach.form, fields: [field] }, assume)
    expect(read(one)).toBe(
      [
        '*How many series are there?*\n_With under ten series the baseline wins._',
        '[fewer than 10]  [10 or more (assumed)]',
        '[Answer in words]  [Use your assumptions]',
      ].join('\n\n'),
    )
    expect(actionOf(elements(one)[0] ?? {})).toBe(formatAction(action('series-count', 'few')))
  })

  it('that fit no message are told in words and answered in a modal', () => {
    if (oneOfEach.form.kind !== 'form') throw new Error('Expected a form')
    const fields = Array.from({ length: 40 }, (_, i) => ({
      id: `q${i}`,
      label: `Question ${i}: ${'words '.repeat(40)}`,
      options: [
        { id: 'a', label: `First answer to ${i}` },
        { id: 'b', label: `Second answer to ${i}` },
      ],
      default: 'a',
      freeText: true,
    }))
    const payloads = render(of({ ...oneOfEach.form, fields }))
    expect(payloads.length).toBeGreaterThan(1)
    expect(payloads.map(readPayload).join('\n')).toContain('• Second answer to 39')
    const [open] = objectsIn(payloads).filter((element) => formOf(element) !== undefined)
    expect(formOf(open ?? {})?.fields[0]).toMatchObject({ id: 'q0', freeText: true })
  })
})

describe('a decision on Slack', () => {
  it('says what was decided and why it may change, asks why, and can be opened again', async () => {
    const [, last] = await converse([
      'Classify 8 product categories from 5,000 labelled photos on one T4, p95 under 80 ms',
      'choose A',
    ])
    const [message] = last?.messages ?? []
    if (!message) throw new Error('Expected a decision')
    const lines = read(message).split('\n\n')
    expect(lines[0]).toMatch(/^\*Decided: A .+\* It has .+ parameters/)
    expect(lines.slice(-3)).toEqual([
      '~ Decided by Ada.',
      '*Why this one? (optional)*\n_One or two sentences for the decision record._',
      '[Add the reason]  [Open again]',
    ])
    const [why, reopen] = elements(message)
    expect(formOf(why ?? {})).toMatchObject({
      submit: { action: { question: 'decision', choice: 'why' } },
      fields: [{ id: 'why', options: [], freeText: true }],
    })
    expect(actionOf(reopen ?? {})).toMatch(/:0:decision:reopen$/)
  })
})

describe('pictures, conversations and parts on Slack', () => {
  it('show a picture that is there, and tell of one that is not', () => {
    expect(
      blocksOf(of(oneOfEach.image), { fileId: ({ name }) => (name === 'layers-A.png' ? 'F1A' : undefined) }),
    ).toEqual([
      {
        type: 'image',
        slack_file: { id: 'F1A' },
        alt_text: 'Layers of the linear decomposition, from input to output',
      },
    ])
    expect(read(of(oneOfEach.image))).toBe('~ Layers of the linear decomposition, from input to output')
    expect(picturesOf(of(oneOfEach.image, text('x'))).map(({ name }) => name)).toEqual(['layers-A.png'])
  })

  it('link a conversation where its address is known', () => {
    expect(read(of(oneOfEach.thread))).toBe('Open the conversation')
    expect(read(of(oneOfEach.thread), { linkTo: ({ channel }) => `https://x.slack.com/${channel}` })).toBe(
      'Open the conversation <https://x.slack.com/chat>',
    )
  })

  it('name the later parts of a message, and give the files to the last', () => {
    const files = [{ kind: 'proposals', entry: 3, form: 'markdown', name: 'proposals.md' }] as const
    const long = Array.from({ length: 30 }, (_, i) => text(`Paragraph ${i}. ${'word '.repeat(250)}`))
    const payloads = render({ ...of(...long), fallback: 'A <long> answer & more', files })
    expect(payloads.length).toBeGreaterThan(2)
    expect(payloads[0]?.text).toBe('A &lt;long&gt; answer &amp; more')
    expect(payloads[1]?.text).toBe(`(2/${payloads.length}) A &lt;long&gt; answer &amp; more`)
    expect(payloads.map(({ files: own }) => own)).toEqual([...payloads.slice(1).map(() => undefined), files])
  })

  it('part a message before a heading, not behind it', () => {
    const filler = (n: number) => text(`${n} ${'word '.repeat(500)}`)
    const payloads = render(
      of(filler(1), filler(2), filler(3), heading(2, 'Next'), filler(4), filler(5), filler(6)),
    )
    const starts = payloads.map(({ blocks }) => blocks[0]?.type)
    expect(payloads.length).toBeGreaterThan(1)
    expect(starts).toContain('header')
    for (const { blocks } of payloads) expect(blocks.at(-1)?.type).not.toBe('header')
  })
})

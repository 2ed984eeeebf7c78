import type { KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { blockCharacters, problemsOfMessage, problemsOfView } from './payload-rules.js'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })
const x = (length: number) => 'x'.repeat(length)
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))
const option = (index: number) => ({ text: plain(`Choice ${index}`), value: `v${index}` })
const button = (index: number) => ({ type: 'button' as const, text: plain('Go'), action_id: `a${index}` })
const raw = (text: string) => ({ type: 'raw_text' as const, text })
const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})
const actions = (...elements: unknown[]) => ({ type: 'actions', elements })

/** One of each block a message may hold, typed by Slack's own package. */
const everything: KnownBlock[] = [
  { type: 'header', text: plain('Proposals') },
  { type: 'section', text: mrkdwn('*Two* fit'), accessory: button(0), expand: true },
  { type: 'section', fields: [mrkdwn('Latency'), plain('12 ms')] },
  { type: 'divider' },
  {
    type: 'context',
    elements: [mrkdwn('small'), { type: 'image', alt_text: 'icon', image_url: 'https://a.example/b.png' }],
  },
  { type: 'image', alt_text: 'Layers', slack_file: { id: 'F0123' }, title: plain('Layers') },
  {
    type: 'actions',
    elements: [
      button(1),
      { type: 'static_select', action_id: 's', options: times(100, option), initial_option: option(99) },
      { type: 'overflow', action_id: 'o', options: times(5, option) },
      { type: 'radio_buttons', action_id: 'r', options: times(10, option) },
      { type: 'datepicker', action_id: 'd', initial_date: '2026-11-24' },
    ],
  },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'f',
        positive_button: { text: plain('Good'), value: 'yes', accessibility_label: 'Good answer' },
        negative_button: { text: plain('Bad'), value: 'no' },
      },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'link', url: 'https://a.example/', text: 'link' },
          { type: 'user', user_id: 'U1' },
          { type: 'channel', channel_id: 'C1' },
          { type: 'emoji', name: 'wave' },
          { type: 'broadcast', range: 'here' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'item' }] }],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
    ],
  },
  {
    type: 'table',
    rows: [
      [raw('Name'), raw('Parameters')],
      [raw('NLinear'), { type: 'raw_number', value: 25_326, text: '25,326' }],
    ],
    column_settings: [{ is_wrapped: true }, { align: 'right' }],
  },
  { type: 'data_table', caption: 'Proposals', rows: [[raw('Name')], [raw('NLinear')]] },
  { type: 'markdown', text: '**bold**' },
  { type: 'task_card', task_id: 't', title: 'Size', status: 'complete' },
  {
    type: 'plan',
    title: 'Plan',
    tasks: [{ type: 'task_card', task_id: 'u', title: 'Size', status: 'pending' }],
  },
  { type: 'card', title: mrkdwn('A card'), body: mrkdwn('Body') },
  { type: 'container', title: plain('More'), child_blocks: [{ type: 'divider' }] },
]

const found = (blocks: unknown) => problemsOfMessage({ text: 'fallback', blocks })

type Place = readonly (string | number)[]

/** Where values stand in JSON, outermost first. */
function places(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key) => [
    [...at, key],
    ...places((value as Record<string | number, unknown>)[key], [...at, key]),
  ])
}

const valueAt = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], value)

function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by
  const inside = replaced((value as Record<string | number, unknown>)[key], rest, by)
  if (Array.isArray(value)) return value.with(Number(key), inside)
  return { ...(value as object), [key]: inside }
}

describe('what Slack takes in a message', () => {
  it('takes one of each block', () => {
    expect(found(everything)).toEqual([])
  })

  it('takes text alone, blocks alone, and a deletion without either', () => {
    expect(problemsOfMessage({ text: 'hello' })).toEqual([])
    expect(problemsOfMessage({ blocks: [{ type: 'divider' }] })).toEqual([])
    expect(problemsOfMessage({ delete_original: true })).toEqual([])
  })

  it('takes the same action_id in two blocks', () => {
    expect(found([actions(button(1)), actions(button(1))])).toEqual([])
  })

  it('looks at every field there is', () => {
    expect(places(everything).length).toBeGreaterThan(150)
    for (const place of places(everything)) {
      const changed = replaced(everything, place, { bogus: true })
      expect(found(changed), `anything at /${place.join('/')}`).not.toEqual([])
    }
  })

  it('takes no field of its own invention, anywhere', () => {
    for (const place of [[], ...places(everything)]) {
      const value = valueAt(everything, place)
      if (typeof value !== 'object' || Array.isArray(value)) continue
      const changed = replaced(everything, place, { ...value, bogus: true })
      const pointer = `/blocks/${place.join('/')}/bogus`
      expect(found(changed)).toContainEqual(expect.objectContaining({ pointer, code: 'unknown_field' }))
    }
  })

  const taken: [string, unknown][] = [
    ['a section of 3000', { type: 'section', text: mrkdwn(x(3000)) }],
    ['a header of 150', { type: 'header', text: plain(x(150)) }],
    ['25 buttons', actions(...times(25, button))],
    ['a table of 100 rows of 20', { type: 'table', rows: times(100, () => times(20, () => raw('x'))) }],
    ['a data table of 201 rows', { type: 'data_table', caption: 'c', rows: times(201, () => [raw('x')]) }],
    [
      'a data table of 20,000 characters',
      { type: 'data_table', caption: 'c', rows: [[raw(x(10_000))], [raw(x(10_000))]] },
    ],
    ['markdown of 12,000', { type: 'markdown', text: x(12_000) }],
  ]
  it.each(taken)('takes %s', (_, block) => {
    expect(found([block])).toEqual([])
  })
})

describe('what Slack refuses in a message', () => {
  const table = (rows: unknown) => ({ type: 'table', rows })
  const data = (rows: unknown, more = {}) => ({ type: 'data_table', caption: 'c', rows, ...more })
  const select = (more: object) => actions({ type: 'static_select', action_id: 's', ...more })
  const refused: [string, unknown[], string, string][] = [
    ['51 blocks', times(51, () => ({ type: 'divider' })), '/blocks', 'too_many'],
    ['a block of unknown type', [{ type: 'spinner' }], '/blocks/0/type', 'unknown_type'],
    [
      'a remote file',
      [{ type: 'file', source: 'remote', external_id: 'x' }],
      '/blocks/0/type',
      'unknown_type',
    ],
    [
      'an alert, which is for modals',
      [{ type: 'alert', text: plain('!') }],
      '/blocks/0/type',
      'not_allowed_here',
    ],
    ['a field that is not the block’s', [{ type: 'divider', text: 'x' }], '/blocks/0/text', 'unknown_field'],
    ['a section of 3001', [{ type: 'section', text: mrkdwn(x(3001)) }], '/blocks/0/text/text', 'too_long'],
    ['an empty section', [{ type: 'section', text: mrkdwn('') }], '/blocks/0/text/text', 'too_short'],
    ['a section of nothing', [{ type: 'section' }], '/blocks/0', 'missing_field'],
    ['11 fields', [{ type: 'section', fields: times(11, () => plain('x')) }], '/blocks/0/fields', 'too_many'],
    [
      'a field of 2001',
      [{ type: 'section', fields: [plain(x(2001))] }],
      '/blocks/0/fields/0/text',
      'too_long',
    ],
    ['markup in a header', [{ type: 'header', text: mrkdwn('x') }], '/blocks/0/text/type', 'unknown_type'],
    ['a header of 151', [{ type: 'header', text: plain(x(151)) }], '/blocks/0/text/text', 'too_long'],
    [
      '11 of context',
      [{ type: 'context', elements: times(11, () => mrkdwn('x')) }],
      '/blocks/0/elements',
      'too_many',
    ],
    ['26 buttons', [actions(...times(26, button))], '/blocks/0/elements', 'too_many'],
    ['no buttons', [actions()], '/blocks/0/elements', 'too_few'],
    ['one action_id twice', [actions(button(1), button(1))], '/blocks/0/elements/1/action_id', 'duplicate'],
    [
      'one block_id twice',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      '/blocks/1/block_id',
      'duplicate',
    ],
    ['a block_id of 256', [{ type: 'divider', block_id: x(256) }], '/blocks/0/block_id', 'too_long'],
    [
      'an action_id of 256',
      [actions({ ...button(1), action_id: x(256) })],
      '/blocks/0/elements/0/action_id',
      'too_long',
    ],
    [
      'a label of 76',
      [actions({ ...button(1), text: plain(x(76)) })],
      '/blocks/0/elements/0/text/text',
      'too_long',
    ],
    [
      'a value of 2001',
      [actions({ ...button(1), value: x(2001) })],
      '/blocks/0/elements/0/value',
      'too_long',
    ],
    [
      'a style unknown',
      [actions({ ...button(1), style: 'loud' })],
      '/blocks/0/elements/0/style',
      'bad_value',
    ],
    [
      'a link to no page',
      [actions({ ...button(1), url: 'javascript:1' })],
      '/blocks/0/elements/0/url',
      'bad_value',
    ],
    [
      'an input among actions',
      [actions({ type: 'plain_text_input' })],
      '/blocks/0/elements/0/type',
      'unknown_type',
    ],
    ['101 options', [select({ options: times(101, option) })], '/blocks/0/elements/0/options', 'too_many'],
    ['a select of nothing', [select({})], '/blocks/0/elements/0', 'missing_field'],
    [
      'an option value of 151',
      [select({ options: [{ text: plain('x'), value: x(151) }] })],
      '/blocks/0/elements/0/options/0/value',
      'too_long',
    ],
    [
      'markup in an option',
      [select({ options: [{ text: mrkdwn('x'), value: 'x' }] })],
      '/blocks/0/elements/0/options/0/text/type',
      'unknown_type',
    ],
    [
      'an initial option that is none',
      [select({ options: [option(1)], initial_option: option(2) })],
      '/blocks/0/elements/0/initial_option',
      'bad_value',
    ],
    [
      'a menu of 6',
      [actions({ type: 'overflow', options: times(6, option) })],
      '/blocks/0/elements/0/options',
      'too_many',
    ],
    [
      '11 radio buttons',
      [actions({ type: 'radio_buttons', options: times(11, option) })],
      '/blocks/0/elements/0/options',
      'too_many',
    ],
    [
      'a confirmation of 301',
      [actions({ ...button(1), confirm: { text: plain(x(301)) } })],
      '/blocks/0/elements/0/confirm/text/text',
      'too_long',
    ],
    [
      'feedback without a value',
      [
        {
          type: 'context_actions',
          elements: [
            {
              type: 'feedback_buttons',
              positive_button: { text: plain('y') },
              negative_button: { text: plain('n'), value: 'n' },
            },
          ],
        },
      ],
      '/blocks/0/elements/0/positive_button',
      'missing_field',
    ],
    [
      'a button among context actions',
      [{ type: 'context_actions', elements: [button(1)] }],
      '/blocks/0/elements/0/type',
      'unknown_type',
    ],
    [
      'a picture without words',
      [{ type: 'image', image_url: 'https://a.example/b.png' }],
      '/blocks/0',
      'missing_field',
    ],
    ['a picture without a source', [{ type: 'image', alt_text: 'x' }], '/blocks/0', 'missing_field'],
    [
      'a picture of two sources',
      [{ type: 'image', alt_text: 'x', image_url: 'https://a.example/b.png', slack_file: { id: 'F1' } }],
      '/blocks/0',
      'not_allowed_here',
    ],
    ['two tables', [table([[raw('x')]]), table([[raw('x')]])], '/blocks', 'too_many'],
    ['101 rows', [table(times(101, () => [raw('x')]))], '/blocks/0/rows', 'too_many'],
    ['21 columns', [table([times(21, () => raw('x'))])], '/blocks/0/rows/0', 'too_many'],
    ['an empty cell', [table([[raw('')]])], '/blocks/0/rows/0/0/text', 'too_short'],
    ['10,001 characters of cells', [table([[raw(x(10_001))]])], '/blocks', 'too_long'],
    [
      '10,001 characters of rich cells',
      [table([[rich({ type: 'text', text: x(5000) })], [rich({ type: 'text', text: x(5001) })]])],
      '/blocks',
      'too_long',
    ],
    [
      'a data table without a caption',
      [{ type: 'data_table', rows: [[raw('x')], [raw('y')]] }],
      '/blocks/0',
      'missing_field',
    ],
    ['a data table of a header', [data([[raw('x')]])], '/blocks/0/rows', 'too_few'],
    ['202 rows of data', [data(times(202, () => [raw('x')]))], '/blocks/0/rows', 'too_many'],
    ['ragged rows of data', [data([[raw('x')], [raw('x'), raw('y')]])], '/blocks/0/rows/1', 'out_of_range'],
    [
      'a rich header of data',
      [data([[rich({ type: 'text', text: 'x' })], [raw('y')]])],
      '/blocks/0/rows/0/0',
      'not_allowed_here',
    ],
    [
      'pages of 101',
      [data([[raw('x')], [raw('y')]], { page_size: 101 })],
      '/blocks/0/page_size',
      'out_of_range',
    ],
    [
      '20,001 characters of data over two tables',
      [data([[raw('x')], [raw(x(10_000))]]), data([[raw('y')], [raw(x(9999))]])],
      '/blocks',
      'too_long',
    ],
    [
      '12,001 characters of markdown',
      times(2, (i) => ({ type: 'markdown', text: x(6000 + i) })),
      '/blocks',
      'too_long',
    ],
    [
      'an empty text element',
      [rich({ type: 'text', text: '' })],
      '/blocks/0/elements/0/elements/0/text',
      'too_short',
    ],
    ['an element unknown', [rich({ type: 'blink' })], '/blocks/0/elements/0/elements/0/type', 'unknown_type'],
    [
      'a mention in code',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }],
        },
      ],
      '/blocks/0/elements/0/elements/0/type',
      'unknown_type',
    ],
    [
      'text outside a section',
      [{ type: 'rich_text', elements: [{ type: 'text', text: 'x' }] }],
      '/blocks/0/elements/0/type',
      'unknown_type',
    ],
    [
      '11 children',
      [{ type: 'container', title: plain('x'), child_blocks: times(11, () => ({ type: 'divider' })) }],
      '/blocks/0/child_blocks',
      'too_many',
    ],
    ['a card of 201', [{ type: 'card', body: mrkdwn(x(201)) }], '/blocks/0/body/text', 'too_long'],
    [
      '11 cards',
      [{ type: 'carousel', elements: times(11, () => ({ type: 'card', body: mrkdwn('x') })) }],
      '/blocks/0/elements',
      'too_many',
    ],
    [
      'one task twice',
      [
        {
          type: 'plan',
          title: 'x',
          tasks: times(2, () => ({ type: 'task_card', task_id: 't', title: 'x', status: 'pending' })),
        },
      ],
      '/blocks/0/tasks/1/task_id',
      'duplicate',
    ],
  ]
  it.each(refused)('refuses %s', (_, blocks, pointer, code) => {
    expect(found(blocks)).toContainEqual(expect.objectContaining({ pointer, code }))
  })

  it('refuses more characters than a message may hold, whichever blocks they are in', () => {
    const sections = times(5, () => ({ type: 'section', text: mrkdwn(x(blockCharacters / 5)) }))
    expect(found(sections)).toEqual([])
    const over = found([...sections, { type: 'header', text: plain('x') }])
    expect(over).toEqual([expect.objectContaining({ code: 'msg_blocks_too_long', pointer: '/blocks' })])
  })

  it('refuses a message of nothing, of too much text, and of ill-formed metadata', () => {
    const codes = (body: object) => problemsOfMessage(body).map(({ code }) => code)
    expect(codes({})).toEqual(['no_text'])
    expect(codes({ text: '' })).toEqual(['no_text'])
    expect(codes({ blocks: [] })).toEqual(['no_text'])
    expect(codes({ text: x(40_000) })).toEqual([])
    expect(codes({ text: x(40_001) })).toEqual(['msg_too_long'])
    const metadata = { event_type: 'ml_architect_message', event_payload: { id: 'a:1' } }
    expect(codes({ text: 'x', metadata })).toEqual([])
    expect(codes({ text: 'x', metadata: { ...metadata, event_type: 'no spaces' } })).toEqual(['bad_metadata'])
    expect(codes({ text: 'x', metadata: { event_type: 'x' } })).toEqual(['bad_metadata'])
    expect(codes({ text: 'x', metadata: { ...metadata, event_payload: { a: [['b']] } } })).toEqual([
      'bad_metadata',
    ])
  })
})

describe('what Slack takes in a view', () => {
  const input = {
    type: 'input',
    block_id: 'b',
    label: plain('Budget'),
    hint: plain('per month'),
    element: { type: 'plain_text_input', action_id: 'a', max_length: 3000 },
  }
  const modal = { type: 'modal', title: plain('Answer'), submit: plain('Send'), blocks: [input] }
  const pointers = (view: unknown) => problemsOfView(view).map(({ pointer, code }) => `${pointer} ${code}`)

  it('takes a modal of inputs and a home tab', () => {
    expect(pointers({ ...modal, private_metadata: x(3000), callback_id: 'c' })).toEqual([])
    const home = { type: 'home', blocks: times(100, () => ({ type: 'section', text: mrkdwn('x') })) }
    expect(pointers(home)).toEqual([])
  })

  it('refuses what is too long or missing', () => {
    expect(pointers({ ...modal, title: plain(x(25)) })).toEqual(['/title/text too_long'])
    expect(pointers({ ...modal, submit: plain(x(25)) })).toEqual(['/submit/text too_long'])
    expect(pointers({ ...modal, close: plain(x(25)) })).toEqual(['/close/text too_long'])
    expect(pointers({ ...modal, submit: undefined })).toEqual(['/submit missing_field'])
    expect(pointers({ ...modal, title: undefined })).toEqual([' missing_field'])
    expect(pointers({ ...modal, private_metadata: x(3001) })).toEqual(['/private_metadata too_long'])
    expect(pointers({ ...modal, callback_id: x(256) })).toEqual(['/callback_id too_long'])
    expect(pointers({ ...modal, blocks: times(101, () => ({ type: 'divider' })) })).toEqual([
      '/blocks too_many',
    ])
    expect(pointers({ ...modal, blocks: [input, input] })).toEqual(['/blocks/1/block_id duplicate'])
    expect(pointers({ ...modal, blocks: [{ type: 'table', rows: [[raw('x')]] }] })).toEqual([
      '/blocks/0/type not_allowed_here',
    ])
    expect(pointers({ ...modal, type: 'page' })).toEqual(['/type unknown_type'])
  })

  it('refuses a title on a home tab', () => {
    expect(pointers({ ...modal, type: 'home' })).toEqual(['/title unknown_field', '/submit unknown_field'])
  })

  it('refuses inputs that cannot be filled in', () => {
    const withElement = (element: object) => pointers({ ...modal, blocks: [{ ...input, element }] })
    expect(withElement({ type: 'button', text: plain('x') })).toEqual(['/blocks/0/element/type unknown_type'])
    expect(withElement({ type: 'plain_text_input', max_length: 3001 })).toEqual([
      '/blocks/0/element/max_length out_of_range',
    ])
    expect(withElement({ type: 'plain_text_input', min_length: 9, max_length: 8 })).toEqual([
      '/blocks/0/element out_of_range',
    ])
    expect(withElement({ type: 'static_select', options: [option(1)], placeholder: plain(x(151)) })).toEqual([
      '/blocks/0/element/placeholder/text too_long',
    ])
  })
})

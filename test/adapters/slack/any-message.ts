/** Messages of every block kind, with the words that break renderers, for properties. */
import fc from 'fast-check'
import { escapeText, plainText } from '../../../src/messages/inline.js'
import type { BlockKind, MessageBlock, OutgoingMessage } from '../../../src/messages/message.js'
import { sampleSession } from '../../support/sample-messages.js'

const hostile = fc.constantFrom(
  '<!channel>',
  '<@U0123456>',
  '<#C0123456|general>',
  '<https://evil.example|bank>',
  '&lt;!here&gt; &amp;',
  '@everyone @here #general',
  '*bold* _italic_ ~struck~ `code`',
  ':tada: :+1: 12:30:45',
  '> quoted\n> twice',
  '```\nfence\n```',
  'https://example.org/a_b?c=d&e=f',
  '[x](javascript:alert(1))',
  '**a `b _c',
  '\\',
)
const foreign = fc.constantFrom(
  'שלום עולם',
  'مرحبا بالعالم',
  'Ça va très bien',
  'e\u0301e\u0301e\u0301',
  '👩‍👩‍👧‍👦👍🏽🇩🇪',
  '機械学習のモデルを設計する',
  'นี่คือข้อความภาษาไทย',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
)
const long = fc.oneof(
  fc.nat({ max: 40 }).map((n) => 'word '.repeat(n * 30)),
  fc.nat({ max: 5_000 }).map((n) => 'x'.repeat(n)),
  fc.nat({ max: 1_200 }).map((n) => '👩‍👩‍👧‍👦'.repeat(n / 4)),
  fc.nat({ max: 60 }).map((n) => 'A paragraph of some words.\n\n'.repeat(n * 4)),
  fc.nat({ max: 150 }).map((n) => '**b** _i_ `c` '.repeat(n)),
  fc.nat({ max: 3_000 }).map((n) => '深'.repeat(n)),
)
const raw = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 3, arbitrary: hostile },
  { weight: 3, arbitrary: foreign },
)
/** A person's words, escaped; the small Markdown of ours; and what somebody forgot to escape. */
const words = fc.oneof(
  { weight: 6, arbitrary: raw.map(escapeText) },
  { weight: 2, arbitrary: fc.tuple(raw, raw).map(([a, b]) => `**${escapeText(a)}** and ${escapeText(b)}`) },
  {
    weight: 2,
    arbitrary: raw.map(
      (text) => `[${escapeText(text)}](https://example.org/p?q=1) and \`${escapeText(text)}\``,
    ),
  },
  { weight: 1, arbitrary: raw.map((text) => `[${escapeText(text)}](/t/abc)`) },
  { weight: 1, arbitrary: fc.webUrl().map((url) => `[here](${url.replace(/[()\\]/g, '')})`) },
  { weight: 2, arbitrary: hostile },
)
const anyWords = fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: long })
const label = fc.oneof(
  { weight: 5, arbitrary: words },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: long },
)

const ids = fc.stringMatching(/^[A-Za-z0-9_.-]{1,30}$/)
const actions = fc.record({
  session: fc.constantFrom(sampleSession, 'team'),
  round: fc.nat({ max: 99 }),
  question: fc.oneof(ids, fc.constantFrom('round', 'forget')),
  choice: fc.oneof(ids, fc.constantFrom('form', 'cancel')),
})
const recipe = fc.record({
  kind: fc.constantFrom('proposal' as const, 'proposals' as const),
  entry: fc.nat({ max: 99 }),
  form: fc.constantFrom('markdown' as const, 'json' as const, 'picture' as const),
  name: fc.constantFrom('layers-A.png', 'proposals.md'),
})
const few = <T>(item: fc.Arbitrary<T>, maxLength = 5) => fc.array(item, { maxLength })

const tables = fc
  .record({
    columns: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
      { weight: 1, arbitrary: fc.nat({ max: 24 }) },
    ),
    rows: fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 14 }) },
      { weight: 1, arbitrary: fc.nat({ max: 130 }) },
    ),
  })
  .chain(({ columns, rows }) => {
    const short = fc.oneof(
      fc.constantFrom('', '1', '25,326', '4.1 ms', '**A**', '[x](https://example.org/)'),
      fc.lorem({ maxCount: 2 }),
    )
    const row = fc.array(fc.oneof({ weight: 80, arbitrary: short }, { weight: 1, arbitrary: anyWords }), {
      minLength: columns,
      maxLength: columns,
    })
    return fc.record({
      kind: fc.constant('table' as const),
      caption: label,
      header: row,
      rows: fc.array(row, { minLength: rows, maxLength: rows }),
      align: fc.array(fc.constantFrom('left' as const, 'right' as const), { maxLength: columns }),
    })
  })

const choice = fc.record(
  {
    label: fc.oneof({ weight: 20, arbitrary: words }, { weight: 1, arbitrary: label }),
    action: actions,
    isDefault: fc.boolean(),
  },
  { requiredKeys: ['label', 'action'] },
)
const style = fc.constantFrom('primary' as const, 'danger' as const)

export const anyBlock: Readonly<Record<BlockKind, fc.Arbitrary<MessageBlock>>> = {
  heading: fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const),
    text: anyWords,
  }),
  text: fc.record({
    kind: fc.constant('text' as const),
    text: anyWords,
    tone: fc.constantFrom('normal' as const, 'muted' as const, 'warning' as const, 'highlight' as const),
  }),
  fields: fc.record({
    kind: fc.constant('fields' as const),
    fields: few(fc.record({ label, value: anyWords }), 14),
  }),
  table: tables,
  code: fc.record({
    kind: fc.constant('code' as const),
    code: fc.oneof(
      raw,
      long,
      fc.nat({ max: 300 }).map((n) => '  indented = "x"\n\n'.repeat(n)),
    ),
  }),
  list: fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.oneof({ weight: 3, arbitrary: few(anyWords) }, { weight: 1, arbitrary: few(words, 60) }),
  }),
  image: fc.record({ kind: fc.constant('image' as const), recipe, alt: label }),
  actions: fc.record({
    kind: fc.constant('actions' as const),
    actions: few(fc.record({ label, action: actions, style }, { requiredKeys: ['label', 'action'] }), 60),
  }),
  select: fc.record(
    {
      kind: fc.constant('select' as const),
      label,
      hint: label,
      options: fc.oneof({ weight: 4, arbitrary: few(choice, 6) }, { weight: 1, arbitrary: few(choice, 130) }),
    },
    { requiredKeys: ['kind', 'label', 'options'] },
  ),
  form: fc.record({
    kind: fc.constant('form' as const),
    submit: fc.record({ label, action: actions }),
    fields: few(
      fc.record(
        {
          id: ids,
          label,
          hint: label,
          options: few(fc.record({ id: ids, label: words }), 14),
          default: ids,
          freeText: fc.boolean(),
        },
        { requiredKeys: ['id', 'label', 'options', 'default', 'freeText'] },
      ),
      5,
    ),
  }),
  feedback: fc.record({ kind: fc.constant('feedback' as const), action: actions }),
  thread: fc.record({
    kind: fc.constant('thread' as const),
    thread: fc.record({
      platform: fc.constantFrom('slack' as const, 'web' as const),
      space: fc.constant('T1'),
      channel: fc.constant('C1'),
      thread: fc.constant('17.2'),
    }),
    label,
  }),
  divider: fc.constant({ kind: 'divider' as const }),
}

export const anyMessage: fc.Arbitrary<OutgoingMessage> = fc.record(
  {
    id: fc.constant(`${sampleSession}:1`),
    fallback: label,
    blocks: few(fc.oneof(...Object.values(anyBlock)), 8),
    files: few(recipe, 2),
  },
  { requiredKeys: ['id', 'fallback', 'blocks'] },
)

/** All small Markdown that a block shows. */
export function sourcesOf(block: MessageBlock): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return [block.text]
    case 'fields':
      return block.fields.flatMap(({ label, value }) => [label, value])
    case 'table':
      return [block.caption, ...block.header, ...block.rows.flat()]
    case 'code':
      return [escapeText(block.code)]
    case 'list':
      return [...block.items]
    case 'image':
      return [block.alt]
    case 'actions':
      return block.actions.map((button) => button.label)
    case 'select':
      return [block.label, block.hint ?? '', ...block.options.map((option) => option.label)]
    case 'form':
      return block.fields.flatMap((field) => [
        field.label,
        field.hint ?? '',
        ...field.options.map((option) => option.label),
      ])
    case 'thread':
      return [block.label]
    case 'feedback':
    case 'divider':
      return []
  }
}

/** The words of small Markdown, as they should be found in what is shown. */
export const wordsOf = (source: string): string[] =>
  plainText(source)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .split(/[\s\u200b]+/)
    .filter((word) => word !== '')

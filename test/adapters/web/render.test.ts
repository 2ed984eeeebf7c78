import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Message, type RenderContext } from '../../../adapters/web/render.js'
import { formatAction } from '../../../src/chat/action.js'
import { escapeText, plainText } from '../../../src/messages/inline.js'
import type { MessageBlock, OutgoingMessage } from '../../../src/messages/message.js'
import { everything, oneOfEach, sampleSession, saying } from '../../support/sample-messages.js'
import { textOf } from '../../support/web-chat.js'

let events = 0
const context = (openRound?: number): RenderContext => ({
  actionUrl: '/t/abc/act',
  formToken: 'token',
  newEventId: () => `event${++events}`,
  openRound,
})
const html = (message: OutgoingMessage, openRound?: number) =>
  String(Message({ message, context: context(openRound), baseLevel: 2 }))
const of = (...blocks: MessageBlock[]): OutgoingMessage => ({ ...saying(1, 'fallback'), blocks })
const squeeze = (text: string) => text.replace(/\s+/g, '')

/** All text a block holds, as a person should read it. */
function textsOf(block: MessageBlock): string[] {
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
      return block.actions.map(({ label }) => label)
    case 'select':
      return [block.label, block.hint ?? '', ...block.options.map(({ label }) => label)]
    case 'form':
      return block.fields.flatMap((field) => [
        field.label,
        field.hint ?? '',
        ...field.options.map(({ label }) => label),
      ])
    case 'thread':
      return [block.label]
    case 'feedback':
    case 'divider':
      return []
  }
}

describe('a message as HTML', () => {
  it.each(Object.entries(oneOfEach))('shows all text of a %s block', (_, block) => {
    // The text of a picture is read out from its `alt`.
    const shown = squeeze(textOf(html(of(block)).replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1')))
    for (const text of textsOf(block)) expect(shown).toContain(squeeze(plainText(text)))
  })

  it('shows the fallback where there are no blocks', () => {
    expect(textOf(html({ ...saying(1, 'Only this.'), blocks: [] }))).toContain('Only this.')
  })

  it('links the files of the message and of its pictures', () => {
    const page = html(everything())
    expect(page).toContain(`href="/files/${sampleSession}/3/markdown" download="proposals.md"`)
    expect(page).toContain(`<img src="/files/${sampleSession}/3/picture?proposal=A"`)
    expect(page).toContain(`srcset="/files/${sampleSession}/3/picture?proposal=A&amp;theme=dark"`)
    const document = html(
      of({
        kind: 'image',
        recipe: { kind: 'proposal', entry: 1, form: 'json', name: 'chart.json' },
        alt: 'A chart',
      }),
    )
    expect(document).toContain('href="/files/ABCDEFGHIJKLMNOP/1/json" download="chart.json"')
    expect(document).toContain('<p>A chart</p>')
  })

  it('marks text, and keeps its line breaks', () => {
    const page = html(of(oneOfEach.text))
    expect(page).toContain('<strong>42 days</strong>')
    expect(page).toContain('<em>history</em>')
    expect(page).toContain('<code>series.csv</code>,<br/>')
    expect(page).toContain('href="https://example.org/p"')
  })

  it('skips no heading level, wherever a message begins', () => {
    const heading = (level: 1 | 2 | 3): MessageBlock => ({ kind: 'heading', level, text: `H${level}` })
    const levels = html(of(heading(2), heading(3), heading(3), heading(1), heading(3)))
    expect([...levels.matchAll(/<h(\d)/g)].map((match) => match[1])).toEqual(['2', '3', '3', '2', '3'])
  })

  it('names a table by its caption and its rows by their first cell', () => {
    const page = html(of(oneOfEach.table))
    expect(page).toMatch(/<figcaption id="([^"]+)">[\s\S]*aria-labelledby="\1"/)
    expect(page).toContain('scope="row"')
    expect(page).not.toMatch(/<th[^>]*><\/th>/)
  })

  it('lets a large table scroll in a region that the keyboard reaches', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [
      `block.${i}`,
      'linear',
      '[42, 64]',
      '4,096',
      '8,192',
      '1',
    ])
    const page = html(of({ kind: 'table', caption: 'Layers', header: ['a', 'b', 'c', 'd', 'e', 'f'], rows }))
    expect(page).toMatch(/<section class="table-scroll" aria-labelledby="[^"]+" tabindex="0">/)
  })

  it('offers a question as labelled choices, the assumed one chosen, and a line for own words', () => {
    const page = html(of(oneOfEach.form), 1)
    expect(page).toContain('<legend>How many series are there?</legend>')
    expect(page).toMatch(/value="many" checked/)
    expect(page.match(/or in your words/g)).toHaveLength(1)
    expect(textOf(page)).toMatch(/10 or more\s*assumed/)
    expect(page).toContain(
      `value="${formatAction({ session: sampleSession, round: 1, question: 'round', choice: 'form' })}"`,
    )
  })

  it('offers a closed round no more, and still shows what was asked', () => {
    const page = html(of(oneOfEach.form, oneOfEach.select, oneOfEach.actions), 2)
    expect(page).not.toContain('<fieldset')
    expect(page).not.toContain('<select')
    expect(page).not.toContain(':round:assume')
    expect(page).toContain('How many series are there?')
    // Trying again after a failure belongs to no round.
    expect(page).toContain(':round:retry')
  })

  it('gives every form an event id of its own and the form token', () => {
    const page = html(everything(), 1)
    const ids = [...page.matchAll(/name="event" value="([^"]+)"/g)].map((match) => match[1])
    expect(ids.length).toBeGreaterThan(3)
    expect(new Set(ids).size).toBe(ids.length)
    expect(page.match(/name="csrf" value="token"/g)).toHaveLength(ids.length)
  })
})

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</textarea><hx-partial hx-target="#log">',
    "' onmouseover='x",
    '<!-- ',
    '&lt;b&gt;',
    '[x](javascript:alert(1))',
    '**a `b _c',
    '\\',
  ),
)
const small = hostile.map((raw) => escapeText(raw))
const marked = fc.oneof(small, hostile)
const ids = fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/)
const actions = fc.record({
  session: fc.constant(sampleSession),
  round: fc.nat({ max: 9 }),
  question: ids,
  choice: ids,
})
const recipe = fc.record({
  kind: fc.constantFrom('proposal' as const, 'proposals' as const),
  entry: fc.nat({ max: 99 }),
  form: fc.constantFrom('markdown' as const, 'json' as const, 'picture' as const),
  name: marked,
})
const lists = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 4 })
const tables = fc
  .record({ columns: fc.integer({ min: 1, max: 7 }), rows: fc.integer({ min: 0, max: 20 }) })
  .chain(({ columns, rows }) => {
    const row = fc.array(marked, { minLength: columns, maxLength: columns })
    return fc.record({
      kind: fc.constant('table' as const),
      caption: marked,
      header: row,
      rows: fc.array(row, { minLength: rows, maxLength: rows }),
    })
  })
const blocks: fc.Arbitrary<MessageBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const),
    text: marked,
  }),
  fc.record({
    kind: fc.constant('text' as const),
    text: marked,
    tone: fc.constantFrom('normal' as const, 'muted' as const, 'warning' as const, 'highlight' as const),
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: lists(fc.record({ label: marked, value: marked })),
  }),
  tables,
  fc.record({ kind: fc.constant('code' as const), code: hostile, language: hostile }),
  fc.record({ kind: fc.constant('list' as const), ordered: fc.boolean(), items: lists(marked) }),
  fc.record({ kind: fc.constant('image' as const), recipe, alt: marked }),
  fc.record({
    kind: fc.constant('actions' as const),
    actions: lists(fc.record({ label: marked, action: actions })),
  }),
  fc.record({
    kind: fc.constant('select' as const),
    label: marked,
    hint: marked,
    options: lists(fc.record({ label: marked, action: actions })),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    submit: fc.record({ label: marked, action: actions }),
    fields: lists(
      fc.record({
        id: ids,
        label: marked,
        hint: marked,
        options: lists(fc.record({ id: ids, label: marked })),
        default: ids,
        freeText: fc.boolean(),
      }),
    ),
  }),
  fc.record({ kind: fc.constant('feedback' as const), action: actions }),
  fc.constant({ kind: 'divider' as const }),
)

/** The tags and attributes that our own templates write; anything else came out of somebody's text. */
const ownTags = new Set(
  'a article br button code dd div dl dt em fieldset figcaption figure form h2 h3 h4 hr img input label legend li ol option p picture pre section select source span strong table tbody td th thead tr ul'.split(
    ' ',
  ),
)

describe('whatever a message holds', () => {
  it('renders, loses no text, and lets no text become markup', () => {
    fc.assert(
      fc.property(
        fc.array(blocks, { maxLength: 6 }),
        fc.option(fc.nat({ max: 3 }), { nil: undefined }),
        (some, round) => {
          const page = html(of(...some), round)
          const alternatives = [...page.matchAll(/ alt="([^"]*)"/g)].map((match) => match[1]).join(' ')
          const shown = squeeze(textOf(`${page} ${alternatives}`))
          for (const text of some.flatMap(textsOf)) {
            const words = squeeze(plainText(text))
            if (!shown.includes(words)) expect(page).toContain(`alt="`)
          }
          for (const [, tag] of page.matchAll(/<\/?([a-zA-Z][^\s/>]*)/g)) expect(ownTags).toContain(tag)
          const withoutValues = page.replace(/"[^"]*"/g, '""')
          expect(withoutValues).not.toMatch(/<[^>]*\son[a-z]+=/i)
          expect(page).not.toMatch(/href="(?!https?:\/\/|\/)/)
        },
      ),
      { numRuns: 300 },
    )
  })
})

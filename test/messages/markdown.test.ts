import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText } from '../../src/messages/inline.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { heading, list, type MessageBlock, text } from '../../src/messages/message.js'
import { renderPlain, shorten } from '../../src/messages/plain.js'

const table: MessageBlock = {
  kind: 'table',
  caption: 'Figures',
  header: ['Figure', 'Value'],
  align: ['left', 'right'],
  rows: [
    ['a | b', '1\n2'],
    ['`x|y`', '3'],
  ],
}

describe('the Markdown renderer', () => {
  it('renders headings, lists, tables and code', () => {
    expect(
      renderMarkdown([
        heading(2, 'A'),
        list(['one', 'two'], true),
        { kind: 'code', code: 'x', language: 'ts' },
      ]),
    ).toBe('## A\n\n1. one\n2. two\n\n```ts\nx\n```\n')
  })

  it('keeps a table in one piece whatever its cells hold', () => {
    const lines = renderMarkdown([table]).trim().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toBe('| --- | ---: |')
    expect(lines[2]).toBe('| a \\| b | 1<br>2 |')
  })

  it('fences code that holds fences', () => {
    expect(renderMarkdown([{ kind: 'code', code: '```\nx\n```' }])).toContain('````')
  })

  it('never lets text open a heading, a list, a tag or a mention of its own', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (raw) => {
        const line = renderMarkdown([text(escapeText(`x ${raw}`))])
        expect(line).not.toMatch(/(^|[^\\])</)
        expect(line).not.toMatch(/(^|[^\\])#/)
      }),
    )
  })

  it('offers every choice of a form, with the assumed one marked', () => {
    const action = { session: 'S', round: 1, question: 'round', choice: 'form' }
    const form: MessageBlock = {
      kind: 'form',
      submit: { label: 'Answer', action },
      fields: [
        {
          id: 'q',
          label: 'How many series?',
          options: [
            { id: 'few', label: 'Under 10' },
            { id: 'many', label: 'Hundreds' },
          ],
          default: 'many',
          freeText: true,
        },
      ],
    }
    expect(renderMarkdown([form])).toContain('2. Hundreds (assumed if you say nothing)')
  })
})

describe('the plain-text fallback', () => {
  it('holds the words of every block and no marks', () => {
    const plain = renderPlain([heading(1, '**T**'), text('a _b_'), table, list(['c'])])
    expect(plain).toBe('T\na b\nFigure; Value\na | b; 1\n2\nx|y; 3\n• c')
  })

  it('shortens at a word, by characters rather than code units', () => {
    expect(shorten('one two three', 9)).toBe('one two…')
    expect(shorten('👩👩👩👩', 4)).toBe('👩👩👩👩')
    expect(shorten('👩👩👩👩👩', 4)).toBe('👩👩👩…')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText, parseInline, plainText } from '../../src/messages/inline.js'

describe('small Markdown', () => {
  it('splits bold, italic, code and links from plain text', () => {
    expect(parseInline('a **b** _c_ `d` [e](https://f.g/h)')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'e', href: 'https://f.g/h' },
    ])
  })

  it('leaves marks without a partner and underscores inside words as they are', () => {
    for (const literal of [
      '2 ** 3',
      'learning_rate and batch_size',
      'a ` b',
      '[not a link]',
      '** **'.slice(0, 2),
    ])
      expect(plainText(literal)).toBe(literal)
    expect(parseInline('learning_rate and batch_size')).toHaveLength(1)
  })

  it('makes no link of a script or of an attribute-breaking address', () => {
    for (const bad of ['[x](javascript:alert(1))', '[x](https://a.b/"onclick=x)', '[x](data:text/html,1)'])
      expect(parseInline(bad).every((span) => span.kind !== 'link')).toBe(true)
  })

  it('gives any escaped text back to the letter, as plain text only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const clean = raw.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
        const spans = parseInline(escapeText(raw))
        expect(spans.every((span) => span.kind === 'text')).toBe(true)
        expect(spans.map((span) => span.text).join('')).toBe(clean)
      }),
    )
  })

  it('reads 40 KB of marks without slowing down', () => {
    for (const mark of ['[', '**', '`', '_', '\\', '](', '[a](']) {
      const before = process.cpuUsage()
      parseInline(mark.repeat(Math.ceil(40_000 / mark.length)))
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(500)
    }
  })
})

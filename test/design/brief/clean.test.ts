import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asWritten, cleanText, readLimit } from '../../../src/design/brief/clean.js'

/** Control and default-ignorable characters, listed independently of the implementation. */
const unseen = ['\u0000', '\u0007', '\u00ad', '\u200b', '\u200e', '\u202e', '\u2066', '\ufeff', '\u{e0041}']

describe('text made ready to be read', () => {
  it('leaves plain text as it is', () => {
    const text = 'Forecast 63 days,\n\tp99 < 50 ms'
    expect(cleanText(text)).toMatchObject({ text, omitted: 0, stripped: 0 })
  })

  it.each(unseen)('drops an invisible character and counts it (%j)', (char) => {
    const clean = cleanText(`6${char}3 days`)
    expect(clean.text).toBe('63 days')
    expect(clean.stripped).toBe(char.length)
  })

  it('turns compatibility forms into plain ones and keeps their place', () => {
    const clean = cleanText('６３-day ﬁlter')
    expect(clean.text).toBe('63-day filter')
    expect(asWritten(clean, 0, 6)).toBe('６３-day')
  })

  it('composes letters with their marks', () => {
    expect(cleanText('Geba\u0308ude').text).toBe('Gebäude')
  })

  it('reads halves and quarters as decimals', () => {
    expect(cleanText('2½ years').text).toBe('2.5 years')
  })

  it('keeps a few marks on a letter and drops the pile', () => {
    const clean = cleanText(`a${'\u0323'.repeat(40)} 63 days`)
    expect(clean.text.length).toBeLessThan(15)
    expect(clean.text).toContain('63 days')
    expect(clean.stripped).toBe(36)
  })

  it('counts no parts of emoji as hidden text', () => {
    expect(cleanText('❤️ 👨‍👩‍👧 63 days').stripped).toBe(0)
  })

  it('reads the head and the tail of long text and says how much it left out', () => {
    const clean = cleanText(`start ${'x'.repeat(30_000)} 63 days`)
    expect(clean.omitted).toBe('start '.length + 30_000 + ' 63 days'.length - readLimit)
    expect(clean.text.startsWith('start ')).toBe(true)
    expect(clean.text.endsWith(' 63 days')).toBe(true)
    expect(clean.text.length).toBe(readLimit + 2)
  })

  it('never gives more than twice what it reads, whatever a character stands for', () => {
    expect(cleanText('\ufdfa'.repeat(40_000)).text.length).toBeLessThanOrEqual(2 * readLimit)
  })

  it('reads a sample of the middle, cut between words', () => {
    const rows = Array.from({ length: 6_000 }, (_, i) => `row${i}`).join(' ')
    const words = cleanText(rows).text.split(/\s/).filter(Boolean)
    const numbers = words.map((word) => Number(/^row(\d+)$/.exec(word)?.[1]))
    expect(numbers).not.toContain(Number.NaN)
    // Whole words only, in order, from the start, the middle and the end.
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
    expect([numbers[0], numbers.at(-1)]).toEqual([0, 5_999])
    expect(numbers.some((n) => n > 2_900 && n < 3_100)).toBe(true)
  })

  it.each([
    ['<@U0123456> 20 stores', '20 stores'],
    ['<!here> <#C99|sales-7> forecast', 'forecast'],
    ['see <https://example.org/2024/500-items|the wiki> please', 'see |the wiki> please'],
    ['https://example.org/63-days?rows=1000 hello', 'hello'],
    ['hi :rocket: 3 weeks', 'hi 3 weeks'],
    ['<:party:123456789012> yes', 'yes'],
    ['> quoted\n> twice', 'quoted twice'],
    ['p99 &lt; 50 ms &amp; more', 'p99 < 50 ms & more'],
    ['rows:1000:2 a<b', 'rows:1000:2 a<b'],
  ])('leaves out what chats put between words: %s', (text, left) => {
    expect(cleanText(text).text.split(/\s+/).filter(Boolean).join(' ')).toBe(left)
    expect(cleanText(text).text).toHaveLength(text.length)
  })

  it('can quote every stretch from what was typed', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(anyText, fc.nat(200), fc.nat(200), (text, a, b) => {
        const clean = cleanText(text)
        const quoted = asWritten(clean, Math.min(a, b), Math.max(a, b))
        const visible = text.replace(/(?![\t\n\r])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
        expect(visible).toContain(quoted)
      }),
    )
  })
})

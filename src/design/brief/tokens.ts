/**
 * Text to tokens in one pass. Nothing here looks back or nests, so hostile text costs no more than plain text.
 * Words are folded (lower case, no accents) for look-up; `start` and `end` give the words as they were written.
 */
import { readNumber } from './numbers.js'

export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  /** Folded. A number keeps its digits. */
  readonly text: string
  /** As written. */
  readonly raw: string
  readonly start: number
  readonly end: number
  /** Nothing stands between this token and the one before. */
  readonly glued: boolean
  readonly value?: number
  /** Counts up at `. ; ! ? ,`, brackets and line ends: words belong to the quantity of their own clause. */
  readonly clause: number
}

/** At most this much is read: of longer text its head and its tail. */
export const readLimit = 16_384
const tailLength = 4_096
/** Plain text of that length has half as many; what has more is noise. */
const tokenLimit = 4_000

export interface CleanText {
  readonly text: string
  /** Characters of the original left out between head and tail. */
  readonly omitted: number
  /** Invisible or direction-changing characters that were dropped. */
  readonly stripped: number
}

const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
/** Thin and fixed spaces inside a number group digits: `1 200`. NFKC would make plain spaces of them. */
const groupSpace = /(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/g

/** What is parsed: shortened, normalised, without invisible characters. */
export function cleanText(input: string): CleanText {
  const omitted = Math.max(0, input.length - readLimit)
  const kept = omitted > 0 ? `${input.slice(0, readLimit - tailLength)}\n${input.slice(-tailLength)}` : input
  const visible = kept.replace(invisible, '')
  const text = visible
    .replace(groupSpace, "'")
    .normalize('NFKC')
    .slice(0, 2 * readLimit)
  return { text, omitted, stripped: kept.length - visible.length }
}

const anyLetter = /\p{L}/u
const anyMark = /\p{M}/u
const isDigit = (char: string) => char >= '0' && char <= '9'
const isAsciiLetter = (char: string) => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')
const isLetter = (char: string) => isAsciiLetter(char) || (char > '\x7f' && anyLetter.test(char))
const isMark = (char: string) => char > '\x7f' && anyMark.test(char)
const clauseEnds = new Set(['.', ';', '!', '?', '\n', ',', '(', ')', '|', ':'])

/** @param commaDecimal the text writes 2,5 for two and a half */
export function tokenize(text: string, commaDecimal: boolean): Token[] {
  const tokens: Token[] = []
  let clause = 0
  let previousEnd = 0
  let i = 0
  const push = (kind: Token['kind'], end: number, folded: string, value?: number) => {
    const raw = text.slice(i, end)
    tokens.push({ kind, text: folded, raw, start: i, end, glued: i === previousEnd && i > 0, value, clause })
    previousEnd = end
    i = end
  }
  while (i < text.length && tokens.length < tokenLimit) {
    const char = text.charAt(i)
    if (char === '\n') {
      clause += 1
      i += 1
    } else if (char.trim() === '') i += 1
    else if (isDigit(char)) {
      const end = numberEnd(text, i)
      const raw = text.slice(i, end)
      push('number', end, raw, readNumber(raw, commaDecimal))
    } else if (isLetter(char)) {
      const end = wordEnd(text, i)
      push('word', end, fold(text.slice(i, end)))
    } else {
      const end = i + (char >= '\ud800' && char <= '\udbff' ? 2 : 1)
      // A colon binds a fact to its value ("horizon: 63 days"), so it starts no clause of its own.
      if (clauseEnds.has(char) && char !== ':') clause += 1
      // A run of one mark (a rule, dots) is one mark.
      const same = tokens.at(-1)
      if (same?.kind === 'mark' && same.text === char && same.end === i) {
        tokens[tokens.length - 1] = { ...same, end, clause }
        previousEnd = end
        i = end
      } else push('mark', end, text.slice(i, end))
    }
  }
  return tokens
}

const plainAscii = /^[a-z0-9]*$/

/** Lower case without accents: `Gebäude` and `días` become `gebaude` and `dias`. */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  if (plainAscii.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(/[\p{M}'’_]/gu, '')
    .replace(/ß/g, 'ss')
}

function numberEnd(text: string, from: number): number {
  let i = from
  while (i < text.length) {
    const char = text.charAt(i)
    const next = text.charAt(i + 1)
    if (isDigit(char)) i += 1
    else if ((char === '.' || char === ',' || char === "'" || char === '’') && isDigit(next)) i += 1
    else if ((char === 'e' || char === 'E') && isDigit(next)) i += 1
    else break
  }
  return i
}

function wordEnd(text: string, from: number): number {
  let i = from + 1
  while (i < text.length) {
    const char = text.charAt(i)
    const inside = (char === "'" || char === '’' || char === '_') && isLetter(text.charAt(i + 1))
    if (!isLetter(char) && !isDigit(char) && !isMark(char) && !inside) break
    i += 1
  }
  return i
}

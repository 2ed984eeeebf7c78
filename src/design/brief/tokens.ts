/**
 * Text to tokens in one pass. Nothing here looks back or nests, so hostile text costs no more than plain text.
 * Words are folded (lower case, no accents, common slips mended) for look-up; in other languages than English, words
 * that facts hang on become the English ones that the readers know.
 */
import { foldWord } from './fold.js'
import { detectLanguages, isEnglish, type Language, writesCommaDecimal } from './language.js'
import { type LexiconCode, lexicons, termOf, termOfAny } from './lexicon/lookup.js'
import { readNumber } from './numbers.js'
import { isUnspaced, scriptLanguage, segmented } from './segment.js'
import { spelled } from './spelling.js'
import { unitWord } from './units.js'

export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  /** Folded, in English where the word is a known one of another language. A number keeps its digits. */
  readonly text: string
  /** With its capitals. */
  readonly raw: string
  /** Where it stands in the cleaned text. */
  readonly start: number
  readonly end: number
  /** Nothing stands between this token and the one before. */
  readonly glued: boolean
  readonly value?: number
  /** Counts up at `. ; ! ? ,`, brackets and line ends: words belong to the quantity of their own clause. */
  readonly clause: number
}

/** Plain text of that length has half as many; what has more is noise. */
const tokenLimit = 4_000

const anyLetter = /\p{L}/u
const anyMark = /\p{M}/u
const isDigit = (char: string) => char >= '0' && char <= '9'
const isAsciiLetter = (char: string) => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')
const isLetter = (char: string) => isAsciiLetter(char) || (char > '\x7f' && anyLetter.test(char))
const isMark = (char: string) => char > '\x7f' && anyMark.test(char)
/** A colon binds a fact to its value ("horizon: 63 days"), so it is not among them. */
const clauseEnds = new Set(['.', ';', '!', '?', ',', '(', ')', '[', ']', '|', '•', '·', '—', '。', '、', '।'])

/** The tokens of a text in the language that it is written in. */
export function readTokens(text: string): {
  readonly tokens: Token[]
  readonly language: Language | 'unknown'
} {
  const { main, also } = detectLanguages(text)
  return { tokens: tokenize(text, writesCommaDecimal(main), main, also), language: main }
}

/**
 * @param commaDecimal the text writes 2,5 for two and a half
 * @param language of the text; words of scripts that tell it are known without
 * @param also other languages of its parts
 */
export function tokenize(
  text: string,
  commaDecimal: boolean,
  language: Language | 'unknown' = 'en',
  also: readonly LexiconCode[] = [],
): Token[] {
  const tokens: Token[] = []
  const own = language in lexicons ? (language as LexiconCode) : undefined
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
    } else if (isUnspaced(char)) {
      const end = runEnd(text, i)
      const run = text.slice(i, end)
      const spaced = i === previousEnd + 1 && text.charAt(previousEnd) === ' '
      const afterNumber = tokens.at(-1)?.kind === 'number' && (i === previousEnd || spaced)
      const start = i
      for (const segment of segmented(run, scriptLanguage(run, language), afterNumber)) {
        i = start + segment.start
        push('word', start + segment.end, segment.text)
      }
      previousEnd = end
      i = end
    } else if (isLetter(char)) {
      const short = i === previousEnd ? undefined : withSlash(text, i)
      if (short) {
        push('word', i + short.length, short.means)
        continue
      }
      const end = wordEnd(text, i)
      push('word', end, read(text.slice(i, end), own, language, also))
    } else {
      const end = i + (char >= '\ud800' && char <= '\udbff' ? 2 : 1)
      if (char === '.' && i === previousEnd && abbreviations.has(tokens.at(-1)?.raw.toLowerCase() ?? '')) {
        i = end
        continue
      }
      if (clauseEnds.has(char) || isSpacedDash(text, i)) clause += 1
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

/** `w/`, `w/o`: with, without. */
function withSlash(text: string, at: number): { means: string; length: number } | undefined {
  const [, without = ''] = /^[wW]\/(o(?![\p{L}\p{N}]))?/u.exec(text.slice(at, at + 4)) ?? [undefined]
  if (text.charAt(at + 1) !== '/' || !/^[wW]$/.test(text.charAt(at))) return undefined
  return without === '' ? { means: 'with', length: 2 } : { means: 'without', length: 3 }
}

/** Their point ends no sentence: `1,5 Mio. Zeilen`. */
const abbreviations = new Set(
  'mio mrd tsd ca approx incl inkl bzw ggf vs mln mld tys тыс млн млрд maks'.split(' '),
)

/** `63 days - no GPU`: a dash between phrases, not in a word and not between two numbers. */
function isSpacedDash(text: string, at: number): boolean {
  const char = text.charAt(at)
  if (char !== '-' && char !== '–' && char !== '*') return false
  const spaced = /^\s?$/.test(text.charAt(at - 1)) && /^\s?$/.test(text.charAt(at + 1))
  return spaced && !(isDigit(text.charAt(at - 2)) && isDigit(text.charAt(at + 2)))
}

/** A stretch without spaces is cut into words no longer than this at a time. */
const longestRun = 400

function runEnd(text: string, from: number): number {
  let i = from
  while (i < text.length && i - from < longestRun && isUnspaced(text.charAt(i))) i += 1
  return i
}

const cyrillic = /^[\u0400-\u04ff]/
const devanagari = /^[\u0900-\u097f]/

const compounding: ReadonlySet<LexiconCode> = new Set(['de', 'nl'])
/** Letters of the parts of a compound, at least. */
const leastPart = 5
const leastBefore = 3

/** `Kundenabwanderung`, `productaanbevelingen`: a compound is a kind of its last part. */
function lastPart(code: LexiconCode, word: string): string | undefined {
  if (unitWord(word)) return undefined
  for (let at = leastBefore; at <= word.length - leastPart; at += 1) {
    const term = termOf(code, word.slice(at))
    if (term !== undefined) return term
  }
  return undefined
}

/** The term of a word in the other languages of the text, where they agree and it is no English word. */
function besides(folded: string, also: readonly LexiconCode[]): string | undefined {
  if (also.length === 0 || isEnglish(folded)) return undefined
  const terms = also.flatMap(
    (code) => termOf(code, folded) ?? (compounding.has(code) ? (lastPart(code, folded) ?? []) : []),
  )
  return new Set(terms).size === 1 ? terms[0] : undefined
}

/** Folded; a term of another language as the readers know it; a slip mended: `forcast` becomes `forecast`. */
function read(
  word: string,
  language: LexiconCode | undefined,
  textLanguage: Language | 'unknown',
  also: readonly LexiconCode[],
): string {
  const folded = foldWord(word)
  const code = cyrillic.test(folded) ? 'ru' : devanagari.test(folded) ? 'hi' : language
  if (code === undefined) {
    const other = textLanguage === 'unknown' ? termOfAny(folded) : besides(folded, also)
    return other ?? spelled(folded, textLanguage === 'en')
  }
  const term = termOf(code, folded)
  if (term !== undefined) return term
  const last = compounding.has(code) ? lastPart(code, folded) : undefined
  return last ?? besides(folded, also) ?? spelled(folded)
}

/** After the last digit; separators count between digits, a space only before a group of three (`10 000`). */
function numberEnd(text: string, from: number): number {
  let i = from
  let group = from
  while (i < text.length) {
    const char = text.charAt(i)
    const next = text.charAt(i + 1)
    if (isDigit(char)) i += 1
    else if (char === ' ' && isGroup(text, i + 1) && i - group <= 3 && text.charAt(from) !== '0') {
      group = i + 1
      i += 4
    } else if ((char === '.' || char === ',' || char === "'" || char === '’') && isDigit(next)) i += 1
    else if ((char === 'e' || char === 'E') && isDigit(next)) i += 1
    else break
  }
  return i
}

/** Three digits and no more, starting here. */
function isGroup(text: string, at: number): boolean {
  const digits = [0, 1, 2].every((i) => isDigit(text.charAt(at + i)))
  return digits && !/^\w/.test(text.charAt(at + 3))
}

/** `P99.9` is one word. */
const isPercentile = (text: string, from: number, end: number): boolean =>
  end - from === 3 && /^p\d\d$/i.test(text.slice(from, end))

/** `l'avance`, `d'historique`: the article is a word of its own. */
const elided = /^(?:[cdjlmnst]|qu)$/i

function wordEnd(text: string, from: number): number {
  let i = from + 1
  while (i < text.length) {
    const char = text.charAt(i)
    const inside = (char === "'" || char === '’') && isLetter(text.charAt(i + 1))
    const isPoint = char === '.' && isPercentile(text, from, i) && isDigit(text.charAt(i + 1))
    if (isUnspaced(char) || (!isLetter(char) && !isDigit(char) && !isMark(char) && !inside && !isPoint)) break
    if (inside && i - from <= 2 && elided.test(text.slice(from, i))) break
    i += 1
  }
  return i
}

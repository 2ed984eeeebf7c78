/** Scripts without spaces to words: the longest known word at each place; what is not known stays together. */
import { indexOf, type LexiconCode } from './lexicon/lookup.js'

/** Han, kana and Hangul, and the marks that lengthen or repeat them. */
export const isUnspaced = (char: string): boolean =>
  (char >= '\u3040' && char <= '\u30ff') ||
  (char >= '\u3400' && char <= '\u9fff') ||
  (char >= '\uac00' && char <= '\ud7af') ||
  char === '々'

const hangul = /[\uac00-\ud7af]/
const kana = /[\u3040-\u30ff]/

/** The language of a stretch; Han alone is read in the language of the text, Chinese where that says nothing. */
export function scriptLanguage(run: string, textLanguage: string | undefined): LexiconCode {
  if (hangul.test(run)) return 'ko'
  return kana.test(run) || textLanguage === 'ja' ? 'ja' : 'zh'
}

export interface Segment {
  readonly start: number
  readonly end: number
  /** The term of the readers, or the letters as they are. */
  readonly text: string
}

/**
 * @param afterNumber a number stands right before: a single letter may then be a unit or a counter
 * @returns the words, without particles and counters
 */
export function segmented(run: string, code: LexiconCode, afterNumber: boolean): Segment[] {
  const index = indexOf(code)
  const found: Segment[] = []
  if (!index) return found
  let unknownFrom = 0
  let i = 0
  /** What stands before `i` is a number, a magnitude or a known word. */
  let settled = true
  let counted = afterNumber
  const flush = (to: number) => {
    if (to > unknownFrom) found.push({ start: unknownFrom, end: to, text: run.slice(unknownFrom, to) })
  }
  while (i < run.length) {
    const match = longestAt(run, i, index, counted, settled)
    if (!match) {
      i += 1
      settled = false
      counted = false
      continue
    }
    flush(i)
    if (match.text !== '') found.push({ start: i, end: i + match.length, text: match.text })
    i += match.length
    unknownFrom = i
    settled = true
    // A counter or magnitude keeps the number's sway: 5万枚.
    counted = counted && (match.text === '' || magnitudes.has(match.text))
  }
  flush(run.length)
  return found
}

const magnitudes: ReadonlySet<string> = new Set(['万', '亿', 'thousand', 'hundred', 'million'])

type Index = NonNullable<ReturnType<typeof indexOf>>

function longestAt(
  run: string,
  at: number,
  { words, silent, longest }: Index,
  counted: boolean,
  settled: boolean,
): { text: string; length: number } | undefined {
  for (let length = Math.min(longest, run.length - at); length >= 1; length -= 1) {
    const word = run.slice(at, at + length)
    const term = isOnly(word, counted) ? 'only' : words.get(word)
    const known = term ?? (silent.has(word) ? '' : undefined)
    if (known === undefined) continue
    // One letter is a word only beside a number, or where it stands alone between known words.
    const next = at + 1
    const numeral = numerals.has(word) && spans.has(run.charAt(next))
    const span = spans.has(word) && numerals.has(run.charAt(at - 1))
    const alone =
      numeral ||
      span ||
      (settled && (next === run.length || known === '' || isBoundary(run, next, words, silent)))
    if (length > 1 || counted || alone) return { text: known, length }
  }
  return undefined
}

/** 两年, 三周: a number of a single letter before a length of time. */
const numerals: ReadonlySet<string> = new Set('两二三四五六七八九十')
const spans: ReadonlySet<string> = new Set('年周月天')

/** 만 is ten thousand after a number, and "only" after a noun. */
const isOnly = (word: string, counted: boolean): boolean => word === '만' && !counted

/** A particle or a known word of two letters begins here. */
function isBoundary(
  run: string,
  at: number,
  words: ReadonlyMap<string, string>,
  silent: ReadonlySet<string>,
): boolean {
  return silent.has(run.charAt(at)) || [2, 3, 4].some((n) => words.has(run.slice(at, at + n)))
}

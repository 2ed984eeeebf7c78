/** A word of a language to the English word that the readers know. */
import { foldWord } from '../fold.js'
import { chinese } from './chinese.js'
import { dutch } from './dutch.js'
import { french } from './french.js'
import { german } from './german.js'
import { hindi } from './hindi.js'
import { italian } from './italian.js'
import { japanese } from './japanese.js'
import { korean } from './korean.js'
import type { Lexicon } from './lexicon.js'
import { polish } from './polish.js'
import { portuguese } from './portuguese.js'
import { russian } from './russian.js'
import { spanish } from './spanish.js'
import { turkish } from './turkish.js'

export const lexicons = {
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
  nl: dutch,
  pl: polish,
  tr: turkish,
  ru: russian,
  hi: hindi,
  ja: japanese,
  zh: chinese,
  ko: korean,
} as const satisfies Readonly<Record<string, Lexicon>>
export type LexiconCode = keyof typeof lexicons

interface Index {
  readonly words: ReadonlyMap<string, string>
  /** Stems by their first letters, longest first. */
  readonly stems: ReadonlyMap<string, readonly (readonly [stem: string, term: string])[]>
  readonly silent: ReadonlySet<string>
  /** Letters of the longest word. */
  readonly longest: number
}

const headLength = 3

function indexed({ terms, silent = '' }: Lexicon): Index {
  const words = new Map<string, string>()
  const stems = new Map<string, (readonly [string, string])[]>()
  for (const [term, list] of Object.entries(terms))
    for (const entry of list.split(' ')) {
      const word = foldWord(entry.replace('*', ''))
      if (!entry.endsWith('*')) words.set(word, term)
      else
        stems.set(word.slice(0, headLength), [...(stems.get(word.slice(0, headLength)) ?? []), [word, term]])
    }
  for (const list of stems.values()) list.sort(([a], [b]) => b.length - a.length)
  const quiet = new Set(silent.split(' ').filter(Boolean))
  return {
    words,
    stems,
    silent: quiet,
    longest: Math.max(...[...words.keys(), ...quiet].map((word) => word.length)),
  }
}

const indexes = new Map(Object.entries(lexicons).map(([code, lexicon]) => [code, indexed(lexicon)]))
export const indexOf = (code: LexiconCode): Index | undefined => indexes.get(code)

/** Languages in Latin letters: what is read in none of them may still share words with one. */
const related: readonly LexiconCode[] = ['de', 'nl', 'es', 'it', 'fr', 'pt', 'pl']
/** Letters of a word that languages share by more than chance. */
const leastShared = 5

/** A term of any of these languages, for a text in a language that is not read. */
export function termOfAny(word: string): string | undefined {
  if (word.length < leastShared) return undefined
  for (const code of related) {
    const term = termOf(code, word)
    if (term !== undefined) return term
  }
  return undefined
}

/** @param word folded */
export function termOf(code: LexiconCode, word: string): string | undefined {
  const index = indexes.get(code)
  const exact = index?.words.get(word)
  if (exact !== undefined || !index) return exact
  return index.stems.get(word.slice(0, headLength))?.find(([stem]) => word.startsWith(stem))?.[1]
}

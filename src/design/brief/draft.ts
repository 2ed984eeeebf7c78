/** A brief while it is being read: facts are put in by the readers, and two values for one fact are noticed. */
import { type Brief, wordsLimit } from './brief.js'
import { asWritten, type CleanText } from './clean.js'
import type { Source } from './fact.js'
import type { Language } from './language.js'
import type { Token } from './tokens.js'

export interface Draft {
  readonly brief: Brief
  readonly source: Source
  readonly clean: CleanText
  readonly tokens: readonly Token[]
  /** Of the text. */
  readonly language: Language | 'unknown'
  /** What this text said so far, by fact: to notice a second value, and to know where it stands. */
  readonly said: Map<string, Said>
  /** Tokens that already speak for a fact: a count is read once. */
  readonly used: Set<number>
  readonly notes: string[]
}

interface Said {
  readonly value: string
  readonly words: string
  readonly first: number
  readonly last: number
}

const mostConflicts = 10
const corrections =
  /^(actually|sorry|rather|correction|instead|meant|scratch|nein|doch|eher|besser|mejor|perdon|plutot|pardon)$/
const correctionReach = 6

/** The fact for words `first` to `last` (tokens). A second, different value in the same text is a conflict. */
export function put<T>(draft: Draft, name: string, value: T, first: number, last: number) {
  const words = wordsOf(draft, first, last)
  const before = draft.said.get(name)
  const now = JSON.stringify(value)
  const { conflicts } = draft.brief
  if (before && before.value !== now && !isCorrected(draft, first, last) && conflicts.length < mostConflicts)
    conflicts.push({ fact: name, first: before.words, second: words })
  draft.said.set(name, { value: now, words, first, last })
  for (let i = first; i <= last; i += 1) draft.used.add(i)
  return { value, source: draft.source, words }
}

/** "… 7 days ahead. Actually make it 14": the person took the first value back. */
function isCorrected({ tokens }: Draft, first: number, last: number): boolean {
  const around = [
    ...tokens.slice(Math.max(0, first - correctionReach), first),
    ...tokens.slice(last + 1, last + 4),
  ]
  return around.some(({ text }) => corrections.test(text))
}

/** The words as they were written; of a long stretch its start. */
export function wordsOf({ clean, tokens }: Draft, first: number, last: number): string {
  const start = tokens[Math.max(0, first)]?.start ?? 0
  const end = tokens[Math.min(last, tokens.length - 1)]?.end ?? start
  return asWritten(clean, start, end).slice(0, wordsLimit)
}

/** A brief while it is being read: facts are put in by the readers, and two values for one fact are noticed. */
import { type Brief, wordsLimit } from './brief.js'
import type { Source } from './fact.js'
import type { Token } from './tokens.js'

export interface Draft {
  readonly brief: Brief
  readonly source: Source
  readonly text: string
  readonly tokens: readonly Token[]
  /** What this text said so far, by fact, to notice a second value. */
  readonly said: Map<string, { readonly value: string; readonly words: string }>
  /** Tokens that already speak for a fact: a count is read once. */
  readonly used: Set<number>
  readonly notes: string[]
}

/** The fact for words `first` to `last` (tokens). A second, different value in the same text is a conflict. */
export function put<T>(draft: Draft, name: string, value: T, first: number, last: number) {
  const words = wordsOf(draft, first, last)
  const before = draft.said.get(name)
  const now = JSON.stringify(value)
  if (before && before.value !== now && draft.brief.conflicts.length < 10)
    draft.brief.conflicts.push({ fact: name, first: before.words, second: words })
  draft.said.set(name, { value: now, words })
  for (let i = first; i <= last; i += 1) draft.used.add(i)
  return { value, source: draft.source, words }
}

/** The words as they were written, shortened. */
export function wordsOf(draft: Draft, first: number, last: number): string {
  const start = draft.tokens[Math.max(0, first)]?.start ?? 0
  const end = draft.tokens[Math.min(last, draft.tokens.length - 1)]?.end ?? start
  const words = draft.text.slice(start, end).replace(/\s+/g, ' ')
  return words.length <= wordsLimit ? words : `${words.slice(0, wordsLimit - 1)}…`
}

/** Answers to questions as facts: a choice says exactly its fact, free words are read by the brief reader. */

import type { Brief } from '../brief/brief.js'
import { sameFacts } from '../brief/facts-of.js'
import { readBrief } from '../brief/read.js'
import { complete } from '../catalog/complete.js'
import type { Answer } from '../question.js'
import type { Askable, AskableChoice } from './askable.js'
import { askables } from './index.js'

export type Applied =
  | { readonly ok: true; readonly brief: Brief; readonly notes: readonly string[] }
  /** `unknown-question`: there is none of that id. `unread`: the words say nothing about it; `choices` are ids. */
  | {
      readonly ok: false
      readonly problem: 'unknown-question' | 'unread'
      readonly choices: readonly string[]
    }

export const askableIds: readonly string[] = askables.map(({ id }) => id)

export function applyAnswer(brief: Brief, { question, choice, words }: Answer): Applied {
  const askable = askables.find(({ id }) => id === question)
  if (!askable) return { ok: false, problem: 'unknown-question', choices: [] }
  const said = choice ?? words ?? ''
  const chosen = choiceOf(askable, brief, said)
  if (chosen) return { ok: true, brief: chosen.apply(brief), notes: [] }
  const read = readWords(brief, question, said)
  const choices = askable.choices(complete(brief)).map(({ id }) => id)
  return read ?? { ok: false, problem: 'unread', choices }
}

/** The choice of that id, label or alias. */
function choiceOf(askable: Askable, brief: Brief, said: string): AskableChoice | undefined {
  const folded = said.trim().toLowerCase()
  return askable
    .choices(complete(brief))
    .find(({ id, label, aliases = [] }) =>
      [id, label, ...aliases].some((word) => word.toLowerCase() === folded),
    )
}

/** First with the fact's name before them, as "series: 40" is clearer than "40"; then alone. */
function readWords(brief: Brief, question: string, words: string): Applied | undefined {
  for (const text of [`${question}: ${words}`, words]) {
    const reading = readBrief(text, brief, 'answered')
    if (!sameFacts(reading.brief, brief)) return { ok: true, brief: reading.brief, notes: reading.notes }
  }
  return undefined
}

/** Answers to questions as facts: a choice says exactly its fact, free words are read by the brief reader. */

import type { Brief } from '../brief/brief.js'
import { sameFacts } from '../brief/facts-of.js'
import { readBrief } from '../brief/read.js'
import type { Field } from '../catalog/field.js'
import { fieldFor, fields } from '../catalog/fields.js'
import type { Answer } from '../question.js'
import type { AskableChoice } from './askable.js'
import { askablesOf } from './index.js'
import { vagueAskables } from './vague.js'

export type Applied =
  | { readonly ok: true; readonly brief: Brief; readonly notes: readonly string[] }
  /** `unknown-question`: there is none of that id. `unread`: the words say nothing about it; `choices` are ids. */
  | {
      readonly ok: false
      readonly problem: 'unknown-question' | 'unread'
      readonly choices: readonly string[]
    }

/** Ids of all questions that any field may ask. */
export const askableIds: readonly string[] = [
  ...new Set([...fields.flatMap(askablesOf), ...vagueAskables].map(({ id }) => id)),
]

export function applyAnswer(brief: Brief, { question, choice, words }: Answer): Applied {
  // Before the field is known an answer is taken as one to the first field that asks it.
  const has = (field: Field) => askablesOf(field).some(({ id }) => id === question)
  const field = brief.domain ? fieldFor(brief) : fields.find(has)
  const known = field ? [...askablesOf(field), ...vagueAskables] : vagueAskables
  const askable = known.find(({ id }) => id === question)
  if (!askable) return { ok: false, problem: 'unknown-question', choices: [] }
  const choices = askable.choices(field ? field.complete(brief) : brief)
  const said = choice ?? words ?? ''
  const chosen = choiceOf(choices, said)
  if (chosen) return { ok: true, brief: chosen.apply(brief), notes: [] }
  const read = readWords(brief, question, said)
  return read ?? { ok: false, problem: 'unread', choices: choices.map(({ id }) => id) }
}

/** The choice of that id, label or alias. */
function choiceOf(choices: readonly AskableChoice[], said: string): AskableChoice | undefined {
  const folded = said.trim().toLowerCase()
  return choices.find(({ id, label, aliases = [] }) =>
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

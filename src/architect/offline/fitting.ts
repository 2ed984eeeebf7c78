/** Whether words answer a question: as one of its choices, or as a value of the very fact that it asks for. */
import { applyAnswer } from '../../design/asking/answers.js'
import { applyTask, taskQuestion } from '../../design/asking/vague.js'
import type { Brief } from '../../design/brief/brief.js'
import { readQuantities } from '../../design/brief/quantities.js'
import { readTokens } from '../../design/brief/tokens.js'
import type { Answer, Question } from '../../design/question.js'
import { folded } from './words.js'

const sections = ['data', 'targets', 'constraints', 'team', 'methods'] as const

/** `data.horizon`, `domain`: the facts in which two briefs differ by value. */
export function changedFacts(before: Brief, after: Brief): string[] {
  const value = (fact: unknown) => JSON.stringify((fact as { value?: unknown } | undefined)?.value)
  const inSections = sections.flatMap((section) => {
    const [old, now]: (Record<string, unknown> | undefined)[] = [before[section], after[section]]
    const keys = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])
    return [...keys]
      .filter((key) => value(old?.[key]) !== value(now?.[key]))
      .map((key) => `${section}.${key}`)
  })
  return value(before.domain) === value(after.domain) ? inSections : ['domain', ...inSections]
}

/** The brief with the answer in it; undefined where nobody can read it. */
function applied(brief: Brief, answer: Answer): Brief | undefined {
  if (answer.question === taskQuestion) return applyTask(brief, answer.choice ?? answer.words ?? '')
  const result = applyAnswer(brief, answer)
  return result.ok ? result.brief : undefined
}

/** The facts that the choices of a question say. */
function factsOf(question: Question, brief: Brief): Set<string> {
  const after = question.choices.flatMap(
    ({ id }) => applied(brief, { question: question.id, choice: id }) ?? [],
  )
  return new Set(after.flatMap((known) => changedFacts(brief, known)))
}

const yes = /^(yes|yep|yeah|yup|y|true|ja|jawohl|si|claro|oui|ouais|correct|right|definitely|of course)$/
const no = /^(no|nope|nah|n|false|nein|non|never|none|nothing|not)$/
export const yesOrNo = (said: string): 'yes' | 'no' | undefined =>
  yes.test(said) ? 'yes' : no.test(said) ? 'no' : undefined

/**
 * @param words one answer: `hourly`, `about 5000`, `yes`, `two years`
 * @returns undefined where they say nothing, or only of another fact than the one that is asked for
 */
export function answerOf(question: Question, words: string, brief: Brief): Answer | undefined {
  const said = folded(words.trim())
  if (said === '') return undefined
  const exact = choiceNamed(question, words)
  if (exact) return { question: question.id, choice: exact.id }
  const own = factsOf(question, brief)
  const forms = [yesOrNo(said), words, ...withUnit(question, words)].filter((form) => form !== undefined)
  for (const form of forms) {
    const after = applied(brief, { question: question.id, words: form })
    const changed = after && changedFacts(brief, after)
    // Nothing changes where the choice says what is assumed anyway.
    if (changed && (changed.length === 0 || changed.some((fact) => own.has(fact))))
      return { question: question.id, words: form }
  }
  return onlyLabelWith(said, question)
}

const choiceNamed = ({ choices }: Question, words: string) =>
  choices.find(({ id, label }) => [id, label].some((name) => folded(name) === folded(words.trim())))

/** Whether the words are a choice as it is written. */
export const isChoice = (question: Question, words: string): boolean =>
  choiceNamed(question, words) !== undefined

/** "Promotions" where one choice alone speaks of them. */
function onlyLabelWith(said: string, question: Question): Answer | undefined {
  if (!/^\p{L}{4,}$/u.test(said)) return undefined
  const found = question.choices.filter(({ label }) =>
    folded(label)
      .split(/[^\p{L}\p{N}]+/u)
      .includes(said),
  )
  return found.length === 1 && found[0] ? { question: question.id, choice: found[0].id } : undefined
}

/** "5" to a question whose choices are years means 5 years. */
function withUnit(question: Question, words: string): string[] {
  if (!/^[\d.,]+\s?[kKmM]?$/.test(words.trim())) return []
  const units = question.choices.flatMap(({ label }) => /\d\s+(\p{L}+)/u.exec(label)?.[1] ?? [])
  return [...new Set(units)].map((unit) => `${words.trim()} ${unit}`)
}

/** What kind of quantity words name: `time`, `count`, `bytes` …; undefined where they name none. */
const kindOf = (words: string): string | undefined =>
  readQuantities(readTokens(words.slice(0, 200)).tokens)[0]?.unit.kind

/** Whether an answer of that kind is what the choices are: a length of time, a count, plain words. */
export function suits(question: Question, words: string): boolean {
  const kinds = question.choices.map(({ label }) => kindOf(label))
  return kinds.includes(kindOf(words))
}

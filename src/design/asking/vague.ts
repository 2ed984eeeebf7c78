/** Where no target is known yet: the fixed questions for target, data and limits, and what their answers say. */
import type { Brief, Domain } from '../brief/brief.js'
import { grouped } from '../brief/facts.js'
import type { Question } from '../question.js'
import { type Askable, answered, withData } from './askable.js'
import { explanation, latency } from './limits.js'

/** The id of the question for what is to be predicted. */
export const taskQuestion = 'task'

/** What the target may be; the field that each answer leads to. */
const targets: readonly { readonly id: string; readonly label: string; readonly domain: Domain }[] = [
  { id: 'row', label: 'a class or a number for each row of a table', domain: 'tabular' },
  { id: 'forecast', label: 'future values of something that is measured over time', domain: 'time_series' },
  { id: 'item', label: 'which items suit a user', domain: 'recommendation' },
  { id: 'image', label: 'something in images', domain: 'vision' },
  { id: 'text', label: 'something in texts, or a text', domain: 'language' },
  { id: 'sound', label: 'something in sound', domain: 'audio' },
]

const task: Question = {
  id: taskQuestion,
  text: 'What should be predicted or decided, for which unit?',
  why: 'It decides the field, and with it every model that can be proposed.',
  choices: targets.map(({ id, label }) => ({ id, label })),
  default: 'row',
}
/** Ids of what the target may be. */
export const taskChoices = targets.map(({ id }) => id)

/** How many examples there are to learn from: what every field is decided by first. */
const amount: Askable = {
  id: 'examples',
  text: 'How many examples with a known answer are there?',
  isKnown: ({ data }) => data.labelled !== undefined || data.rows !== undefined,
  choices: () =>
    [500, 10_000, 1_000_000].map((count) => {
      const label = `about ${grouped(count)}`
      return {
        id: String(count),
        label,
        ...(count === 10_000 && { usual: true as const }),
        apply: (brief) => withData(brief, { labelled: answered(count, label), rows: answered(count, label) }),
      }
    }),
}

/** What is asked beside the target: data, then limits. */
export const vagueAskables: readonly Askable[] = [amount, latency, explanation]

const reasons: Readonly<Record<string, string>> = {
  [amount.id]: 'Little data is for statistics and published weights, much of it for large networks.',
  [latency.id]: 'A limit bounds the size of every model.',
  [explanation.id]: 'It rules out what nobody can explain.',
}

export function vagueQuestions(brief: Brief): Question[] {
  const others = vagueAskables.flatMap((askable): Question[] => {
    const choices = askable.choices(brief)
    const usual = choices.find((choice) => choice.usual)
    if (askable.isKnown(brief) || !usual) return []
    return [
      {
        id: askable.id,
        text: askable.text,
        why: reasons[askable.id] ?? '',
        choices: choices.map(({ id, label }) => ({ id, label })),
        default: usual.id,
      },
    ]
  })
  return [task, ...others]
}

/** The brief with the answer for the target; undefined where the words are none of the choices. */
export function applyTask(brief: Brief, said: string): Brief | undefined {
  const target = targets.find(({ id, label }) => [id, label].includes(said.trim()))
  if (!target) return undefined
  return { ...brief, domain: { value: target.domain, source: 'answered', words: target.label } }
}

/** Nobody said what is to be predicted, and the rest was left to us: what most such requests turn out to be. */
export const asUsual = (brief: Brief): Brief => ({
  ...brief,
  domain: { value: 'tabular', source: 'assumed' },
})

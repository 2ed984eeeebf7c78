/** Where no target is known yet: the fixed questions for target, data and limits, and what their answers say. */
import type { Brief } from '../brief/brief.js'
import { assumed } from '../brief/fact.js'
import { solve } from '../proposing/solve.js'
import type { Question } from '../question.js'
import { questionsFrom } from '../questions.js'

/** The id of the question for what is to be predicted. */
export const taskQuestion = 'task'
const forecastId = 'forecast'

const task: Question = {
  id: taskQuestion,
  text: 'What should be predicted, for which unit?',
  why: 'It decides the family of models. This version designs forecasts of series; for the others it says so.',
  choices: [
    { id: forecastId, label: 'future values of something that is measured over time' },
    { id: 'row', label: 'a class or a number for each row of a table' },
    { id: 'item', label: 'which items suit a user' },
    { id: 'media', label: 'something in images, text or sound' },
  ],
  default: forecastId,
}
/** Ids of what the target may be. */
export const taskChoices = task.choices.map(({ id }) => id)
const domains = { row: 'tabular', item: 'recommendation', media: 'vision' } as const

/** Facts that are asked for besides the target, where their answers change a forecast: data, then limits. */
const wanted = ['horizon', 'series', 'latency']

export function vagueQuestions(brief: Brief): Question[] {
  const asForecast: Brief = { ...brief, domain: assumed('time_series' as const) }
  const rest = questionsFrom(asForecast, solve(asForecast), [], wanted)
  return [task, ...rest]
}

/** The brief with the answer for the target; undefined where the words are none of the choices. */
export function applyTask(brief: Brief, said: string): Brief | undefined {
  const choice = task.choices.find(({ id, label }) => [id, label].includes(said.trim()))
  if (!choice) return undefined
  const domain = isOther(choice.id) ? domains[choice.id] : ('time_series' as const)
  return { ...brief, domain: { value: domain, source: 'answered', words: choice.label } }
}

const isOther = (id: string): id is keyof typeof domains => Object.hasOwn(domains, id)

/** What is worth asking: the design is made under each answer, and only a question whose answers change it is asked. */
import type { Askable } from './asking/askable.js'
import { askablesOf } from './asking/index.js'
import { type Difference, difference } from './asking/outcome.js'
import type { Brief } from './brief/brief.js'
import { number, numbered } from './catalog/limits.js'
import type { Noun } from './catalog/problem.js'
import { listed } from './catalog/words.js'
import { type Outline, outline, outlineOf, type Solution, solve } from './proposing/solve.js'
import type { Question } from './question.js'

export const mostQuestions = 4
/** What moves only a figure, and by less than four times, is no reason to ask anybody. */
const leastWeight = 0.5

/**
 * @param brief as it was said, of a domain that has a catalogue
 * @param settled ids of questions that were answered, also where the answer left no fact behind
 * @returns at most four, the one that changes most first; never one whose fact is known
 */
export function questions(brief: Brief, settled: readonly string[] = []): Question[] {
  return questionsFrom(brief, solve(brief), settled)
}

/**
 * As `questions`, where the design under the assumptions was made already.
 * @param among ids of the only questions that may be asked
 */
export function questionsFrom(
  brief: Brief,
  assumed: Solution,
  settled: readonly string[] = [],
  among?: readonly string[],
): Question[] {
  const open = askablesOf(assumed.field).filter(
    ({ id, isKnown }) => !isKnown(brief) && !settled.includes(id) && (among?.includes(id) ?? true),
  )
  const weighed = open.flatMap((askable) => weigh(askable, brief, assumed) ?? [])
  return weighed
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostQuestions)
    .map(({ question }) => question)
}

interface Answered {
  readonly label: string
  readonly outline: Outline
  readonly difference: Difference
}

/** Undefined where no answer changes the design. */
function weigh(
  askable: Askable,
  brief: Brief,
  assumed: Solution,
): { question: Question; weight: number } | undefined {
  const choices = askable.choices(assumed.brief)
  const usual = choices.find((choice) => choice.usual)
  const others = choices.filter((choice) => choice !== usual)
  if (!usual || others.length === 0) return undefined
  const tried = others.map(({ label, apply }): Answered => {
    const changed = outline(apply(brief))
    return { label, outline: changed, difference: difference(outlineOf(assumed), changed) }
  })
  // A choice under which nothing can be built is none: who has that limit says so and hears why.
  const answers = tried.filter(({ outline: { first } }) => first !== undefined)
  const open = choices.filter(
    (choice) => choice === usual || answers.some(({ label }) => label === choice.label),
  )
  if (answers.length === 0) return undefined
  const weight = Math.max(...answers.map((answer) => answer.difference.size))
  if (weight < leastWeight) return undefined
  return {
    weight,
    question: {
      id: askable.id,
      text: askable.text,
      why: why(
        open.map(
          ({ label }) =>
            answers.find((answer) => answer.label === label) ?? { label, outline: outlineOf(assumed) },
        ),
        answers,
      ),
      choices: open.map(({ id, label }) => ({ id, label })),
      default: usual.id,
    },
  }
}

/**
 * Who leads under which answer; where one leads under all, what else the answers change.
 * @param all every choice in its order; @param answers those that are not assumed, with what they change
 */
function why(all: readonly Pick<Answered, 'label' | 'outline'>[], answers: readonly Answered[]): string {
  const leaders = new Map<string, string[]>()
  for (const {
    outline: { first },
    label,
  } of all) {
    const name = first?.family.title ?? 'nothing that can be built'
    leaders.set(name, [...(leaders.get(name) ?? []), label])
  }
  if (leaders.size > 1) {
    const said = [...leaders].map(([name, labels]) => `${name} with ${listed(labels.map(quoted))}`)
    return `This decides what is recommended: ${said.join('; ')}.`
  }
  const strongest = answers.reduce((best, one) => (one.difference.size > best.difference.size ? one : best))
  return `Recommended in any case: ${[...leaders.keys()].join()}. But ${effect(strongest)}.`
}

function effect({ label, difference: { came, went, moved } }: Answered): string {
  const titles = (list: Difference['came']) => listed(list.map(({ title }) => title))
  const effects = [
    ...(moved ? [move(moved)] : []),
    ...(came.length > 0 ? [`${titles(came)} can be built too`] : []),
    ...(went.length > 0 ? [`${titles(went)} cannot be built`] : []),
  ]
  return `with ${quoted(label)} ${effects.length > 0 ? listed(effects) : 'it changes in size'}`
}

function move({ figure, before, after }: NonNullable<Difference['moved']>): string {
  const { noun, plural, unit, scale } = figureWords[figure]
  const verb = after > before ? 'rise' : 'fall'
  const say = (value: number) => (unit ? numbered(value * scale, unit.one, unit.many) : number(value * scale))
  return `its ${noun} ${plural ? verb : `${verb}s`} from ${say(before)} to ${say(after)}`
}

const quoted = (label: string) => `"${label}"`

interface FigureWords {
  readonly noun: string
  readonly plural?: true
  readonly unit?: Noun
  /** From the figure's base unit to this one. */
  readonly scale: number
}
const figureWords: Readonly<Record<NonNullable<Difference['moved']>['figure'], FigureWords>> = {
  params: { noun: 'parameters', plural: true, scale: 1 },
  latency: { noun: 'latency', unit: { one: 'ms', many: 'ms' }, scale: 1 },
  trainingTime: { noun: 'training time', unit: { one: 'minute', many: 'minutes' }, scale: 60 },
}

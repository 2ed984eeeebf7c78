/**
 * Words as answers to the questions that are open: marked by number, letter, ordinal or name ("2: daily", "1b 2c",
 * "the second: yes"), or without a mark in the order asked. What answers nothing is left to be read as facts.
 */
import { taskQuestion } from '../../design/asking/vague.js'
import type { Brief } from '../../design/brief/brief.js'
import type { Answer, Question } from '../../design/question.js'
import { answerOf, isChoice, suits, yesOrNo } from './fitting.js'
import { compact, type Marked, marks } from './marks.js'
import { folded, listed } from './words.js'

export interface ReadAnswers {
  readonly answers: readonly Answer[]
  /** Ids of questions that were left to us. */
  readonly assumed: readonly string[]
  /** Words that answer no question. */
  readonly rest: string
  /** How an answer by number or letter was understood. */
  readonly notes: readonly string[]
}

/** @param questions those of the open round that have no answer yet, in the order asked */
export function readAnswers(text: string, questions: readonly Question[], brief: Brief): ReadAnswers {
  // Who asks back does not answer.
  if (asksBack.test(folded(text))) return { answers: [], assumed: [], rest: text, notes: [] }
  const round: Round = { questions, brief, answers: [], assumed: [], rest: [], read: [], next: 0 }
  for (const piece of marks(text, questions)) {
    if (piece.question) answer(round, piece.question, piece)
    else for (const part of listed(piece.words)) takeParts(round, part)
  }
  const { answers, assumed, rest, read } = round
  return {
    answers,
    assumed,
    rest: rest.join(', '),
    notes: read.length > 0 ? [`Read as: ${read.join('; ')}.`] : [],
  }
}

const asksBack =
  /^\W*(what|why|which|how|who|when|where|is|are|do|does|can|could|should|was|warum|wieso|wie|welche\w*|que|por que|cual|como|pourquoi|quel\w*|comment)\b.*\?\s*$/s

const leading =
  /^(?:(?:um+|well|ok(?:ay)?|so|its?|it's|it is|that's|about|around|roughly|approximately|approx\.?|maybe|probably|perhaps|i think|i guess|i'd say|i would say|say|let's say|only|just|like|we have|we've got|there are|there is|they are|etwa|ungefahr|ungefähr|circa|ca\.?|wir haben|es sind|es gibt|unos|unas|tenemos|hay|environ|on a|nous avons|il y a|also|and)[\s,]+)+/i
const plain = (words: string) => words.replace(leading, '').replace(/[.!\s]+$/, '')

const leftToUs =
  /^(?:idk|skip(?: it| this| that)?|pass|no idea|i? ?(?:do not|don'?t) know|dunno|not sure|unsure|unknown|\?+|whatever|any|either|you (?:choose|decide|pick)|(?:your |the )?(?:default|assumption|best guess)s?|up to you|no preference|don'?t care|keine ahnung|wei(?:ss|ß) (?:ich )?nicht|egal|du entscheidest|ni idea|no (?:lo )?s[eé]|da igual|t[uú] eliges|aucune id[eé]e|je ne sais pas|(?:je )?sais pas|peu importe|passe)$/i

/** What was made of the words so far. */
interface Round {
  readonly questions: readonly Question[]
  readonly brief: Brief
  readonly answers: Answer[]
  readonly assumed: string[]
  readonly rest: string[]
  readonly read: string[]
  /** The place of the question that is meant where none is named. */
  next: number
}

/** The words after a mark. What is no answer to its question may still say facts. */
function answer(round: Round, question: Question, { words, choice }: Marked): void {
  const said = plain(words)
  const place = choice ?? choiceNumber(said, question)
  if (place !== undefined) {
    choose(round, question, place)
    return
  }
  if (said === '' || leftToUs.test(said)) {
    leave(round, question)
    return
  }
  const [first = '', ...more] = listed(words)
  if (more.length === 0 || isChoice(question, said)) {
    const found = answerOf(question, said, round.brief)
    if (found) give(round, question, found)
    else round.rest.push(words)
    return
  }
  // "1: daily, 5 years, and we have one T4": the first part answers, the others go on from there.
  answer(round, question, { words: first })
  for (const part of more) takeNext(round, part)
}

/** "2M users, 1b 2a": letters for questions may come after other words; "1b" alone is a billion there. */
function takeParts(round: Round, part: string): void {
  const pairs = compact(part, round.questions)
  if (!pairs || pairs.length < 2) takeNext(round, part)
  else for (const pair of pairs) if (pair.question) answer(round, pair.question, pair)
}

/** One part of a list without marks: an answer to the question that comes next, or to another that is open. */
function takeNext(round: Round, part: string): void {
  const said = plain(part)
  if (said === '') return
  const open = openOf(round)
  const [next] = open
  // Sentences say what their words say; only a bare value needs its question.
  if (!next || said.split(/\s+/).length > mostWords) {
    round.rest.push(part)
    return
  }
  if (leftToUs.test(said)) {
    leave(round, next)
    return
  }
  const place = choiceNumber(said, next)
  if (place !== undefined) {
    choose(round, next, place)
    return
  }
  const byFit = [...open.filter((q) => suits(q, said)), ...open.filter((q) => !suits(q, said))]
  for (const question of yesOrNo(said.toLowerCase()) ? open : byFit) {
    const found = answerOf(question, said, round.brief)
    if (found) {
      give(round, question, found)
      return
    }
  }
  round.rest.push(part)
}

/** Those without an answer; the ones after the last answer first, as people go through them in order. */
function openOf({ questions, answers, assumed, next }: Round): Question[] {
  const done = new Set([...answers.map(({ question }) => question), ...assumed])
  const isOpen = ({ id }: Question) => !done.has(id)
  return [...questions.slice(next).filter(isOpen), ...questions.slice(0, next).filter(isOpen)]
}

function give(round: Round, question: Question, found: Answer): void {
  round.answers.push(found)
  round.next = round.questions.indexOf(question) + 1
}

function leave(round: Round, question: Question): void {
  round.assumed.push(question.id)
  round.next = round.questions.indexOf(question) + 1
}

function choose(round: Round, question: Question, place: number): void {
  const choice = question.choices[place]
  if (!choice) return
  if (question.id !== taskQuestion) round.read.push(`${question.text} ${choice.label}`)
  give(round, question, { question: question.id, choice: choice.id })
}

/** A bare value has few words; longer ones speak for themselves. */
const mostWords = 6

/** `2`, `b`, `option 2`, `(c)`: the place of a choice. A number that is itself a choice is meant as that. */
function choiceNumber(words: string, { choices }: Question): number | undefined {
  const said = /^\(?(?:option|choice|answer|number|no\.?|nr\.?|#)?\s*([1-9]|[a-f])\)?$/i.exec(words)?.[1]
  if (said === undefined) return undefined
  if (choices.some(({ id, label }) => id === said || label === said)) return undefined
  const at = /\d/.test(said) ? Number(said) - 1 : said.toLowerCase().charCodeAt(0) - 97
  return at < choices.length ? at : undefined
}

/** A completed brief about text in the numbers that families are built from: examples, tokens, passages, languages. */

import type { Brief } from '../../brief/brief.js'
import { counted } from '../../brief/facts.js'
import { staysInHouse } from '../../brief/privacy.js'
import { deviceById } from '../../estimate/hardware.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import { answerNouns, asksForMemory, exampleNouns, type Goal, goalOf, isWriting } from './goal.js'

export interface TextProblem extends Problem {
  readonly goal: Goal
  /** Questions are answered from one small story with each of them, and not from a collection. */
  readonly isStory: boolean
  /** Several classes may hold for one text. */
  readonly multiLabel: boolean
  /** Classes of a text, or types of what is marked in it; 0 where neither is asked for. */
  readonly classes: number
  /** Labelled texts or pairs; those that are kept from training to judge it are still among them. */
  readonly examples: number
  /** ISO 639-1. */
  readonly languages: readonly string[]
  /** Some language is not English: networks of English alone are no use. */
  readonly multilingual: boolean
  /** Tokens of a text that is read. */
  readonly tokens: number
  /** Documents of a collection, and the passages they are cut into; the sentences of a story. */
  readonly documents: number
  readonly passages: number
  /** Tokens of raw text to learn a language from. */
  readonly corpusTokens: number
  /** Parameters of a model that was named. */
  readonly namedParams?: number
  readonly fullTraining: boolean
  readonly airGapped: boolean
  /** Licences of weights have to allow a product. */
  readonly commercial: boolean
  /** The limit until the first token of an answer, where that is what was limited and not the whole answer. */
  readonly firstTokenMs?: number
  /** It is served without a GPU. */
  readonly onCpu: boolean
}

/** Passages of 400 tokens, an eighth of which the next one repeats (300-500 and 10-15% are usual). */
export const passageTokens = 400
const passageStep = 350

/** A sentence of a story is searched by itself: some six words. */
export const sentenceTokens = 8

/** Labelled texts under which there is little to learn from, and from which there is much. */
const littleUnder = { classify: 1_000, tag: 500, pairs: 1_000 } as const
const muchFrom = { classify: 50_000, tag: 20_000, pairs: 100_000 } as const

const firstToken =
  /\b(first|erste[ns]?|premier|primer|primo|primeiro|eerste)[- ](token|jeton)|\bttft\b|time to first/i

export function textProblem(brief: Brief): TextProblem {
  const { data, constraints } = brief
  const goal = goalOf(brief)
  const classes = data.classes?.value ?? 0
  // What was counted as labelled is not, where it was said that there are no labels.
  const examples = data.labels?.value === 'none' ? 0 : Math.round(data.labelled?.value ?? 0)
  const tokens = Math.max(1, Math.round(data.sequenceLength?.value ?? 1))
  const documents = Math.max(1, Math.round(data.documents?.value ?? 1))
  const languages = data.languages?.value ?? ['en']
  const corpusTokens = data.corpusTokens?.value ?? 0
  const isStory = goal === 'answer' && asksForMemory(brief) && data.documents === undefined
  const { latency, ...setting } = settingOf(brief)
  const isFirstToken = latency !== undefined && isWriting(goal) && firstToken.test(brief.request)
  const example = exampleNouns[goal]
  const learned = labels(goal, examples, tokens, corpusTokens)
  return {
    ...setting,
    ...(latency && (isFirstToken ? { firstTokenMs: latency.ms } : { latency })),
    goal,
    isStory,
    subject: data.subject?.value ?? 'texts',
    answer: answerNouns[goal],
    example,
    ...learned,
    amount: amountOf(goal, examples, corpusTokens),
    multiLabel: data.multiLabel?.value === true || brief.task?.value === 'multi-label text classification',
    classes,
    examples,
    languages,
    multilingual: languages.some((language) => language !== 'en'),
    tokens,
    documents,
    passages: isStory
      ? Math.ceil(tokens / sentenceTokens)
      : documents * Math.max(1, Math.ceil((tokens - (passageTokens - passageStep)) / passageStep)),
    corpusTokens,
    ...(data.modelParams && { namedParams: data.modelParams.value }),
    fullTraining: data.fullTraining?.value === true,
    airGapped: staysInHouse(constraints),
    commercial: constraints.commercial?.value === true,
    onCpu: deviceById(setting.servingDevice.id)?.kind === 'cpu',
  }
}

function labels(
  goal: Goal,
  examples: number,
  tokens: number,
  corpusTokens: number,
): Pick<Problem, 'targets' | 'targetsNoun' | 'targetsFrom'> {
  if (goal === 'pretrain')
    return {
      targets: corpusTokens,
      targetsNoun: { one: 'token', many: 'tokens' },
      targetsFrom: `a corpus of ${counted(corpusTokens, 'token')}, each the target of those before it`,
    }
  const { one, many } = exampleNouns[goal]
  if (goal === 'classify')
    return {
      targets: examples,
      targetsNoun: { one: 'label', many: 'labels' },
      targetsFrom: counted(examples, 'labelled text'),
    }
  return {
    targets: examples * tokens,
    targetsNoun: goal === 'tag' ? { one: 'tag', many: 'tags' } : { one: 'token', many: 'tokens' },
    targetsFrom: `${counted(examples, one, many)} x at most ${counted(tokens, 'token')}`,
  }
}

function amountOf(goal: Goal, examples: number, corpusTokens: number): Amount {
  if (goal === 'pretrain') return corpusTokens < 1e9 ? 'little' : corpusTokens < 1e11 ? 'some' : 'much'
  const kind = goal === 'classify' || goal === 'tag' ? goal : 'pairs'
  return examples < littleUnder[kind] ? 'little' : examples < muchFrom[kind] ? 'some' : 'much'
}

/** Examples that are learned from where a fifth is kept to choose and to judge by. */
export const trainingExamples = ({ examples }: TextProblem): number => Math.max(1, Math.floor(0.8 * examples))

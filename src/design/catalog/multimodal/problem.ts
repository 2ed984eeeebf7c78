/** A completed brief of several inputs in the numbers that families are built from. */

import type { Brief } from '../../brief/brief.js'
import { counted } from '../../brief/facts.js'
import { staysInHouse } from '../../brief/privacy.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import { answeredNoun, answerNouns, exampleNouns, type Goal, goalOf, replyNoun } from './goal.js'

export const modalities = ['image', 'video', 'text', 'table', 'audio', 'series'] as const
export type Modality = (typeof modalities)[number]

export interface MixedProblem extends Problem {
  readonly goal: Goal
  /** In a fixed order. */
  readonly modalities: readonly Modality[]
  readonly examples: number
  /** Classes, 1 for a value. */
  readonly outputs: number
  /** Fields to read out of a document. */
  readonly fields: number
  /** Items that are searched. */
  readonly items: number
  /** What is searched with: words alone, or pictures too. */
  readonly queries: 'words' | 'both'
  /** Something is written about each item. */
  readonly hasTexts: boolean
  /** Columns of a table. */
  readonly columns: number
  /** Tokens of a text that is read. */
  readonly tokens: number
  readonly languages: readonly string[]
  readonly multilingual: boolean
  /** Questions about an image rather than captions. */
  readonly isQuestion: boolean
  /** One of two classes is rare, and is looked for. */
  readonly isRare: boolean
  /** Cases that people can look at in a day. */
  readonly reviewsPerDay?: number
  readonly airGapped: boolean
  readonly commercial: boolean
}

const littleUnder = 1_000
const muchFrom = 100_000
const usualTokens = 128

export function mixedProblem(brief: Brief): MixedProblem {
  const { data, constraints } = brief
  const goal = goalOf(brief.task?.value)
  // What was counted as labelled is not, where it was said that there are no labels.
  const examples = data.labels?.value === 'none' ? 0 : Math.round(data.labelled?.value ?? 0)
  const said = data.modalities?.value ?? []
  const known = modalities.filter((name) => said.includes(name))
  const languages = data.languages?.value ?? ['en']
  const isQuestion = brief.task?.value === 'visual question answering'
  const example = isQuestion ? answeredNoun : exampleNouns[goal]
  return {
    ...settingOf(brief),
    goal,
    subject: data.subject?.value ?? 'examples',
    answer: isQuestion ? replyNoun : answerNouns[goal],
    example,
    targets: examples,
    targetsNoun: { one: 'label', many: 'labels' },
    targetsFrom: counted(examples, example.one, example.many),
    amount: amountOf(examples),
    modalities: known.length > 0 ? known : ['image', 'text'],
    examples,
    outputs: goal === 'classify' ? Math.max(1, data.classes?.value ?? 1) : 1,
    fields: Math.max(1, data.fields?.value ?? 1),
    items: Math.max(1, Math.round(data.items?.value ?? 1)),
    ...searchOf(brief.request),
    columns: Math.max(1, data.featureCount?.value ?? 1),
    tokens: Math.max(16, Math.min(512, Math.round(data.sequenceLength?.value ?? usualTokens))),
    languages,
    multilingual: languages.some((language) => language !== 'en'),
    isQuestion,
    isRare:
      goal === 'classify' && data.classes?.value === 2 && (data.positiveRate ?? data.positives) !== undefined,
    ...(brief.targets.alertsPerDay && { reviewsPerDay: brief.targets.alertsPerDay.value }),
    airGapped: staysInHouse(constraints),
    commercial: constraints.commercial?.value === true,
  }
}

const byWords =
  /\b(?:by|with|from|via|using) (?:a )?(?:text|words?|sentences?|captions?|descriptions?)\b|\btext[- ]to[- ](?:image|photo|picture)|\btext (?:query|queries|search)|\bper text\b|\bmit (?:text|worten)\b|\bpor texto\b|\bpar (?:le )?texte\b|\bcon (?:testo|texto)\b/i
const byPicture =
  /\b(?:by|with|from|via|using) (?:an? |another )?(?:image|picture|photo)s?\b|\bimage[- ]to|\bsimilar(?:ity)?\b|\breverse image|\bvisual search|\bor (?:an? )?(?:image|photo|picture)/i
const barePictures = /\b(?:photos?|fotos?|pictures?|snapshots?|bilder|images?|immagini|imagenes|imágenes)\b/i
const withTexts =
  /\b(?:titles?|descriptions?|captions?|names?|tags?|metadata|products?|catalog(?:ue)?s?|articles?|shop|listings?|offers?|titel|beschreibung|produkt|título|descripci|titre|produit|titol|prodott|produto)/i

/** What a search is made with and what there is to find it by, from the words of the request. */
const searchOf = (request: string): Pick<MixedProblem, 'queries' | 'hasTexts'> => ({
  queries: byWords.test(request) && !byPicture.test(request) ? 'words' : 'both',
  hasTexts: withTexts.test(request) || !(byWords.test(request) && barePictures.test(request)),
})

const amountOf = (examples: number): Amount =>
  examples < littleUnder ? 'little' : examples < muchFrom ? 'some' : 'much'

/** A value (a price, a duration) is mostly in its columns, and trees read columns best. */
export const columnsLead = ({ goal, modalities }: Pick<MixedProblem, 'goal' | 'modalities'>): boolean =>
  goal === 'regress' && modalities.includes('table')

/** Examples that are learned from where a fifth is kept to choose and to judge by. */
export const trainingExamples = ({ examples }: MixedProblem): number =>
  Math.max(1, Math.floor(0.8 * examples))

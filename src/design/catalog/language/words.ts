/** How text problems are said in prose: languages, amounts, rows of inputs and outputs. */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { listed } from '../words.js'
import type { TextProblem } from './problem.js'

const names: Readonly<Record<string, string>> = {
  ar: 'Arabic',
  cs: 'Czech',
  da: 'Danish',
  de: 'German',
  el: 'Greek',
  en: 'English',
  es: 'Spanish',
  fi: 'Finnish',
  fr: 'French',
  he: 'Hebrew',
  hi: 'Hindi',
  hu: 'Hungarian',
  id: 'Indonesian',
  it: 'Italian',
  ja: 'Japanese',
  ko: 'Korean',
  nl: 'Dutch',
  no: 'Norwegian',
  pl: 'Polish',
  pt: 'Portuguese',
  ro: 'Romanian',
  ru: 'Russian',
  sv: 'Swedish',
  th: 'Thai',
  tr: 'Turkish',
  uk: 'Ukrainian',
  vi: 'Vietnamese',
  zh: 'Chinese',
}

/** `German and English`; many are counted. */
export function languageWords({ languages }: Pick<TextProblem, 'languages'>): string {
  return languages.length > 6
    ? counted(languages.length, 'language')
    : listed(languages.map((code) => names[code] ?? code))
}

/** `40,000 labelled texts in 12 classes`. */
export function exampleWords(problem: TextProblem): string {
  const { goal, examples, classes, example } = problem
  if (goal === 'pretrain') return `a corpus of ${counted(problem.corpusTokens, 'token')}`
  if (examples === 0) return `no ${goal === 'classify' || goal === 'tag' ? 'labelled texts' : example.many}`
  const noun = goal === 'classify' || goal === 'tag' ? 'labelled text' : example.one
  const many = goal === 'classify' || goal === 'tag' ? 'labelled texts' : example.many
  const sorts =
    goal === 'classify'
      ? ` in ${counted(classes, 'class', 'classes')}`
      : goal === 'tag'
        ? ` with ${counted(classes, 'type')} of mention`
        : ''
  return `${counted(examples, noun, many)}${sorts}`
}

export const amountWords = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }

export const idsRow = (steps: number): TensorRow => ({
  name: 'ids',
  shape: [steps],
  meaning: 'token ids of the text, padded',
})
export const knownRow = (steps: number): TensorRow => ({
  name: 'known',
  shape: [steps],
  meaning: 'true where there is a token',
})

export const classesRow = ({ classes, multiLabel }: Pick<TextProblem, 'classes' | 'multiLabel'>) => ({
  name: 'classes',
  shape: [Math.max(1, classes)],
  meaning: multiLabel ? 'one score for each class, a threshold for each' : 'one score for each class',
})

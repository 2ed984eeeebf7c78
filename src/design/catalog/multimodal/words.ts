/** How problems of several inputs are said in prose. */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { listed } from '../words.js'
import type { MixedProblem, Modality } from './problem.js'

export const modalityNames: Readonly<Record<Modality, string>> = {
  image: 'image',
  video: 'video',
  text: 'text',
  table: 'table columns',
  audio: 'sound',
  series: 'time series',
}

/** `image and text`. */
export const modalityWords = ({ modalities }: MixedProblem): string =>
  listed(modalities.map((name) => modalityNames[name]))

/** `3,000 annotated documents with 14 fields`. */
export function exampleWords(problem: MixedProblem): string {
  const { goal, examples, example, outputs, fields } = problem
  const what =
    goal === 'classify'
      ? ` in ${counted(outputs, 'class', 'classes')}`
      : goal === 'extract'
        ? ` with ${counted(fields, 'field')}`
        : ''
  return `${examples === 0 ? `no ${example.many}` : counted(examples, example.one, example.many)}${what}`
}

export const answerRow = ({ goal, outputs }: MixedProblem): TensorRow => ({
  name: 'answer',
  shape: [outputs],
  meaning: goal === 'regress' ? 'the value, on the scale of the training values' : 'one score for each class',
})

export const lossOf = ({ goal }: MixedProblem): string =>
  goal === 'regress'
    ? 'Huber loss on the standardised value, its logarithm where it spans orders of magnitude (as prices do)'
    : 'cross-entropy, weighted by class frequency, plus 0.3 of the same loss on each kind of input alone'

/** An item may have several pictures; the figures count one. */
export const manyImages = ({ modalities }: MixedProblem): string[] =>
  modalities.includes('image') ? ['further pictures of one example: their vectors are averaged'] : []

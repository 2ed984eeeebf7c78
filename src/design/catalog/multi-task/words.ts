/** Phrases that all families of several answers share: what comes in, what comes out. */
import { counted, grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { columnWords, networkInputs } from '../tabular/words.js'
import { listed } from '../words.js'
import type { Answer, MultiTaskProblem } from './problem.js'

/** `classification and regression`. */
export const answerTitles = ({ answers }: MultiTaskProblem): string =>
  listed(answers.map(({ title }) => title))

/** `1 classification (3 classes) and 1 regression`. */
export function tasksWords({ answers }: MultiTaskProblem): string {
  const classes = answers.filter(({ kind }) => kind === 'class')
  const values = answers.length - classes.length
  const [first] = classes
  const each = first && first.classes > 2 ? counted(first.classes, 'class', 'classes') : 'yes or no'
  return listed([
    ...(classes.length > 0
      ? [
          `${classes.length === 1 ? 'one classification' : counted(classes.length, 'classification')} (${each}${classes.length > 1 ? ' each' : ''})`,
        ]
      : []),
    ...(values > 0 ? [values === 1 ? 'one regression' : `${grouped(values)} regressions`] : []),
  ])
}

export function inputRows(problem: MultiTaskProblem): TensorRow[] {
  const { input, pixels, steps, channels } = problem
  switch (input) {
    case 'table':
      return networkInputs({ columns: problem.columns, answer: { one: 'answer', many: 'answers' } })
    case 'image':
      return [
        {
          name: 'image',
          shape: [pixels, pixels, 3],
          meaning: 'one image, scaled as the published weights expect',
        },
      ]
    case 'text':
      return [
        { name: 'ids', shape: [steps], meaning: 'token ids of the text, cut and padded' },
        { name: 'known', shape: [steps], meaning: 'which of them are no padding' },
      ]
    case 'series':
      return [
        { name: 'series', shape: [steps, channels], meaning: 'one window, scaled by its mean and deviation' },
      ]
  }
}

/** The row as trees read it. */
export const treeInputs = (problem: MultiTaskProblem): TensorRow[] => [
  {
    name: 'row',
    shape: [problem.columnCount],
    meaning: `${columnWords(problem)} (a usual share); categories as codes, gaps left as gaps`,
  },
]

export const outputRowsOf = (answers: readonly Answer[]): TensorRow[] =>
  answers.map(({ name, kind, classes, outputs }) => ({
    name,
    shape: [outputs],
    meaning:
      kind === 'value'
        ? 'the value, standardised; scaled back at the output'
        : classes > 2
          ? `scores of ${counted(classes, 'class', 'classes')}; softmax gives probabilities`
          : 'log odds; calibrated to a probability',
  }))

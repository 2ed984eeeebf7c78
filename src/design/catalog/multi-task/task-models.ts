/** A model of one task alone: a penalised sum of columns, or boosted trees. */
import type { EstimatorModel, RungPart } from '../family.js'
import { type TreeSize, treesModel } from '../tabular/boosted-trees.js'
import { rowsPerWeight } from '../tabular/linear-model.js'
import type { Answer, MultiTaskProblem } from './problem.js'

export const penalties = 10
export const folds = 5

const rowLoad = (problem: MultiTaskProblem, answer: Answer, columns: number): EstimatorModel['load'] => ({
  seriesCount: 1,
  points: problem.trainingRows,
  trainingRows: problem.trainingRows,
  features: columns,
  rowsPerRequest: 1,
  outputsPerRow: answer.outputs,
})

/** What is left where rows are too few for trees. */
export function linearOf(problem: MultiTaskProblem, answer: Answer, columns: number): RungPart {
  return {
    role: `${answer.title} model`,
    model: {
      kind: 'estimator',
      estimator: {
        kind: 'linear_model',
        link: answer.kind === 'class' ? 'logit' : problem.zeroHeavy ? 'log' : 'identity',
        outputs: answer.outputs,
        penalties,
        folds,
      },
      load: {
        ...rowLoad(problem, answer, columns),
        trainingRows: Math.min(problem.trainingRows, rowsPerWeight * answer.outputs * columns),
      },
      // The penalty leaves it no more freedom than there are rows.
      learned: Math.min(problem.trainingRows, answer.outputs * (columns + 1)),
    },
  }
}

export const treesOf = (problem: MultiTaskProblem, answer: Answer, size: TreeSize): RungPart => ({
  role: `${answer.title} model`,
  model: treesModel(
    size,
    answer.outputs,
    answer.outputs > 1 ? 'class' : 'value',
    rowLoad(problem, answer, problem.columnCount),
  ),
})

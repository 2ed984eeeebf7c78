/** What an estimator on rows of a graph is fitted to and asked for: one answer at a time. */
import type { EstimatorModel } from '../family.js'
import type { GraphProblem } from './problem.js'

export const graphLoad = (
  { outputs }: GraphProblem,
  rows: number,
  columns: number,
): EstimatorModel['load'] => ({
  seriesCount: 1,
  points: rows,
  trainingRows: Math.max(1, rows),
  features: columns,
  rowsPerRequest: 1,
  outputsPerRow: outputs,
})

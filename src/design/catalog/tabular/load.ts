/** What an estimator on a table is fitted to and asked for: one row at a time. */
import type { EstimatorModel } from '../family.js'
import type { TabularProblem } from './problem.js'

export const tableLoad = (
  { trainingRows, outputs }: TabularProblem,
  columns: number,
): EstimatorModel['load'] => ({
  seriesCount: 1,
  points: trainingRows,
  trainingRows,
  features: columns,
  rowsPerRequest: 1,
  outputsPerRow: outputs,
})

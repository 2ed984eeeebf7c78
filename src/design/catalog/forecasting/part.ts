/** The one part of a forecasting proposal, and what an estimator of series is fitted to and asked for. */
import type { EstimatorModel, NetworkModel, RungPart } from '../family.js'
import type { ForecastProblem } from './problem.js'

export const forecaster = (model: EstimatorModel | NetworkModel): RungPart => ({ role: 'forecaster', model })

/** @param table rows and columns that it learns from, and the values that are gone through for them */
export const forecastLoad = (
  { seriesCount, channels, horizonSteps, quantiles }: ForecastProblem,
  { rows, columns, points }: { rows: number; columns: number; points: number },
): EstimatorModel['load'] => ({
  seriesCount: seriesCount * channels,
  points,
  trainingRows: rows,
  features: columns,
  rowsPerRequest: horizonSteps,
  outputsPerRow: quantiles.length,
})

/** What an estimator is asked for, and the figures it answers with: the contract of every kind. */
import type { Figures } from '../estimate/figures.js'

/** What an estimator is fitted to and asked for. */
export interface Workload {
  readonly seriesCount: number
  /** Time points of all series together. */
  readonly points: number
  /** Rows of the training table: one per forecast origin and step, for what learns from a table. */
  readonly trainingRows: number
  /** Columns of a row. */
  readonly features: number
  /** Steps of one forecast. */
  readonly horizonSteps: number
  /** Outputs per step: 1, or the number of quantiles. */
  readonly outputsPerStep: number
  /** CPU cores it is fitted on and served from. */
  readonly trainingCores: number
  readonly servingCores: number
}

/**
 * Parameters are stored numbers, trainable ones those found by fitting; FLOPs and latency are of one forecast of one
 * series, all steps and outputs. What it costs depends on the machine's price, which an estimator does not know.
 */
export interface EstimatorFigures extends Omit<Figures, 'trainingCost'> {
  readonly library: string
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
}

/** A model without layers: trees, statistics, a rule. One file per kind; this one is the table. */
import { z } from 'zod'
import type { Figure } from '../estimate/figure.js'
import { exponentialSmoothing, exponentialSmoothingSchema } from './exponential-smoothing.js'
import { gradientBoostedTrees, gradientBoostedTreesSchema } from './gradient-boosted-trees.js'
import { seasonalNaive, seasonalNaiveSchema } from './seasonal-naive.js'

export const estimatorSchema = z.discriminatedUnion('kind', [
  seasonalNaiveSchema,
  exponentialSmoothingSchema,
  gradientBoostedTreesSchema,
])
export type Estimator = z.infer<typeof estimatorSchema>

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

export interface EstimatorFigures {
  /** Stored numbers. */
  readonly params: Figure
  /** Numbers found by fitting. */
  readonly trainableParams: Figure
  /** Arithmetic of one forecast. */
  readonly flops: Figure
  readonly weightMemory: Figure
  readonly servingMemory: Figure
  readonly trainingMemory: Figure
  /** One forecast of one series, all steps and outputs. */
  readonly latency: Figure
  readonly trainingTime: Figure
  readonly library: string
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
}

/** The figures of an estimator under a workload. Pure; every figure names its formula and source. */
export function estimatorFigures(estimator: Estimator, workload: Workload): EstimatorFigures {
  switch (estimator.kind) {
    case 'seasonal_naive':
      return seasonalNaive.figures(estimator, workload)
    case 'exponential_smoothing':
      return exponentialSmoothing.figures(estimator, workload)
    case 'gradient_boosted_trees':
      return gradientBoostedTrees.figures(estimator, workload)
  }
}

/** One line for the architecture section. */
export function describeEstimator(estimator: Estimator): string {
  switch (estimator.kind) {
    case 'seasonal_naive':
      return seasonalNaive.describe(estimator)
    case 'exponential_smoothing':
      return exponentialSmoothing.describe(estimator)
    case 'gradient_boosted_trees':
      return gradientBoostedTrees.describe(estimator)
  }
}

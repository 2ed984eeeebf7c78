/** A model without layers: trees, statistics, a rule. One file per kind; this one is the table. */
import { z } from 'zod'
import { exponentialSmoothing, exponentialSmoothingSchema } from './exponential-smoothing.js'
import { gradientBoostedTrees, gradientBoostedTreesSchema } from './gradient-boosted-trees.js'
import { seasonalNaive, seasonalNaiveSchema } from './seasonal-naive.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const estimatorSchema = z.discriminatedUnion('kind', [
  seasonalNaiveSchema,
  exponentialSmoothingSchema,
  gradientBoostedTreesSchema,
])
export type Estimator = z.infer<typeof estimatorSchema>

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

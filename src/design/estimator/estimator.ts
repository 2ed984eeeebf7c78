/** A model without layers: trees, statistics, a rule. One file per kind; this one is the table. */
import { z } from 'zod'
import { exponentialSmoothing, exponentialSmoothingSchema } from './exponential-smoothing.js'
import { gradientBoostedTrees, gradientBoostedTreesSchema } from './gradient-boosted-trees.js'
import { seasonalNaive, seasonalNaiveSchema } from './seasonal-naive.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const estimatorSchema = z.discriminatedUnion('kind', [
  seasonalNaiveSchema,
  exponentialSmoothingSchema,
  gradientBoostedTreesSchema,
])
export type Estimator = z.infer<typeof estimatorSchema>

/** The figures and the words of every kind: a new one is one file, one line here and one in the schema. */
const kinds: { readonly [K in Estimator['kind']]: EstimatorKind<Extract<Estimator, { kind: K }>> } = {
  seasonal_naive: seasonalNaive,
  exponential_smoothing: exponentialSmoothing,
  gradient_boosted_trees: gradientBoostedTrees,
}

/** The kind of an estimator; a method's parameter is the model that the kind belongs to. */
const kindOf = (estimator: Estimator): EstimatorKind<Estimator> => kinds[estimator.kind]

/** The figures of an estimator under a workload. Pure; every figure names its formula and source. */
export const estimatorFigures = (estimator: Estimator, workload: Workload): EstimatorFigures =>
  kindOf(estimator).figures(estimator, workload)

/** One line for the architecture section. */
export const describeEstimator = (estimator: Estimator): string => kindOf(estimator).describe(estimator)

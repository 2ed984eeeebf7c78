/** A model without layers: trees, statistics, a rule. One file per kind; this one is the table. */
import { z } from 'zod'
import { additiveModel, additiveModelSchema } from './additive-model.js'
import { bm25, bm25Schema } from './bm25.js'
import { decisionTree, decisionTreeSchema } from './decision-tree.js'
import { exponentialSmoothing, exponentialSmoothingSchema } from './exponential-smoothing.js'
import { fingerprint, fingerprintSchema } from './fingerprint.js'
import { gaussianProcess, gaussianProcessSchema } from './gaussian-process.js'
import { gradientBoostedTrees, gradientBoostedTreesSchema } from './gradient-boosted-trees.js'
import { intermittentDemand, intermittentDemandSchema } from './intermittent-demand.js'
import { isolationForest, isolationForestSchema } from './isolation-forest.js'
import { itemNeighbours, itemNeighboursSchema } from './item-neighbours.js'
import { kMeans, kMeansSchema } from './k-means.js'
import { labelPropagation, labelPropagationSchema } from './label-propagation.js'
import { linearBandit, linearBanditSchema } from './linear-bandit.js'
import { linearModel, linearModelSchema } from './linear-model.js'
import { matrixFactorisation, matrixFactorisationSchema } from './matrix-factorisation.js'
import { neighbourhoodFeatures, neighbourhoodFeaturesSchema } from './neighbourhood-features.js'
import { ngramLinear, ngramLinearSchema } from './ngram-linear.js'
import { policyRule, policyRuleSchema } from './policy-rule.js'
import { popularity, popularitySchema } from './popularity.js'
import { propagatedVectors, propagatedVectorsSchema } from './propagated-vectors.js'
import { randomForest, randomForestSchema } from './random-forest.js'
import { robustThreshold, robustThresholdSchema } from './robust-threshold.js'
import { rules, rulesSchema } from './rules.js'
import { seasonalNaive, seasonalNaiveSchema } from './seasonal-naive.js'
import { vectorIndex, vectorIndexSchema } from './vector-index.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const estimatorSchema = z.discriminatedUnion('kind', [
  seasonalNaiveSchema,
  exponentialSmoothingSchema,
  intermittentDemandSchema,
  gradientBoostedTreesSchema,
  vectorIndexSchema,
  popularitySchema,
  itemNeighboursSchema,
  matrixFactorisationSchema,
  propagatedVectorsSchema,
  decisionTreeSchema,
  linearBanditSchema,
  policyRuleSchema,
  additiveModelSchema,
  fingerprintSchema,
  gaussianProcessSchema,
  isolationForestSchema,
  labelPropagationSchema,
  linearModelSchema,
  neighbourhoodFeaturesSchema,
  randomForestSchema,
  robustThresholdSchema,
  bm25Schema,
  ngramLinearSchema,
  rulesSchema,
  kMeansSchema,
])
export type Estimator = z.infer<typeof estimatorSchema>

/** The figures and the words of every kind: a new one is one file, one line here and one in the schema. */
const kinds: { readonly [K in Estimator['kind']]: EstimatorKind<Extract<Estimator, { kind: K }>> } = {
  seasonal_naive: seasonalNaive,
  exponential_smoothing: exponentialSmoothing,
  intermittent_demand: intermittentDemand,
  gradient_boosted_trees: gradientBoostedTrees,
  vector_index: vectorIndex,
  popularity,
  item_neighbours: itemNeighbours,
  matrix_factorisation: matrixFactorisation,
  propagated_vectors: propagatedVectors,
  decision_tree: decisionTree,
  linear_bandit: linearBandit,
  policy_rule: policyRule,
  additive_model: additiveModel,
  fingerprint,
  gaussian_process: gaussianProcess,
  isolation_forest: isolationForest,
  label_propagation: labelPropagation,
  linear_model: linearModel,
  neighbourhood_features: neighbourhoodFeatures,
  random_forest: randomForest,
  robust_threshold: robustThreshold,
  bm25,
  ngram_linear: ngramLinear,
  rules,
  k_means: kMeans,
}

/** The kind of an estimator; a method's parameter is the model that the kind belongs to. */
const kindOf = (estimator: Estimator): EstimatorKind<Estimator> => kinds[estimator.kind]

/** The figures of an estimator under a workload. Pure; every figure names its formula and source. */
export const estimatorFigures = (estimator: Estimator, workload: Workload): EstimatorFigures =>
  kindOf(estimator).figures(estimator, workload)

/** Whether its library trains on an accelerator where there is one. */
export const trainsOnAccelerator = (estimator: Estimator): boolean => kindOf(estimator).onAccelerator === true

/** One line for the architecture section. */
export const describeEstimator = (estimator: Estimator): string => kindOf(estimator).describe(estimator)

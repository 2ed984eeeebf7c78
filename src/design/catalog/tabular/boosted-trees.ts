/** Boosted trees as every field that makes a table uses them: sizes, the rule of a leaf, the words of their training. */
import { grouped } from '../../brief/facts.js'
import type { EstimatorModel, Recipe } from '../family.js'

/** Rows that a leaf holds at least. */
export const leastLeafRows = 20

/** More rows than this add hours, not accuracy: the others are left out, rare ones last. */
export const mostTreeRows = 20_000_000

export interface TreeSize {
  readonly trees: number
  readonly leaves: number
  readonly learningRate: number
}

/** Small to large; the number of trees is a bound, early stopping takes fewer. */
export const treeSizes: readonly TreeSize[] = [
  { trees: 50, leaves: 8, learningRate: 0.1 },
  { trees: 100, leaves: 8, learningRate: 0.1 },
  { trees: 200, leaves: 15, learningRate: 0.05 },
  { trees: 500, leaves: 31, learningRate: 0.05 },
  { trees: 2_000, leaves: 63, learningRate: 0.03 },
  { trees: 4_000, leaves: 127, learningRate: 0.02 },
]

export const treeWords = ({ trees, leaves }: TreeSize): string =>
  `${grouped(trees)} trees of ${leaves} leaves`

/** @param of what an output of several is */
export const treesModel = (
  { trees, leaves, learningRate }: TreeSize,
  outputs: number,
  of: 'value' | 'class' | 'target' | 'quantile',
  load: EstimatorModel['load'],
): EstimatorModel => ({
  kind: 'estimator',
  estimator: {
    kind: 'gradient_boosted_trees',
    trees,
    leaves,
    outputs,
    learning_rate: learningRate,
    output_of: of,
  },
  load: { ...load, trainingRows: Math.min(mostTreeRows, load.trainingRows) },
  learned: trees * leaves * outputs,
})

/** What is said of their training, all but the loss. */
export const treeRecipe: Omit<Recipe, 'loss'> = {
  optimizer: 'leaf-wise histogram boosting (LightGBM)',
  schedule: 'early stopping after 50 rounds without improvement on the choosing rows',
  regularization: [
    `at least ${leastLeafRows} rows in a leaf`,
    'row and column sampling 0.8',
    'L2 of leaf values 1.0',
  ],
}

/** The bar for every model of signals: statistics and band energies of a window, and boosted trees on them. */
import { counted } from '../../brief/facts.js'
import { treeRecipe, treeSizes, treesModel, treeWords } from '../tabular/boosted-trees.js'
import { listed } from '../words.js'
import { signalRisks } from './evaluation.js'
import { type SignalFamily, signalPart } from './family.js'
import { planFiles } from './plan.js'
import type { SignalProblem } from './problem.js'
import { lossOf } from './recipes.js'
import { outputRow, windowsWords } from './words.js'

const source =
  'Bulling, Blanke & Schiele, A tutorial on human activity recognition using body-worn inertial sensors, 2014; Christ et al., tsfresh, 2018'
/** Mean, deviation, least, largest, quartiles, RMS, skew, kurtosis, zero crossings, mean absolute change. */
const statistics = 11
/** Energies of bands, largest peak with its frequency, entropy. */
const spectral = 11
/** Beside a pair of channels: their correlation; of many channels only neighbours are paired. */
const mostPairs = 15
/** What fits beside firmware: shorter than the sizes for tables. */
const tinySizes = [
  { trees: 10, leaves: 4, learningRate: 0.3 },
  { trees: 20, leaves: 8, learningRate: 0.2 },
] as const
const sizes = [...tinySizes, ...treeSizes.slice(0, 4)]
/** Windows that leaves of twenty rows can be made of. */
const leastWindows = 100

export function featuresOf({ channels, signal }: SignalProblem): number {
  const pairs = Math.min(mostPairs, (channels * (channels - 1)) / 2)
  return channels * (statistics + spectral + signal.ownFeatures) + pairs
}

/** `11 statistics, 11 of the spectrum and 5 of such signals`. */
const parts = ({ signal: { ownFeatures } }: SignalProblem): string =>
  listed([
    `${statistics} statistics`,
    `${spectral} of the spectrum`,
    ...(ownFeatures > 0 ? [`${ownFeatures} of such signals`] : []),
  ])

export const windowFeatures: SignalFamily = {
  id: 'window-features',
  kind: 'baseline',
  title: 'Window features and boosted trees',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  learns: true,
  complexity: 0.12,
  complexityBecause:
    'a table of features to keep the same on device and in training, then one library; CPU only',
  interpretability: 0.75,
  interpretabilityBecause: 'SHAP values (TreeSHAP) split every answer exactly into shares of its features',
  name: () => 'Window features and boosted trees (LightGBM)',
  fits: ({ trainingWindows }) =>
    trainingWindows < leastWindows
      ? {
          fits: false,
          reason: `${counted(trainingWindows, 'training window')}: leaves of 20 rows need some ${leastWindows}.`,
          source: 'LightGBM documentation, Parameters Tuning: min_data_in_leaf',
          others: true,
        }
      : { fits: true },
  prior: ({ amount, signal }) => ({
    value: { little: 0.66, some: 0.64, much: 0.58 }[amount] + signal.byHand,
    because:
      signal.byHand > 0
        ? 'what is known of such signals is in the features; order and shape within a window are lost'
        : 'statistics of a window lose the shape that tells such signals apart',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.9, some: 0.6, much: 0.4 })[amount],
  rungs: (problem) => {
    const { outputs, goal, trainingWindows, steps, channels } = problem
    const features = featuresOf(problem)
    const models = goal === 'classify' && outputs === 2 ? 1 : outputs
    return sizes.map((size) => ({
      label: treeWords(size),
      parts: [
        signalPart(
          problem,
          treesModel(
            size,
            models,
            goal === 'classify' ? (models > 1 ? 'class' : 'value') : goal === 'tag' ? 'target' : 'value',
            {
              seriesCount: 1,
              points: trainingWindows * steps * channels,
              trainingRows: trainingWindows,
              features,
              rowsPerRequest: 1,
              outputsPerRow: models,
            },
          ),
        ),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...treeRecipe,
    regularization: [...treeRecipe.regularization, 'folds by group, never by window'],
  }),
  write: (problem) => {
    const features = featuresOf(problem)
    return {
      overview: `${counted(features, 'feature')} of a window (${parts(problem)} for each of ${counted(problem.channels, 'channel')}${problem.channels > 1 ? ', and how channels move together' : ''}), then boosted trees. ${windowsWords(problem)}. {{params}} stored splits and leaves, {{latency}} a window once its features are there, trained in {{trainingTime}} on a CPU.`,
      inputs: [
        {
          name: 'features',
          shape: [features],
          meaning: `of each channel ${parts(problem)}: ${problem.signal.features}`,
        },
      ],
      outputs: [outputRow(problem)],
      risks: [
        'Where something happens within the window is lost: two movements in another order look the same.',
        ...signalRisks(problem),
      ],
      steps: [
        `Compute the features in \`src/features.py\` (${problem.signal.features}, beside the statistics), with one test for each against a window made by formula.`,
        'Train in `src/train.py`: 50 random settings of leaves and rows in a leaf on the choosing group; look at the ten features with the largest SHAP shares, and drop those that name the group.',
      ],
      files: planFiles(
        problem,
        [
          { path: 'src/features.py', purpose: 'statistics, bands and what is known of the signal' },
          { path: 'src/train.py', purpose: 'boosting with early stopping, search over a few settings' },
        ],
        true,
      ),
      notCounted: [
        `the features: one Fourier transform of ${counted(problem.steps, 'sample')} a channel, more work than the trees`,
      ],
    }
  },
}

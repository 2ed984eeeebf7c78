/** Boosted trees over columns of an impression: ids as rates and counts, so that trees can split on them. */
import { counted, grouped } from '../../brief/facts.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily } from './family.js'
import { planFiles } from './plan.js'
import type { RecommendProblem } from './problem.js'
import { scoresRow } from './words.js'

const sizes = [
  { trees: 300, leaves: 31, learningRate: 0.1 },
  { trees: 1_000, leaves: 63, learningRate: 0.05 },
  { trees: 3_000, leaves: 127, learningRate: 0.03 },
] as const
/** More rows than this add days of training and little else to trees: the newest are taken. */
const mostRows = 50_000_000
const rowsOf = ({ trainingEvents }: RecommendProblem) => Math.min(trainingEvents, mostRows)
/** A column of ids becomes its rate and its count. */
const columnsOf = ({ numbers, identifiers }: RecommendProblem) => numbers + 2 * identifiers

const numeric =
  'Qin et al., Are Neural Rankers still Outperformed by Gradient Boosted Decision Trees?, ICLR 2021'

export const clickTrees: RecommendFamily = {
  id: 'boosted-ranker',
  jobs: ['rank'],
  kind: 'trees',
  title: 'Boosted trees',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  complexity: 0.3,
  complexityBecause: 'rates of ids to keep fresh, then one library on a CPU',
  interpretability: 0.65,
  interpretabilityBecause: 'TreeSHAP gives the share of every column in every score',
  name: ({ brief }) => `Boosted trees (${brief.task?.value === 'ranking' ? 'LambdaMART' : 'LightGBM'})`,
  fits: (problem) => onlyFor('rank', problem) ?? { fits: true },
  prior: ({ amount, mostlyNumbers }) =>
    mostlyNumbers
      ? {
          value: { little: 0.68, some: 0.77, much: 0.8 }[amount],
          because: 'on lists that are described by numbers networks did no better in a careful comparison',
          source: numeric,
        }
      : {
          value: { little: 0.68, some: 0.76, much: 0.72 }[amount],
          because:
            amount === 'much'
              ? 'it reads columns of numbers best and ids only as rates'
              : 'on some millions of rows of mixed columns it is hard to beat',
          source: 'He et al., Practical Lessons from Predicting Clicks on Ads at Facebook, ADKDD 2014',
        },
  dataFit: ({ amount, mostlyNumbers }) => ({ little: 0.9, some: 1, much: mostlyNumbers ? 1 : 0.7 })[amount],
  newcomers: () => 'New ids fall back to the rate of all; the other columns speak for them',
  rungs: (problem) =>
    sizes.map(({ trees, leaves, learningRate }) => ({
      label: `${grouped(trees)} trees of ${leaves} leaves`,
      parts: [
        {
          role: 'scorer',
          model: {
            kind: 'estimator',
            estimator: {
              kind: 'gradient_boosted_trees',
              trees,
              leaves,
              outputs: 1,
              learning_rate: learningRate,
            },
            load: {
              seriesCount: 1,
              points: rowsOf(problem),
              trainingRows: rowsOf(problem),
              features: columnsOf(problem),
              rowsPerRequest: problem.candidates,
              outputsPerRow: 1,
            },
            learned: trees * leaves,
          },
        },
      ],
    })),
  recipe: ({ brief }) => ({
    loss:
      brief.task?.value === 'ranking'
        ? 'LambdaRank on NDCG of each list'
        : 'Binary log loss, thinned rows weighted back',
    optimizer: 'leaf-wise histogram boosting (LightGBM)',
    schedule: 'early stopping after 50 rounds without improvement on the validation period',
    regularization: [
      'at least 200 rows in a leaf',
      'row and column sampling 0.8',
      'rates from days before the row, never from its own',
    ],
  }),
  write(problem) {
    const lists = problem.brief.task?.value === 'ranking'
    const probable = problem.brief.targets.uncertainty?.value === true
    const rows = rowsOf(problem)
    const sampled =
      rows < problem.trainingEvents
        ? `, the newest ${grouped(rows)} of ${counted(problem.trainingEvents, 'row')}`
        : ''
    return {
      overview: `${counted(problem.numbers, 'number')} and the rate and count of each of ${counted(problem.identifiers, 'column')} of identifiers${sampled}. {{latency}} for ${counted(problem.candidates, 'candidate')} on the CPU, trained in {{trainingTime}}.`,
      inputs: [
        {
          name: 'rows',
          shape: [problem.candidates, columnsOf(problem)],
          meaning: 'one row for each candidate: numbers, and rates and counts of ids from earlier days',
        },
      ],
      outputs: [scoresRow(problem)],
      risks: [
        'Rates that contain the row’s own click leak: compute them from earlier days only.',
        ...commonRisks(problem),
      ],
      steps: [
        'Build the table in `src/features.py`: rates and counts by day, joined as of the day before; `tests/test_features.py` asserts that no column changes with later rows.',
        lists
          ? `Train in \`src/train.py\` with one group a list, never part of one.${probable ? ' Its scores are no probabilities: map them to rates by isotonic regression on the validation period.' : ''}`
          : 'Train in `src/train.py`; recalibrate with isotonic regression on the validation period if rows were thinned.',
      ],
      files: planFiles(
        [
          { path: 'src/features.py', purpose: 'rates and counts of ids as of the day before' },
          { path: 'src/train.py', purpose: 'boosting with early stopping, calibration' },
          { path: 'tests/test_features.py', purpose: 'no column sees later rows' },
        ],
        problem,
      ),
      notCounted: ['fetching columns from a store', 'computing the rates'],
    }
  },
}

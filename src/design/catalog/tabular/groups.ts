/** Groups of alike rows, where there is no right answer to learn from: k-means, and a mixture of Gaussians. */
import { counted } from '../../brief/facts.js'
import type { Rung } from '../family.js'
import type { TableFamily } from './family.js'
import { tableLoad } from './load.js'
import { oneHotColumns } from './networks.js'
import { planFiles } from './plan.js'
import type { TabularProblem } from './problem.js'
import { outputRows, rowInput } from './words.js'

const starts = 20

function rungs(problem: TabularProblem, soft: boolean): Rung[] {
  const columns = oneHotColumns(problem.columns)
  return [
    {
      label: counted(problem.classes, 'group'),
      parts: [
        {
          role: 'model',
          model: {
            kind: 'estimator',
            estimator: { kind: 'k_means', clusters: problem.classes, starts, soft },
            load: tableLoad(problem, columns),
            learned: Math.min(problem.targets, problem.classes * (soft ? 2 * columns + 1 : columns)),
          },
        },
      ],
    },
  ]
}

const risks = [
  'There is no right number of groups: it is chosen so that groups are stable and people can name them.',
  'Columns on a larger scale, and groups of columns that say the same, decide alone: scale them, and drop doubles first.',
  'Categories as zeros and ones stretch distances by how many values they have: compare with groups of the numbers alone, or mix both kinds of distance (k-prototypes, Huang, 1998).',
  'Groups describe; that they react differently to an offer has to be tested.',
]

const namedStep =
  'Choose the number of groups in `src/train.py`: for each from 2 to 12 the silhouette and the stability over 20 resampled sets; of those that are stable the one that people from the business can name from its profile of columns.'

const inputs = (problem: TabularProblem) =>
  rowInput(
    problem,
    oneHotColumns(problem.columns),
    '; numbers scaled by their quantiles, categories as zeros and ones',
  )

const trainFile = { path: 'src/train.py', purpose: 'number of groups, stability, profile of each group' }

export const kMeans: TableFamily = {
  id: 'k-means',
  kind: 'baseline',
  title: 'K-means',
  words: ['rules'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.05,
  complexityBecause: 'one library call on scaled columns',
  interpretability: 0.8,
  interpretabilityBecause: 'a group is its centre: the mean of each column, beside that of all rows',
  makesGroups: true,
  reasons: 'the columns in which the row lies nearest to its centre and farthest from the next one.',
  name: () => 'K-means',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.6,
    because: 'round groups of like size are found fast and are easy to name',
    source: 'Jain, Data Clustering: 50 Years Beyond K-means, 2010',
  }),
  dataFit: () => 0.9,
  rungs: (problem) => rungs(problem, false),
  recipe: () => ({
    loss: 'Squared distance to the nearest centre',
    optimizer: `Lloyd's passes from ${starts} starts spread far apart (k-means++, Arthur & Vassilvitskii, 2007)`,
    schedule: 'until no row changes its group',
    regularization: ['columns scaled', 'strongly correlated columns merged by principal components'],
  }),
  write(problem) {
    return {
      overview: `${counted(problem.rows, 'row is', 'rows are')} parted into ${counted(problem.classes, 'group')} (assumed, and then chosen) around the mean of each, over ${counted(oneHotColumns(problem.columns), 'scaled column')}. {{params}} stored numbers, {{latency}} to place a new row, {{trainingTime}} for ${starts} starts. Each group is handed over as a profile: how its columns differ from those of all.`,
      inputs: inputs(problem),
      outputs: outputRows(problem),
      risks,
      steps: [namedStep],
      files: planFiles(problem, [trainFile]),
      notCounted: [],
    }
  },
}

export const gaussianMixture: TableFamily = {
  id: 'gaussian-mixture',
  kind: 'statistics',
  title: 'Gaussian mixture',
  words: ['gaussian mixture'],
  ruledOutBy: ['gaussian mixture'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'one library call, and a look at groups that shrink to nothing',
  interpretability: 0.7,
  interpretabilityBecause: 'a row belongs to each group in a share, with the spread of each column',
  makesGroups: true,
  reasons: 'the shares of the groups, and the columns that speak for the largest.',
  name: () => 'Gaussian mixture (shares of groups)',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.64,
    because:
      'groups may differ in size and spread, rows between two are shown as such, and a likelihood (BIC) helps with their number',
    source: 'Fraley & Raftery, Model-Based Clustering, Discriminant Analysis, and Density Estimation, 2002',
  }),
  dataFit: ({ rows }) => (rows < 1_000 ? 0.6 : 0.9),
  rungs: (problem) => rungs(problem, true),
  recipe: () => ({
    loss: 'Log likelihood of the mixture',
    optimizer: `expectation and maximisation in turns, from ${starts} starts at k-means`,
    schedule:
      'until the likelihood stands still; the number of groups by the Bayesian information criterion, 2 to 12',
    regularization: ['a floor under every spread', 'one spread a column (diagonal), not one a pair'],
  }),
  write(problem) {
    return {
      overview: `${counted(problem.rows, 'row is', 'rows are')} described as coming from ${counted(problem.classes, 'group')} (assumed, and then chosen), each with a share and a mean and spread of ${counted(oneHotColumns(problem.columns), 'scaled column')}; a row has a share in each. {{params}} stored numbers, {{latency}} to place a new row, {{trainingTime}} for ${starts} starts.`,
      inputs: inputs(problem),
      outputs: [
        {
          name: 'shares',
          shape: [problem.classes],
          meaning: 'the share of each group in the row; they sum to one, and the largest names its group',
        },
      ],
      risks: [
        'Columns of zeros and ones are no bells: a few of them can make a group by themselves.',
        ...risks,
      ],
      steps: [namedStep],
      files: planFiles(problem, [trainFile]),
      notCounted: [],
    }
  },
}

/** Boosted trees on features of the past: where cases are known, nothing unsupervised comes near. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { treeRecipe, treeSizes, treesModel, treeWords } from '../tabular/boosted-trees.js'
import { enoughCases } from './complete.js'
import type { AnomalyFamily } from './family.js'
import { planFiles } from './plan.js'
import { type AnomalyProblem, trainShare } from './problem.js'
import { dataRisks, momentInput, scoreOutput } from './words.js'

const source = 'Han et al., ADBench, 2022: few labels help a lot, and no unsupervised method wins overall'
/** Of each value: now, mean, spread and change over short and long windows. */
const perValue = 6
/** Rows without a case that are kept for each with one; weights put the balance right again. */
const othersPerCase = 200
const mostRows = 20_000_000

const columnsOf = ({ form, values }: AnomalyProblem) => (form === 'stream' ? perValue * values : 2 * values)

/** Cases of the older part, which is learned from. */
const learnedCases = (cases: number) => Math.max(1, Math.round(trainShare * cases))

function rowsOf({ units, moments, cases, form }: AnomalyProblem): number {
  const all = form === 'stream' ? units * moments : moments
  const kept = cases === undefined ? all : learnedCases(cases) * (1 + othersPerCase)
  return Math.max(1, Math.min(all, kept, mostRows))
}

export const supervisedTrees: AnomalyFamily = {
  id: 'supervised-trees',
  kind: 'trees',
  title: 'Gradient-boosted trees on known cases',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  complexity: 0.3,
  complexityBecause: 'features of the past, labels that come late, and an unsupervised detector beside it',
  interpretability: 0.7,
  interpretabilityBecause: 'SHAP (TreeSHAP) gives the share of every feature in every alert',
  scope: 'One model for all units, learned from known cases',
  name: () => 'Gradient-boosted trees on known cases (LightGBM)',
  fits({ labels, cases }) {
    if (labels === 'enough') return { fits: true }
    return {
      fits: false,
      reason:
        labels === 'none'
          ? 'there is no known case to learn from.'
          : `${cases === undefined ? 'a few known cases' : counted(cases, 'known case')} can judge a detector and not train one: it wants some ${enoughCases}.`,
      source,
    }
  },
  prior: () => ({
    value: 0.8,
    because: 'known cases say what matters among all that is odd; new kinds need a detector beside it',
    source,
  }),
  dataFit: () => 1,
  rungs: (problem) =>
    treeSizes.map((size) => ({
      label: treeWords(size),
      parts: [
        {
          role: 'classifier',
          model: treesModel(size, 1, 'value', {
            seriesCount: 1,
            points: rowsOf(problem),
            trainingRows: rowsOf(problem),
            features: columnsOf(problem),
            rowsPerRequest: 1,
            outputsPerRow: 1,
          }),
        },
      ],
    })),
  recipe: () => ({
    loss: 'Log loss; rows that were left out are weighed back in, so that probabilities stay true',
    ...treeRecipe,
  }),
  write(problem) {
    const columns = columnsOf(problem)
    const { cases } = problem
    return {
      overview: `Trees learn from ${cases === undefined ? 'the known cases' : `the older ${grouped(learnedCases(cases))} of ${counted(cases, 'known case')}`} and ${plain(othersPerCase)} other rows for each, on ${counted(columns, 'feature')} of now and the past. {{params}} stored splits and leaves, {{latency}} a decision, trained in {{trainingTime}}. Robust thresholds run beside it for kinds of case that nobody has seen.`,
      inputs: momentInput(
        problem,
        columns,
        problem.form === 'stream'
          ? ', each as its value, mean, spread and change over a short and a long window'
          : ' and as many counts and sums over the past (velocity), as known at that moment',
      ),
      outputs: scoreOutput('log odds of a case; calibrated to a probability'),
      risks: ['It knows only kinds of case that were labelled.', ...dataRisks(problem)],
      steps: [
        `Build the features in \`src/features.py\`: ${counted(columns, 'column')}, point in time, one code for training and serving; \`tests/test_features.py\` replays a day through both and asserts equality.`,
        'Train in `src/train.py` with early stopping in time; the newest labels wait for their maturity.',
      ],
      files: planFiles(problem, [
        { path: 'src/features.py', purpose: 'windows and velocities, point in time' },
        { path: 'src/train.py', purpose: 'boosting with early stopping, weights, calibration' },
        { path: 'tests/test_features.py', purpose: 'batch and stream give the same columns' },
      ]),
      notCounted: ['fetching the past of a unit for its features'],
    }
  },
}

/** The bar: a regularised linear model, which every reader of a decision can check with a pencil. */
import { counted } from '../../brief/facts.js'
import type { TableFamily } from './family.js'
import { linearTitle } from './linear-title.js'
import { tableLoad } from './load.js'
import { oneHotColumns } from './networks.js'
import { planFiles } from './plan.js'
import type { TabularProblem } from './problem.js'
import { dataRisks } from './risks.js'
import { lossOf } from './target.js'
import { outputRows, rowInput } from './words.js'

const penalties = 10
const folds = 5

/** Rows for each weight beyond which it hardly changes. */
export const rowsPerWeight = 5_000
const fittedRows = (problem: TabularProblem): number =>
  Math.min(problem.trainingRows, rowsPerWeight * problem.outputs * oneHotColumns(problem.columns))

const link = ({ kind, zeroHeavy }: TabularProblem) =>
  kind === 'value' ? (zeroHeavy ? 'log' : 'identity') : kind === 'time' ? 'log' : 'logit'

export const linearModel: TableFamily = {
  id: 'linear-model',
  kind: 'baseline',
  title: 'Linear or logistic regression',
  words: ['linear'],
  ruledOutBy: ['linear'],
  neural: false,
  complexity: 0.05,
  complexityBecause: 'one library call, a weight a column',
  interpretability: 0.95,
  interpretabilityBecause:
    'an answer is a sum of weights times columns, which can be written as a score card',
  makesGroups: false,
  reasons: 'weight times the distance of the column from its mean, the largest first.',
  name: linearTitle,
  fits: () => ({ fits: true }),
  prior: ({ signal, wide }) =>
    signal < 1_000 || wide
      ? {
          value: 0.64,
          because: 'with so few rows for its columns a penalised sum varies least from sample to sample',
          source:
            'Christodoulou et al., A systematic review shows no performance benefit of machine learning over logistic regression, 2019',
        }
      : {
          value: signal < 10_000 ? 0.56 : 0.48,
          because: 'it adds columns up and sees no bend or interaction that nobody wrote into them',
          source:
            'Grinsztajn et al., Why do tree-based models still outperform deep learning on tabular data?, 2022',
        },
  dataFit: ({ signal, wide }) => (signal < 1_000 || wide ? 1 : signal < 10_000 ? 0.75 : 0.5),
  rungs(problem) {
    const columns = oneHotColumns(problem.columns)
    return [
      {
        label: `${counted(columns, 'weight')}${problem.outputs > 1 ? ` for each of ${problem.outputs} sums` : ''}`,
        parts: [
          {
            role: 'model',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'linear_model',
                link: link(problem),
                outputs: problem.outputs,
                penalties,
                folds,
              },
              load: { ...tableLoad(problem, columns), trainingRows: fittedRows(problem) },
              // The penalty leaves it no more freedom than there are rows.
              learned: Math.min(problem.outputs * (columns + 1), problem.targets),
            },
          },
        ],
      },
    ]
  },
  recipe: (problem) => ({
    loss: `${lossOf(problem)}, plus the penalty`,
    optimizer: 'L-BFGS on the convex loss; no step size to choose',
    schedule: `until the gradient is small, at most 100 iterations; ${penalties} strengths of the penalty on ${folds} folds`,
    regularization: [
      'elastic net: absolute weights to drop columns, squared ones to share between alike columns',
    ],
  }),
  write(problem) {
    const columns = oneHotColumns(problem.columns)
    return {
      overview: `A weighted sum of ${counted(columns, 'column')} (${problem.columns.categories > 0 ? 'numbers as splines or bins where a bend is known, categories as zeros and ones' : 'scaled'}) predicts ${problem.subject}. {{params}} weights, {{latency}} a row, fitted in {{trainingTime}}${fittedRows(problem) < problem.trainingRows ? ` on a sample of ${counted(fittedRows(problem), 'row')}, beyond which weights hardly change,` : ''} with its penalty chosen by cross-validation. It is the bar for everything else, and what a reader of a decision understands without help.`,
      inputs: rowInput(
        problem,
        columns,
        '; categories as zeros and ones, numbers scaled, missing ones as their median with a flag',
      ),
      outputs: outputRows(problem),
      risks: [
        'Bends and interactions are missed unless somebody writes them as columns.',
        'Alike columns share weights at random: read groups of them, not single ones.',
        ...dataRisks(problem),
      ],
      steps: [],
      files: planFiles(problem, []),
      notCounted: [],
    }
  },
}

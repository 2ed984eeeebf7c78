/** Random splits part what is odd from the rest: several values at once, no labels, hardly anything to tune. */
import { counted, grouped } from '../../brief/facts.js'
import type { AnomalyFamily } from './family.js'
import { planFiles } from './plan.js'
import type { AnomalyProblem } from './problem.js'
import { dataRisks, momentInput, pace, scoreOutput, valueWords } from './words.js'

const source = 'Liu, Ting & Zhou, Isolation Forest, 2008; Han et al., ADBench, 2022'
const leastMoments = 500
/** The value itself, its distance from the usual level of the hour, its change over the window. */
const perValue = 3
/** Rows that the threshold is read from; the trees themselves see a few hundred each. */
const mostRows = 2_000_000
/**
 * 100 trees of 256 rows are what the paper found enough, whatever the number of rows: more change little. The small one
 * is for devices with little memory.
 */
const sizes = [
  { trees: 25, sample: 64 },
  { trees: 100, sample: 256 },
] as const

const columnsOf = ({ form, values }: AnomalyProblem) => (form === 'stream' ? perValue * values : values)

export const isolationForest: AnomalyFamily = {
  id: 'isolation-forest',
  kind: 'statistics',
  title: 'Isolation forest',
  words: ['isolation forest', 'trees'],
  ruledOutBy: ['isolation forest'],
  neural: false,
  complexity: 0.2,
  complexityBecause: 'one library call on a table of features that have to be kept right',
  interpretability: 0.55,
  interpretabilityBecause: 'TreeSHAP on the path lengths names the values that parted it from the rest',
  scope: 'One forest for all units, on values scaled by their own past',
  name: () => 'Isolation forest',
  fits({ moments, units, values }) {
    if (moments * units < leastMoments)
      return {
        fits: false,
        reason: `${counted(moments * units, 'moment is', 'moments are')} too few to say what is rare: it wants ${leastMoments} or more.`,
        source,
      }
    if (values < 2)
      return {
        fits: false,
        others: true,
        reason: 'with one value there is nothing to see together: a threshold says the same and can be read.',
        source,
      }
    return { fits: true }
  },
  prior: ({ labels, form }) => ({
    value: labels === 'enough' ? 0.5 : form === 'records' ? 0.66 : 0.62,
    because:
      'it sees values together, takes no labels and no tuning, and no other unsupervised detector was ahead of it across many sets',
    source,
  }),
  dataFit: ({ labels, values }) => (labels === 'enough' ? 0.6 : values < 3 ? 0.8 : 0.95),
  abilities: ({ values }) => (values > 1 ? ['sees values together'] : []),
  rungs(problem) {
    const columns = columnsOf(problem)
    const rows = Math.min(mostRows, problem.units * problem.moments)
    return sizes.map(({ trees, sample }) => ({
      label: `${grouped(trees)} trees on ${counted(sample, 'row')} each`,
      parts: [
        {
          role: 'detector',
          model: {
            kind: 'estimator' as const,
            estimator: { kind: 'isolation_forest' as const, trees, sample },
            load: {
              seriesCount: 1,
              points: rows,
              trainingRows: rows,
              features: columns,
              rowsPerRequest: 1,
              outputsPerRow: 1,
            },
            // Its splits are drawn, not learned.
            learned: 0,
          },
        },
      ],
    }))
  },
  recipe: () => ({
    loss: 'none is minimised: the shorter the path that parts a row from the others, the odder it is',
    optimizer: 'random splits',
    schedule: 'grown anew every week on a rolling window',
    regularization: [
      'trees stop at the depth of a balanced one',
      'the oddest 1% of the training rows is left out and the forest grown again',
    ],
  }),
  write(problem, rung) {
    const columns = columnsOf(problem)
    const stream = problem.form === 'stream'
    return {
      overview: `${rung.label} score ${stream ? `every unit ${pace(problem)}` : 'every record'} on ${counted(columns, 'feature')} of its ${valueWords(problem)}${stream ? ': one forest for all, not one a unit' : ''}. {{params}} stored nodes, {{latency}} a decision, grown in {{trainingTime}}. It finds what is odd only together, and needs no labels.`,
      inputs: momentInput(
        problem,
        columns,
        stream
          ? `, each as its scaled value, its distance from the usual level of the hour and its change over ${counted(problem.window, 'moment')}`
          : ', numbers as ranks, rare categories by how rare they are',
      ),
      outputs: scoreOutput('how short the path is, 0 to 1'),
      risks: [
        'A column of noise hides what the others show: choose features by hand.',
        'What is odd only over time (a slow leak) shows in features of change, or not at all.',
        ...dataRisks(problem),
      ],
      steps: [
        `Build the features in \`src/features.py\`: ${counted(columns, 'column')}, computed the same way in training and in the stream; \`tests/test_features.py\` replays a day through both and asserts equality.`,
        'Grow the forest in `src/train.py`; score all training rows once for the threshold.',
      ],
      files: planFiles(problem, [
        { path: 'src/features.py', purpose: 'columns of a decision, one code for training and stream' },
        { path: 'src/train.py', purpose: 'grows the forest, scores the training rows' },
        { path: 'tests/test_features.py', purpose: 'batch and stream give the same columns' },
      ]),
      notCounted: [],
    }
  },
}

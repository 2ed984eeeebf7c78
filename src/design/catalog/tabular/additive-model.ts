/** Curves that add up: nearly as good as trees on many tables, and every answer can be read off charts. */
import { counted } from '../../brief/facts.js'
import type { TableFamily } from './family.js'
import { tableLoad } from './load.js'
import { planFiles } from './plan.js'
import { dataRisks } from './risks.js'
import { lossOf } from './target.js'
import { outputRows, rowInput } from './words.js'

const source = 'Nori et al., InterpretML, 2019; Caruana et al., Intelligible Models for HealthCare, 2015'
const leastSignal = 300
/** Beyond it the many passes over all rows take longer than trees for no more accuracy. */
const mostRows = 5_000_000
/** The default of the library. */
const bags = 14
const sizes = [
  { bins: 8, pairs: 0 },
  { bins: 16, pairs: 0 },
  { bins: 32, pairs: 2 },
  { bins: 64, pairs: 5 },
  { bins: 128, pairs: 10 },
  { bins: 256, pairs: 20 },
] as const
/** Steps of one axis of a map, as the estimator counts them. */
const mapSteps = 32 * 32

export const additiveModel: TableFamily = {
  id: 'additive-model',
  kind: 'statistics',
  title: 'Additive model (EBM)',
  words: ['additive'],
  ruledOutBy: ['additive'],
  neural: false,
  complexity: 0.15,
  complexityBecause: 'one library; the curves are looked at by people before each release',
  interpretability: 0.95,
  interpretabilityBecause:
    'an answer is a sum of values read off one curve a column and a few maps, with error bars',
  makesGroups: false,
  reasons: 'the value of each curve at this row, the largest first; they add up to the answer exactly.',
  name: () => 'Additive model with pairs (EBM)',
  fits({ signal, rows, kind, answer, quantiles }) {
    if (quantiles.length > 0) return { fits: false, reason: 'its library has no loss for quantiles.', source }
    if (kind === 'time' || kind === 'uplift')
      return {
        fits: false,
        reason: `its library has no loss for ${kind === 'time' ? 'times that were not seen to their end' : 'the effect of a treatment'}.`,
        source,
      }
    if (signal < leastSignal)
      return {
        fits: false,
        reason: `${counted(signal, 'row that tells', 'rows that tell')} ${answer.many} apart ${signal === 1 ? 'is' : 'are'} too few for curves: they would follow single rows.`,
        source: `working rule: ${leastSignal} rows`,
      }
    if (rows > mostRows)
      return {
        fits: false,
        others: true,
        reason: `its thousand passes over ${counted(rows, 'row')} take far longer than boosted trees, for no better ${answer.many}.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ signal }) => ({
    value: signal < 1_000 ? 0.6 : signal < 10_000 ? 0.7 : 0.71,
    because: 'it comes near boosted trees on business tables, and what it learned can be seen and corrected',
    source,
  }),
  dataFit: ({ signal }) => (signal < 1_000 ? 0.8 : signal < 100_000 ? 0.9 : 0.7),
  rungs(problem) {
    const { columnCount, outputs } = problem
    const curves = outputs
    return sizes.map(({ bins, pairs: wanted }) => {
      // Only columns of which there are two make a pair; the library knows maps for one answer alone.
      const pairs = outputs > 1 ? 0 : Math.min(wanted, (columnCount * (columnCount - 1)) / 2)
      return {
        label: `curves of ${bins} steps${pairs > 0 ? ` and ${pairs} maps` : ''}`,
        parts: [
          {
            role: 'model',
            model: {
              kind: 'estimator' as const,
              estimator: { kind: 'additive_model' as const, bins, pairs, bags, outputs },
              load: tableLoad(problem, columnCount),
              learned: curves * (columnCount * bins + pairs * mapSteps + 1),
            },
          },
        ],
      }
    })
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    optimizer: 'cyclic boosting: one column at a time, in turn, at a learning rate of 0.015',
    schedule: 'until the loss on held-out rows of each bag stops falling for 50 rounds',
    regularization: [
      `mean of ${bags} bags`,
      'trees of at most 3 leaves',
      'monotone curves where law or sense asks for them',
    ],
  }),
  write(problem) {
    const monotone = 'curves that must rise or fall are held to it'
    return {
      overview: `Each of ${counted(problem.columnCount, 'column')} gets a curve, a few pairs get a map, and their sum predicts ${problem.subject}; ${monotone}. {{params}} stored values, {{latency}} a row, fitted in {{trainingTime}}. People look at every curve before it decides anything, and may correct it.`,
      inputs: rowInput(
        problem,
        problem.columnCount,
        '; missing values and categories have steps of their own',
      ),
      outputs: outputRows(problem),
      risks: [
        'Interactions of three columns and more are missed.',
        'A curve shows what the data say, not what would happen if the column were changed.',
        ...dataRisks(problem),
      ],
      steps: [
        `Fit in \`src/train.py\`, then look at the curves with the people who know the columns; bends that nobody can explain are leaks or noise, and are smoothed or dropped.`,
      ],
      files: planFiles(problem, [
        { path: 'src/train.py', purpose: 'fits the curves, writes them as charts, keeps corrections' },
      ]),
      notCounted: [],
    }
  },
}

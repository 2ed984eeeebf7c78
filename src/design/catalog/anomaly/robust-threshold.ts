/** The bar: how far a value is from what it usually is at this hour, in robust deviations. */
import { counted, grouped } from '../../brief/facts.js'
import { bucketsOf, hoursOf } from './buckets.js'
import type { AnomalyFamily } from './family.js'
import { planFiles } from './plan.js'
import { dataRisks, momentInput, pace, scoreOutput, valueWords } from './words.js'

const source =
  'Schmidl, Wenig & Papenbrock, Anomaly Detection in Time Series: A Comprehensive Evaluation, 2022; Rousseeuw & Croux, 1993'
/** Values from which the median and deviation of a bucket are read; more change little. */
const valuesPerBucket = 200
const bucketWords = (buckets: number) =>
  buckets === hoursOf.week
    ? 'each hour of the week'
    : buckets === hoursOf.day
      ? 'each hour of the day'
      : 'all of the past'

export const robustThreshold: AnomalyFamily = {
  id: 'robust-threshold',
  kind: 'baseline',
  title: 'Robust thresholds',
  words: ['rules'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'a few numbers a series, updated as values come; nothing to train',
  interpretability: 0.95,
  interpretabilityBecause: 'an alert says which value was how far from its usual level at this hour',
  scope: 'A state for each series: a few numbers, not a model',
  name: (problem) => {
    if (problem.form === 'records') return 'Robust thresholds for each column (median, MAD)'
    return bucketsOf(problem) > 1
      ? 'Robust seasonal thresholds (median, MAD, EWMA)'
      : 'Robust thresholds (median, MAD, EWMA)'
  },
  fits: () => ({ fits: true }),
  prior: ({ values, labels }) => ({
    value: labels === 'enough' ? 0.4 : values <= 2 ? 0.64 : values <= 10 ? 0.55 : 0.52,
    because:
      values <= 2
        ? 'on single metrics robust statistics are hard to beat, and everybody can read them'
        : 'it finds what leaves its own range, and not what is odd only together with other values',
    source,
  }),
  dataFit: ({ labels }) => (labels === 'enough' ? 0.5 : 0.9),
  rungs(problem) {
    const buckets = bucketsOf(problem)
    const series = problem.units * problem.values
    const kept = Math.min(problem.moments, buckets * valuesPerBucket)
    return [
      {
        label: `${grouped(series)} series, ${bucketWords(buckets)}`,
        parts: [
          {
            role: 'detector',
            model: {
              kind: 'estimator',
              estimator: { kind: 'robust_threshold', buckets },
              load: {
                seriesCount: series,
                points: series * kept,
                trainingRows: problem.units * kept,
                features: problem.values,
                rowsPerRequest: 1,
                outputsPerRow: 1,
              },
              learned: 0,
            },
          },
        ],
      },
    ]
  },
  recipe: (problem) => ({
    loss: 'none is minimised; a score is the distance from the median in median absolute deviations, the largest of the values of a decision',
    optimizer: 'none',
    schedule:
      problem.form === 'stream'
        ? 'the exponential mean follows every value (weight 0.05), medians are made anew every night'
        : 'medians are made anew every night',
    regularization: [
      'a floor under every deviation: 1% of the range, so that a frozen series does not alarm at its first change',
    ],
  }),
  write(problem) {
    const buckets = bucketsOf(problem)
    const where = problem.form === 'stream' ? `each of ${counted(problem.units, 'unit')}` : 'every record'
    return {
      overview: `For ${where} and each of its ${valueWords(problem)}, median and absolute deviation of ${bucketWords(buckets)}${problem.form === 'stream' ? ' and an exponential mean' : ''} say what is usual; a decision ${problem.form === 'stream' ? pace(problem) : 'on a record'} takes the largest distance. {{params}} stored numbers, {{latency}} a decision, fitted in {{trainingTime}}. It is the bar for everything else, and the fallback when that fails.`,
      inputs: momentInput(
        problem,
        problem.values,
        ` of ${problem.form === 'stream' ? 'one unit and moment' : 'one record'}`,
      ),
      outputs: scoreOutput('the largest distance in robust deviations, with the value that has it'),
      risks: [
        'Values that are odd only together (load falls while errors rise) pass.',
        'A slow drift stays under the threshold: a CUSUM beside it adds small distances up (Page, 1954).',
        ...dataRisks(problem),
      ],
      steps: [],
      files: planFiles(problem, []),
      notCounted: [],
    }
  },
}

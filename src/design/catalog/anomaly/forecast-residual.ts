/** A forecaster says the next values; what comes otherwise is odd. */
import { counted, grouped } from '../../brief/facts.js'
import { adamW, clipping, cosine, earlyStopping } from '../recipes.js'
import type { AnomalyFamily } from './family.js'
import { nextValueSpec, reachOf } from './networks.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { AnomalyProblem } from './problem.js'
import { dataRisks, pace, valueWords, windowInput } from './words.js'

const source =
  'Bai, Kolter & Koltun, An Empirical Evaluation of Generic Convolutional and Recurrent Networks, 2018; Hundman et al., Detecting Spacecraft Anomalies Using LSTMs and Nonparametric Dynamic Thresholding, 2018'
const leastWindows = 400
const learningRate = 1e-3
const weightDecay = 1e-4
const dropout = 0.1
const batches = [64, 128, 512] as const
const widths = [16, 32, 64, 128] as const

/** As many doublings of the dilation as the window needs to be seen. */
function blocksFor({ window }: AnomalyProblem): number {
  let blocks = 2
  while (reachOf(blocks) < window && blocks < 8) blocks += 1
  return blocks
}

export const forecastResidual: AnomalyFamily = {
  id: 'forecast-residual',
  kind: 'convolution',
  title: 'Forecast residual (TCN)',
  words: ['convolution', 'recurrent'],
  ruledOutBy: ['convolution', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'a forecaster to train and retrain, and the usual size of its errors to keep',
  interpretability: 0.5,
  interpretabilityBecause: 'an alert shows what was expected of each value, and what came',
  scope: 'One forecaster for all units, on values scaled by their own past',
  name: () => 'Forecast residual (temporal convolutions, next value)',
  fits({ form, windows, waveformHz }) {
    if (form === 'records')
      return { fits: false, reason: 'records have no next value that could be forecast.', source }
    if (waveformHz !== undefined)
      return {
        fits: false,
        others: true,
        reason:
          'condensed seconds of a machine follow its load, which no past tells: what they look like together says more than what comes next.',
        source,
      }
    if (windows < leastWindows)
      return {
        fits: false,
        reason: `${counted(windows, 'window that shares', 'windows that share')} no moment: a forecaster from scratch wants ${grouped(leastWindows)} or more.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ seasonal, amount, labels }) => ({
    value: (labels === 'enough' ? 0.48 : 0.58) + (seasonal ? 0.03 : 0) + (amount === 'much' ? 0.02 : 0),
    because: 'cycles and trends are expected instead of reported, at the price of a forecaster to keep',
    source,
  }),
  dataFit: ({ amount, seasonal }) => ({ little: 0.4, some: 0.7, much: 0.85 })[amount] + (seasonal ? 0.05 : 0),
  abilities: ({ seasonal }) => (seasonal ? ['expects what comes next'] : []),
  rungs: (problem) =>
    widths.map((channels) => ({
      label: `${blocksFor(problem)} blocks of ${channels} channels`,
      parts: [
        {
          role: 'forecaster',
          model: {
            kind: 'network' as const,
            spec: nextValueSpec(
              { steps: problem.window, values: problem.values },
              { channels, blocks: blocksFor(problem), dropout },
            ),
            examples: problem.windows,
          },
        },
      ],
    })),
  recipe: () => ({
    loss: 'Huber (delta 1) on the next values, scaled',
    ...adamW(learningRate, weightDecay, { batches }),
    schedule: cosine,
    regularization: [`weight decay ${weightDecay}`, `dropout ${dropout}`, clipping, earlyStopping],
  }),
  write: (problem, rung) => ({
    overview: `${rung.label} of dilated convolutions look back ${grouped(Math.min(problem.window, reachOf(blocksFor(problem))))} moments and predict the next values of the ${valueWords(problem)} of each unit, ${pace(problem)}, by one network for all; the error, in robust deviations of past errors at this hour, is the score. {{params}} parameters, {{latency}} a decision, trained in {{trainingTime}}.`,
    inputs: windowInput(problem, 'past'),
    outputs: [
      {
        name: 'next_values',
        shape: [problem.values],
        meaning: 'what the values should be next; the error is the score',
      },
    ],
    risks: [
      'It forgives what creeps: a slow leak of yesterday is in the past that it looks back on. A forecast of an hour ahead beside it sees that.',
      ...dataRisks(problem),
    ],
    steps: networkSteps(problem, 'the dilated convolutions and the next-value layer'),
    files: networkPlanFiles(problem),
    notCounted: ['scaling the values, and their errors'],
  }),
}

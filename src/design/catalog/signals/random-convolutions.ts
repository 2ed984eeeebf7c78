/** MiniRocket: thousands of fixed convolutions, the share of each that is positive, and a ridge on these numbers. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { placeOf } from '../backbones/serving.js'
import { signalRisks } from './evaluation.js'
import { type SignalFamily, signalPart } from './family.js'
import { planFiles } from './plan.js'
import type { Goal, SignalProblem } from './problem.js'
import { lossOf } from './recipes.js'
import { frontEnd, outputRow, windowsWords } from './words.js'

const source =
  'Dempster, Schmidt & Webb, MiniRocket, 2021; Middlehurst, Schäfer & Bagnall, Bake off redux, 2023'
/** The fixed kernels of nine weights, and the numbers that they give together: 84 x 119 thresholds. */
const kernels = 84
const taps = 9
const features = 9_996
/** Dilations at most, as the paper has them. */
const mostDilations = 32
const penalties = 10
const folds = 5
/** A table of so many rows still lies in memory beside its copy; beyond, networks have enough to learn from. */
const mostWindows = 100_000
const leastSteps = taps

const isNumber = (goal: Goal): boolean => goal === 'regress' || goal === 'life'

/** Dilations spread evenly in their logarithm until a kernel is as long as the window; equal ones count once. */
function dilationsOf({ steps }: SignalProblem): number {
  const most = Math.log2((steps - 1) / (taps - 1))
  const drawn = Array.from({ length: mostDilations }, (_, i) =>
    Math.floor(2 ** ((most * i) / (mostDilations - 1))),
  )
  return new Set(drawn).size
}

/** Additions of the transform: every kernel at every dilation, once over the window. */
const additions = (problem: SignalProblem): number => kernels * taps * dilationsOf(problem) * problem.steps

export const randomConvolutions: SignalFamily = {
  id: 'random-convolutions',
  kind: 'linear',
  title: 'MiniRocket and a ridge',
  words: ['rocket', 'linear'],
  ruledOutBy: ['rocket', 'linear'],
  neural: false,
  complexity: 0.15,
  complexityBecause: 'one transform without settings and one weighted sum; CPU only',
  interpretability: 0.3,
  interpretabilityBecause: 'weights on thousands of random convolutions say nothing to a person',
  name: () => 'MiniRocket and a ridge',
  fits(problem) {
    const { trainingWindows, steps } = problem
    if (steps <= leastSteps)
      return {
        fits: false,
        reason: `A window of ${steps} samples is no longer than its kernels of ${taps}.`,
        source,
      }
    if (placeOf(problem) === 'microcontroller')
      return {
        fits: false,
        reason: `${counted(features, 'feature')} a window are too many for a microcontroller: its weights alone are ${grouped(features)} x ${problem.outputs}.`,
        source,
        others: true,
      }
    if (trainingWindows > mostWindows)
      return {
        fits: false,
        reason: `${counted(trainingWindows, 'window')} x ${counted(features, 'column')} x 8 bytes are ${plain(Number(((trainingWindows * features * 8) / 1e9).toPrecision(2)))} GB: a ridge wants the table in memory.`,
        source,
        others: true,
      }
    return { fits: true }
  },
  prior: ({ amount, goal }) => ({
    value: { little: 0.72, some: 0.74, much: 0.72 }[amount] - (isNumber(goal) ? 0.08 : 0),
    because: isNumber(goal)
      ? 'on numbers instead of classes it comes near the best with nothing to tune, and reads no trend beyond the window'
      : 'it comes level with deep networks on most archives of short signals, with nothing to tune',
    source: isNumber(goal) ? 'Tan et al., Time series extrinsic regression, 2021' : source,
  }),
  dataFit: ({ amount }) => ({ little: 0.95, some: 0.8, much: 0.5 })[amount],
  rungs: (problem) => {
    const { outputs, trainingWindows, steps, channels, goal } = problem
    const sums = goal === 'classify' && outputs === 2 ? 1 : outputs
    return [
      {
        label: counted(features, 'feature'),
        parts: [
          signalPart(problem, {
            kind: 'estimator',
            estimator: { kind: 'linear_model', link: 'identity', outputs: sums, penalties, folds },
            load: {
              seriesCount: 1,
              points: trainingWindows * steps * channels,
              trainingRows: trainingWindows,
              features,
              rowsPerRequest: 1,
              outputsPerRow: sums,
            },
            // A penalised sum: bounded by the penalty, not by the number of windows.
            learned: Math.min(problem.targets, sums * (features + 1)),
          }),
        ],
      },
    ]
  },
  recipe: (problem) => ({
    loss:
      problem.goal === 'classify' || problem.goal === 'tag'
        ? `Squared error of ${counted(problem.outputs, 'class', 'classes')} as -1 and 1 (ridge classifier), windows weighted by the inverse share of their class`
        : lossOf(problem),
    optimizer: 'least squares by conjugate gradients (LSQR) to convergence',
    schedule: `${penalties} strengths of the penalty on ${folds} folds of whole groups`,
    regularization: [
      'L2 penalty',
      'features scaled by training mean and deviation',
      'folds by group, never by window',
    ],
  }),
  write: (problem) => {
    const work = `${kernels} kernels x ${taps} weights x ${dilationsOf(problem)} dilations x ${counted(problem.steps, 'sample')} = ${plain(Number((additions(problem) / 1e6).toPrecision(2)))} M additions`
    return {
      overview: `${kernels} fixed kernels of ${taps} weights at ${counted(dilationsOf(problem), 'dilation')}; the share of the window in which each exceeds its threshold gives ${counted(features, 'feature')}, and a ridge weighs them. ${windowsWords(problem)}. {{params}} weights, {{latency}} for the sum (the transform before it: ${work}), fitted in {{trainingTime}}.`,
      inputs: [
        {
          name: 'features',
          shape: [features],
          meaning: `shares of positive values of ${kernels} fixed convolutions over random channels of the window`,
        },
      ],
      outputs: [
        problem.goal === 'classify' || problem.goal === 'tag'
          ? { ...outputRow(problem), meaning: 'one score for each, about -1 to 1; no probabilities' }
          : outputRow(problem),
      ],
      risks: [
        ...(isNumber(problem.goal)
          ? []
          : [
              'A ridge gives scores and no probabilities: calibrate on the choosing part (Platt, 1999) where a threshold matters.',
            ]),
        ...(problem.amount === 'much'
          ? ['With so many windows networks go on learning where it stands still.']
          : []),
        ...signalRisks(problem),
      ],
      steps: [
        'Fit in `src/train.py`: the transform of aeon or sktime (thresholds drawn from training windows), then the ridge, its penalty chosen over folds of whole groups.',
      ],
      files: planFiles(problem, [
        { path: 'src/train.py', purpose: 'the transform, the ridge and its penalty' },
      ]),
      notCounted: [`the transform: ${work}`, frontEnd(problem)],
    }
  },
}

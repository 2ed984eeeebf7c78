/** Causal dilated convolutions over the past: parallel in time, with a field of view that covers the look-back (Bai et al., 2018). */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { windowRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster } from './part.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { adamW, dropoutOf, lossOf } from './recipes.js'
import { independentWindows, lookbackOf, windowsOf } from './windows.js'
import { everySeries, historyRow, outputRows, steps, withLevels } from './words.js'

const paper =
  'Bai, Kolter & Koltun, An Empirical Evaluation of Generic Convolutional and Recurrent Networks, 2018'
const leastWindows = 2_000
/** Look-back in horizons. */
const horizons = 3
const kernel = 3
const learningRate = 1e-3
const weightDecay = 0.01
const widths = [16, 32, 64, 128] as const

/** Dilations 1, 2, 4 … until two convolutions of each see the whole look-back. */
function dilationsFor(lookback: number): number[] {
  const dilations: number[] = []
  for (let seen = 1, dilation = 1; seen < lookback; dilation *= 2) {
    dilations.push(dilation)
    seen += 2 * (kernel - 1) * dilation
  }
  return dilations
}

function tcnSpec(problem: ForecastProblem, lookback: number, width: number, dropout: number): ModelSpec {
  const { channels, horizonSteps, quantiles, isPoint, futureFeatures } = problem
  const shape = [horizonSteps, ...(channels > 1 ? [channels] : []), ...(isPoint ? [] : [quantiles.length])]
  return {
    name: 'TCN',
    inputs: { history: { kind: 'series', steps: lookback, features: channels + futureFeatures } },
    nodes: [
      {
        name: 'body',
        kind: 'tcn_block',
        channels: width,
        dropout,
        each: { dilation: dilationsFor(lookback) },
      },
      { name: 'last', kind: 'select', index: -1 },
      { name: 'head', kind: 'linear', units: shape.reduce((all, n) => all * n, 1) },
      { name: 'forecast', kind: 'reshape', shape },
    ],
  }
}

export const tcn: ForecastFamily = {
  id: 'tcn',
  kind: 'convolution',
  title: 'Temporal convolution network',
  words: ['convolution', 'tcn'],
  ruledOutBy: ['convolution', 'tcn', 'neural'],
  neural: true,
  complexity: 0.35,
  complexityBecause: 'one stack of convolutions, parallel in time; dilations follow from the look-back',
  interpretability: 0.25,
  interpretabilityBecause: 'only ablations of inputs and gradients explain it',
  readsFuture: false,
  name: () => 'Temporal convolution network (TCN)',
  fits(problem) {
    const lookback = lookbackOf(problem, horizons)
    const windows = windowsOf(problem, lookback)
    if (windows >= leastWindows) return { fits: true }
    return {
      fits: false,
      reason: `${grouped(windows)} overlapping training windows (${grouped(independentWindows(problem, lookback))} of them independent): a convolution trained from scratch wants at least ${grouped(leastWindows)}.`,
      source: 'working rule: no convolution from scratch under about 2,000 windows',
    }
  },
  prior: (problem) => ({
    value: { little: 0.55, some: 0.67, much: 0.73 }[problem.amount] - (problem.plannedInputs > 0 ? 0.1 : 0),
    because:
      problem.plannedInputs > 0
        ? 'it cannot read planned inputs'
        : 'it matches recurrent networks on most sequences and trains in parallel',
    source: paper,
  }),
  dataFit: (problem) =>
    ({ little: 0.5, some: 0.85, much: 0.95 })[problem.amount] - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs(problem) {
    const lookback = lookbackOf(problem, horizons)
    const dropout = dropoutOf(problem)
    return widths.map((width) => ({
      label: `${width} channels`,
      lookback,
      parts: [
        forecaster({
          kind: 'network',
          spec: tcnSpec(problem, lookback, width, dropout),
          examples: windowsOf(problem, lookback),
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay),
    schedule: cosine,
    regularization: [`dropout ${dropoutOf(problem)}`, `weight decay ${weightDecay}`, clipping, earlyStopping],
  }),
  write(problem, rung) {
    const dilations = dilationsFor(rung.lookback)
    const seen = 1 + 2 * (kernel - 1) * dilations.reduce((total, n) => total + n, 0)
    return {
      overview: `${dilations.length === 1 ? 'One block of two causal convolutions sees' : `${dilations.length} blocks of two causal convolutions with dilations ${dilations.join(', ')} see`} ${counted(seen, 'step')} back, at least the whole look-back of ${steps(rung.lookback, problem)}; a linear head on the last step gives all ${steps(problem.horizonSteps, problem)}${withLevels(problem)} at once. {{params}} parameters shared by ${everySeries(problem)}, {{latency}} a forecast, parallel over time.`,
      inputs: [historyRow(problem, rung.lookback, problem.channels, true)],
      outputs: outputRows(problem),
      risks: [
        `What happened more than ${counted(seen, 'step')} ago cannot be seen.`,
        problem.plannedInputs > 0
          ? 'Planned inputs of the future are not read: what they announce is missed.'
          : 'The calendar of the future steps is not read: a holiday that moves is missed.',
        ...windowRisks(problem, rung.lookback),
      ],
      steps: networkSteps(problem, 'the stack of causal convolutions'),
      files: networkPlanFiles(problem, true),
      notCounted: ['per-window scaling before and after the network'],
    }
  },
}

/** Stacks of dense blocks: each explains a part of the past and hands on what is left, their forecasts add up (Oreshkin et al., 2020). */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { cosine, earlyStopping } from '../recipes.js'
import { windowRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster } from './part.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { adamW, lossOf, smoothCost } from './recipes.js'
import { independentWindows, lookbackOf, windowsOf } from './windows.js'
import { historyRow, outputRows, steps, withLevels } from './words.js'

const paper = 'Oreshkin et al., N-BEATS: Neural Basis Expansion Analysis, ICLR 2020'
const leastWindows = 2_000
/** Look-back in horizons: the paper tries two to seven. */
const horizons = 4
/** Coefficients of the trend stack: a polynomial of degree 2, as in the paper. */
const trendTerms = 3
const learningRate = 1e-3
const weightDecay = 0.01
const sizes = [
  { width: 32, blocks: 2 },
  { width: 64, blocks: 2 },
  { width: 128, blocks: 3 },
  { width: 256, blocks: 3 },
  { width: 512, blocks: 3 },
] as const

/** A trend stack, then a generic one; the forecast of each starts where the one before left off, at zero. */
function nbeatsSpec(
  problem: ForecastProblem,
  lookback: number,
  { width, blocks }: (typeof sizes)[number],
): ModelSpec {
  const { horizonSteps, quantiles, isPoint } = problem
  const outputs = horizonSteps * (isPoint ? 1 : quantiles.length)
  const stack = (name: string, more: object, from: readonly string[]) => ({
    name,
    kind: 'nbeats_block',
    width,
    repeat: blocks,
    from: [...from],
    ...more,
  })
  return {
    name: 'N-BEATS',
    inputs: { history: { kind: 'vector', features: lookback } },
    nodes: [
      { name: 'start', kind: 'constant', shape: [outputs] },
      stack('trend', { basis: 'trend', terms: trendTerms }, ['history', 'start']),
      stack('rest', {}, ['trend.left', 'trend.total']),
      {
        name: 'forecast',
        kind: 'reshape',
        shape: isPoint ? [horizonSteps] : [horizonSteps, quantiles.length],
        from: 'rest.total',
      },
    ],
  }
}

export const nbeats: ForecastFamily = {
  id: 'n-beats',
  kind: 'dense',
  title: 'N-BEATS',
  words: ['nbeats'],
  ruledOutBy: ['nbeats', 'neural'],
  neural: true,
  complexity: 0.3,
  complexityBecause: 'dense layers only; the stacks and their order are the one choice',
  interpretability: 0.45,
  interpretabilityBecause: 'the trend stack can be plotted, the generic one cannot',
  readsFuture: false,
  name: () => 'N-BEATS (trend and generic stacks)',
  fits(problem) {
    const lookback = lookbackOf(problem, horizons)
    const windows = windowsOf(problem, lookback)
    if (windows >= leastWindows) return { fits: true }
    return {
      fits: false,
      reason: `${grouped(windows)} overlapping training windows (${grouped(independentWindows(problem, lookback))} of them independent): its stacks want at least ${grouped(leastWindows)}.`,
      source: 'working rule: no deep network from scratch under about 2,000 windows',
    }
  },
  prior: (problem) => ({
    value:
      { little: 0.58, some: 0.71, much: 0.76 }[problem.amount] -
      (problem.plannedInputs > 0 ? 0.12 : 0) -
      (problem.intermittent ? smoothCost : 0),
    because:
      problem.plannedInputs > 0
        ? 'in its basic form it reads nothing but the past of the series'
        : problem.intermittent
          ? 'it draws smooth curves, and many zeros are none'
          : 'it is strong on many plain series without covariates, and quick to train',
    source: paper,
  }),
  dataFit: (problem) =>
    ({ little: 0.55, some: 0.85, much: 0.95 })[problem.amount] - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs(problem) {
    const lookback = lookbackOf(problem, horizons)
    return sizes.map((size) => ({
      label: `2 stacks of ${size.blocks} blocks, ${size.width} wide`,
      lookback,
      parts: [
        forecaster({
          kind: 'network',
          spec: nbeatsSpec(problem, lookback, size),
          // Every value is a series of its own to it.
          examples: windowsOf(problem, lookback) * problem.channels,
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay),
    schedule: cosine,
    regularization: [
      `weight decay ${weightDecay}`,
      earlyStopping,
      'the mean of several seeds as the forecast',
    ],
  }),
  write(problem, rung) {
    const apart =
      problem.channels > 1
        ? `; each of the ${counted(problem.channels, 'value')} is a series of its own to it`
        : ''
    return {
      overview: `Dense blocks take the last ${steps(rung.lookback, problem)} apart: a stack that can only draw trends, then a generic one; each block takes away what it explains of the past and adds its share to all ${steps(problem.horizonSteps, problem)}${withLevels(problem)} at once. {{params}} parameters, {{latency}} a forecast${apart}.`,
      inputs: [{ ...historyRow(problem, rung.lookback, 1, false), shape: [rung.lookback] }],
      outputs: outputRows(problem, { channels: 1 }),
      risks: [
        'It knows nothing but the series: calendar, promotions and other series are not read.',
        'The first layer grows with the look-back, the last with horizon x outputs: both overfit first.',
        ...windowRisks(problem, rung.lookback),
      ],
      steps: networkSteps(problem, 'the doubly residual stacks'),
      files: networkPlanFiles(problem, false),
      notCounted: ['per-window scaling before and after the network'],
    }
  },
}

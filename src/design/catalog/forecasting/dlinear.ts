/** Trend and remainder, each mapped by one linear layer from the whole look-back to the whole horizon (Zeng et al., 2023). */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { cosine, earlyStopping } from '../recipes.js'
import { windowRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster } from './part.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { adamW, lossOf, smoothCost } from './recipes.js'
import { lookbackOf, windowsOf } from './windows.js'
import { everySeries, historyRow, outputRows, steps, withLevels } from './words.js'

const paper = 'Zeng et al., Are Transformers Effective for Time Series Forecasting?, AAAI 2023'
/** Look-backs to choose from, in horizons: the paper's models gain up to several horizons. */
const multiples = [1, 2, 3, 4]
const leastWindows = 200
/** The paper's moving average. */
const widestAverage = 25
const learningRate = 1e-3
const weightDecay = 1e-4

/** Steps of the moving average: odd, and at most half of the look-back. */
const averageOf = (lookback: number) => Math.min(widestAverage, Math.max(3, 2 * Math.floor(lookback / 4) + 1))

function dlinearSpec(problem: ForecastProblem, lookback: number): ModelSpec {
  const { channels, horizonSteps, quantiles, isPoint } = problem
  const outputs = isPoint ? 1 : quantiles.length
  return {
    name: 'DLinear',
    inputs: { history: { kind: 'series', steps: lookback, features: channels } },
    nodes: [
      { name: 'parts', kind: 'series_decomposition', window: averageOf(lookback) },
      { name: 'trend_by_value', kind: 'transpose', from: 'parts.trend' },
      { name: 'trend_forecast', kind: 'linear', units: horizonSteps * outputs },
      { name: 'remainder_by_value', kind: 'transpose', from: 'parts.remainder' },
      { name: 'remainder_forecast', kind: 'linear', units: horizonSteps * outputs },
      { name: 'together', kind: 'add', with: 'trend_forecast' },
      ...stepsFirst(channels, horizonSteps, outputs, isPoint),
    ],
  }
}

/** [values, steps x outputs] to [steps, values, outputs], without the axes that have one entry. */
function stepsFirst(
  channels: number,
  horizon: number,
  outputs: number,
  isPoint: boolean,
): ModelSpec['nodes'] {
  if (channels === 1)
    return [{ name: 'forecast', kind: 'reshape', shape: isPoint ? [horizon] : [horizon, outputs] }]
  if (isPoint) return [{ name: 'forecast', kind: 'transpose' }]
  return [
    { name: 'by_value', kind: 'reshape', shape: [channels, horizon, outputs] },
    { name: 'forecast', kind: 'transpose', order: [-2, -3, -1] },
  ]
}

export const dlinear: ForecastFamily = {
  id: 'dlinear',
  kind: 'linear',
  title: 'DLinear',
  words: ['linear'],
  ruledOutBy: ['linear', 'neural'],
  neural: true,
  complexity: 0.2,
  complexityBecause: 'one file of code, two matrices',
  interpretability: 0.6,
  interpretabilityBecause: 'the weights show which past step moves which future step',
  readsFuture: false,
  name: () => 'DLinear (linear on trend and remainder)',
  fits(problem) {
    const lookback = lookbackOf(problem, 1)
    const windows = windowsOf(problem, lookback)
    if (windows >= leastWindows) return { fits: true }
    return {
      fits: false,
      reason: `${grouped(windows)} training ${windows === 1 ? 'window' : 'windows'} of ${grouped(lookback)} + ${counted(problem.horizonSteps, 'step')} ${windows === 1 ? 'remains' : 'remain'}, its matrices have at least ${counted(2 * lookback * problem.horizonSteps, 'weight')}; it wants ${leastWindows} windows or more.`,
      source: paper,
    }
  },
  prior(problem) {
    const base = { little: 0.66, some: 0.69, much: 0.69 }[problem.amount]
    const long = problem.horizonSteps >= 48 ? 0.03 : 0
    const planned = problem.plannedInputs > 0
    return {
      value: base + long - (planned ? 0.1 : 0) - (problem.intermittent ? smoothCost : 0),
      because: planned
        ? 'it cannot read planned inputs'
        : problem.intermittent
          ? 'it draws smooth lines, and many zeros are none'
          : 'it was ahead of several Transformers on long horizons, and needs little data',
      source: paper,
    }
  },
  dataFit: (problem) =>
    ({ little: 1, some: 0.95, much: 0.7 })[problem.amount] - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs(problem) {
    const lookbacks = [...new Set(multiples.map((m) => lookbackOf(problem, m)))].sort((a, b) => a - b)
    return lookbacks.map((lookback) => ({
      label: `look-back ${lookback}`,
      lookback,
      parts: [
        forecaster({
          kind: 'network',
          spec: dlinearSpec(problem, lookback),
          examples: windowsOf(problem, lookback),
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
      'per-window scaling (mean and deviation, inverted at the output)',
    ],
  }),
  write(problem, rung) {
    return {
      overview: `A moving average over ${averageOf(rung.lookback)} steps splits the last ${steps(rung.lookback, problem)} into trend and remainder; one linear layer each maps them straight to all ${steps(problem.horizonSteps, problem)}${withLevels(problem)}. {{params}} parameters shared by ${everySeries(problem)}, {{latency}} a forecast, trained in {{trainingTime}}.`,
      inputs: [historyRow(problem, rung.lookback, problem.channels, false)],
      outputs: outputRows(problem),
      risks: [
        problem.plannedInputs > 0
          ? 'Planned inputs are not read: what they announce is missed.'
          : 'The calendar is not read: a holiday that moves is missed.',
        'One map for all series: a group with its own rhythm needs its own model.',
        ...windowRisks(problem, rung.lookback),
      ],
      steps: networkSteps(problem, 'the two linear maps over trend and remainder'),
      files: networkPlanFiles(problem, false),
      notCounted: ['per-window scaling before and after the network'],
    }
  },
}

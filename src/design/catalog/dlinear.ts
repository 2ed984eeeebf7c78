/** Trend and remainder, each mapped by one linear layer from the whole look-back to the whole horizon (Zeng et al., 2023). */
import { grouped } from '../brief/facts.js'
import type { ModelSpec } from '../spec/spec.js'
import { amountOf, type Family } from './family.js'
import {
  adamW,
  baseRisks,
  historyRow,
  levels,
  lossOf,
  networkFiles,
  networkSteps,
  outputRows,
  planFiles,
  steps,
} from './forecast-texts.js'
import { honestWindows, lookbackOf, type Problem, windowsOf } from './problem.js'

const paper = 'Zeng et al., Are Transformers Effective for Time Series Forecasting?, AAAI 2023'
/** Look-backs to choose from, in horizons: the paper's models gain up to several horizons. */
const multiples = [1, 2, 3, 4]

export function dlinearSpec(problem: Problem, lookback: number): ModelSpec {
  const { channels, horizonSteps, quantiles, isPoint } = problem
  const outputs = isPoint ? 1 : quantiles.length
  return {
    name: 'DLinear',
    inputs: { history: { kind: 'series', steps: lookback, features: channels } },
    nodes: [
      { name: 'parts', kind: 'series_decomposition', window: Math.min(25, oddWindow(lookback)) },
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
    { kind: 'reshape', shape: [channels, horizon, outputs] },
    { name: 'forecast', kind: 'transpose', order: [-2, -3, -1] },
  ]
}

const oddWindow = (lookback: number) => Math.max(3, 2 * Math.floor(lookback / 4) + 1)

export const dlinear: Family = {
  id: 'dlinear',
  kind: 'linear',
  words: ['linear'],
  ruledOutBy: ['linear', 'neural'],
  complexity: 0.2,
  complexityBecause: 'one file of code, two matrices',
  interpretability: 0.6,
  interpretabilityBecause: 'the weights show which past step moves which future step',
  readsFuture: false,
  name: () => 'DLinear (trend and remainder, linear)',
  fits(problem) {
    const lookback = lookbackOf(problem, 1)
    const windows = windowsOf(problem, lookback)
    if (windows < 200)
      return {
        fits: false,
        reason: `Only ${grouped(windows)} training windows of ${lookback} + ${problem.horizonSteps} steps remain; its matrices have at least ${grouped(2 * lookback * problem.horizonSteps)} weights.`,
        source: paper,
      }
    return { fits: true }
  },
  prior(problem) {
    const base = { little: 0.66, some: 0.69, much: 0.69 }[
      amountOf(honestWindows(problem, lookbackOf(problem, 4)))
    ]
    const long = problem.horizonSteps >= 48 ? 0.03 : 0
    const planned = problem.plannedInputs > 0 ? 0.1 : 0
    return {
      value: base + long - planned,
      because:
        planned > 0
          ? 'cannot read planned inputs'
          : 'ahead of several Transformers on long horizons, with little data',
      source: paper,
    }
  },
  dataFit(problem) {
    const amount = amountOf(honestWindows(problem, lookbackOf(problem, 4)))
    return { little: 1, some: 0.95, much: 0.7 }[amount] - (problem.plannedInputs > 0 ? 0.25 : 0)
  },
  rungs(problem) {
    const lookbacks = [...new Set(multiples.map((m) => lookbackOf(problem, m)))].sort((a, b) => a - b)
    return lookbacks.map((lookback) => ({
      label: `look-back ${lookback}`,
      lookback,
      model: { kind: 'network', spec: dlinearSpec(problem, lookback) },
    }))
  },
  write(problem, rung) {
    const window = Math.min(25, oddWindow(rung.lookback))
    return {
      overview: `A moving average over ${window} steps splits the last ${steps(rung.lookback, problem)} into trend and remainder; one linear layer each maps them straight to all ${steps(problem.horizonSteps, problem)}${problem.isPoint ? '' : ` and ${levels(problem)}`}. {{params}} parameters shared by all ${grouped(problem.seriesCount)} series, {{latency}} a forecast, trained in {{trainingTime}}.`,
      inputs: [historyRow(problem, rung.lookback, problem.channels)],
      outputs: outputRows(problem),
      recipe: {
        loss: lossOf(problem),
        ...adamW(1e-3, 1e-4),
        batches: [64, 128, 512],
        decay: 'cosine to 1% of the peak',
        regularization: [
          'weight decay 0.0001',
          'early stopping, patience 10 evaluations',
          'per-window scaling (mean and deviation, inverted at the output)',
        ],
      },
      risks: [
        problem.plannedInputs > 0
          ? 'Planned inputs are not read: what they announce is missed.'
          : 'The calendar is not read: a holiday that moves is missed.',
        'One map for all series: a group with its own rhythm needs its own model.',
        ...baseRisks(problem),
      ],
      steps: networkSteps(problem, 'the two linear maps over trend and remainder'),
      files: planFiles(networkFiles),
      notCounted: ['per-window scaling before and after the network'],
    }
  },
}

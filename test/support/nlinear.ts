/** The last value is taken off, one linear layer maps the rest to the horizon, the value is added again. */
import type { ForecastFamily } from '../../src/design/catalog/forecasting/family.js'
import { forecaster } from '../../src/design/catalog/forecasting/part.js'
import { networkPlanFiles, networkSteps } from '../../src/design/catalog/forecasting/plan.js'
import { adamW, lossOf } from '../../src/design/catalog/forecasting/recipes.js'
import { lookbackOf, windowsOf } from '../../src/design/catalog/forecasting/windows.js'
import { historyRow, outputRows, steps } from '../../src/design/catalog/forecasting/words.js'
import { cosine, earlyStopping } from '../../src/design/catalog/recipes.js'

const paper = 'Zeng et al., Are Transformers Effective for Time Series Forecasting?, AAAI 2023'

export const nlinear: ForecastFamily = {
  id: 'nlinear',
  kind: 'linear',
  title: 'NLinear',
  words: ['nlinear'],
  ruledOutBy: ['linear', 'neural'],
  neural: true,
  complexity: 0.15,
  complexityBecause: 'one matrix',
  interpretability: 0.6,
  interpretabilityBecause: 'the weights show which past step moves which future step',
  readsFuture: false,
  name: () => 'NLinear (linear on differences from the last value)',
  fits: (problem) =>
    problem.channels === 1 && problem.isPoint
      ? { fits: true }
      : { fits: false, reason: 'It gives one value of one series.', source: paper },
  prior: () => ({ value: 0.65, because: 'it follows shifts of level, and needs little data', source: paper }),
  dataFit: (problem) => ({ little: 1, some: 0.9, much: 0.6 })[problem.amount],
  rungs: (problem) =>
    [1, 2, 4].map((horizons) => {
      const lookback = lookbackOf(problem, horizons)
      return {
        label: `look-back ${lookback}`,
        lookback,
        parts: [
          forecaster({
            kind: 'network',
            spec: {
              name: 'NLinear',
              inputs: { history: { kind: 'vector', features: lookback } },
              nodes: [
                { name: 'last', kind: 'slice', axis: -1, start: -1 },
                { name: 'moved', kind: 'subtract', from: ['history', 'last'] },
                { name: 'map', kind: 'linear', units: problem.horizonSteps },
                { name: 'forecast', kind: 'add', from: ['map', 'last'] },
              ],
            },
            examples: windowsOf(problem, lookback),
          }),
        ],
      }
    }),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(1e-3, 1e-4),
    schedule: cosine,
    regularization: ['weight decay 0.0001', earlyStopping],
  }),
  write: (problem, rung) => ({
    overview: `One matrix maps the last ${steps(rung.lookback, problem)}, seen from the last value, to all ${steps(problem.horizonSteps, problem)}. {{params}} parameters, {{latency}} a forecast.`,
    inputs: [{ ...historyRow(problem, rung.lookback, 1, false), shape: [rung.lookback] }],
    outputs: outputRows(problem),
    risks: ['The calendar is not read: a holiday that moves is missed.'],
    steps: networkSteps(problem, 'the one linear map'),
    files: networkPlanFiles(problem, false),
    notCounted: [],
  }),
}

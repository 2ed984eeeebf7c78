/** Series with many zeros: size and frequency of demand are smoothed apart (Croston, 1972, with the corrections since). */
import { dataRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster, forecastLoad } from './part.js'
import { planFiles } from './plan.js'
import { everySeries, levels, outputRows, steps } from './words.js'

const leastSteps = 20

export const intermittentDemand: ForecastFamily = {
  id: 'intermittent-demand',
  kind: 'statistics',
  title: 'Intermittent-demand smoothing',
  words: ['croston', 'intermittent'],
  ruledOutBy: ['croston', 'smoothing'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'two smoothed numbers per series, updated as demand comes in',
  interpretability: 0.95,
  interpretabilityBecause: 'how much and how often are two numbers that anybody can read',
  readsFuture: false,
  name: () => 'Intermittent-demand smoothing (TSB)',
  fits(problem) {
    if (!problem.intermittent)
      return {
        fits: false,
        reason: 'It is made for series with many zeros, and none were mentioned.',
        source: 'Syntetos, Boylan & Croston, On the categorization of demand patterns, 2005',
      }
    if (problem.trainingSteps >= leastSteps) return { fits: true }
    return {
      fits: false,
      reason: `${steps(problem.trainingSteps, problem)} are left for fitting; its two rates need at least ${leastSteps}.`,
      source: 'working rule',
    }
  },
  prior: (problem) => ({
    value: 0.64 - (problem.plannedInputs > 0 ? 0.1 : 0),
    because: 'it follows size and frequency of demand apart, and forgets an item that no longer sells',
    source:
      'Teunter, Syntetos & Babai, Intermittent demand: linking forecasting to inventory obsolescence, 2011',
  }),
  dataFit: (problem) => (problem.amount === 'much' ? 0.8 : 1) - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs: (problem) => [
    {
      label: 'size and probability of demand',
      lookback: problem.trainingSteps,
      parts: [
        forecaster({
          kind: 'estimator',
          estimator: {
            kind: 'intermittent_demand',
            error_quantiles: problem.isPoint ? 0 : problem.quantiles.length,
          },
          load: forecastLoad(problem, {
            rows: problem.trainingSteps * problem.seriesCount,
            columns: 1,
            points: problem.targets,
          }),
          learned: 0,
        }),
      ],
    },
  ],
  recipe: () => ({
    loss: 'squared error of the demand rate, for each series; the two smoothing weights are tried on a grid',
    optimizer: 'grid search per series',
    schedule: 'updated at every forecast run',
    regularization: ['smoothing weights between 0.05 and 0.5'],
  }),
  write(problem) {
    const band = problem.isPoint
      ? 'one rate of demand for every step'
      : `${levels(problem)} from its past errors, cut at zero`
    return {
      overview: `For ${everySeries(problem)} the size of a demand and the probability that one comes are smoothed apart; their product is the forecast of each of the next ${steps(problem.horizonSteps, problem)}: ${band}. {{params}} stored numbers, {{latency}} a forecast.`,
      inputs: [
        {
          name: 'history',
          shape: [problem.trainingSteps, problem.channels],
          meaning: `all known steps of ${problem.subject}, zeros included`,
        },
      ],
      outputs: outputRows(problem, { direct: false }),
      risks: [`The forecast is flat over the horizon: a season is not seen.`, ...dataRisks(problem)],
      steps: [
        'Classify every series first by its mean interval between demands (1.32) and the squared variation of sizes (0.49); smooth and erratic ones go to another model (Syntetos et al., 2005).',
        'Fit size and probability of every series in `src/model.py` (statsforecast, TSB): choose the two smoothing weights on a grid by the errors before the first origin, and write one table.',
      ],
      files: planFiles([], [{ path: 'src/model.py', purpose: 'fits size and probability of every series' }]),
      notCounted: [],
    }
  },
}

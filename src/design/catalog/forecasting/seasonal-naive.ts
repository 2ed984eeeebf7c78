/** The bar: what was one season ago comes again. Always among what is compared. */
import { counted } from '../../brief/facts.js'
import { dataRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster, forecastLoad } from './part.js'
import { planFiles } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { lossName } from './recipes.js'
import { levels, outputRows, steps } from './words.js'

/** More past forecasts than this say no more about their errors: the newest are taken. */
const mostOrigins = 2_000
/** Dates that have a season before them and a whole horizon after. */
const origins = ({ trainingSteps, season, horizonSteps }: ForecastProblem) =>
  Math.max(1, Math.min(trainingSteps - season - horizonSteps + 1, mostOrigins))

/** `last week`, `last 14 days`, `last value`. */
const repeated = ({ cycle }: ForecastProblem) => `last ${cycle?.name ?? 'value'}`

export const seasonalNaive: ForecastFamily = {
  id: 'seasonal-naive',
  kind: 'baseline',
  title: 'Seasonal naive',
  words: ['naive'],
  ruledOutBy: ['naive'],
  neural: false,
  complexity: 0,
  complexityBecause: 'a rule: nothing to train or to serve beside a table',
  interpretability: 1,
  interpretabilityBecause: 'every value is one that was observed',
  readsFuture: false,
  name: (problem) => `${problem.cycle ? 'Seasonal naive' : 'Naive'} (${repeated(problem)} repeated)`,
  fits: () => ({ fits: true }),
  prior: (problem) => ({
    value: problem.cycle ? 0.35 : 0.25,
    because: problem.cycle
      ? 'it follows the cycle and the level, and nothing else'
      : 'it follows the level, and nothing else',
    source: 'Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.',
  }),
  dataFit: (problem) => 1 - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs(problem) {
    const bands = problem.isPoint ? 0 : problem.quantiles.length
    return [
      {
        label: `season of ${problem.season} ${problem.season === 1 ? 'step' : 'steps'}`,
        lookback: problem.season,
        parts: [
          forecaster({
            kind: 'estimator',
            estimator: { kind: 'seasonal_naive', season: problem.season, error_quantiles: bands },
            load: forecastLoad(problem, {
              rows: problem.seriesCount * origins(problem),
              columns: 1,
              points: problem.seriesCount * problem.channels * origins(problem),
            }),
            learned: 0,
          }),
        ],
      },
    ]
  },
  recipe: (problem) => ({
    loss: `none is minimised; judged by the same ${lossName(problem)} as the others`,
    optimizer: 'none',
    schedule: 'recomputed whenever new values arrive',
    regularization: ['none needed: the season is fixed'],
  }),
  write(problem) {
    const bands = problem.isPoint
      ? ''
      : `; ${levels(problem)} ${problem.quantiles.length === 1 ? 'comes' : 'come'} from the errors this made at ${counted(origins(problem), 'past date')}, for each step ahead`
    return {
      overview: `The ${repeated(problem)} of every series is repeated over the next ${steps(problem.horizonSteps, problem)}${bands}. It costs next to nothing ({{weightMemory}}, {{latency}} a forecast) and is the bar for everything else.`,
      inputs: [
        {
          name: 'history',
          shape: [problem.season, problem.channels],
          meaning: `the last ${steps(problem.season, problem)} of ${problem.subject}`,
        },
      ],
      outputs: outputRows(problem, { direct: false }),
      risks: [
        `A special ${/^\d/.test(problem.stepName) ? 'step' : problem.stepName} (holiday, outage) is repeated one season later.`,
        'Trends are missed: the error grows with the distance from the last season.',
        ...dataRisks(problem),
      ],
      steps: [
        `Store the last season of every series${problem.isPoint ? '' : ' and the error quantiles of every step'} as one table.`,
      ],
      files: planFiles([], []),
      notCounted: [],
    }
  },
}

/** One small statistical model per series: the strongest plain choice where there are few series or short ones. */
import { counted, grouped } from '../../brief/facts.js'
import { dataRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster, forecastLoad } from './part.js'
import { planFiles } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { smoothCost } from './recipes.js'
import { everySeries, levels, outputRows, seriesWords, steps } from './words.js'

/** ETS leads under about this many series, or where they are shorter than this (M5, 2022). */
const mostSeries = 50
const shortSeries = 200
const leastSteps = 10
/** Longer seasons make as many states and are hard to fit. */
const longestSeason = 60

const season = (problem: ForecastProblem) =>
  problem.cycles.findLast(({ steps: n }) => n <= longestSeason && 2 * n <= problem.trainingSteps)?.steps ?? 1

export const exponentialSmoothing: ForecastFamily = {
  id: 'exponential-smoothing',
  kind: 'statistics',
  title: 'Exponential smoothing',
  words: ['smoothing'],
  ruledOutBy: ['smoothing'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'one library call per series, refitted at every run',
  interpretability: 0.9,
  interpretabilityBecause: 'level, trend and season can be plotted for every series',
  readsFuture: false,
  name: () => 'Exponential smoothing (ETS)',
  fits(problem) {
    const { seriesCount, trainingSteps } = problem
    if (trainingSteps < leastSteps)
      return {
        fits: false,
        reason: `${grouped(trainingSteps)} ${trainingSteps === 1 ? 'step is' : 'steps are'} left for fitting; its smoothing weights need at least ${leastSteps}.`,
        source: 'Hyndman & Kostenko, 2007',
      }
    if (seriesCount > mostSeries && trainingSteps >= shortSeries)
      return {
        fits: false,
        others: true,
        reason: `It fits every series alone: with ${grouped(seriesCount)} series of ${counted(trainingSteps, 'training step')} a model that learns across them has more to go on; ETS leads under about ${mostSeries} series or ${shortSeries} points.`,
        source: 'Makridakis et al., M5 accuracy competition, 2022',
      }
    return { fits: true }
  },
  prior: (problem) => ({
    value:
      (problem.trainingSteps < shortSeries ? 0.67 : problem.seriesCount <= 10 ? 0.66 : 0.6) -
      (problem.plannedInputs > 0 ? 0.1 : 0) -
      (problem.intermittent ? smoothCost : 0),
    because:
      problem.plannedInputs > 0
        ? 'it is tuned to each series, and cannot read planned inputs'
        : 'a short series is enough to fit its level, trend and season, but it learns nothing from other series',
    source:
      problem.trainingSteps < shortSeries
        ? 'Makridakis, Spiliotis & Assimakopoulos, Statistical and Machine Learning Forecasting Methods, 2018: ahead on short series'
        : 'Makridakis et al., M4 competition, 2020',
  }),
  dataFit: (problem) => (problem.amount === 'little' ? 1 : 0.6) - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs(problem) {
    const cycle = season(problem)
    return [
      {
        label: `season of ${cycle} ${cycle === 1 ? 'step' : 'steps'}`,
        lookback: problem.trainingSteps,
        parts: [
          forecaster({
            kind: 'estimator',
            estimator: { kind: 'exponential_smoothing', season: cycle, damped_trend: true },
            load: forecastLoad(problem, {
              rows: problem.trainingSteps * problem.seriesCount,
              columns: 1,
              points: problem.targets,
            }),
            learned: 0,
          }),
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'Gaussian likelihood of the one-step errors; the form is chosen by AICc',
    optimizer: 'Nelder-Mead per series (the default of the library)',
    schedule: 'refitted at every forecast run',
    regularization: ['damped trend', 'smoothing weights bounded to the admissible region'],
  }),
  write(problem) {
    const cycle = season(problem)
    const seasonWords = cycle > 1 ? `, a damped trend and a season of ${cycle} steps` : ' and a damped trend'
    const bands = problem.isPoint ? '' : `, with ${levels(problem)} from the model's own error variance`
    const long =
      cycle < problem.season
        ? `; the season of ${counted(problem.season, 'step')} is too long for its states and is removed first with a seasonal average`
        : ''
    return {
      overview: `A level${seasonWords} are followed through ${problem.seriesCount === 1 ? 'the series' : `each of the ${seriesWords(problem)}`} and carried ${steps(problem.horizonSteps, problem)} ahead${bands}. Fitting ${everySeries(problem)} takes about {{trainingTime}}; there is nothing to tune.`,
      inputs: [
        {
          name: 'history',
          shape: [problem.trainingSteps, problem.channels],
          meaning: `all that is known of ${problem.subject}, one series at a time`,
        },
      ],
      outputs: outputRows(problem, { direct: false }),
      risks: [
        'Errors carry forward: far steps lean on the last level.',
        ...(problem.isPoint
          ? []
          : [
              'Its intervals take errors to be normal and its own weights to be exact, so they are mostly too narrow: where the backtest covers too little, resample past errors instead (Hyndman & Athanasopoulos, 3rd ed., 5.5).',
            ]),
        ...dataRisks(problem),
      ],
      steps: [`Fit AutoETS per series in \`src/model.py\` (statsforecast, all cores)${long}.`],
      files: planFiles([], [{ path: 'src/model.py', purpose: 'fits one model per series and forecasts it' }]),
      notCounted: [],
    }
  },
}

/** One small statistical model per series: the strongest plain choice where there are few series or short ones. */
import { grouped } from '../brief/facts.js'
import { amountOf, type Family } from './family.js'
import { baseRisks, levels, outputRows, planFiles, steps } from './forecast-texts.js'
import { honestWindows, type Problem } from './problem.js'

const mostSeries = 50
const shortSeries = 200
/** Longer seasons make as many states and are hard to fit. */
const longestSeason = 60

const season = (problem: Problem) =>
  problem.cycles.findLast(({ steps: n }) => n <= longestSeason && 2 * n <= problem.trainingSteps)?.steps ?? 1

export const exponentialSmoothing: Family = {
  id: 'exponential-smoothing',
  kind: 'statistics',
  words: ['smoothing'],
  ruledOutBy: ['smoothing'],
  complexity: 0.1,
  complexityBecause: 'one library call per series, refitted at every run',
  interpretability: 0.9,
  interpretabilityBecause: 'level, trend and season can be plotted for every series',
  readsFuture: false,
  name: () => 'Exponential smoothing (ETS)',
  fits(problem) {
    const { seriesCount, trainingSteps } = problem
    if (seriesCount > mostSeries && trainingSteps >= shortSeries)
      return {
        fits: false,
        reason: `It fits every series alone: with ${grouped(seriesCount)} series of ${grouped(trainingSteps)} training steps a model that learns across them has more to go on (ETS leads under about ${mostSeries} series or ${shortSeries} points).`,
        source: 'Makridakis et al., M5 accuracy competition, 2022',
      }
    if (trainingSteps < 10)
      return {
        fits: false,
        reason: `Only ${trainingSteps} steps are left for fitting; its weights need at least 10.`,
        source: 'Hyndman & Kostenko, 2007',
      }
    return { fits: true }
  },
  prior: (problem) => ({
    value: problem.seriesCount <= 10 ? 0.66 : 0.6,
    because: 'tuned to each series; blind to other series and to planned inputs',
    source: 'Makridakis et al., M4 competition, 2020',
  }),
  dataFit: (problem) =>
    (amountOf(honestWindows(problem, problem.horizonSteps)) === 'little' ? 1 : 0.6) -
    (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs: (problem) => [
    {
      label: `season ${season(problem)}`,
      lookback: problem.trainingSteps,
      model: {
        kind: 'estimator',
        estimator: { kind: 'exponential_smoothing', season: season(problem), damped_trend: true },
      },
    },
  ],
  write: (problem) => ({
    overview: `A level, a damped trend${season(problem) > 1 ? ` and a season of ${season(problem)} steps` : ''} are followed through each of the ${grouped(problem.seriesCount)} series and carried ${steps(problem.horizonSteps, problem)} ahead${problem.isPoint ? '' : `, with ${levels(problem)} from the model's own error variance`}. Fitting all series takes about {{trainingTime}}; there is nothing to tune.`,
    inputs: [
      {
        name: 'history',
        shape: [problem.trainingSteps, problem.channels],
        meaning: `all of ${problem.subject} that is known, one series at a time`,
      },
    ],
    outputs: outputRows(problem),
    recipe: {
      loss: 'Gaussian likelihood of the one-step errors; the form is chosen by AICc',
      optimizer: 'Nelder-Mead per series (the library default)',
      learningRate: 0,
      weightDecay: 0,
      batches: [1, 1, 1],
      decay: 'refitted at every forecast run',
      regularization: ['damped trend', 'smoothing weights bounded to the admissible region'],
    },
    risks: [
      'Errors carry forward: far steps lean on the last level.',
      ...baseRisks(problem).filter((risk) => !risk.startsWith('Windows overlap')),
    ],
    steps: [
      `Fit AutoETS per series in \`src/model.py\` (statsforecast, all cores)${season(problem) < problem.season ? `; the season of ${problem.season} steps is too long for its states and is removed first with a seasonal average` : ''}.`,
    ],
    files: planFiles([{ path: 'src/model.py', purpose: 'fits one model per series and forecasts it' }]),
    notCounted: [],
  }),
}

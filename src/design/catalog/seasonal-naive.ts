/** The bar: what was one season ago comes again. Always among the proposals. */
import type { Family } from './family.js'
import { baseRisks, levels, lossOf, outputRows, planFiles, steps } from './forecast-texts.js'
import type { Problem } from './problem.js'

const cycleName = (problem: Problem) =>
  problem.cycles.find((cycle) => cycle.steps === problem.season)?.name ?? 'season'

export const seasonalNaive: Family = {
  id: 'seasonal-naive',
  kind: 'baseline',
  words: ['naive'],
  ruledOutBy: ['naive'],
  complexity: 0,
  complexityBecause: 'a rule: nothing to train or to serve beside a table',
  interpretability: 1,
  interpretabilityBecause: 'every value is one that was observed',
  readsFuture: false,
  name: (problem) =>
    problem.season > 1
      ? `Seasonal naive (same ${problem.stepName} of the last ${cycleName(problem)})`
      : 'Naive (last value)',
  fits: () => ({ fits: true }),
  prior: (problem) => ({
    value: problem.season > 1 ? 0.35 : 0.25,
    because: 'it follows the cycle and the level, and nothing else',
    source: 'Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.',
  }),
  dataFit: () => 1,
  rungs: (problem) => [
    {
      label: `season ${problem.season}`,
      lookback: problem.season,
      model: {
        kind: 'estimator',
        estimator: {
          kind: 'seasonal_naive',
          season: problem.season,
          error_quantiles: problem.isPoint ? 0 : problem.quantiles.length,
        },
      },
    },
  ],
  write: (problem) => ({
    overview:
      problem.season > 1
        ? `Each of the next ${steps(problem.horizonSteps, problem)} repeats the value one ${cycleName(problem)} before${problem.isPoint ? '' : `; ${levels(problem)} come from the errors this made in the past, step by step`}. It costs next to nothing ({{weightMemory}}, {{latency}} a forecast) and is the bar for everything else.`
        : `Each of the next ${steps(problem.horizonSteps, problem)} repeats the last value${problem.isPoint ? '' : `; ${levels(problem)} come from the errors this made in the past`}. It costs next to nothing ({{weightMemory}}, {{latency}} a forecast) and is the bar for everything else.`,
    inputs: [
      {
        name: 'history',
        shape: [problem.season, problem.channels],
        meaning: `the last ${steps(problem.season, problem)} of ${problem.subject}`,
      },
    ],
    outputs: outputRows(problem),
    recipe: {
      loss: `none is minimised; judged by the same ${lossOf(problem).split(',')[0]?.split(' (')[0] ?? 'loss'} loss as the others`.replace(
        'loss loss',
        'loss',
      ),
      optimizer: 'none',
      learningRate: 0,
      weightDecay: 0,
      batches: [1, 1, 1],
      decay: 'recomputed whenever new values arrive',
      regularization: ['nothing to regularise: the season is fixed'],
    },
    risks: [
      `A special ${problem.stepName} (holiday, outage) is repeated one season later.`,
      'Trends are missed: the error grows with the distance from the last season.',
      ...baseRisks(problem).filter((risk) => !risk.startsWith('Windows overlap')),
    ],
    steps: [
      `Store the last season of every series${problem.isPoint ? '' : ' and the error quantiles for every step'} as one table.`,
    ],
    files: planFiles([]),
    notCounted: [],
  }),
}

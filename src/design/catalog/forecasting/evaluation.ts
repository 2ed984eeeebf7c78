/** How a forecast is judged, and what can go wrong with it whatever the model. */
import { plain } from '../../brief/facts.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { ForecastFamily } from './family.js'
import type { ForecastProblem } from './problem.js'
import { levels, steps } from './words.js'

/** Errors grow with distance: three buckets, the first a cycle that the horizon holds twice (or a ninth), then to four. */
export function buckets(problem: ForecastProblem): string {
  const { horizonSteps, cycles } = problem
  const cycle = cycles.findLast(({ steps: n }) => 2 * n <= horizonSteps)
  const first = cycle?.steps ?? Math.max(1, Math.round(horizonSteps / 9))
  const second = Math.min(horizonSteps, Math.max(first + 1, 4 * first))
  const spans = [
    { from: 1, to: first },
    { from: first + 1, to: second },
    { from: second + 1, to: horizonSteps },
  ].filter(({ from, to }) => from <= to)
  return spans.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}

/** Of the baseline the stop rule is about what would beat it. */
export function evaluation(problem: ForecastProblem, { kind }: ForecastFamily): string[] {
  const isBaseline = kind === 'baseline'
  const { backtest, horizonSteps, season } = problem
  const asked = problem.brief.targets.metric?.value.toUpperCase()
  const usual = problem.intermittent ? ['RMSSE', 'bias'] : ['MASE', 'WAPE']
  const measures = [
    ...(asked && !usual.includes(asked) ? [`${asked} (asked for)`] : []),
    ...usual,
    ...(problem.isPoint ? [] : ['pinball loss', `coverage of ${coverage(problem)}`]),
  ]
  // A horizon within a cycle is tested again and again until the next origin.
  const whole =
    backtest.tested > horizonSteps
      ? `, after each a forecast every ${steps(horizonSteps, problem).replace(/^1 /, '')} until the next, so that no time of the cycle is left out`
      : ''
  const naive = season > 1 ? 'the seasonal naive forecast' : 'the repeated last value'
  return [
    `Split by time, never at random: a rolling-origin backtest with ${backtest.cutoffs} origins ${steps(backtest.spacing, problem)} apart${whole}; the last ${steps(backtest.reserved, problem)} of every series are kept from training, and each origin sees only what was known then.`,
    `Metrics: ${listed(measures)}, by horizon bucket (${problem.stepName === 'step' ? 'steps' : 'steps ahead'} ${buckets(problem)}) and by series group.`,
    isBaseline
      ? 'This is the bar: another model ships only if it beats this one at every origin.'
      : `Stop rule: unless ${barMeasure(problem)} is at least ${plain(leastLift * 100)}% below that of ${naive} at all ${backtest.cutoffs} origins, the baseline ships instead.`,
  ]
}

/**
 * What decides against the bar. Where most values are zero, absolute errors are least for a forecast of zero, so WAPE
 * and MASE would choose it (Kolassa, 2016); M5 took the squared RMSSE for that reason.
 */
export const barMeasure = ({ intermittent, isPoint }: ForecastProblem): string =>
  !intermittent ? 'WAPE' : isPoint ? 'RMSSE' : 'the pinball loss'

/** `P10-P90` where there is a band, the level itself where there is one. */
function coverage(problem: ForecastProblem): string {
  const [low, high] = [problem.quantiles[0], problem.quantiles.at(-1)]
  return low === undefined || high === undefined || low === high
    ? levels(problem)
    : `P${plain(low * 100)}-P${plain(high * 100)}`
}

/** What threatens every model of this problem. */
export function dataRisks(problem: ForecastProblem): string[] {
  const { horizonSteps, historySteps, cycles } = problem
  const year = cycles.find(({ name }) => name === 'year')
  return [
    ...(historySteps < 6 * horizonSteps
      ? [
          `The history holds only ${plain(Math.floor((historySteps / horizonSteps) * 10) / 10)} horizons: few independent test periods.`,
        ]
      : []),
    ...(year && historySteps < 3 * year.steps
      ? ['Fewer than three years were seen: yearly effects rest on two examples.']
      : []),
    ...(cycles.length === 0 ? ['No cycle is known: a level shift is learned only after it happened.'] : []),
    ...(problem.plannedInputs > 0
      ? ['Planned inputs must be as they were known at the time of the forecast, not as they turned out.']
      : []),
    ...(isMarket(problem)
      ? [
          'Prices of a market are close to a random walk: the repeated last value is hard to beat (Meese & Rogoff, 1983). Forecast returns or their spread, and judge after the cost of trading.',
        ]
      : []),
    ...(problem.intermittent ? zeroRisks(problem) : []),
  ]
}

/** Traded prices, by their names. */
const traded =
  /\b(?:bitcoin|btc|ethereum|crypto\w*|forex|fx|exchange rates?|stock prices?|stock market|share prices?|equit(?:y|ies)|futures prices?|aktienkurse?|wechselkurse?|acciones|bourse)\b/i
const isMarket = ({ brief }: ForecastProblem): boolean => traded.test(brief.request)

const zeroRisks = ({ isPoint }: ForecastProblem): string[] => [
  'Many zeros: MAPE is undefined, and a forecast of zero has the least absolute error; leave out series without a single demand in training.',
  'A stock-out looks like no demand: mark such steps, or too little is learned.',
  ...(isPoint
    ? []
    : [
        'The median of a step is often zero: stock follows from an upper quantile of the sum over the lead time, not from a sum of medians.',
      ]),
]

/** What threatens a model that learns from windows, besides. */
export const windowRisks = (problem: ForecastProblem, lookback: number): string[] => [
  'Windows overlap: a random split would let the future leak into training.',
  `A new series has no past: it starts on the baseline until ${steps(lookback, problem)} of it are known.`,
  ...dataRisks(problem),
]

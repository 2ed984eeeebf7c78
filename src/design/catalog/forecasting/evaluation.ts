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
  const { backtest, season } = problem
  const asked = problem.brief.targets.metric?.value.toUpperCase()
  const measures = [
    ...(asked && !['MASE', 'WAPE'].includes(asked) ? [`${asked} (asked for)`] : []),
    'MASE',
    'WAPE',
    ...(problem.isPoint ? [] : ['pinball loss', `coverage of ${coverage(problem)}`]),
  ]
  const naive = season > 1 ? 'the seasonal naive forecast' : 'the repeated last value'
  return [
    `Split by time, never at random: a rolling-origin backtest with ${backtest.cutoffs} origins ${steps(backtest.spacing, problem)} apart; the last ${steps(backtest.reserved, problem)} of every series are kept from training, and each origin sees only what was known then.`,
    `Metrics: ${listed(measures)}, by horizon bucket (${problem.stepName === 'step' ? 'steps' : 'steps ahead'} ${buckets(problem)}) and by series group.`,
    isBaseline
      ? 'This is the bar: another model ships only if it beats this one at every origin.'
      : `Stop rule: unless WAPE is at least ${plain(leastLift * 100)}% below that of ${naive} at all ${backtest.cutoffs} origins, the baseline ships instead.`,
  ]
}

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
    ...(problem.intermittent ? ['Many zeros: no MAPE, and compare with Croston-type baselines.'] : []),
  ]
}

/** What threatens a model that learns from windows, besides. */
export const windowRisks = (problem: ForecastProblem, lookback: number): string[] => [
  'Windows overlap: a random split would let the future leak into training.',
  `A new series has no past: it starts on the baseline until ${steps(lookback, problem)} of it are known.`,
  ...dataRisks(problem),
]

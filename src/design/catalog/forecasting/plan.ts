/** The implementation plan around a family's own steps, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import { buildSteps, networkFiles } from '../plan.js'
import { calendarColumns } from './calendar.js'
import { barMeasure } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import type { ForecastProblem } from './problem.js'

/**
 * @param family one that reads the future builds the calendar too
 * @param own the family's steps; the files of all the others are listed by `planFiles`
 */
export function plan(
  problem: ForecastProblem,
  { readsFuture, interpretabilityBecause }: ForecastFamily,
  own: readonly string[],
): string[] {
  const calendar =
    readsFuture && calendarColumns(problem.calendar) > 0 ? 'calendar built from the date, ' : ''
  const isBatch = problem.brief.constraints.deployment?.value === 'batch'
  const isExplained = problem.brief.constraints.interpretability !== undefined
  return [
    `Pin the data contract in \`src/data.py\`: one row per series and ${problem.stepName}, gaps explicit, ${calendar}values as known at the time; assert ordering and no duplicates.`,
    `Compute the bar in \`src/baseline.py\` at the same ${problem.backtest.cutoffs} origins before anything is trained.`,
    ...own,
    'Backtest in `src/evaluate.py`: the table by horizon bucket and series group, against the bar, with the stop rule.',
    isBatch
      ? 'Forecast in a scheduled run of `src/serve.py`: check inputs against the data contract, write every forecast with the version of the model.'
      : 'Serve from `src/serve.py`: load once, check inputs against the data contract, log every forecast with the version of the model.',
    ...(isExplained ? [`Give the reasons with every forecast: ${interpretabilityBecause}.`] : []),
    `Watch ${barMeasure(problem)} of the last complete horizon${problem.isPoint ? '' : ' and the share of values inside the interval'}; retrain when it is 20% worse than at release, and keep the baseline as the fallback.`,
  ]
}

/** @param data what `src/data.py` holds besides the contract: `windows` */
export function planFiles(data: readonly string[], own: readonly PlannedFile[]): PlannedFile[] {
  return [
    { path: 'src/data.py', purpose: ['data contract', ...data].join(', ') },
    { path: 'src/baseline.py', purpose: 'the naive forecast and its errors at every origin' },
    ...own,
    { path: 'src/evaluate.py', purpose: 'rolling-origin backtest, metrics by bucket, stop rule' },
    { path: 'src/serve.py', purpose: 'loads the model, validates what comes in, gives the forecast' },
  ]
}

/** What the plans of all forecasting networks share. */
export const networkSteps = (problem: ForecastProblem, what: string): string[] =>
  buildSteps(problem, what, problem.isPoint ? 'loss' : 'pinball loss')

/** @param readsFuture the network reads the calendar and planned inputs */
export const networkPlanFiles = (problem: ForecastProblem, readsFuture: boolean): PlannedFile[] =>
  planFiles(
    [
      ...(readsFuture && calendarColumns(problem.calendar) > 0 ? ['calendar'] : []),
      ...(readsFuture && problem.plannedInputs > 0 ? ['planned inputs'] : []),
      'windows',
      'per-window scaling',
    ],
    networkFiles,
  )

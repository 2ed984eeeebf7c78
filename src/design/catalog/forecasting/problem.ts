/** A completed forecasting brief in the numbers that families are built from: steps, windows, features. */
import type { Brief, Span } from '../../brief/brief.js'
import { counted } from '../../brief/facts.js'
import { type Problem, settingOf } from '../problem.js'
import { type Calendar, type Cycle, calendarColumns, calendarOf, cyclesOf, noCalendar } from './calendar.js'
import { defaultPlannedInputs, spanSeconds } from './complete.js'
import { amountOf } from './windows.js'
import { seriesWords, steps } from './words.js'

/** What can be said before it is known how much there is to learn. */
export interface ForecastSizes {
  readonly brief: Brief
  /** `day`, `hour`, `15 minutes`: what one step is called. */
  readonly stepName: string
  readonly horizonSteps: number
  readonly historySteps: number
  readonly seriesCount: number
  readonly channels: number
  /** Cycles that the history shows at least twice, shortest first. Empty where there is none. */
  readonly cycles: readonly Cycle[]
  /** The cycle that the baseline repeats: of those that move within the horizon the longest seen four times, else the shortest. */
  readonly cycle?: Cycle
  /** Steps of that cycle; 1 without one. */
  readonly season: number
  readonly calendar: Calendar
  readonly plannedInputs: number
  /** Calendar and planned inputs of one future step. */
  readonly futureFeatures: number
  /** Sorted; one level (0.5) for a point forecast. */
  readonly quantiles: readonly number[]
  readonly isPoint: boolean
  /**
   * Rolling-origin evaluation: cut-offs, steps between them, steps that are tested after each, steps kept from
   * training.
   */
  readonly backtest: {
    readonly cutoffs: number
    readonly spacing: number
    readonly tested: number
    readonly reserved: number
  }
  /** Steps of every series left for training. */
  readonly trainingSteps: number
  readonly intermittent: boolean
}

export interface ForecastProblem extends Problem, ForecastSizes {
  readonly brief: Brief
}

const cutoffs = 3
/** A cycle longer than this many horizons hardly moves within one: the calendar carries it. */
const cycleReach = 13

/** @param brief completed by `complete` */
export function forecastProblem(brief: Brief): ForecastProblem {
  const { data, targets } = brief
  const step = data.frequency?.value ?? { value: 1, unit: 'day' as const }
  const stepSeconds = spanSeconds({ value: 1, unit: 'step' }, step)
  const stepsOf = (span: Span | undefined, least: number) =>
    Math.max(least, Math.round((span ? spanSeconds(span, step) : 0) / stepSeconds))
  const horizonSteps = stepsOf(data.horizon?.value, 1)
  const historySteps = stepsOf(data.historyLength?.value, 1)
  const seriesCount = data.seriesCount?.value ?? 1
  const channels = data.channels?.value ?? 1
  const cycles = data.seasonal?.value === false ? [] : cyclesOf(step, historySteps, data.season?.value)
  const near = cycles.filter(({ steps }) => steps <= cycleReach * horizonSteps)
  const cycle = near.findLast(({ steps }) => 4 * steps <= historySteps) ?? near[0]
  const backtest = backtestOf(horizonSteps, historySteps, cycles)
  const trainingSteps = Math.max(1, historySteps - backtest.reserved)
  const isPoint = targets.output?.value === 'point'
  const kind = data.knownFuture?.value ?? 'calendar'
  const calendar = kind === 'none' ? noCalendar : calendarOf(step)
  const plannedInputs = kind === 'planned' ? (data.featureCount?.value ?? defaultPlannedInputs) : 0
  const sizes: ForecastSizes = {
    brief,
    stepName: stepNameOf(step),
    horizonSteps,
    historySteps,
    seriesCount,
    channels,
    cycles,
    ...(cycle && { cycle }),
    season: cycle?.steps ?? 1,
    calendar,
    plannedInputs,
    futureFeatures: calendarColumns(calendar) + plannedInputs,
    quantiles: isPoint ? [0.5] : [...(targets.quantiles?.value ?? [0.5])].sort((a, b) => a - b),
    isPoint,
    backtest,
    trainingSteps,
    intermittent: data.intermittent?.value === true,
  }
  const values = channels > 1 ? ` x ${counted(channels, 'value')}` : ''
  return {
    ...settingOf(brief),
    ...sizes,
    subject: data.subject?.value ?? 'the series',
    answer: { one: 'forecast', many: 'forecasts' },
    example: { one: 'window', many: 'windows' },
    targets: seriesCount * channels * trainingSteps,
    targetsNoun: { one: 'value', many: 'values' },
    targetsFrom: `${seriesWords(sizes)} x ${steps(trainingSteps, sizes)} of training data${values}`,
    amount: amountOf(sizes),
  }
}

function stepNameOf({ value, unit }: Span): string {
  if (unit === 'step') return 'step'
  return value === 1 ? unit : `${Number(value.toPrecision(6))} ${unit}s`
}

/** A test takes at most this share of the history where it could be shorter. */
const spareShare = 0.2

/**
 * Three cut-offs a horizon apart where two fifths of the history can be spared for it, closer where not. A horizon
 * within a cycle (an hour of a day) is tested over that whole cycle, or the errors are those of one time of day.
 */
function backtestOf(horizon: number, history: number, cycles: readonly Cycle[]): ForecastSizes['backtest'] {
  const whole = cycles.findLast(({ steps }) => steps > horizon && cutoffs * steps <= spareShare * history)
  if (whole) {
    const tested = whole.steps
    return { cutoffs, spacing: tested, tested, reserved: cutoffs * tested }
  }
  const spare = Math.floor(0.4 * history) - horizon
  const spacing = Math.max(1, Math.min(horizon, Math.floor(spare / (cutoffs - 1))))
  const reserved = Math.min(history - 1, horizon + (cutoffs - 1) * spacing)
  return { cutoffs, spacing, tested: horizon, reserved }
}

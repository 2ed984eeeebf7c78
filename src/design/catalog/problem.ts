/** A completed forecasting brief in the numbers that families are built from: steps, windows, features, limits. */
import type { Brief, DeviceChoice, LatencyTarget, Span } from '../brief/brief.js'
import { cpuCore, defaultCores } from '../brief/devices.js'
import { type Calendar, type Cycle, calendarColumns, calendarOf, cyclesOf, noCalendar } from './calendar.js'
import { defaultPlannedInputs, spanSeconds } from './complete.js'

export interface Problem {
  readonly brief: Brief
  readonly subject: string
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
  /** Rolling-origin evaluation: cut-offs, steps between them, steps kept from training. */
  readonly backtest: { readonly cutoffs: number; readonly spacing: number; readonly reserved: number }
  /** Steps of every series left for training. */
  readonly trainingSteps: number
  /** Values to learn from: series x values x training steps. */
  readonly targets: number
  readonly latency?: LatencyTarget
  readonly memoryBytes?: number
  readonly budgetUsd?: number
  readonly trainingHours?: number
  readonly trainingDevice: DeviceChoice
  readonly servingDevice: DeviceChoice
  /** Cores for what runs on a CPU in any case. */
  readonly trainingCores: number
  readonly servingCores: number
  readonly framework: 'pytorch' | 'keras' | 'flax'
  readonly intermittent: boolean
}

const cutoffs = 3
/** A cycle longer than this many horizons hardly moves within one: the calendar carries it. */
const cycleReach = 13

/** @param brief completed by `complete` */
export function forecastProblem(brief: Brief): Problem {
  const { data, targets, constraints } = brief
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
  const backtest = backtestOf(horizonSteps, historySteps)
  const trainingSteps = Math.max(1, historySteps - backtest.reserved)
  const isPoint = targets.output?.value === 'point'
  const kind = data.knownFuture?.value ?? 'calendar'
  const calendar = kind === 'none' ? noCalendar : calendarOf(step)
  const plannedInputs = kind === 'planned' ? (data.featureCount?.value ?? defaultPlannedInputs) : 0
  const training = constraints.trainingDevice?.value ?? { id: cpuCore, count: defaultCores }
  const serving = constraints.servingDevice?.value ?? { id: cpuCore, count: defaultCores }
  const cores = (device: DeviceChoice) => (device.id.startsWith('cpu-core') ? device.count : defaultCores)
  return {
    brief,
    subject: data.subject?.value ?? 'the series',
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
    targets: seriesCount * channels * trainingSteps,
    ...(targets.latency && { latency: targets.latency.value }),
    ...(constraints.memoryBytes && { memoryBytes: constraints.memoryBytes.value }),
    ...(constraints.budgetUsd && { budgetUsd: constraints.budgetUsd.value }),
    ...(constraints.trainingHours && { trainingHours: constraints.trainingHours.value }),
    trainingDevice: training,
    servingDevice: serving,
    trainingCores: cores(training),
    servingCores: cores(serving),
    framework: constraints.framework?.value ?? 'pytorch',
    intermittent: data.intermittent?.value === true,
  }
}

function stepNameOf({ value, unit }: Span): string {
  if (unit === 'step') return 'step'
  return value === 1 ? unit : `${Number(value.toPrecision(6))} ${unit}s`
}

/** Three cut-offs a horizon apart where two fifths of the history can be spared for it, closer where not. */
function backtestOf(horizon: number, history: number): Problem['backtest'] {
  const spare = Math.floor(0.4 * history) - horizon
  const spacing = Math.max(1, Math.min(horizon, Math.floor(spare / (cutoffs - 1))))
  return { cutoffs, spacing, reserved: Math.min(history - 1, horizon + (cutoffs - 1) * spacing) }
}

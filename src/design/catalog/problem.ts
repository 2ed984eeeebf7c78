/** A completed forecasting brief in the numbers that families are built from: steps, windows, features, limits. */
import type { Brief, DeviceChoice, LatencyTarget, Span } from '../brief/brief.js'
import { cpuCore, defaultCores } from '../brief/devices.js'
import { secondsPer, type TimeUnit } from '../brief/units.js'
import { defaultPlannedInputs, spanSeconds } from './complete.js'

export interface Cycle {
  readonly name: string
  readonly steps: number
}

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
  /** The cycle that the baseline repeats: the longest seen four times, else the shortest; 1 without cycles. */
  readonly season: number
  readonly calendarFeatures: readonly string[]
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

/** What may go wrong before any family is looked at. */
export type ProblemIssue =
  | { readonly kind: 'horizon-too-long'; readonly horizonSteps: number; readonly historySteps: number }
  | { readonly kind: 'too-many-steps'; readonly horizonSteps: number }

/** Over this a direct forecast has more outputs than any model of the catalogue can carry. */
export const maxHorizonSteps = 20_000
const cutoffs = 3

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
  const cycles =
    data.seasonal?.value === false ? [] : cyclesOf(step, stepSeconds, historySteps, data.season?.value)
  const backtest = backtestOf(horizonSteps, historySteps)
  const trainingSteps = Math.max(1, historySteps - backtest.reserved)
  const isPoint = targets.output?.value === 'point'
  const kind = data.knownFuture?.value ?? 'calendar'
  const calendarFeatures = kind === 'none' ? [] : calendarOf(stepSeconds)
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
    season: (cycles.findLast(({ steps }) => 4 * steps <= historySteps) ?? cycles[0])?.steps ?? 1,
    calendarFeatures,
    plannedInputs,
    futureFeatures: calendarFeatures.length + plannedInputs,
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

const namedCycles: readonly (readonly [string, number])[] = [
  ['day', secondsPer.day],
  ['week', secondsPer.week],
  ['year', secondsPer.year],
]

/** Cycles of at least four steps that the history shows twice; a cycle somebody named comes alone. */
function cyclesOf(step: Span, stepSeconds: number, historySteps: number, said: Span | undefined): Cycle[] {
  if (said) {
    const steps = Math.round(spanSeconds(said, step) / stepSeconds)
    return steps >= 2 ? [{ name: said.unit === 'step' ? `${steps} steps` : said.unit, steps }] : []
  }
  if (step.unit === 'step') return []
  return namedCycles
    .map(([name, seconds]) => ({ name, steps: Math.round(seconds / stepSeconds) }))
    .filter(({ steps }) => steps >= 4 && 2 * steps <= historySteps)
}

/** Three cut-offs a horizon apart where two fifths of the history can be spared for it, closer where not. */
function backtestOf(horizon: number, history: number): Problem['backtest'] {
  const spare = Math.floor(0.4 * history) - horizon
  const spacing = Math.max(1, Math.min(horizon, Math.floor(spare / (cutoffs - 1))))
  return { cutoffs, spacing, reserved: Math.min(history - 1, horizon + (cutoffs - 1) * spacing) }
}

/** Sine and cosine of each cycle the calendar knows, and whether it is a holiday. */
function calendarOf(stepSeconds: number): string[] {
  const waves = (unit: TimeUnit | 'week day', seconds: number) =>
    stepSeconds * 2 <= seconds ? [`sine of ${unit}`, `cosine of ${unit}`] : []
  return [
    ...waves('day', secondsPer.day),
    ...waves('week', secondsPer.week),
    ...waves('year', secondsPer.year),
    ...(stepSeconds <= secondsPer.week ? ['holiday'] : []),
  ]
}

/** Training windows of a look-back, over all series. They overlap, so they are worth less than their number. */
export function windowsOf(problem: Problem, lookback: number): number {
  return problem.seriesCount * Math.max(0, problem.trainingSteps - lookback - problem.horizonSteps + 1)
}

/** Windows that share no step: the honest count of independent examples (design knowledge: total points / window). */
export function honestWindows(problem: Problem, lookback: number): number {
  return (problem.seriesCount * problem.trainingSteps) / (lookback + problem.horizonSteps)
}

/**
 * A look-back of `horizons` horizons or two cycles, whichever is longer, on a grid of 16 steps so that a day more of
 * horizon does not move it; never more than half of what is left for training.
 */
export function lookbackOf(problem: Problem, horizons: number): number {
  const said = problem.brief.data.lookback?.value
  const step = problem.brief.data.frequency?.value ?? { value: 1, unit: 'day' as const }
  if (said)
    return Math.max(2, Math.round(spanSeconds(said, step) / spanSeconds({ value: 1, unit: 'step' }, step)))
  const wanted = Math.max(2 * problem.season, horizons * problem.horizonSteps)
  const grid = wanted > 64 ? 16 : wanted > 16 ? 4 : 1
  const rounded = Math.ceil(wanted / grid) * grid
  const most = Math.floor((problem.trainingSteps - problem.horizonSteps) / 2)
  const bounded = rounded <= most ? rounded : Math.floor(most / grid) * grid
  return Math.max(2, bounded)
}

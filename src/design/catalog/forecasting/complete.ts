/**
 * Fills what nobody said of a forecasting problem with stated defaults, on a copy. Every filled fact is marked as
 * assumed, and says what would change if it is wrong.
 */
import type { Brief, Span } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { secondsPer, type TimeUnit } from '../../brief/units.js'
import { completeSetting } from '../defaults.js'

export const defaultSeriesCount = 200
export const defaultQuantiles = [0.1, 0.5, 0.9] as const
/** Planned inputs where they are known to exist but not counted. */
export const defaultPlannedInputs = 4

/** The brief with every fact that a forecast needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const said = brief.data
  const frequency = said.frequency ?? assumed(defaultStep(said.horizon?.value, said.historyLength?.value))
  const horizon = said.horizon ?? assumed(defaultHorizon(frequency.value, said.historyLength?.value))
  const { data, targets } = brief
  const isPoint = targets.output?.value === 'point'
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('time_series' as const),
    task: brief.task ?? assumed('forecasting'),
    data: {
      ...data,
      frequency,
      horizon,
      seriesCount: data.seriesCount ?? assumed(defaultSeriesCount),
      historyLength: data.historyLength ?? assumed(defaultHistory(frequency.value, horizon.value)),
      seasonal: data.seasonal ?? assumed(true),
      channels: data.channels ?? assumed(1),
      knownFuture: data.knownFuture ?? assumed('calendar' as const),
      ...(data.knownFuture?.value === 'planned' && {
        featureCount: data.featureCount ?? assumed(defaultPlannedInputs),
      }),
    },
    targets: {
      ...targets,
      output: targets.output ?? assumed('intervals' as const),
      ...(!isPoint && { quantiles: targets.quantiles ?? assumed([...defaultQuantiles]) }),
    },
  }
  return completeSetting(known, 'batch')
}

/**
 * One step of the horizon's own unit: 63 days are read as 63 daily steps. Without a horizon a day, or the coarsest
 * finer step that a short history holds often enough.
 */
/** Fewer steps of history than this tell nothing: what was recorded for so short a time was recorded more often. */
const leastHistorySteps = 24

/**
 * One step of the horizon's own unit: 63 days are read as 63 daily steps. Without a horizon a day, or the coarsest
 * finer step that a short history holds often enough.
 */
function defaultStep(horizon: Span | undefined, history: Span | undefined): Span {
  if (!horizon || horizon.unit === 'step') {
    if (!history || history.unit === 'step') return { value: 1, unit: 'day' }
    const seconds = history.value * secondsPer[history.unit]
    const fits = (unit: TimeUnit) => seconds >= leastHistorySteps * secondsPer[unit]
    return { value: 1, unit: (['day', 'hour', 'minute'] as const).find(fits) ?? 'second' }
  }
  if (horizon.unit === 'millisecond') return { value: 1, unit: 'millisecond' }
  // One quarter or year is no series of steps: months are.
  const coarse = horizon.unit === 'quarter' || horizon.unit === 'year'
  const unit = coarse ? 'month' : horizon.value > 1 ? horizon.unit : finer(horizon.unit)
  return { value: 1, unit }
}

const finerUnit: Partial<Record<TimeUnit, TimeUnit>> = {
  month: 'day',
  week: 'day',
  day: 'hour',
  hour: 'minute',
  minute: 'second',
}
const finer = (unit: TimeUnit): TimeUnit => finerUnit[unit] ?? unit

const horizonByUnit: Record<TimeUnit, number> = {
  millisecond: 100,
  second: 60,
  minute: 60,
  hour: 24,
  day: 28,
  week: 12,
  month: 12,
  quarter: 4,
  year: 3,
}

/** One step alone would be read as a horizon of finer steps. */
const leastHorizonSteps = 2

/** A usual horizon for the step; at most a sixth of a history that was stated, so that it can be tested. */
function defaultHorizon(step: Span, history: Span | undefined): Span {
  const usual = step.unit === 'step' ? 24 : horizonByUnit[step.unit]
  const known = history
    ? spanSeconds(history, step) / spanSeconds({ value: 1, unit: 'step' }, step)
    : usual * 6
  const steps = Math.max(leastHorizonSteps, Math.min(usual, Math.floor(known / 6)))
  return step.unit === 'step'
    ? { value: steps, unit: 'step' }
    : { value: steps * step.value, unit: step.unit }
}

/** Two to three years where steps are a day or so; shorter for fast data, and never under six horizons. */
function defaultHistory(step: Span, horizon: Span): Span {
  const seconds = spanSeconds(step, step)
  const years =
    seconds >= secondsPer.month * 0.9 ? 6 : seconds >= secondsPer.day ? 3 : seconds >= secondsPer.hour ? 2 : 0
  const plain: Span =
    years > 0
      ? { value: years, unit: 'year' }
      : seconds >= 60
        ? { value: 6, unit: 'month' }
        : { value: 14, unit: 'day' }
  const needed = 6 * spanSeconds(horizon, step)
  if (spanSeconds(plain, step) >= needed) return plain
  return { value: Math.ceil(needed / secondsPer.year), unit: 'year' }
}

/** Length in seconds; a step counts as the series' own. */
export function spanSeconds(span: Span, step: Span): number {
  if (span.unit !== 'step') return span.value * secondsPer[span.unit]
  return step.unit === 'step' ? span.value * secondsPer.day : span.value * step.value * secondsPer[step.unit]
}

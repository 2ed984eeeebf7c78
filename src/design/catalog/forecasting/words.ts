/** Phrases that every forecasting family shares: counts of steps, levels, tensors. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { listed } from '../words.js'
import type { ForecastProblem, ForecastSizes } from './problem.js'

/** `63 days`, `1 hour`, `96 steps of 15 minutes`. */
export function steps(count: number, problem: ForecastSizes): string {
  const name = problem.stepName
  if (/^\d/.test(name)) return `${grouped(count)} ${count === 1 ? 'step' : 'steps'} of ${name}`
  return `${grouped(count)} ${count === 1 ? name : `${name}s`}`
}

/** `1 series`, `200 series`. */
export const seriesWords = (problem: ForecastSizes): string => `${grouped(problem.seriesCount)} series`

/** `the series`, `all 200 series`. */
export const everySeries = (problem: ForecastSizes): string =>
  problem.seriesCount === 1 ? 'the one series' : `all ${seriesWords(problem)}`

/** `P10, P50 and P90`. */
export function levels(problem: ForecastSizes): string {
  return listed(problem.quantiles.map((level) => `P${plain(level * 100)}`))
}

/** ` with P10, P50 and P90`, or nothing for a point forecast. */
export const withLevels = (problem: ForecastSizes): string =>
  problem.isPoint ? '' : ` with ${levels(problem)}`

interface Output {
  /** Values that one pass of the model gives for every step. */
  readonly channels?: number
  /** All steps come at once, none from another's forecast. */
  readonly direct?: boolean
}

export function outputRows(problem: ForecastSizes, output: Output = {}): TensorRow[] {
  const { horizonSteps, quantiles, isPoint } = problem
  const { channels = problem.channels, direct = true } = output
  const shape = [horizonSteps, ...(channels > 1 ? [channels] : []), ...(isPoint ? [] : [quantiles.length])]
  const values = channels > 1 ? `, ${counted(channels, 'value')} each` : ''
  const what = isPoint ? 'one value' : levels(problem)
  const next =
    horizonSteps === 1 ? `the next ${problem.stepName}` : `each of the next ${steps(horizonSteps, problem)}`
  const once = direct && horizonSteps > 1 ? ', all at once: direct multi-horizon' : ''
  return [{ name: 'forecast', shape, meaning: `${what} for ${next}${values}${once}` }]
}

/** The past as a network reads it. @param future whether calendar and planned inputs stand beside the values */
export function historyRow(
  problem: ForecastProblem,
  lookback: number,
  channels: number,
  future: boolean,
): TensorRow {
  const others = future ? problem.futureFeatures : 0
  const spans = plain(Number((lookback / problem.horizonSteps).toPrecision(2)))
  const more =
    others > 0 ? `; beside them what was known of those steps: ${futureWords(problem).join(', ')}` : ''
  return {
    name: 'history',
    shape: [lookback, channels + others],
    meaning: `the last ${steps(lookback, problem)} of ${problem.subject}, ${spans} ${spans === '1' ? 'horizon' : 'horizons'} long, scaled by ${problem.intermittent ? 'the mean demand of the series in training' : 'their own mean and deviation'}${more}`,
  }
}

/** Columns of a future step that a decoder walks: the calendar, planned inputs, and how far ahead it is. */
export const futureColumns = ({ futureFeatures }: ForecastSizes): number => futureFeatures + 1

/** The future as a decoder reads it. */
export const futureRow = (problem: ForecastSizes): TensorRow => ({
  name: 'future',
  shape: [problem.horizonSteps, futureColumns(problem)],
  meaning: `what is known of the next ${steps(problem.horizonSteps, problem)}: ${[...futureWords(problem), 'distance from now'].join(', ')}`,
})

/** What is known of a step in advance: `week and year as sine and cosine`, `holiday`, `4 planned inputs`. */
export function futureWords(problem: ForecastSizes): string[] {
  const { calendar, plannedInputs } = problem
  return [
    ...(calendar.waves.length > 0 ? [`${listed(calendar.waves)} as sine and cosine`] : []),
    ...(calendar.holiday ? ['holiday'] : []),
    ...(plannedInputs > 0
      ? [`${grouped(plannedInputs)} planned ${plannedInputs === 1 ? 'input' : 'inputs'}`]
      : []),
  ]
}

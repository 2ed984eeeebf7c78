/** A completed brief of anomalies in the numbers that families are built from: decisions, values, alarms, windows. */
import type { Brief } from '../../brief/brief.js'
import { counted, grouped, plain } from '../../brief/facts.js'
import { secondsPer } from '../../brief/units.js'
import { type Amount, type Noun, type Problem, settingOf } from '../problem.js'
import {
  casesOf,
  defaultAlerts,
  defaultColumns,
  defaultHistory,
  defaultMetrics,
  defaultRows,
  defaultStep,
  defaultUnits,
  type Form,
  formOf,
  secondsOf,
  waveformHz,
} from './complete.js'

export interface AnomalyProblem extends Problem {
  readonly form: Form
  /** Hosts, motors, sensors; 1 for records. */
  readonly units: number
  /** Metrics of a unit, as they are measured; columns of a record. */
  readonly metrics: number
  /** Values that one decision reads of a moment: the metrics, or what a waveform is condensed to. */
  readonly values: number
  /** Samples a second, of a waveform. */
  readonly waveformHz?: number
  /** Seconds between two decisions on a unit; of records the mean distance. */
  readonly stepSeconds: number
  /** Moments of each unit that are learned from; records in all. */
  readonly moments: number
  readonly days: number
  readonly decisionsPerDay: number
  readonly alertsPerDay: number
  /** Alarms that one decision may raise, by the budget. */
  readonly falseRate: number
  /** Moments of a window. */
  readonly window: number
  /** Windows that share no moment, over all units. */
  readonly windows: number
  readonly labels: 'none' | 'few' | 'enough'
  /** Known cases, where somebody counted them. */
  readonly cases?: number
  readonly seasonal: boolean
}

/** Of what was seen, the older part is learned from. */
export const trainShare = 0.7
/** Band energies and statistics (level, crest, kurtosis …) that a second of a waveform is condensed to. */
export const bands = 16
export const statistics = 8
/** None at all cannot be promised: one in a hundred days is what "no false alarm" comes to. */
const leastAlerts = 0.01
/** A window as autoencoders are used to: divisible by the halvings of the convolutional one. */
const usualWindow = 64
const leastWindow = 16

/** @param brief completed by `complete` */
export function anomalyProblem(brief: Brief): AnomalyProblem {
  const { data, targets } = brief
  const form = formOf(brief)
  const hz = waveformHz(brief)
  const isStream = form === 'stream'
  const units = isStream ? (data.seriesCount?.value ?? defaultUnits) : 1
  const metrics = isStream
    ? (data.channels?.value ?? defaultMetrics)
    : (data.featureCount?.value ?? defaultColumns)
  const values = hz === undefined ? metrics : metrics * (bands + statistics)
  const seconds = secondsOf(data.historyLength?.value ?? defaultHistory)
  const days = seconds / secondsPer.day
  const rows = Math.max(1, Math.round(data.rows?.value ?? defaultRows))
  const stepSeconds = isStream
    ? hz === undefined
      ? secondsOf(data.frequency?.value ?? defaultStep)
      : 1
    : seconds / rows
  const moments = Math.max(1, Math.floor(trainShare * (isStream ? seconds / stepSeconds : rows)))
  const decisionsPerDay = (units * secondsPer.day) / stepSeconds
  // Ten a week are 1.43 a day.
  const budget = Number((targets.alertsPerDay?.value ?? defaultAlerts).toPrecision(3))
  const alertsPerDay = Math.max(leastAlerts, budget)
  const wanted = data.lookback ? Math.round(secondsOf(data.lookback.value) / stepSeconds) : usualWindow
  const window = Math.max(leastWindow, Math.ceil(wanted / 8) * 8)
  // A condensed second of a waveform stands for itself.
  const apart = hz === undefined ? window : 1
  const windows = isStream ? units * Math.floor(moments / apart) : moments
  const cases = casesOf(brief)
  const labels = data.labels?.value ?? 'none'
  const measured = isStream
    ? `${grouped(units)} ${units === 1 ? 'unit' : 'units'} x ${grouped(values)} ${values === 1 ? 'value' : 'values'} x ${counted(moments, 'moment')}`
    : `${plain(trainShare * 100)}% of ${counted(rows, 'record')} x ${counted(values, 'column')}`
  return {
    ...settingOf(brief),
    form,
    units,
    metrics,
    values,
    ...(hz !== undefined && { waveformHz: hz }),
    stepSeconds,
    moments,
    days,
    decisionsPerDay,
    alertsPerDay,
    falseRate: Math.min(1, alertsPerDay / decisionsPerDay),
    window,
    windows,
    labels,
    ...(cases !== undefined && { cases }),
    seasonal: data.seasonal?.value !== false && isStream && hz === undefined,
    subject: data.subject?.value ?? (isStream ? 'the units' : 'the records'),
    answer: { one: 'decision', many: 'decisions' },
    example: exampleOf(form, hz !== undefined),
    targets: units * values * moments,
    targetsNoun: { one: 'value', many: 'values' },
    targetsFrom: measured,
    amount: amountOf(windows),
  }
}

function exampleOf(form: Form, isWaveform: boolean): Noun {
  if (form === 'records') return { one: 'record', many: 'records' }
  return isWaveform
    ? { one: 'condensed second', many: 'condensed seconds' }
    : { one: 'window', many: 'windows' }
}

/** Working rule of the field: robust statistics and forests of few windows, autoencoders over 100,000. */
const amountOf = (windows: number): Amount =>
  windows < 5_000 ? 'little' : windows < 100_000 ? 'some' : 'much'

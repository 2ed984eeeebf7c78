/** Fills what nobody said of a search for anomalies with stated defaults, on a copy, marked as assumed. */
import type { Brief, Span } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { secondsPer } from '../../brief/units.js'
import { completeSetting } from '../defaults.js'

export const defaultUnits = 100
export const defaultMetrics = 10
export const defaultRows = 100_000
export const defaultColumns = 20
export const defaultAlerts = 5
/** A month of what is normal; a year of records. */
export const defaultHistory: Span = { value: 30, unit: 'day' }
const defaultRecordHistory: Span = { value: 1, unit: 'year' }
export const defaultStep: Span = { value: 1, unit: 'minute' }
/** Known cases from which a model of them can be learned, and from which one can at least be judged. */
export const enoughCases = 200
const fewCases = 10
/** Steps shorter than this are samples of a waveform, which is condensed before it is judged. */
const waveformSeconds = 0.05

/** Units that are measured again and again, or records that come once each. */
export type Form = 'stream' | 'records'

export function formOf({ data }: Brief): Form {
  const isSeries =
    data.seriesCount ?? data.frequency ?? data.channels ?? data.sampleRateHz ?? data.clipSeconds
  return isSeries === undefined && (data.rows ?? data.labelled ?? data.featureCount) !== undefined
    ? 'records'
    : 'stream'
}

/** Samples a second of a waveform (vibration, current), where that is what is measured. */
export function waveformHz({ data }: Brief): number | undefined {
  if (data.sampleRateHz) return data.sampleRateHz.value
  const step = data.frequency?.value
  const seconds = step && step.unit !== 'step' ? step.value * secondsPer[step.unit] : undefined
  return seconds !== undefined && seconds < waveformSeconds ? 1 / seconds : undefined
}

/** Span in seconds; a step counts as one of the default. */
export const secondsOf = ({ value, unit }: Span): number =>
  value * (unit === 'step' ? secondsPer.minute : secondsPer[unit])

/** The brief with every fact that a detector needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const form = formOf(brief)
  const said = brief.data
  const history = said.historyLength ?? assumed(form === 'stream' ? defaultHistory : defaultRecordHistory)
  const data: Brief['data'] =
    form === 'stream'
      ? {
          ...said,
          seriesCount: said.seriesCount ?? assumed(unitsOf(brief)),
          channels: said.channels ?? assumed(waveformHz(brief) ? 1 : defaultMetrics),
          ...(waveformHz(brief) === undefined && { frequency: said.frequency ?? assumed(defaultStep) }),
          historyLength: history,
        }
      : {
          ...said,
          rows: said.rows ?? said.labelled ?? assumed(defaultRows),
          featureCount: said.featureCount ?? assumed(defaultColumns),
          historyLength: history,
        }
  const labels = said.labels ?? assumed(labelsOf({ ...brief, data }))
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('anomaly_detection' as const),
    task: brief.task ?? assumed(taskOf(labels.value, data)),
    data: { ...data, labels },
  }
  const online = completeSetting(known, brief.constraints.streaming?.value ? 'online' : 'batch')
  return withRate(withAlerts(online, form), form)
}

/** A device at the edge watches what it sits on. */
const unitsOf = ({ constraints }: Brief): number =>
  constraints.deployment?.value === 'edge' ? 1 : defaultUnits

/** Known cases of what is looked for, whichever way they were told. */
export function casesOf({ data }: Brief): number | undefined {
  if (data.positives) return data.positives.value
  return data.positiveRate && data.rows ? Math.round(data.positiveRate.value * data.rows.value) : undefined
}

function labelsOf(brief: Brief): 'none' | 'few' | 'enough' {
  if (brief.task?.value === 'supervised anomaly detection') return 'enough'
  if (brief.task?.value === 'semi-supervised anomaly detection') return 'few'
  const cases = casesOf(brief)
  return cases === undefined || cases < fewCases ? 'none' : cases < enoughCases ? 'few' : 'enough'
}

function taskOf(labels: 'none' | 'few' | 'enough', data: Brief['data']) {
  if (labels === 'enough') return 'supervised anomaly detection' as const
  if (labels === 'few') return 'semi-supervised anomaly detection' as const
  return (data.channels?.value ?? data.featureCount?.value ?? 1) > 1
    ? ('unsupervised multivariate anomaly detection' as const)
    : ('unsupervised anomaly detection' as const)
}

/** A stream that is watched as it comes makes so many decisions a second; what serves it is counted by them. */
function withRate(brief: Brief, form: Form): Brief {
  const { data, targets, constraints } = brief
  const step = waveformHz(brief) === undefined ? secondsOf(data.frequency?.value ?? defaultStep) : 1
  const rate = (data.seriesCount?.value ?? 0) / step
  const isLive = constraints.deployment?.value === 'online'
  if (form === 'records' || !isLive || targets.throughputPerSecond || rate < 1) return brief
  return { ...brief, targets: { ...targets, throughputPerSecond: assumed(rate) } }
}

/**
 * Five alerts a day that people look at, and no more than every hundredth decision; where cases are known, about twice
 * as many as there are of them.
 */
function withAlerts(brief: Brief, form: Form): Brief {
  const { data, targets } = brief
  if (targets.alertsPerDay) return brief
  const cases = form === 'records' ? casesOf(brief) : undefined
  const days = secondsOf(data.historyLength?.value ?? defaultHistory) / secondsPer.day
  const usual = Math.min(defaultAlerts, usualShare * decisionsPerDay(brief, form, days))
  const alerts = cases === undefined ? usual : Math.max(usual, Math.ceil((2 * cases) / days))
  return { ...brief, targets: { ...targets, alertsPerDay: assumed(Number(alerts.toPrecision(2))) } }
}

/** Alerts that one decision may raise at most where nobody named a budget. */
const usualShare = 0.01

function decisionsPerDay({ data, ...brief }: Brief, form: Form, days: number): number {
  if (form === 'records') return (data.rows?.value ?? defaultRows) / days
  const step =
    waveformHz({ data, ...brief }) === undefined ? secondsOf(data.frequency?.value ?? defaultStep) : 1
  return ((data.seriesCount?.value ?? defaultUnits) * secondsPer.day) / step
}

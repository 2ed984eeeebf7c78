/** What can be asked of anomalies: are cases known, how many alerts may come, how much is watched and how often. */
import { type Askable, answered, idOf, usualIf, withData, withTargets } from '../../asking/askable.js'
import type { Span } from '../../brief/brief.js'
import { counted, grouped, sayStep } from '../../brief/facts.js'
import { defaultAlerts, defaultMetrics, defaultStep, defaultUnits, formOf } from './complete.js'

const labels: Askable = {
  id: 'labels',
  text: 'Are there known cases (labels) of what is looked for?',
  isKnown: ({ data, task }) =>
    data.labels !== undefined ||
    data.positives !== undefined ||
    data.positiveRate !== undefined ||
    task?.value === 'supervised anomaly detection' ||
    task?.value === 'semi-supervised anomaly detection',
  choices: () =>
    (
      [
        ['none', 'no known cases'],
        ['few', 'a few dozen'],
        ['enough', 'some hundreds or more'],
      ] as const
    ).map(([id, label]) => ({
      id,
      label,
      aliases: id === 'none' ? ['no'] : [],
      ...usualIf(id === 'none'),
      apply: (brief) => withData(brief, { labels: answered(id, label) }),
    })),
}

const units: Askable = {
  id: 'series',
  text: 'How many units (machines, hosts, sensors) are watched?',
  isKnown: (brief) => brief.data.seriesCount !== undefined || formOf(brief) === 'records',
  choices: () =>
    [1, 20, defaultUnits, 2_000].map((count) => {
      const label = count === 1 ? 'one unit' : `about ${counted(count, 'unit')}`
      return {
        id: idOf(grouped(count)),
        label,
        ...usualIf(count === defaultUnits),
        apply: (brief) => withData(brief, { seriesCount: answered(count, label) }),
      }
    }),
}

const metrics: Askable = {
  id: 'metrics',
  text: 'How many metrics does each unit have?',
  isKnown: (brief) => brief.data.channels !== undefined || formOf(brief) === 'records',
  choices: () =>
    [1, defaultMetrics, 50].map((count) => {
      const label = count === 1 ? 'one metric' : `about ${counted(count, 'metric')}`
      return {
        id: idOf(grouped(count)),
        label,
        ...usualIf(count === defaultMetrics),
        apply: (brief) => withData(brief, { channels: answered(count, label) }),
      }
    }),
}

const steps: readonly Span[] = [{ value: 1, unit: 'second' }, defaultStep, { value: 1, unit: 'hour' }]

const frequency: Askable = {
  id: 'frequency',
  text: 'How often is a value recorded?',
  isKnown: (brief) =>
    brief.data.frequency !== undefined ||
    brief.data.sampleRateHz !== undefined ||
    formOf(brief) === 'records',
  choices: () =>
    steps.map((step) => {
      const label = sayStep(step)
      return {
        id: idOf(label),
        label,
        ...usualIf(step === defaultStep),
        apply: (brief) => withData(brief, { frequency: answered(step, label) }),
      }
    }),
}

const alerts: Askable = {
  id: 'daily-alerts',
  text: 'How many alerts a day can people look at?',
  isKnown: ({ targets }) => targets.alertsPerDay !== undefined,
  choices: () =>
    [1, defaultAlerts, 50].map((count) => {
      const label = `${grouped(count)} ${count === 1 ? 'alert' : 'alerts'} a day`
      return {
        id: idOf(grouped(count)),
        label,
        ...usualIf(count === defaultAlerts),
        apply: (brief) => withTargets(brief, { alertsPerDay: answered(count, label) }),
      }
    }),
}

export const anomalyAskables: readonly Askable[] = [labels, alerts, units, metrics, frequency]

/** Changes of the facts of a search for anomalies that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped, saySpan } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import { enoughCases } from './complete.js'
import type { AnomalyProblem } from './problem.js'

/** @param brief completed */
export function variations(brief: Brief, problem: AnomalyProblem): Variation[] {
  return [...cases(brief, problem), ...metricCounts(brief, problem), ...histories(brief)]
}

function cases(brief: Brief, { labels }: AnomalyProblem): Variation[] {
  const { task: _, ...rest } = brief
  const { positives: __, positiveRate: ___, ...data } = brief.data
  return labels === 'enough'
    ? [
        {
          condition: 'no case was known',
          brief: { ...rest, data: { ...data, labels: assumed('none' as const) } },
        },
      ]
    : [
        {
          condition: `${enoughCases} cases or more were known`,
          brief: { ...rest, data: { ...data, labels: assumed('enough' as const) } },
        },
      ]
}

function metricCounts(brief: Brief, { form, metrics }: AnomalyProblem): Variation[] {
  return [1, 2, 5 * metrics]
    .filter((n) => n !== metrics)
    .map((n) => ({
      condition:
        form === 'stream'
          ? `there ${n === 1 ? 'was' : 'were'} ${counted(n, 'metric')} a unit instead of ${grouped(metrics)}`
          : `there ${n === 1 ? 'was' : 'were'} ${counted(n, 'column')} instead of ${grouped(metrics)}`,
      brief: {
        ...brief,
        data: {
          ...brief.data,
          ...(form === 'stream' ? { channels: assumed(n) } : { featureCount: assumed(n) }),
        },
      },
    }))
}

function histories(brief: Brief): Variation[] {
  const now = brief.data.historyLength?.value
  if (!now) return []
  return [1 / 10, 10].map((factor) => {
    const value = { ...now, value: now.value * factor }
    return {
      condition: `${saySpan(value)} had been recorded instead of ${saySpan(now)}`,
      brief: { ...brief, data: { ...brief.data, historyLength: assumed(value) } },
    }
  })
}

/** Fills what nobody said of a table with stated defaults, on a copy, marked as assumed. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { secondsPer } from '../../brief/units.js'
import { completeSetting } from '../defaults.js'
import { targetKindOf } from './target.js'

export const defaultRows = 50_000
export const defaultColumns = 50
export const defaultClasses = 5
/** Groups of rows that people can still tell apart by name. */
export const defaultGroups = 6
export const defaultPositiveRate = 0.1

/** What passes in a month where somebody said how much passes in a second, sampled where that is more than helps. */
const mostSampled = 10_000_000
const month = 30 * secondsPer.day

function rowsFrom({ targets }: Brief): number {
  const rate = targets.throughputPerSecond?.value
  return rate === undefined
    ? defaultRows
    : Math.max(defaultRows, Math.min(mostSampled, Math.round(rate * month)))
}

/** The brief with every fact that a model of a table needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data } = brief
  const task = brief.task ?? assumed('binary classification' as const)
  const kind = targetKindOf(task.value)
  const rows = data.rows ?? data.labelled ?? assumed(rowsFrom(brief))
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('tabular' as const),
    task,
    data: {
      ...data,
      rows,
      featureCount: data.featureCount ?? assumed(defaultColumns),
      ...(kind !== 'groups' && { dated: data.dated ?? assumed(true) }),
      ...((kind === 'classes' || kind === 'labels') && { classes: data.classes ?? assumed(defaultClasses) }),
      ...(kind === 'groups' && { classes: data.classes ?? assumed(defaultGroups) }),
      ...(kind === 'binary' &&
        data.positives === undefined && {
          positiveRate: data.positiveRate ?? assumed(defaultPositiveRate),
        }),
    },
  }
  return completeSetting(known, 'batch')
}

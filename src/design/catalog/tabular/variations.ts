/** Changes of a table's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { TabularProblem } from './problem.js'

/** @param brief completed */
export function variations(brief: Brief, { rows }: TabularProblem): Variation[] {
  return [...rowCounts(brief, rows), ...rates(brief), ...noTrees(brief)]
}

/** Powers of ten above and below, nearest first. */
function rowCounts(brief: Brief, now: number): Variation[] {
  const power = Math.log10(now)
  const up = [1, 2, 3].map((n) => 10 ** Math.floor(power + n))
  const down = [0, 1, 2].map((n) => 10 ** Math.ceil(power - 1 - n))
  return [0, 1, 2]
    .flatMap((i) => [down[i], up[i]])
    .filter((n) => n !== undefined)
    .filter((n) => n >= 100 && n <= 1e9 && n !== now)
    .map((n) => ({
      condition: `there were ${counted(n, 'row')} instead of ${grouped(now)}`,
      brief: { ...brief, data: scaled(brief, n, now) },
    }))
}

/** A number of positive rows keeps its share. */
function scaled({ data }: Brief, rows: number, now: number): Brief['data'] {
  const { positives, labelled: _, ...rest } = data
  return {
    ...rest,
    rows: assumed(rows),
    ...(positives && { positives: assumed(Math.round((positives.value * rows) / now)) }),
  }
}

function rates(brief: Brief): Variation[] {
  const rate = brief.data.positiveRate?.value
  if (rate === undefined) return []
  return [rate / 10, rate / 100].map((value) => ({
    condition: `only ${Number((100 * value).toPrecision(2))}% of the rows were positive`,
    brief: { ...brief, data: { ...brief.data, positiveRate: assumed(value) } },
  }))
}

function noTrees(brief: Brief): Variation[] {
  const excluded = brief.constraints.excludedFamilies?.value ?? []
  if (excluded.includes('trees')) return []
  return [
    {
      condition: 'the row had to be learned together with text or pictures, which trees cannot take',
      brief: {
        ...brief,
        constraints: { ...brief.constraints, excludedFamilies: assumed([...excluded, 'trees', 'additive']) },
      },
    },
  ]
}

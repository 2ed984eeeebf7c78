/** Changes of the facts of several answers that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { MultiTaskProblem } from './problem.js'

/** @param brief completed */
export function variations(brief: Brief, { rows, answers }: MultiTaskProblem): Variation[] {
  return [
    ...rowCounts(brief, rows),
    ...taskCounts(brief, answers.length),
    ...both(brief, rows, answers.length),
  ]
}

const withRows = ({ data }: Brief, rows: number): Brief['data'] => ({
  ...data,
  rows: assumed(rows),
  labelled: assumed(rows),
})

function rowCounts(brief: Brief, now: number): Variation[] {
  const power = Math.floor(Math.log10(now))
  return [power, power + 1, power - 1, power + 2]
    .map((n) => 10 ** n)
    .filter((n) => n !== now && n >= 100)
    .map((n) => ({
      condition: `there were ${counted(n, 'row')} instead of ${grouped(now)}`,
      brief: { ...brief, data: withRows(brief, n) },
    }))
}

function taskCounts(brief: Brief, now: number): Variation[] {
  return [now + 1, now + 2].map((tasks) => ({
    condition: `there were ${tasks} tasks instead of ${now}`,
    brief: { ...brief, data: { ...brief.data, tasks: assumed(tasks) } },
  }))
}

/** Several tasks and many rows go together in large services. */
function both(brief: Brief, rows: number, tasks: number): Variation[] {
  const many = 10 ** Math.max(6, Math.ceil(Math.log10(rows)))
  return [
    {
      condition: `there were ${Math.max(3, tasks + 1)} tasks and ${grouped(many)} rows`,
      brief: {
        ...brief,
        data: { ...withRows(brief, many), tasks: assumed(Math.max(3, tasks + 1)) },
      },
    },
  ]
}

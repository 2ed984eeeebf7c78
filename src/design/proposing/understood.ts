/** The facts of a design as people read them: what was taken from their words, and what was assumed with its effect. */
import type { Brief } from '../brief/brief.js'
import { factRows, grouped } from '../brief/facts.js'
import { effects } from '../catalog/effects.js'
import type { Problem } from '../catalog/problem.js'
import { listed } from '../catalog/words.js'
import type { Assumption } from '../proposal.js'

/** What somebody said, of a brief that need not be complete. */
export function understoodOf(brief: Brief): Assumption[] {
  return rows(brief, (source) => source !== 'assumed')
}

/** @param brief completed */
export function assumptionsOf(brief: Brief, problem: Problem): Assumption[] {
  return rows(brief, (source) => source === 'assumed').map((row) => ({
    ...row,
    ...(row.fact === 'data.seasonal' && { value: cycleWords(problem) }),
    ...(effects[row.fact] && { effect: effects[row.fact] }),
  }))
}

function rows(brief: Brief, wanted: (source: string) => boolean): Assumption[] {
  return factRows.flatMap(({ id, label, read }) => {
    const said = read(brief)
    return said && wanted(said.source) ? [{ fact: id, label, value: said.value }] : []
  })
}

const cycleWords = ({ cycles }: Problem) =>
  cycles.length === 0
    ? 'none that the history shows twice'
    : `yes: ${listed(cycles.map(({ name, steps }) => `${name} (${grouped(steps)} steps)`))}`

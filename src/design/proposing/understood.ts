/** The facts of a design as people read them: what was taken from their words, and what was assumed with its effect. */
import type { Brief } from '../brief/brief.js'
import { factRows } from '../brief/facts.js'
import { hasEffect, sharedEffect } from '../catalog/effects.js'
import type { Field } from '../catalog/field.js'
import type { Problem } from '../catalog/problem.js'
import type { Assumption, Part } from '../proposal.js'

/** What somebody said, of a brief that need not be complete. */
export function understoodOf(brief: Brief): Assumption[] {
  return rows(brief, (source) => source !== 'assumed')
}

/**
 * @param brief completed
 * @param parts of all models that are shown
 */
export function assumptionsOf(
  field: Field,
  brief: Brief,
  problem: Problem,
  parts: readonly Part[],
): Assumption[] {
  const assumed = rows(brief, (source) => source === 'assumed').filter(({ fact }) => hasEffect(fact, parts))
  return assumed.map((row) => {
    const effect = field.effects[row.fact] ?? sharedEffect(row.fact, problem, parts)
    return { ...row, value: field.sayAssumed?.(problem, row.fact) ?? row.value, ...(effect && { effect }) }
  })
}

function rows(brief: Brief, wanted: (source: string) => boolean): Assumption[] {
  return factRows.flatMap(({ id, label, read }) => {
    const said = read(brief)
    return said && wanted(said.source)
      ? [
          {
            fact: id,
            label,
            value: said.value,
            ...(said.source === 'profile' && { fromTeam: true as const }),
          },
        ]
      : []
  })
}

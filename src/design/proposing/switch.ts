/** What would switch the recommendation: found by designing under changed facts, never asserted. */
import type { Variation } from '../catalog/field.js'
import { leader, type Solution } from './solve.js'
import { variationsOf } from './variations.js'

export interface Switch {
  readonly variation: Variation
  /** Id and name of the family that would lead then. */
  readonly family: string
  readonly name: string
}

/** The first change of a fact for which each other family leads, in the order of the variations. */
export function switches(solution: Solution): Switch[] {
  const now = solution.ranking[0]
  const found = new Map<string, Switch>()
  for (const variation of variationsOf(solution.field, solution.brief, solution.problem)) {
    const then = leader(variation.brief)
    if (!then || then.family === now?.family || found.has(then.family.id)) continue
    found.set(then.family.id, { variation, family: then.family.id, name: then.name })
  }
  return [...found.values()]
}

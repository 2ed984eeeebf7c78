/** What would switch the recommendation: found by designing under changed facts, never asserted. */
import type { Brief } from '../brief/brief.js'
import type { Variation } from '../catalog/field.js'
import { leadsUnasked } from '../catalog/rank.js'
import { leader, type Solution } from './solve.js'
import { variationsOf } from './variations.js'

export interface Switch {
  readonly variation: Variation
  /** Id and name of the family that would lead then. */
  readonly family: string
  readonly name: string
}

/** The first change of a fact for which each other family leads, in the order of the variations; a dropped wish comes last. */
export function switches(solution: Solution): Switch[] {
  const now = solution.ranking[0]
  const found = new Map<string, Switch>()
  for (const variation of variationsOf(solution.field, solution.brief, solution.problem)) {
    const then = leader(variation.brief)
    if (!then || then.family === now?.family || found.has(then.family.id)) continue
    found.set(then.family.id, { variation, family: then.family.id, name: then.name })
  }
  const instead = leadsUnasked(solution.ranking, solution.problem)
  if (now && instead && !found.has(instead.family.id)) {
    const { family, name } = instead
    const variation = { condition: `${now.name} had not been asked for`, brief: unasked(solution.brief) }
    found.set(family.id, { variation, family: family.id, name })
  }
  return [...found.values()]
}

function unasked(brief: Brief): Brief {
  const { wantedFamilies, ...constraints } = brief.constraints
  return { ...brief, constraints }
}

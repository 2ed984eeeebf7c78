/** What rules a family out before it is built: the person's own words, the stack, explanations, the problem itself. */

import { frameworks } from '../brief/brief.js'
import type { Family } from './family.js'
import type { Field } from './field.js'
import type { Problem } from './problem.js'
import { capital } from './words.js'

/** One answer must be explainable at least this well where explanations are required. */
const leastInterpretability = 0.5

/** A sentence why the family cannot be meant, undefined where it may be. */
export function ruledOut(field: Field, problem: Problem, family: Family): string | undefined {
  const { excludedFamilies, excludedFrameworks, interpretability } = problem.brief.constraints
  const said = excludedFamilies?.value.find((word) => family.ruledOutBy.includes(word))
  if (said) return said === 'neural' ? 'You ruled out neural networks.' : 'You ruled it out.'
  const unfit = field.ruledOut?.(problem, family)
  if (unfit) return unfit
  if (family.neural && frameworks.every((name) => excludedFrameworks?.value.includes(name)))
    return `You ruled out all ${frameworks.length} frameworks that it could be built in.`
  if (interpretability?.value === 'must' && family.interpretability < leastInterpretability)
    return `${capital(problem.answer.many)} must be explainable, and here they are not: ${family.interpretabilityBecause}.`
  return undefined
}

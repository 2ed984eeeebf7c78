import { counted } from '../../brief/facts.js'
import type { Fit } from '../family.js'
import type { MixedProblem } from './problem.js'

/** Labels from which something that is fitted to them does better than the names of the classes. */
const fewLabels = 100
/** To know how well it does, so many are labelled by hand: a share is then known to about five points. */
const testLabels = 300

/** Nothing to learn from but the names of the classes. */
export const isByName = ({ goal, examples }: MixedProblem): boolean =>
  goal === 'classify' && examples < fewLabels

/** Of families that answer by name: whether that is what is left. @param seen what the network can look at */
export function fitsByName(problem: MixedProblem, seen: readonly string[], source: string): Fit {
  if (problem.goal !== 'classify') return { fits: true }
  if (!problem.modalities.some((name) => seen.includes(name)))
    return { fits: false, reason: 'It looks at pictures, and there are none.', source }
  return isByName(problem)
    ? { fits: true }
    : {
        fits: false,
        reason: `There are ${counted(problem.examples, 'label')}: what is fitted to them does better than the names of the classes.`,
        source,
      }
}

/** Without labels there is no test either. */
export const labelFirst = (problem: MixedProblem): string[] =>
  isByName(problem)
    ? [
        `Label ${testLabels} examples by hand first, from every source: they are the test, and show which classes their names do not describe.`,
      ]
    : []

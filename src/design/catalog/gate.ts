/** What rules a family out before it is built: the person's own words, the stack, explanations, the horizon itself. */

import { frameworks } from '../brief/brief.js'
import { grouped } from '../brief/facts.js'
import type { Family } from './family.js'
import type { Problem } from './problem.js'
import { steps } from './words.js'

/** Over this a direct forecast has more outputs than any model of the catalogue can carry. */
const mostHorizonSteps = 20_000
/** One forecast must be explainable at least this well where explanations are required. */
export const leastInterpretability = 0.5

/** A sentence why the family cannot be meant, undefined where it may be. */
export function ruledOut(problem: Problem, family: Family): string | undefined {
  const { horizonSteps, historySteps } = problem
  const { excludedFamilies, excludedFrameworks, interpretability } = problem.brief.constraints
  const said = excludedFamilies?.value.find((word) => family.ruledOutBy.includes(word))
  if (said) return said === 'neural' ? 'You ruled out neural networks.' : 'You ruled it out.'
  if (horizonSteps >= historySteps)
    return `${steps(horizonSteps, problem)} to predict from ${steps(historySteps, problem)} known: not one example of such a forecast exists, so nothing can be fitted or tested.`
  if (horizonSteps > mostHorizonSteps && family.kind !== 'baseline')
    return `${grouped(horizonSteps)} steps ahead are more than the ${grouped(mostHorizonSteps)} that a direct forecast is built for.`
  if (isNetwork(family) && frameworks.every((name) => excludedFrameworks?.value.includes(name)))
    return `You ruled out all ${frameworks.length} frameworks that it could be built in.`
  if (interpretability?.value === 'must' && family.interpretability < leastInterpretability)
    return `Forecasts must be explainable, and here they are not: ${family.interpretabilityBecause}.`
  return undefined
}

const isNetwork = ({ kind }: Family) =>
  kind === 'linear' || kind === 'recurrent' || kind === 'convolution' || kind === 'attention'

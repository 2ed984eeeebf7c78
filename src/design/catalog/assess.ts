/** Computes everything that is said of a family at one size: figures, steps of training, precision. */
import { assessEstimator } from './assess-estimator.js'
import { assessNetwork } from './assess-network.js'
import type { Assessed } from './candidate.js'
import type { Recipe, Rung } from './family.js'
import type { Problem } from './problem.js'

export function assess(problem: Problem, rung: Rung, recipe: Recipe): Assessed {
  return rung.model.kind === 'network'
    ? assessNetwork(problem, rung.model, recipe)
    : assessEstimator(problem, rung.model)
}

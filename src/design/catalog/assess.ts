/** Computes everything that is said of a family at one size: figures, steps of training, precision. */
import { assessEstimator } from './assess-estimator.js'
import { assessNetwork } from './assess-network.js'
import type { Assessment } from './candidate.js'
import type { Recipe, Rung } from './family.js'
import type { Problem } from './problem.js'

export type Assessed =
  | { readonly ok: true; readonly assessment: Assessment }
  /** It cannot be built or estimated here; `reason` is a sentence without its capital. */
  | { readonly ok: false; readonly reason: string }

export function assess(problem: Problem, rung: Rung, recipe: Recipe): Assessed {
  return rung.model.kind === 'network'
    ? assessNetwork(problem, rung.model, recipe)
    : assessEstimator(problem, rung.model)
}

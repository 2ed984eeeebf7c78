/** A family of models for several inputs: what it is for. */
import type { Family } from '../family.js'
import type { Goal } from './goal.js'
import type { MixedProblem } from './problem.js'

export interface MixedFamily extends Family<MixedProblem> {
  readonly goals: readonly Goal[]
}

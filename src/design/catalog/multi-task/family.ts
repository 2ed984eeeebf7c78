/** A family of models with several answers: how it shares what it learns between them. */
import type { Family } from '../family.js'
import type { MultiTaskProblem } from './problem.js'

export interface MultiTaskFamily extends Family<MultiTaskProblem> {
  /** For the trade-off table: `One trunk for all, a head each`. */
  readonly sharing: string
}

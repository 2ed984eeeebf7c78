/** A family of detectors: what it can point at when it raises an alarm. */
import type { Family } from '../family.js'
import type { AnomalyProblem } from './problem.js'

export interface AnomalyFamily extends Family<AnomalyProblem> {
  /** For the trade-off table: `One model for all units, on values scaled by their own past`. */
  readonly scope: string
}

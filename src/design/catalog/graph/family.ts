/** A family of models of graphs: what becomes of a node that was not there when it was fitted. */
import type { Family } from '../family.js'
import type { Goal } from './complete.js'
import type { GraphProblem } from './problem.js'

export interface GraphFamily extends Family<GraphProblem> {
  /** What it can answer for. */
  readonly goals: readonly Goal[]
  /** For the trade-off table, of one graph: `Answered from their columns and neighbours at once`. */
  readonly newNodes: string
}

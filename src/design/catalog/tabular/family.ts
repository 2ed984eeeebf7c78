/** A family of models of tables: how a single answer of it is explained. */
import type { Family } from '../family.js'
import type { TabularProblem } from './problem.js'

export interface TableFamily extends Family<TabularProblem> {
  /** It groups rows that have no right answer; the others learn from right answers. */
  readonly makesGroups: boolean
  /** How the reasons of one row come about, as a step of the plan: follows "in `src/explain.py`:". */
  readonly reasons: string
}

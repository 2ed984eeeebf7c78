/** A family of models for text: what it is for. */
import type { Family } from '../family.js'
import type { Goal } from './goal.js'
import type { TextProblem } from './problem.js'

export interface TextFamily extends Family<TextProblem> {
  readonly goals: readonly Goal[]
}

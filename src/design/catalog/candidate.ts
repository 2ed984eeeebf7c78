/** A family at one size, with everything that was computed about it. What ranking, trade-offs and checks read. */
import type { FigureName, Figures, Part, TrainingPlan } from '../proposal.js'
import type { Family, Prior, Rung } from './family.js'
import type { Broken } from './limits.js'

export interface Assessment {
  readonly figures: Figures
  readonly unknown: Readonly<Partial<Record<FigureName, string>>>
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
  readonly part: Part
  readonly training: Pick<TrainingPlan, 'precision' | 'distribution' | 'device' | 'deviceCount' | 'steps'>
  readonly servingDevice: string
  /** Numbers that are learned from the values. */
  readonly learned: number
}

export interface Candidate {
  readonly family: Family
  readonly name: string
  readonly rung: Rung
  readonly prior: Prior
  readonly dataFit: number
  readonly assessment: Assessment
  /** The next size up and the limits that it breaks, where there is one. */
  readonly stoppedBy?: string
}

/** A family that is not proposed, and why. */
export interface Refusal {
  readonly family: Family
  readonly name: string
  /** A sentence; a broken limit is said with both numbers. */
  readonly reason: string
  /** The limits that even its smallest size breaks, with what that size needs; empty where it never fitted. */
  readonly broken: readonly Broken[]
}

/** A family at one size, with everything that was computed about it. What ranking, trade-offs and checks read. */
import type { FigureName, Figures, Part, TrainingPlan } from '../proposal.js'
import type { ModelSpec } from '../spec/spec.js'
import type { Family, Prior, Rung } from './family.js'

export interface Assessment {
  readonly figures: Figures
  readonly unknown: Readonly<Partial<Record<FigureName, string>>>
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
  readonly parts: readonly Part[]
  readonly spec: ModelSpec | null
  readonly training: Pick<TrainingPlan, 'precision' | 'distribution' | 'device' | 'deviceCount' | 'steps'>
  readonly servingDevice: string
  /** Windows or rows it is trained on. */
  readonly examples: number
}

export interface Candidate {
  readonly family: Family
  readonly name: string
  readonly rung: Rung
  readonly prior: Prior
  readonly dataFit: number
  readonly assessment: Assessment
  /** Why not a size larger, when a limit stopped it. */
  readonly stoppedBy?: string
}

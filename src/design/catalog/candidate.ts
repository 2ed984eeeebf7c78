/** A family at one size, with everything that was computed about it. What ranking, trade-offs and checks read. */
import type { FigureName, Figures, Part, TrainingPlan } from '../proposal.js'
import type { Family, Prior, Rung } from './family.js'

export interface Assessment {
  /** Added up over the parts. */
  readonly figures: Figures
  readonly unknown: Readonly<Partial<Record<FigureName, string>>>
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
  /** The main one first. */
  readonly parts: readonly Part[]
  /** Of the main part. */
  readonly training: Pick<TrainingPlan, 'precision' | 'distribution' | 'device' | 'deviceCount' | 'steps'>
  /** Of the main part. */
  readonly servingDevice: string
  /** Bytes that the networks take of the serving device at most; tables and trees lie in the host's memory. */
  readonly deviceBytes: number
  /** Numbers that are learned from the targets, from scratch. */
  readonly learned: number
  /** Those targets: of the main part. */
  readonly targets: number
}

export type Assessed<A = Assessment> =
  | { readonly ok: true; readonly assessment: A }
  /** It cannot be built or estimated here; `reason` is a sentence without its capital. */
  | { readonly ok: false; readonly reason: string }

export interface Candidate {
  readonly family: Family
  readonly name: string
  readonly rung: Rung
  readonly prior: Prior
  readonly dataFit: number
  readonly assessment: Assessment
  /** Of the family's smallest size, which holds every limit too. */
  readonly smallest: Assessment
  /** The next size up and the limits that it breaks, where there is one. */
  readonly stoppedBy?: string | undefined
  /** The limits that even its smallest size breaks, none of which anybody named. */
  readonly overAssumed?: string
}

export type Limit = 'data' | 'params' | 'latency' | 'memory' | 'training-memory' | 'budget' | 'time'

export interface Broken {
  readonly limit: Limit
  /** What the model takes, and the limit at which that would be allowed, both in the limit's unit. */
  readonly needed: number
  readonly enough: number
  /** "needs …; … is allowed", with both numbers. */
  readonly reason: string
  /** A bound that no implementation of this model can undercut, where there is one to name. */
  readonly bound?: string
}

/** A family that is not proposed, and why. */
export interface Refusal {
  readonly family: Family
  readonly name: string
  /** A sentence; a broken limit is said with both numbers. */
  readonly reason: string
  /** The limits that even its smallest size breaks, with what that size needs; empty where it never fitted. */
  readonly broken: readonly Broken[]
  /** Of that smallest size. */
  readonly figures?: Figures
}

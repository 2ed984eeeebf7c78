/**
 * What the design core hands out: proposals with their parts, figures, training, trade-offs and plan, and the
 * set they come in. Plain data, serialisable; prose may cite a figure as `{{trainingMemory}}` (its own) or
 * `{{B.latency}}` (another proposal's), filled in by src/messages.
 */

import type { Flag } from './brief/flag.js'
import type { Prior } from './catalog/family.js'
import type { Figure } from './estimate/figure.js'
import type { Figures } from './estimate/figures.js'
import type { Estimator } from './estimator/estimator.js'
import type { ModelSpec } from './spec/spec.js'

export type { Figures } from './estimate/figures.js'
export type FigureName = keyof Figures
export const figureNames = [
  'params',
  'trainableParams',
  'flops',
  'weightMemory',
  'servingMemory',
  'trainingMemory',
  'latency',
  'trainingTime',
  'trainingCost',
] as const satisfies readonly FigureName[]

/** One line of the layer-by-layer table. */
export interface LayerRow {
  /** `encoder.block[0..2].attention` where equal repetitions are folded. */
  readonly path: string
  readonly kind: string
  /** Without batch; features last. */
  readonly outputShape: readonly number[]
  readonly params: number
  readonly flops: number
  /** How many equal repetitions the row stands for; params and flops are of all of them. */
  readonly times: number
  readonly description: string
}

/** A network has layers; an estimator (trees, statistics, a rule) has none. */
export type Part =
  | {
      readonly role: string
      readonly kind: 'network'
      readonly spec: ModelSpec
      readonly layers: readonly LayerRow[]
      readonly params: number
      /** Published weights that it starts from; absent for one that is trained from scratch. */
      readonly pretrained?: string
      /** It works ahead of requests, which do not wait for it. */
      readonly serves?: 'ahead'
    }
  | {
      readonly role: string
      readonly kind: 'estimator'
      readonly estimator: Estimator
      readonly description: string
      /** Stored numbers. */
      readonly params: number
      readonly serves?: 'ahead'
    }

export interface TensorRow {
  readonly name: string
  readonly shape: readonly number[]
  readonly meaning: string
}

export interface TrainingPlan {
  readonly loss: string
  readonly optimizer: string
  readonly schedule: string
  readonly regularization: readonly string[]
  readonly precision: string
  readonly distribution: string
  /** Hardware id of the training device, and how many. */
  readonly device: string
  readonly deviceCount: number
  /** Absent for what is not trained by gradient steps. */
  readonly steps?: {
    readonly microBatchSize: number
    readonly gradientAccumulation: number
    readonly effectiveBatchSize: number
    readonly epochs: number
    readonly warmupSteps: number
    readonly totalSteps: number
    readonly learningRate: number
  }
  /** How the result is judged: split, metrics, stop rule. */
  readonly evaluation: readonly string[]
}

export interface TradeOff {
  readonly aspect: string
  readonly thisApproach: string
  readonly alternative: string
}

export interface PlannedFile {
  readonly path: string
  readonly purpose: string
}

export type ProposalId = 'A' | 'B' | 'C' | 'D'

/** A check that a proposal passed before it left (design.md 5.5). */
export interface Check {
  readonly name: string
  readonly passed: boolean
  readonly detail: string
}

export interface Proposal {
  readonly id: ProposalId
  readonly name: string
  /** The catalogue's family id, e.g. `dlinear`. */
  readonly family: string
  /** Of the family's sizes the largest that holds every limit: `128 units`. */
  readonly size: string
  /** Two or three sentences. */
  readonly overview: string
  readonly parts: readonly Part[]
  /** The main network, or null where there is none. */
  readonly spec: ModelSpec | null
  readonly inputs: readonly TensorRow[]
  readonly outputs: readonly TensorRow[]
  readonly figures: Figures
  /** What the family tends to reach on such data: for ranking and the chart, never a promise. */
  readonly prior: Prior
  /** Why a figure is missing, by name: `no price is known for NVIDIA T4`. */
  readonly unknown: Readonly<Partial<Record<FigureName, string>>>
  /** What the figures take for granted, and what they leave out. */
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
  /** Hardware id serving is estimated on. */
  readonly servingDevice: string
  readonly training: TrainingPlan
  /** The name of the proposal the trade-off table compares with. */
  readonly alternativeName: string
  readonly tradeoffs: readonly TradeOff[]
  readonly plan: readonly string[]
  readonly files: readonly PlannedFile[]
  readonly risks: readonly string[]
  readonly checks: readonly Check[]
}

/** What prose needs of a proposal to say its figures; those of a design that is only supposed have later letters. */
export type CitedProposal = Pick<Proposal, 'figures' | 'unknown'> & { readonly id: string }

/** A family that was built and dropped, never fitted, or is asked for and not in the catalogue; and why. */
export interface Rejected {
  /** The catalogue's family id, or the word that asked for one it does not have. */
  readonly family: string
  readonly name: string
  readonly reason: string
  /** It holds every limit; others were preferred. */
  readonly canBeBuilt: boolean
}

export interface Recommendation {
  readonly id: ProposalId
  readonly why: string
  /** The fact that would switch the recommendation. */
  readonly switchFact: string
}

/** An assumed fact as people read it: "history: 3 years". */
export interface Assumption {
  readonly fact: string
  readonly label: string
  readonly value: string
  /** It is one of the team profile: nobody said it of this problem. */
  readonly fromTeam?: true
  /** What would change if it is wrong. */
  readonly effect?: string
}

export interface ProposalSet {
  readonly proposals: readonly Proposal[]
  readonly rejected: readonly Rejected[]
  readonly recommendation: Recommendation
  readonly flags: readonly Flag[]
  readonly assumptions: readonly Assumption[]
  /** What was understood as stated or answered, in the same form. */
  readonly understood: readonly Assumption[]
  /** What a person should know about how their words were read, one sentence each. */
  readonly notes: readonly string[]
}

/** Nothing can be built within the limits: the conflict first, then why each family fails. */
export interface Impossible {
  readonly flags: readonly Flag[]
  readonly rejected: readonly Rejected[]
  readonly assumptions: readonly Assumption[]
  readonly understood: readonly Assumption[]
  readonly notes: readonly string[]
}

/** What a revision changed: the facts first, then the figures they moved. */
export interface Revision {
  readonly number: number
  readonly facts: readonly { readonly label: string; readonly before: string; readonly after: string }[]
  readonly figures: readonly {
    readonly proposal: string
    readonly figure: FigureName
    readonly before: Figure | undefined
    readonly after: Figure | undefined
  }[]
  /** One sentence each: a proposal that came, went, or lost the recommendation, and why. */
  readonly notes: readonly string[]
}

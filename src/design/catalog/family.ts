/**
 * The contract of an architecture family: when it fits, how large it may be, how it is built and trained. One family
 * is one file in its field's folder. A family names no figure: it cites them as `{{latency}}` and the like.
 */
import type { Precision } from '../estimate/hardware.js'
import type { Optimizer } from '../estimate/memory.js'
import type { Estimator } from '../estimator/estimator.js'
import type { Workload } from '../estimator/workload.js'
import type { PlannedFile, TensorRow } from '../proposal.js'
import type { ModelSpec } from '../spec/spec.js'
import type { Noun, Problem } from './problem.js'

/** Ways of solving that differ in kind; a set of proposals holds one of each. `baseline`: the bar for the others. */
export type Kind =
  | 'baseline'
  | 'statistics'
  | 'trees'
  | 'linear'
  | 'dense'
  | 'recurrent'
  | 'convolution'
  | 'pyramid'
  | 'attention'
  | 'hybrid'
  | 'memory'
  | 'autoencoder'
  | 'frozen'
  | 'prompted'
  | 'adapted'
  | 'retrieval'
  | 'factorisation'
  | 'towers'
  | 'ranker'
  | 'bandit'
  | 'value'
  | 'policy'
  | 'imitation'
  | 'separate'
  | 'shared'
  | 'experts'
  | 'fusion'
  | 'message_passing'

export type Fit =
  | { readonly fits: true }
  | {
      readonly fits: false
      readonly reason: string
      readonly source: string
      /** It could be built; others are better, as long as there are others. */
      readonly others?: true
    }

/** How good the family tends to be on such data, 0 to 1: a working weight for ranking, never a promise. */
export interface Prior {
  readonly value: number
  readonly because: string
  readonly source: string
}

/** When a part works: for every request, or ahead of them (an item tower); only the first counts for latency. */
export type Serves = 'each request' | 'ahead'

/** An estimator and what it is fitted to and asked for. */
export interface EstimatorModel {
  readonly kind: 'estimator'
  readonly estimator: Estimator
  readonly load: Omit<Workload, 'trainingCores' | 'servingCores'>
  /** Numbers it learns from the targets; what a rule stores is not learned. */
  readonly learned: number
  /** Of the problem's targets so many, where it learns from fewer than there are. */
  readonly targets?: number
  /** Default each request. */
  readonly serves?: Serves
}

export interface NetworkModel {
  readonly kind: 'network'
  readonly spec: ModelSpec
  /** Training examples there are, before any are left out for time; 0 for a network that is used as published. */
  readonly examples: number
  /** What one of them is, where it is another than the problem's: a window of a clip, a cube out of a volume. */
  readonly example?: Noun
  /** Of the problem's targets so many, where it learns from fewer than there are. */
  readonly targets?: number
  /** Of one that is used as published: examples that pass it once before others learn from the vectors that are kept. */
  readonly passedOver?: number
  /** Published weights that it starts from (`ImageNet-1k`); absent for one that is trained from scratch. */
  readonly pretrained?: string
  /** Samples of one request: candidates that are scored together. Default 1. */
  readonly perRequest?: number
  /** Default each request. */
  readonly serves?: Serves
  /** Tokens that one answer has, of a network that writes; its prompt is as long as the spec's input. */
  readonly writesTokens?: number
  /** Default: what suits the serving device. */
  readonly servingPrecision?: Precision
}

/** A model and what it is for in the whole: `forecaster`, `item tower`, `ranker`. */
export interface RungPart {
  readonly role: string
  readonly model: NetworkModel | EstimatorModel
  /** How this part is trained where it is another way than the main one's. */
  readonly gradient?: Gradient
}

/** One size a family can have. Rungs are listed from small to large; the largest that holds every limit is taken. */
export interface Rung {
  /** `128 units`. */
  readonly label: string
  /** The main one first; its network, where it is one, is the proposal's. */
  readonly parts: readonly RungPart[]
}

/** How the main part is trained. Numbers of steps are computed from it and the data. */
export interface Recipe {
  readonly loss: string
  readonly optimizer: string
  /** What follows the warm-up of gradient steps; the whole schedule where there are none. */
  readonly schedule: string
  readonly regularization: readonly string[]
  /** Absent for what is not trained by gradient steps. */
  readonly gradient?: Gradient
}

export interface Gradient {
  readonly learningRate: number
  /** Largest batch that helps learning, for little, medium and much data. */
  readonly batches: readonly [number, number, number]
  /** Epochs at most and, of a fine-tuning, as many as are wished; left out, by the number of examples (training-steps.ts). */
  readonly epochs?: number
  /**
   * What does not learn sees every example once; its features are kept, and the epochs are of what learns on them. Only
   * for networks whose frozen part comes first, without augmentation.
   */
  readonly keepsFeatures?: true
  /** Default adamw; where left out a plan may take its 8-bit form. */
  readonly optimizer?: Optimizer
}

/** What a family says about itself for a problem and a size. */
export interface Writing {
  readonly overview: string
  readonly inputs: readonly TensorRow[]
  /** As the main network gives them, in its order, where there is one. */
  readonly outputs: readonly TensorRow[]
  readonly risks: readonly string[]
  /** Steps of the plan that are the family's own, between the baseline and the evaluation. */
  readonly steps: readonly string[]
  /** All files of the plan. */
  readonly files: readonly PlannedFile[]
  readonly notCounted: readonly string[]
}

export interface Family<P extends Problem = Problem, R extends Rung = Rung> {
  readonly id: string
  readonly kind: Kind
  /** What people call it where no problem is at hand. */
  readonly title: string
  /** Words of brief/vocabulary.ts that ask for it, and those that rule it out. */
  readonly words: readonly string[]
  readonly ruledOutBy: readonly string[]
  /** It is built in a deep-learning framework. */
  readonly neural: boolean
  /** Of a baseline: it learns from data, so a request that it alone holds is met. */
  readonly learns?: true
  /** Moving parts to run and keep, 0 (a rule) to 1; and how well one answer can be explained, 0 to 1. */
  readonly complexity: number
  readonly complexityBecause: string
  readonly interpretability: number
  readonly interpretabilityBecause: string
  name(problem: P): string
  /** Its name at the size that was chosen, where the size is part of it. */
  sizedName?(problem: P, rung: R): string
  fits(problem: P): Fit
  prior(problem: P): Prior
  /** How well the amount of data suits it, 0 to 1. */
  dataFit(problem: P): number
  /** What it can do of what the problem asks and others cannot: another dominates it only if it can too. */
  abilities?(problem: P): readonly string[]
  rungs(problem: P): readonly R[]
  recipe(problem: P, rung: R): Recipe
  write(problem: P, rung: R): Writing
}

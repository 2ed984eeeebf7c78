/**
 * The contract of an architecture family: when it fits, how large it may be, how it is built and trained. One family
 * is one file; `index.ts` is the table. A family names no figure: it cites them as `{{latency}}` and the like.
 */
import type { Estimator } from '../estimator/estimator.js'
import type { PlannedFile, TensorRow } from '../proposal.js'
import type { ModelSpec } from '../spec/spec.js'
import type { Problem } from './problem.js'

/** Ways of solving that differ in kind; a set of proposals holds one of each. */
export type Kind = 'baseline' | 'statistics' | 'trees' | 'linear' | 'recurrent' | 'convolution' | 'attention'

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

/** An estimator and the table that it is fitted to. */
export interface EstimatorModel {
  readonly kind: 'estimator'
  readonly estimator: Estimator
  readonly rows: number
  readonly columns: number
  /** Values of all series that are gone through to fit it. */
  readonly points: number
  /** Numbers it learns from the values; what a rule stores is not learned. */
  readonly learned: number
}
export interface NetworkModel {
  readonly kind: 'network'
  readonly spec: ModelSpec
  /** Training windows of all series, before any are left out for the test or for time. */
  readonly windows: number
}

/** One size a family can have. Rungs are listed from small to large; the largest that holds every limit is taken. */
export interface Rung {
  /** `128 units`. */
  readonly label: string
  readonly model: NetworkModel | EstimatorModel
  readonly lookback: number
}

/** How a model is trained. Numbers of steps are computed from it and the data. */
export interface Recipe {
  readonly loss: string
  readonly optimizer: string
  /** What follows the warm-up of gradient steps; the whole schedule where there are none. */
  readonly schedule: string
  readonly regularization: readonly string[]
  /** Absent for what is not trained by gradient steps. */
  readonly gradient?: {
    readonly learningRate: number
    /** Largest batch that helps learning, for little, medium and much data. */
    readonly batches: readonly [number, number, number]
  }
}

/** What a family says about itself for a problem and a size. */
export interface Writing {
  readonly overview: string
  readonly inputs: readonly TensorRow[]
  readonly outputs: readonly TensorRow[]
  readonly risks: readonly string[]
  /** Steps of the plan that are the family's own, between the baseline and the evaluation. */
  readonly steps: readonly string[]
  /** The files that those steps name. */
  readonly files: readonly PlannedFile[]
  readonly notCounted: readonly string[]
}

export interface Family {
  readonly id: string
  readonly kind: Kind
  /** What people call it where no problem is at hand. */
  readonly title: string
  /** Words of brief/vocabulary.ts that ask for it, and those that rule it out. */
  readonly words: readonly string[]
  readonly ruledOutBy: readonly string[]
  /** Moving parts to run and keep, 0 (a rule) to 1; and how well one forecast can be explained, 0 to 1. */
  readonly complexity: number
  readonly complexityBecause: string
  readonly interpretability: number
  readonly interpretabilityBecause: string
  /** It reads planned inputs of the future. */
  readonly readsFuture: boolean
  name(problem: Problem): string
  fits(problem: Problem): Fit
  prior(problem: Problem): Prior
  /** How well the amount of data suits it, 0 to 1. */
  dataFit(problem: Problem): number
  rungs(problem: Problem): readonly Rung[]
  recipe(problem: Problem): Recipe
  write(problem: Problem, rung: Rung): Writing
}

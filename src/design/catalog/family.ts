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
  | { readonly fits: false; readonly reason: string; readonly source: string }

/** How good the family tends to be on such data, 0 to 1: a working weight for ranking, never a promise. */
export interface Prior {
  readonly value: number
  readonly because: string
  readonly source: string
}

/** One size a family can have. Rungs are listed from small to large; the largest that holds every limit is taken. */
export interface Rung {
  /** `units 128`. */
  readonly label: string
  readonly model:
    | { readonly kind: 'network'; readonly spec: ModelSpec }
    | { readonly kind: 'estimator'; readonly estimator: Estimator }
  readonly lookback: number
  /** Numbers learned, where the family knows them before shapes are inferred (estimators). */
  readonly stored?: number
  readonly dropout?: number
}

/** How a network is trained; the numbers of steps are computed from it and the data. */
export interface Recipe {
  readonly loss: string
  readonly optimizer: string
  readonly learningRate: number
  readonly weightDecay: number
  /** Largest batch that helps learning, for little, medium and much data. */
  readonly batches: readonly [number, number, number]
  /** What follows the warm-up. */
  readonly decay: string
  readonly regularization: readonly string[]
}

/** What a family says about itself for a problem and a size. */
export interface Writing {
  readonly overview: string
  readonly inputs: readonly TensorRow[]
  readonly outputs: readonly TensorRow[]
  readonly recipe: Recipe
  readonly risks: readonly string[]
  /** Steps of the plan that are the family's own, between the baseline and the evaluation. */
  readonly steps: readonly string[]
  readonly files: readonly PlannedFile[]
  readonly notCounted: readonly string[]
}

export interface Family {
  readonly id: string
  readonly kind: Kind
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
  write(problem: Problem, rung: Rung): Writing
}

/** Amounts of data by honest windows: under 1,000 statistics and linear models; above 50,000 large networks. */
export type Amount = 'little' | 'some' | 'much'
export const amountSource =
  'design rule: independent windows under 1,000 / to 50,000 / above (total points / window length)'
export function amountOf(windows: number): Amount {
  return windows < 1_000 ? 'little' : windows < 50_000 ? 'some' : 'much'
}

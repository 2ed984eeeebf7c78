/** Settings of training that the families share, and how they are said. */
import type { Recipe } from './family.js'
import type { Problem } from './problem.js'
import { levels, steps } from './words.js'

export const warmupShare = 0.05
export const leastWarmupSteps = 100

/** Early stopping, clipping and decay as they are named in every recipe. */
export const earlyStopping = 'early stopping, patience 10 evaluations'
export const clipping = 'gradient norm clipped at 1.0'
export const cosine = 'cosine to 1% of the peak'
/** Largest batch that helps a forecasting network, for little, medium and much data. */
export const networkBatches = [64, 128, 512] as const

export function lossOf(problem: Problem): string {
  if (!problem.isPoint)
    return `Pinball (quantile) loss, mean over ${levels(problem)} and all ${steps(problem.horizonSteps, problem)}; quantiles are sorted at the output so that they cannot cross`
  return problem.intermittent
    ? 'Tweedie deviance (power 1.5): many zeros, long tail'
    : 'Huber (delta 1) on the scaled values: robust against single odd values'
}

/** The loss in the words of an evaluation: what an untrained rule is judged by too. */
export const lossName = (problem: Problem): string =>
  problem.isPoint ? (problem.intermittent ? 'Tweedie deviance' : 'Huber loss') : 'pinball loss'

export function adamW(learningRate: number, weightDecay: number): Pick<Recipe, 'optimizer' | 'gradient'> {
  return {
    optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.999, weight decay ${weightDecay} (none on biases and norms)`,
    gradient: { learningRate, batches: networkBatches },
  }
}

/** By the number of values to learn from: 0.3 under 10,000, 0.2 to a million, 0.1 above. */
export function dropoutOf(problem: Problem): number {
  return problem.targets < 10_000 ? 0.3 : problem.targets < 1_000_000 ? 0.2 : 0.1
}

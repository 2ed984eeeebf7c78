/** Losses, batches and dropout of forecasting networks. */
import type { Recipe } from '../family.js'
import { adamW as sharedAdamW } from '../recipes.js'
import type { ForecastProblem } from './problem.js'
import { levels, steps } from './words.js'

/** Largest batch that helps a forecasting network, for little, medium and much data. */
const networkBatches = [64, 128, 512] as const

export function lossOf(problem: ForecastProblem): string {
  if (!problem.isPoint)
    return `Pinball (quantile) loss, mean over ${levels(problem)} and all ${steps(problem.horizonSteps, problem)}; quantiles are sorted at the output so that they cannot cross`
  return problem.intermittent
    ? 'Tweedie deviance (power 1.5): many zeros, long tail'
    : 'Huber (delta 1) on the scaled values: robust against single odd values'
}

/** What expected quality loses where most values are zero and the model draws smooth lines. */
export const smoothCost = 0.1

/** The loss in the words of an evaluation: what an untrained rule is judged by too. */
export const lossName = (problem: ForecastProblem): string =>
  problem.isPoint ? (problem.intermittent ? 'Tweedie deviance' : 'Huber loss') : 'pinball loss'

export const adamW = (learningRate: number, weightDecay: number): Pick<Recipe, 'optimizer' | 'gradient'> =>
  sharedAdamW(learningRate, weightDecay, { batches: networkBatches })

/** By the number of values to learn from: 0.3 under 10,000, 0.2 to a million, 0.1 above. */
export function dropoutOf(problem: ForecastProblem): number {
  return problem.targets < 10_000 ? 0.3 : problem.targets < 1_000_000 ? 0.2 : 0.1
}

/** Settings of training that the families of all fields share, and how they are said. */
import type { Gradient, Recipe } from './family.js'

export const warmupShare = 0.05
export const leastWarmupSteps = 100

/** Early stopping, clipping and schedule as they are named in every recipe. */
export const earlyStopping = 'early stopping, patience 10 evaluations'
export const clipping = 'gradient norm clipped at 1.0'
export const cosine = 'cosine to 1% of the peak'

/** @param more batches and, where they are not the usual ones, epochs */
export function adamW(
  learningRate: number,
  weightDecay: number,
  more: Omit<Gradient, 'learningRate'>,
): Pick<Recipe, 'optimizer' | 'gradient'> {
  return {
    optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.999, weight decay ${weightDecay} (none on biases and norms)`,
    gradient: { learningRate, ...more },
  }
}

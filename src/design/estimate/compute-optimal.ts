/** How many tokens a language model of a size is worth, and what that takes (Hoffmann et al., Chinchilla, 2022). */
import { exact, type Figure } from './figure.js'
import { counted } from './totals.js'

/** Tokens for each parameter where compute is spent best; models made to be served much see far more. */
const tokensPerParameter = 20
const source = 'Hoffmann et al., Training Compute-Optimal Large Language Models (2022), approach 1'

/** The rule was fitted within about 15% of the published optima. */
export function optimalTokens(params: number): Figure {
  const value = tokensPerParameter * params
  return {
    value,
    unit: 'count',
    low: 0.85 * value,
    high: 1.15 * value,
    formula: `${tokensPerParameter} x ${counted(params, 'parameter')}`,
    source,
  }
}

/** 6 N D: forward and backward of each token through each parameter, without attention scores (Kaplan et al., 2020). */
export const pretrainingFlops = (params: number, tokens: number): Figure =>
  exact(
    6 * params * tokens,
    'FLOPs',
    `6 x ${counted(params, 'parameter')} x ${counted(tokens, 'token')}`,
    'Kaplan et al., Scaling Laws (2020); attention scores are not counted',
  )

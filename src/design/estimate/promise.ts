/**
 * How far a figure of each quantity may be off: what docs/estimates.md promises. The ends of a range are made from
 * the ends of several defaults at once, which seldom come together, so a range is never told wider than its promise.
 */
import type { Figure } from './figure.js'

/** Largest share that the high end lies above the value, and the factor that the low end lies under it. */
export interface Tolerance {
  readonly above: number
  readonly below: number
}

/** So many percent both ways. */
const percent = (n: number): Tolerance => ({ above: 1 + n / 100, below: 1 - n / 100 })
/** At most so many times as much, and as little. */
const factor = (n: number): Tolerance => ({ above: n, below: 1 / n })

/** The wider of the two columns, "acceptable"; parameters, FLOPs, states and caches are told without a range. */
export const promised = {
  activations: percent(40),
  trainingMemory: percent(35),
  /** Large Transformers at the default utilisation, or at one that was measured. */
  largeTransformerTime: percent(50),
  measuredTime: percent(15),
  otherTime: factor(2),
  decode: percent(40),
  eagerLatency: factor(3),
} as const satisfies Readonly<Record<string, Tolerance>>

/** The figure with its range cut to the promise; what is inside stays as it is. */
export const within = (figure: Figure, { above, below }: Tolerance): Figure => ({
  ...figure,
  low: Math.max(figure.low, below * figure.value),
  high: Math.min(figure.high, above * figure.value),
})

/** What is computed of every model, with or without layers. */
import type { Figure } from './figure.js'

/** The figures of a proposal, added up over its parts. A missing one is unknown, and `unknown` says why. */
export interface Figures {
  readonly params: Figure
  readonly trainableParams: Figure
  /** One forward pass for one sample (batch 1). */
  readonly flops: Figure
  /** Weights (or the stored model) at serving precision. */
  readonly weightMemory: Figure
  /** Weights + activations while serving one request. */
  readonly servingMemory: Figure
  /** Per device, at the plan's micro-batch. */
  readonly trainingMemory: Figure
  /** One request on the serving hardware, typical; `high` covers p99. */
  readonly latency: Figure
  readonly trainingTime: Figure
  readonly trainingCost?: Figure
}

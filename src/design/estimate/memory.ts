/** Memory of a network that serves, from its weights and from what is alive at once; what is not counted is named. */
import type { TypedSpec } from '../spec/infer.js'
import type { Precision } from './device.js'
import { exact, type Figure } from './figure.js'
import { activationError, fragmentation } from './margins.js'
import { bytesOf } from './precision.js'
import { countAll, counted } from './totals.js'

export { savedBytes } from './activations.js'
export { type Optimizer, optimizers, stateBytes } from './states.js'
export { largestMicroBatch, type TrainingMemoryOptions, trainingMemory } from './training-memory.js'

/** The weights and buffers as they are stored for serving; buffers stay in fp32. */
export function weightMemory(typed: TypedSpec, { precision }: { precision: Precision }): Figure {
  const { params, buffers } = countAll(typed)
  const bytes = bytesOf(precision)
  const formula = `${counted(params, 'parameter')} x ${bytes} B${buffers > 0 ? ` + ${counted(buffers, 'buffer')} x 4 B` : ''}`
  return exact(params * bytes + buffers * 4, 'bytes', formula, `${precision} storage`)
}

export interface ServingMemoryOptions {
  readonly batch: number
  readonly precision: Precision
}

/** Weights and the most activations alive at once in a forward pass; not the runtime's own memory. */
export function servingMemory(typed: TypedSpec, { batch, precision }: ServingMemoryOptions): Figure {
  const weights = weightMemory(typed, { precision })
  const bytes = bytesOf(precision)
  const alive = batch * typed.peakElements * bytes
  const high = (1 + activationError) * (1 + fragmentation.high)
  return {
    value: weights.value + alive,
    unit: 'bytes',
    low: weights.value + alive * (1 - activationError),
    high: weights.value + alive * high,
    formula: `${weights.formula} + ${batch} x ${counted(typed.peakElements, 'activation')} alive x ${bytes} B`,
    source: 'liveness over the layers; the runtime (CUDA context, serving process) is not counted',
  }
}

/**
 * Memory of a network, from its weights and from what each layer keeps. Ranges, because allocators, kernels and
 * frameworks differ; what is not in a figure is named in its source.
 */
import type { TypedSpec } from '../spec/infer.js'
import type { Saved } from '../spec/saved.js'
import { elements } from '../spec/shape.js'
import type { Device, Precision } from './device.js'
import { exact, type Figure, type Unknown, unknown } from './figure.js'
import { activationError, deviceContextBytes, fragmentation, memoryMargin } from './margins.js'
import { bytesOf } from './precision.js'
import { countAll, grouped } from './totals.js'

export const optimizers = ['adam', 'adamw', 'sgd', 'sgd_momentum', 'adam_8bit', 'adafactor'] as const
export type Optimizer = (typeof optimizers)[number]

/** Bytes an optimizer keeps for each parameter besides weight, gradient and fp32 master copy. */
const momentBytes: Readonly<Record<Optimizer, number>> = {
  adam: 8,
  adamw: 8,
  sgd: 0,
  sgd_momentum: 4,
  adam_8bit: 2,
  adafactor: 0.5,
}

/** Bytes per trainable parameter: low and typical as ZeRO counts them, high with gradients or copies in fp32. */
export function stateBytes(
  precision: Precision,
  optimizer: Optimizer,
): { low: number; typical: number; high: number } {
  const moments = momentBytes[optimizer]
  const half = bytesOf(precision) < 4
  const typical = (half ? 2 + 2 + 4 : 4 + 4) + moments
  return { low: typical, typical, high: typical + (half ? 2 : 0) }
}

/** The weights and buffers as they are stored for serving; buffers stay in fp32. */
export function weightMemory(typed: TypedSpec, { precision }: { precision: Precision }): Figure {
  const { params, buffers } = countAll(typed)
  const bytes = bytesOf(precision)
  const formula = `${grouped(params)} parameters x ${bytes} B${buffers > 0 ? ` + ${grouped(buffers)} buffers x 4 B` : ''}`
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
    formula: `${weights.formula} + ${batch} x ${grouped(typed.peakElements)} activations alive x ${bytes} B`,
    source: 'liveness over the layers; the runtime (CUDA context, serving process) is not counted',
  }
}

/** Bytes kept for backward by a micro-batch. */
export function savedBytes(
  saved: Saved,
  microBatch: number,
  precision: Precision,
  fusedAttention: boolean,
): number {
  const bytes = bytesOf(precision)
  const sample =
    saved.activations * bytes +
    (fusedAttention ? 0 : saved.scores * bytes + saved.scoreMasks) +
    saved.masks +
    saved.indices * 8 +
    saved.statistics * 4
  return microBatch * sample + saved.batchStatistics * 4
}

export interface TrainingMemoryOptions {
  readonly microBatch: number
  readonly precision: Precision
  readonly optimizer: Optimizer
  /** Adds the memory its runtime takes (CUDA context); left out, that is not counted. */
  readonly device?: Device
}

/**
 * Per device, without sharding: states + saved activations + temporary + allocator (+ the device's context).
 * Low: fused attention keeps no attention matrix; high: everything derived is 25% short and gradients are fp32.
 */
export function trainingMemory(typed: TypedSpec, options: TrainingMemoryOptions): Figure {
  const { microBatch, precision, optimizer, device } = options
  const { params, trainable, buffers } = countAll(typed)
  const perState = stateBytes(precision, optimizer)
  const frozen = (params - trainable) * bytesOf(precision) + buffers * 4
  const activations = savedBytes(typed.saved, microBatch, precision, false)
  const fused = savedBytes(typed.saved, microBatch, precision, true)
  const outputs = typed.outputs.reduce((total, { type }) => total + elements(type.shape), 0)
  const loss = microBatch * outputs * 8
  const flowing = microBatch * typed.peakElements * bytesOf(precision)
  const context = device?.kind === 'gpu' ? deviceContextBytes : undefined
  const total = (states: number, kept: number, temporary: number, lost: number, own: number) =>
    trainable * states + frozen + (kept + temporary) * (1 + lost) + own
  const value = total(
    perState.typical,
    activations,
    loss + flowing,
    fragmentation.typical,
    context?.typical ?? 0,
  )
  const terms = [
    `${grouped(trainable)} trainable x ${perState.typical} B`,
    ...(frozen > 0 ? [`frozen and buffers ${grouped(frozen)} B`] : []),
    `(saved activations ${grouped(activations)} B + temporary ${grouped(loss + flowing)} B) x ${1 + fragmentation.typical}`,
    ...(context ? [`device context ${grouped(context.typical)} B`] : []),
  ]
  return {
    value,
    unit: 'bytes',
    low: total(perState.low, fused * (1 - activationError), loss, fragmentation.low, context?.low ?? 0),
    high: total(
      perState.high,
      activations * (1 + activationError),
      loss + 2 * flowing,
      fragmentation.high,
      context?.high ?? 0,
    ),
    formula: `${terms.join(' + ')}, micro-batch ${microBatch}, ${precision}, ${optimizer}`,
    source:
      'states: Rajbhandari et al., ZeRO (2020); activations: what autograd saves per layer, each storage once; ' +
      `without recomputation or sharding${context ? '' : '; the device context is not counted'}`,
  }
}

export interface MicroBatchOptions {
  readonly device: Device
  readonly precision: Precision
  readonly optimizer: Optimizer
  /** The largest that makes sense for the data. */
  readonly cap: number
  /** Share of the memory kept free; default margins.ts. */
  readonly marginFraction?: number
  /** Where the device's memory is unknown (a CPU's host memory) or shared. */
  readonly memoryBytes?: number
}

/** The largest power of two up to `cap` whose training memory surely fits (its high end); 0 where one sample does not. */
export function largestMicroBatch(typed: TypedSpec, options: MicroBatchOptions): number | Unknown {
  const { device, precision, optimizer, cap, marginFraction = memoryMargin } = options
  const memory = options.memoryBytes ?? device.memoryBytes
  if (memory === null) return unknown(`the memory of ${device.name} is not known: give it`)
  const limit = memory * (1 - marginFraction)
  const fits = (power: number) =>
    trainingMemory(typed, { microBatch: 2 ** power, precision, optimizer, device }).high <= limit
  let [low, high] = [-1, Math.floor(Math.log2(Math.max(1, cap)))]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low < 0 ? 0 : 2 ** low
}

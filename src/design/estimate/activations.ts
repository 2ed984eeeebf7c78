/**
 * What a forward pass keeps for the backward pass, in bytes on one device: all of it, without attention matrices,
 * or with blocks computed again, and divided by tensor and pipeline parallelism.
 */
import { addSaved, type Saved } from '../spec/saved.js'
import type { TypedSpec } from '../spec/typed.js'
import { scoreElements } from './attention.js'
import type { Precision } from './device.js'
import { type Checkpointing, fullestStage, type Layout } from './layout.js'
import { bytesOf } from './precision.js'
import { blockCount, type RepeatedBlock } from './repeated.js'
import { leaves } from './totals.js'

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

export interface ActivationOptions {
  readonly microBatch: number
  readonly precision: Precision
  /** A fused kernel (FlashAttention) keeps no attention matrix. */
  readonly fusedAttention: boolean
  readonly checkpointing: Checkpointing
  readonly layout: Layout
  /** Micro-batches that are on their way at once in a pipeline: at most its stages. */
  readonly inFlight: number
}

/**
 * Per device. Tensor parallelism divides what is inside attention and feed-forward, with sequence parallelism all of
 * a block; the first stage of a pipeline holds its share of the blocks for as many micro-batches as there are stages
 * (Korthikanti et al., 2022, equations 1-6). What is outside the blocks stays whole.
 */
export function keptBytes(
  saved: Saved,
  blocks: readonly RepeatedBlock[],
  { microBatch, precision, fusedAttention, checkpointing, layout, inFlight }: ActivationOptions,
): number {
  const bytes = (part: Saved) =>
    savedBytes(part, microBatch, precision, fusedAttention || checkpointing === 'selective')
  const { tensor, sequence, pipeline } = layout
  const all = bytes(saved)
  const inBlocks = blocks.reduce((n, block) => n + block.times * bytes(block.saved), 0)
  const outside = Math.max(0, all - inBlocks)
  const one = (block: RepeatedBlock) =>
    sequence
      ? bytes(block.saved) / tensor
      : bytes(addSaved(block.saved, block.divided, -1)) + bytes(block.divided) / tensor
  const input = (block: RepeatedBlock) =>
    (microBatch * block.input * bytesOf(precision)) / (sequence ? tensor : 1)
  const share = Math.min(pipeline, inFlight) * fullestStage(blockCount(blocks), pipeline)
  if (checkpointing !== 'full')
    return outside + share * blocks.reduce((n, block) => n + block.times * one(block), 0)
  const inputs = blocks.reduce((n, block) => n + block.times * input(block), 0)
  const again = Math.max(0, ...blocks.map((block) => one(block) - input(block)))
  return outside + share * inputs + again
}

/**
 * Most elements alive at once in a forward pass whose attention is fused: the peak less its largest attention matrix,
 * but at least what the largest single layer reads and writes.
 */
export function fusedPeak(typed: TypedSpec): number {
  let [scores, layer] = [0, 0]
  for (const { node } of leaves(typed)) {
    scores = Math.max(scores, scoreElements(node))
    layer = Math.max(layer, node.traffic.activations)
  }
  return Math.max(typed.peakElements - scores, Math.min(layer, typed.peakElements))
}

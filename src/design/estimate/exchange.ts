/** What devices send each other while they train, and how long that takes where it does not hide behind work. */
import { elements } from '../spec/shape.js'
import type { TypedSpec } from '../spec/typed.js'
import type { Device, Precision } from './device.js'
import type { Layout } from './layout.js'
import { type Band, devicesPerNode, networkLink, pcieLink } from './margins.js'
import { bytesOf } from './precision.js'
import { countAll, leaves } from './totals.js'

/** Bytes per second in one direction; vendors print both together. */
export function linkOf(device: Device, devices: number, given?: number): Band {
  if (given !== undefined) return { low: given, typical: given, high: given, source: 'the bandwidth given' }
  if (devices > devicesPerNode) return networkLink
  if (device.interconnect === null) return pcieLink
  const each = device.interconnect / 2
  return { low: 0.7 * each, typical: 0.85 * each, high: each, source: device.source }
}

/** A ring passes each byte on n - 1 times, in pieces: 2 (n - 1) / n of it leave every device in an all-reduce. */
export const ringShare = (n: number): number => (2 * (n - 1)) / n

export interface Exchange {
  /** Bytes that leave a device for each update: gradients, or FSDP's gathering of weights. */
  readonly perUpdate: number
  /** Bytes for each micro-batch that cannot hide behind work: tensor parallelism. */
  readonly perMicroBatch: number
  /** Share of the time that a pipeline's stages wait: (p - 1) / (m + p - 1) (Huang et al., GPipe, 2019). */
  readonly bubble: number
}

/**
 * Gradients of trainable weights are all-reduced once for an update (ZeRO-1 and 2: the same volume as a reduce-scatter
 * and an all-gather); FSDP gathers weights twice and scatters gradients once for every micro-batch, 1.5 times as much
 * each; tensor parallelism all-reduces the output of attention and feed-forward, once forward and once backward.
 */
export function exchangeOf(
  typed: TypedSpec,
  precision: Precision,
  layout: Layout,
  microBatch: number,
  accumulation: number,
): Exchange {
  const { sharding, data, tensor, pipeline } = layout
  const bytes = bytesOf(precision)
  const { params, trainable } = countAll(typed)
  const share = tensor * pipeline
  const ring = data > 1 ? ringShare(data) : 0
  const reduced = (ring * trainable * bytes) / share
  const gathered = ((ring / 2) * params * bytes) / share
  const perUpdate = {
    none: reduced,
    tables: reduced,
    zero1: reduced,
    // Gradients are scattered for every micro-batch, since nobody holds all of them.
    zero2: (reduced / 2) * (accumulation + 1),
    fsdp: accumulation * (2 * gathered + reduced / 2),
  }[sharding]
  const perMicroBatch =
    tensor > 1 ? (2 * ringShare(tensor) * microBatch * dividedOutputs(typed) * bytes) / pipeline : 0
  return { perUpdate, perMicroBatch, bubble: (pipeline - 1) / (accumulation + pipeline - 1) }
}

/** Elements that attention and the last linear of each feed-forward give, per sample. */
function dividedOutputs(typed: TypedSpec): number {
  return leaves(typed).reduce((total, { node, times }) => {
    const isDivided = node.kind.endsWith('attention') || (node.kind === 'linear' && node.name === 'contract')
    return total + (isDivided ? times * elements(node.outputs[0]?.type.shape ?? []) : 0)
  }, 0)
}

/** One way of spreading a training, and the largest micro-batch that it allows. */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import type { Checkpointing, Layout } from './layout.js'
import { plannedShare } from './margins.js'
import type { Optimizer } from './states.js'
import { grouped } from './totals.js'
import {
  largestPower,
  type MemoryModel,
  type TrainingMemory,
  trainingMemoryParts,
} from './training-memory.js'

export interface PlanOptions {
  readonly device: Device
  /** Devices; cores of a CPU. */
  readonly count: number
  /** Left out, AdamW, which the plan may change to its 8-bit form where memory needs it. */
  readonly optimizer?: Optimizer
  readonly precision: Precision
  /** Samples of one update that learning wants. */
  readonly batch: number
  /** Devices that share a fast link; default margins.ts. */
  readonly devicesPerNode?: number
  /** Where the device's memory is unknown, or shared. */
  readonly memoryBytes?: number
  /** What is trained on: says whether one device would do. */
  readonly run?: { readonly samples: number; readonly epochs: number; readonly hoursLimit?: number }
}

export interface Situation extends PlanOptions {
  readonly typed: TypedSpec
  readonly model: MemoryModel
  readonly memoryBytes: number
  /** Devices that can each have a sample of the batch. */
  readonly most: number
  readonly perNode: number
}

/** A layout with all that decides its memory, but the micro-batch. */
export interface Form {
  readonly layout: Layout
  readonly checkpointing: Checkpointing
  readonly optimizer: Optimizer
  readonly quantizedBase: boolean
}

export interface Fitting extends Form {
  readonly microBatch: number
  readonly gradientAccumulation: number
  readonly memory: TrainingMemory
}

export const gb = (bytes: number) => `${grouped(Number((bytes / 1e9).toPrecision(3)))} GB`

/** The largest micro-batch that fits, with the accumulation that reaches the batch; undefined where 1 does not. */
export function fitting(s: Situation, form: Form): Fitting | undefined {
  const { precision, device, batch } = s
  const share = Math.ceil(batch / form.layout.data)
  // A pipeline is busy with at least four micro-batches for each of its stages.
  const fewest = form.layout.pipeline > 1 ? 4 * form.layout.pipeline : 1
  const cap = Math.max(1, Math.floor(share / fewest))
  const memoryAt = (microBatch: number) =>
    trainingMemoryParts(s.model, {
      ...form,
      microBatch,
      precision,
      device,
      fusedAttention: true,
      accumulation: Math.ceil(share / microBatch),
    })
  const microBatch = largestPower(cap, (n) => fits(s, memoryAt(n)))
  if (microBatch === 0) return undefined
  return {
    ...form,
    microBatch,
    gradientAccumulation: Math.ceil(share / microBatch),
    memory: memoryAt(microBatch),
  }
}

/** Typically at most the planned share of the memory, and surely not more than there is. */
const fits = ({ memoryBytes }: Situation, { total }: TrainingMemory): boolean =>
  total.value <= plannedShare * memoryBytes && total.high <= memoryBytes

/** `24.3 GB at micro-batch 1 > 0.85 x 16 GB`. */
export function needWords(s: Situation, form: Form): string {
  const { total } = trainingMemoryParts(s.model, {
    ...form,
    microBatch: 1,
    precision: s.precision,
    device: s.device,
    fusedAttention: true,
  })
  const planned = plannedShare * s.memoryBytes
  return total.value > planned
    ? `${gb(total.value)} at micro-batch 1 > ${plannedShare} x ${gb(s.memoryBytes)}`
    : `up to ${gb(total.high)} at micro-batch 1 > ${gb(s.memoryBytes)}`
}

/**
 * How to spread a training over the devices that are there: the simplest way that fits, by the usual order (one
 * device, copies of it, recomputation, sharded states, shared layers, stages), with the arithmetic of each step.
 */
import type { TypedSpec } from '../spec/infer.js'
import type { Precision } from './device.js'
import { type Unknown, unknown } from './figure.js'
import { type Checkpointing, devicesOf, type Layout, oneDevice } from './layout.js'
import { devicesPerNode, plannedShare } from './margins.js'
import { type Fitting, gb, type PlanOptions, type Situation } from './plan-fitting.js'
import { oneDeviceEach, sharded, shared } from './plan-steps.js'
import { needsLossScaling } from './precision.js'
import { heldBy, type Optimizer, stateMemory } from './states.js'
import { countAll, counted, grouped, leaves } from './totals.js'
import { memoryModel, type TrainingMemory } from './training-memory.js'

export type { PlanOptions } from './plan-fitting.js'

export type Strategy = 'single' | 'ddp' | 'zero1' | 'zero2' | 'fsdp' | 'sharded_tables' | 'model_parallel'

export interface TrainingPlan {
  readonly fits: true
  readonly strategy: Strategy
  readonly layout: Layout
  /** Devices that are used; for a CPU 1, whose cores work together. */
  readonly devices: number
  readonly microBatch: number
  readonly gradientAccumulation: number
  /** Samples of one update: at least what was wished. */
  readonly batch: number
  readonly checkpointing: Checkpointing
  readonly optimizer: Optimizer
  readonly precision: Precision
  readonly quantizedBase: boolean
  /** Per device. */
  readonly memory: TrainingMemory
  /** Each step of the decision in words, with its arithmetic. */
  readonly reasons: readonly string[]
  /** What to mind: norms over small batches, loss scaling. */
  readonly notes: readonly string[]
}

export interface NoPlan {
  readonly fits: false
  readonly reasons: readonly string[]
  readonly waysOut: readonly string[]
}

export function planTraining(typed: TypedSpec, options: PlanOptions): TrainingPlan | NoPlan | Unknown {
  const { device, precision, count } = options
  const memoryBytes = options.memoryBytes ?? device.memoryBytes
  if (memoryBytes === null) return unknown(`the memory of ${device.name} is not known: give it`)
  const situation: Situation = {
    ...options,
    typed,
    model: memoryModel(typed),
    memoryBytes,
    most: device.kind === 'cpu' ? 1 : Math.max(1, Math.min(count, options.batch)),
    perNode: options.devicesPerNode ?? devicesPerNode,
  }
  const reasons: string[] = []
  const found = oneDeviceEach(situation, reasons) ?? sharded(situation, reasons) ?? shared(situation, reasons)
  if (!found) return { fits: false, reasons, waysOut: waysOut(situation) }
  const { layout, gradientAccumulation, microBatch } = found
  return {
    fits: true,
    strategy: strategyOf(layout),
    devices: devicesOf(layout),
    batch: microBatch * gradientAccumulation * layout.data,
    precision,
    ...found,
    reasons,
    notes: notesOf(situation, found),
  }
}

const strategyOf = ({ sharding, data, tensor, pipeline }: Layout): Strategy => {
  if (tensor > 1 || pipeline > 1) return 'model_parallel'
  if (data === 1) return 'single'
  return sharding === 'none' ? 'ddp' : sharding === 'tables' ? 'sharded_tables' : sharding
}

/** What would make it fit, the smallest change first. */
function waysOut(s: Situation): string[] {
  const { optimizer = 'adamw', precision, typed, memoryBytes } = s
  const { trainable, params } = countAll(typed)
  const held = heldBy(typed, s.model.blocks(), oneDevice)
  const planned = plannedShare * memoryBytes
  const state = stateMemory(held, { precision, optimizer, layout: oneDevice, quantizedBase: false })
  const all = state.weights + state.gradients + state.optimizer
  const wanted = Math.ceil(all / planned)
  return [
    // Where no optimizer was asked for, one device has tried it already.
    ...((optimizer === 'adam' || optimizer === 'adamw') && (s.optimizer !== undefined || s.count > 1)
      ? ['An 8-bit optimizer: 6 B less for each parameter.']
      : []),
    ...(trainable === params
      ? [
          'Fine-tune with low-rank additions (LoRA, or QLoRA on 4-bit weights) instead of training everything.',
        ]
      : []),
    wanted > s.count
      ? `At least ${wanted} such devices with FSDP: ${gb(all)} of state / ${gb(planned)}, before activations.`
      : 'Shorter sequences or smaller inputs: the activations of one sample are what does not fit.',
    'A device with more memory.',
    'Off-loading to host memory, the last resort: 3 to 10 times slower.',
  ]
}

/** A batch norm over fewer samples than this is noisy. */
const leastNormBatch = 16

function notesOf(
  { typed, precision, batch }: Situation,
  { microBatch, gradientAccumulation, layout }: Fitting,
): string[] {
  const reached = microBatch * gradientAccumulation * layout.data
  const hasBatchNorm = leaves(typed).some(({ node }) => node.kind === 'batch_norm')
  return [
    ...(hasBatchNorm && microBatch < leastNormBatch
      ? [
          `Batch norm sees ${counted(microBatch, 'sample')} at a time: use group norm, frozen statistics${layout.data > 1 ? ' or synchronised batch norm' : ''}.`,
        ]
      : []),
    ...(needsLossScaling(precision) ? ['FP16 needs loss scaling.'] : []),
    ...(reached !== batch ? [`The batch becomes ${grouped(reached)} instead of ${grouped(batch)}.`] : []),
    'Attention is taken to be fused: it keeps no attention matrix.',
  ]
}

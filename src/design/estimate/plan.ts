/**
 * How to spread a training over the devices that are there: the simplest way that fits, by the usual order (one
 * device, copies of it, recomputation, sharded states, shared layers, stages), with the arithmetic of each step.
 */
import type { TypedSpec } from '../spec/infer.js'
import { attentionSizes } from './attention.js'
import type { Device, Precision } from './device.js'
import { exchangeOf, linkOf } from './exchange.js'
import { type Figure, isKnown, type Unknown, unknown } from './figure.js'
import {
  type Checkpointing,
  dataParallel,
  devicesOf,
  type Layout,
  layoutWords,
  oneDevice,
  type Sharding,
} from './layout.js'
import { devicesPerNode, mostFsdpDevices, plannedShare } from './margins.js'
import { needsLossScaling } from './precision.js'
import { machineOf } from './roofline.js'
import { heldBy, type Optimizer, stateMemory } from './states.js'
import { countAll, counted, grouped, leaves, totalFlops } from './totals.js'
import { trainingTime } from './training.js'
import {
  largestPower,
  type MemoryModel,
  memoryModel,
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

/** A layout with all that decides its memory, but the micro-batch. */
interface Form {
  readonly layout: Layout
  readonly checkpointing: Checkpointing
  readonly optimizer: Optimizer
  readonly quantizedBase: boolean
}

interface Fitting extends Form {
  readonly microBatch: number
  readonly gradientAccumulation: number
  readonly memory: TrainingMemory
}

/** Where a training that one device finishes over night needs no second node. */
const overnightHours = 12

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

interface Situation extends PlanOptions {
  readonly typed: TypedSpec
  readonly model: MemoryModel
  readonly memoryBytes: number
  /** Devices that can each have a sample of the batch. */
  readonly most: number
  readonly perNode: number
}

const strategyOf = ({ sharding, data, tensor, pipeline }: Layout): Strategy => {
  if (tensor > 1 || pipeline > 1) return 'model_parallel'
  if (data === 1) return 'single'
  return sharding === 'none' ? 'ddp' : sharding === 'tables' ? 'sharded_tables' : sharding
}

const gb = (bytes: number) => `${grouped(Number((bytes / 1e9).toPrecision(3)))} GB`

/** The largest micro-batch that fits, with the accumulation that reaches the batch; undefined where 1 does not. */
function fitting(s: Situation, form: Form): Fitting | undefined {
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
function needWords(s: Situation, form: Form): string {
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

/** Steps 1 to 3: everything on each device, then recomputation, then a smaller optimizer state, then 4 bit. */
function oneDeviceEach(s: Situation, reasons: string[]): Fitting | undefined {
  const { optimizer = 'adamw' } = s
  const plain: Form = { layout: oneDevice, checkpointing: 'none', optimizer, quantizedBase: false }
  const { params, trainable } = countAll(s.typed)
  const canRepeat = s.model.blocks().length > 0
  const forms: readonly (readonly [Form, string])[] = [
    [plain, 'as it is'],
    ...(canRepeat ? [[{ ...plain, checkpointing: 'full' }, 'with blocks computed again'] as const] : []),
    ...(s.optimizer === undefined
      ? [
          [
            { ...plain, checkpointing: canRepeat ? 'full' : 'none', optimizer: 'adam_8bit' },
            'with 8-bit Adam',
          ] as const,
        ]
      : []),
    ...(trainable < params / 2
      ? [
          [
            { ...plain, checkpointing: canRepeat ? 'full' : 'none', quantizedBase: true },
            'with the frozen weights in 4 bit (QLoRA)',
          ] as const,
        ]
      : []),
  ]
  for (const [form, words] of forms) {
    const one = fitting(s, form)
    if (!one) {
      reasons.push(`On one device ${words} it does not fit: ${needWords(s, form)}.`)
      continue
    }
    reasons.push(
      `On one device ${words} it fits: ${gb(one.memory.total.value)} at micro-batch ${grouped(one.microBatch)} of ${gb(s.memoryBytes)}.`,
    )
    return copies(s, form, one, reasons)
  }
  return undefined
}

/** Step 2: a copy on each device where there are several and they are worth it. */
function copies(s: Situation, form: Form, one: Fitting, reasons: string[]): Fitting | undefined {
  if (s.most === 1) {
    if (s.count > 1 && s.device.kind !== 'cpu')
      reasons.push(`A batch of ${counted(s.batch, 'sample')} has work for one device only.`)
    return one
  }
  const hours = hoursOf(s, one)
  const limit = s.run?.hoursLimit
  if (hours && limit !== undefined && hours.high <= limit) {
    reasons.push(
      `One device finishes in ${grouped(hours.value)} h, within ${grouped(limit)} h: the others stay free.`,
    )
    return one
  }
  let devices = s.most
  if (devices > s.perNode && (!hours || hours.value <= overnightHours)) {
    devices = s.perNode
    reasons.push(
      hours
        ? `One device finishes in ${grouped(hours.value)} h, over night: a second node is not worth its traffic.`
        : `It fits on one device: a second node is worth its traffic only where a run is known to take long.`,
    )
  }
  const all = fitting(s, { ...form, layout: dataParallel(devices) })
  if (!all) return one
  reasons.push(
    `${devices} devices take a copy each and ${counted(all.microBatch, 'sample')} at a time (DDP): ` +
      `${all.microBatch} x ${all.gradientAccumulation} x ${devices} = ${grouped(all.microBatch * all.gradientAccumulation * devices)} for one update.`,
  )
  return all
}

function hoursOf(
  s: Situation,
  { microBatch, gradientAccumulation, checkpointing, optimizer }: Fitting,
): Figure | undefined {
  if (!s.run) return undefined
  const { device, precision, run } = s
  const hours = trainingTime(s.typed, {
    device,
    count: 1,
    precision,
    optimizer,
    microBatch,
    gradientAccumulation,
    checkpointing,
    samples: run.samples,
    epochs: run.epochs,
  })
  return isKnown(hours) ? hours : undefined
}

/** Step 3, second half, and step 5: states divided over the devices, the least exchange first. */
function sharded(s: Situation, reasons: string[]): Fitting | undefined {
  const { optimizer = 'adamw' } = s
  if (s.most === 1) {
    if (s.device.kind !== 'cpu' && s.count === 1)
      reasons.push('There is one device: nothing can be divided (FSDP and ZeRO need several).')
    return undefined
  }
  const held = heldBy(s.typed, [], oneDevice)
  const isTables = held.tables > held.trainable / 2
  const order: readonly Sharding[] = isTables ? ['tables'] : ['zero1', 'zero2', 'fsdp']
  const checkpoints: readonly Checkpointing[] = s.model.blocks().length > 0 ? ['none', 'full'] : ['none']
  for (const sharding of order) {
    const layout = dataParallel(s.most, sharding)
    for (const checkpointing of checkpoints) {
      const form: Form = { layout, checkpointing, optimizer, quantizedBase: false }
      const found = fitting(s, form)
      if (!found) continue
      const state = stateMemory(heldBy(s.typed, s.model.blocks(), layout), {
        ...form,
        precision: s.precision,
      })
      const dominated = sharding === 'fsdp' ? trafficWords(s, found) : undefined
      if (dominated) {
        reasons.push(dominated)
        const other = shared(s, reasons)
        if (other) return other
      }
      reasons.push(
        `${layoutWords(layout)}${checkpointing === 'full' ? ', blocks computed again' : ''}: state of ${state.formula} a device; ` +
          `${gb(found.memory.total.value)} in all at micro-batch ${grouped(found.microBatch)} fit.`,
      )
      return found
    }
    const form: Form = {
      layout,
      checkpointing: checkpoints.at(-1) ?? 'none',
      optimizer,
      quantizedBase: false,
    }
    reasons.push(`${layoutWords(layout)} does not fit: ${needWords(s, form)}.`)
  }
  return undefined
}

/** Why FSDP's gathering would take longer than the work; undefined where it hides behind it. */
function trafficWords(
  s: Situation,
  { layout, microBatch, gradientAccumulation }: Fitting,
): string | undefined {
  const machine = machineOf(s.device, 1, s.precision)
  if (!isKnown(machine)) return undefined
  const exchange = exchangeOf(s.typed, s.precision, layout, microBatch, gradientAccumulation)
  const link = linkOf(s.device, devicesOf(layout)).typical
  const traffic = exchange.perUpdate / gradientAccumulation / link
  const work = (3 * microBatch * totalFlops(s.typed)) / (0.5 * machine.peak)
  if (traffic <= work && layout.data <= mostFsdpDevices) return undefined
  return layout.data > mostFsdpDevices
    ? `FSDP over ${layout.data} devices: more than ${mostFsdpDevices}, where gathering dominates.`
    : `FSDP gathers and scatters ${gb(exchange.perUpdate / gradientAccumulation)} for each micro-batch: ${grouped(traffic * 1000)} ms at ${gb(link)}/s against ${grouped(work * 1000)} ms of work.`
}

/** Step 4: layers shared inside a node where the link allows it, stages across nodes. */
function shared(s: Situation, reasons: string[]): Fitting | undefined {
  const { device, perNode, optimizer = 'adamw', count } = s
  if (device.kind === 'cpu' || count < 2) return undefined
  if (device.interconnect === null) {
    reasons.push(
      `Tensor parallelism needs a fast link inside a node (NVLink); none is known for ${device.name}.`,
    )
    return undefined
  }
  const heads = headsOf(s.typed)
  const layers = Math.max(0, ...s.model.blocks().map(({ times }) => times))
  if (heads === 0 || layers === 0) return undefined
  const tensors = powers(Math.min(perNode, count)).filter((t) => t > 1 && heads % t === 0)
  const stages = powers(Math.max(1, Math.floor(count / perNode)))
  for (const pipeline of stages) {
    for (const tensor of pipeline === 1 ? tensors : tensors.slice(-1)) {
      const data = Math.floor(count / (tensor * pipeline))
      if (data < 1 || layers % pipeline !== 0 || s.batch < data * (pipeline > 1 ? 4 * pipeline : 1)) continue
      for (const checkpointing of ['selective', 'full'] as const) {
        const layout: Layout = {
          sharding: data > 1 ? 'zero1' : 'none',
          data,
          tensor,
          sequence: true,
          pipeline,
        }
        const found = fitting(s, { layout, checkpointing, optimizer, quantizedBase: false })
        if (!found) continue
        reasons.push(
          `${layoutWords(layout)}: ${tensor} devices of a node share each layer over ${gb(device.interconnect)}/s, ${heads} heads divide by ${tensor}` +
            `${pipeline > 1 ? `; ${layers} layers in ${pipeline} stages across nodes, ${found.gradientAccumulation} micro-batches >= 4 x ${pipeline}` : ''}; ` +
            `${gb(found.memory.total.value)} a device fit.`,
        )
        return found
      }
    }
  }
  return undefined
}

/** The greatest number that divides the heads of keys of every attention layer; 0 where there is none. */
function headsOf(typed: TypedSpec): number {
  const heads = leaves(typed).flatMap(({ node }) => attentionSizes(node)?.kvHeads ?? [])
  return heads.reduce(greatestDivisor, 0)
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** 1, 2, 4 … up to n. */
const powers = (n: number): number[] => Array.from({ length: Math.floor(Math.log2(n)) + 1 }, (_, i) => 2 ** i)

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
    ...(optimizer === 'adam' || optimizer === 'adamw'
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

/** The steps of the distributed plan, in order: each gives a way that fits, or the arithmetic of why not. */
import type { TypedSpec } from '../spec/infer.js'
import { attentionSizes } from './attention.js'
import { exchangeOf, linkOf } from './exchange.js'
import { type Figure, isKnown } from './figure.js'
import {
  type Checkpointing,
  dataParallel,
  devicesOf,
  type Layout,
  layoutWords,
  oneDevice,
  type Sharding,
} from './layout.js'
import { mostFsdpDevices } from './margins.js'
import { type Fitting, type Form, fitting, gb, needWords, type Situation } from './plan-fitting.js'
import { blockCount } from './repeated.js'
import { machineOf } from './roofline.js'
import { heldBy, stateMemory } from './states.js'
import { countAll, counted, grouped, leaves, totalFlops } from './totals.js'
import { trainingTime } from './training.js'

/** Where a training that one device finishes over night needs no second node. */
const overnightHours = 12

/** Steps 1 to 3: everything on each device, then recomputation, then a smaller optimizer state, then 4 bit. */
export function oneDeviceEach(s: Situation, reasons: string[]): Fitting | undefined {
  const { optimizer = 'adamw' } = s
  const plain: Form = { layout: oneDevice, checkpointing: 'none', optimizer, quantizedBase: false }
  const { params, trainable } = countAll(s.typed)
  // Looked for only where the plain form does not fit: it types every repeated block once more.
  const repeats = () => (s.model.blocks().length > 0 ? 'full' : 'none')
  const forms: readonly (readonly [() => Form | undefined, string])[] = [
    [() => plain, 'as it is'],
    [
      () => (repeats() === 'full' ? { ...plain, checkpointing: 'full' } : undefined),
      'with blocks computed again',
    ],
    [
      () =>
        s.optimizer === undefined
          ? { ...plain, checkpointing: repeats(), optimizer: 'adam_8bit' }
          : undefined,
      'with 8-bit Adam',
    ],
    [
      () =>
        trainable < params / 2 ? { ...plain, checkpointing: repeats(), quantizedBase: true } : undefined,
      'with the frozen weights in 4 bit (QLoRA)',
    ],
  ]
  for (const [formOf, words] of forms) {
    const form = formOf()
    if (!form) continue
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
export function sharded(s: Situation, reasons: string[]): Fitting | undefined {
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
export function shared(s: Situation, reasons: string[]): Fitting | undefined {
  const { device, perNode, optimizer = 'adamw', count } = s
  if (device.kind === 'cpu' || count < 2) return undefined
  if (device.interconnect === null) {
    reasons.push(
      `Tensor parallelism needs a fast link inside a node (NVLink); none is known for ${device.name}.`,
    )
    return undefined
  }
  const heads = headsOf(s.typed)
  const layers = blockCount(s.model.blocks())
  if (heads === 0 || layers === 0) return undefined
  const tensors = powers(Math.min(perNode, count)).filter((t) => t > 1 && heads % t === 0)
  const stages = powers(Math.max(1, Math.floor(count / perNode)))
  for (const pipeline of stages) {
    for (const tensor of pipeline === 1 ? tensors : tensors.slice(-1)) {
      const data = Math.floor(count / (tensor * pipeline))
      if (data < 1 || pipeline > layers || s.batch < data * (pipeline > 1 ? 4 * pipeline : 1)) continue
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
  const most: Layout = {
    sharding: 'none',
    data: 1,
    tensor: tensors.at(-1) ?? 1,
    sequence: true,
    pipeline: stages.at(-1) ?? 1,
  }
  const form: Form = { layout: most, checkpointing: 'full', optimizer, quantizedBase: false }
  reasons.push(`${layoutWords(most)} do not fit either: ${needWords(s, form)}.`)
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

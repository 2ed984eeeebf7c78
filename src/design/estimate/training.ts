/** Hours to train, from FLOPs, memory traffic, launches, what devices send each other, and the steps of the plan. */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import { exchangeOf, linkOf } from './exchange.js'
import { type Figure, isKnown, type Unknown } from './figure.js'
import {
  type Checkpointing,
  dataParallel,
  devicesOf,
  fullestStage,
  type Layout,
  layoutWords,
} from './layout.js'
import {
  type Band,
  cpuRecurrentUtilisation,
  cpuUtilisation,
  dataParallelScaling,
  largeTransformerParams,
  trainingUtilisation,
} from './margins.js'
import { passesOfStep } from './passes.js'
import { promised, type Tolerance, within } from './promise.js'
import { blockCount, repeatedBlocks } from './repeated.js'
import {
  bandwidthReached,
  type End,
  type Machine,
  machineOf,
  oppositeOf,
  type PassTime,
  passTime,
  type Utilisation,
} from './roofline.js'
import { type Optimizer, stateBytes } from './states.js'
import { countAll, counted, grouped, leaves, totalFlops } from './totals.js'

export { trainingCost, trainingEnergy } from './training-cost.js'

export interface TrainingTimeOptions {
  readonly device: Device
  /** Devices in all; cores of a CPU. */
  readonly count: number
  readonly precision: Precision
  readonly optimizer: Optimizer
  readonly samples: number
  readonly epochs: number
  readonly microBatch: number
  readonly gradientAccumulation: number
  /** Default: data parallel, with what devices send each other in a rule of thumb instead of computed. */
  readonly layout?: Layout
  /** Default none. */
  readonly checkpointing?: Checkpointing
  /** Share of the peak that was measured, recomputed FLOPs included; instead of the default for such networks. */
  readonly utilisation?: number
  /** Bytes per second in one direction between devices, instead of the data sheet's or an assumption. */
  readonly linkBandwidth?: number
}

/** Hours of one run; data loading, evaluation and failed runs are not in it. */
export function trainingTime(typed: TypedSpec, options: TrainingTimeOptions): Figure | Unknown {
  const { device, count, precision, optimizer, samples, epochs, microBatch, gradientAccumulation } = options
  const machine = machineOf(device, count, precision)
  if (!isKnown(machine)) return machine
  const layout = machine.cpu ? dataParallel(1) : (options.layout ?? dataParallel(count))
  const expected = expectedUtilisation(typed, options, machine)
  const batch = microBatch * gradientAccumulation * layout.data
  const updates = Math.ceil(samples / batch) * epochs
  const { checkpointing = 'none' } = options
  const blocks = checkpointing === 'full' || layout.pipeline > 1 ? repeatedBlocks(typed) : []
  const passes = passesOfStep(typed, checkpointing, blocks)
  // The fullest stage of a pipeline sets the pace.
  const stage = layout.pipeline > 1 ? fullestStage(blockCount(blocks), layout.pipeline) : 1
  // The optimizer reads and writes all of its state once for every update.
  const held = countAll(typed).trainable / stateShares(layout)
  const updateBytes = 2 * held * stateBytes(precision, optimizer).typical
  const at = (end: End): Step => {
    const pass = passTime(typed, microBatch, machine, expected.utilisation, 'eager', end)
    const scaling = layout.data > 1 && !expected.wholeRuns ? dataParallelScaling[oppositeOf(end)] : 1
    const each = stepOf(typed, { ...options, layout, stage }, pass, passes / scaling, end, expected.measured)
    const update = updateBytes / bandwidthReached(machine, end)
    return { ...each, update, hours: (updates * (each.seconds + update)) / 3600 }
  }
  const [low, typical, high] = [at('low'), at('typical'), at('high')]
  const flops = passes * totalFlops(typed) * microBatch
  const devices = devicesOf(layout)
  const figure: Figure = {
    value: typical.hours,
    unit: 'hours',
    low: low.hours,
    high: high.hours,
    formula:
      `${counted(updates, 'update')} x (${typical.words} + ${grouped(typical.update * 1000)} ms for the optimizer): ` +
      `${counted(epochs, 'epoch')} of ${counted(samples, 'sample')} in batches of ${grouped(batch)}; ` +
      `a step is ${grouped(passes)} x forward, ${grouped(flops)} FLOPs; at least ` +
      `${grouped(expected.utilisation.dense.typical)} of ${grouped(machine.peak / 1e12)} TFLOP/s for all, and for each layer its traffic and launches`,
    source:
      `roofline with a launch floor on ${devices > 1 ? `${devices} x ` : ''}${machine.name}, ${precision}` +
      `${options.layout && devices > 1 ? ` (${layoutWords(layout)})` : ''}; ` +
      `utilisation: ${expected.utilisation.dense.source}; without data loading, evaluation and tuning runs`,
  }
  return within(figure, expected.tolerance)
}

interface Step {
  /** One update: its micro-batches with what is sent between devices. */
  readonly seconds: number
  readonly words: string
  readonly update: number
  readonly hours: number
}

/** Devices that the optimizer's state is divided over. */
const stateShares = ({ sharding, data, tensor, pipeline }: Layout) =>
  tensor * pipeline * (sharding === 'none' || sharding === 'tables' ? 1 : data)

/**
 * The micro-batches of one update. Seen from below: work, launches and tensor parallelism's exchange, while the other
 * stages of a pipeline wait their turn; from above: the utilisation of whole runs. Gradients and gathered weights
 * travel while the devices work, and take over where they take longer.
 * @param options `stage` is the share of the model that a device of a pipeline has
 * @param passes forward passes of a step, over the scaling of data parallelism
 */
function stepOf(
  typed: TypedSpec,
  options: TrainingTimeOptions & { readonly layout: Layout; readonly stage: number },
  pass: PassTime,
  passes: number,
  end: End,
  measured: boolean,
): Pick<Step, 'seconds' | 'words'> {
  const { device, precision, layout, stage, microBatch, gradientAccumulation: micro, linkBandwidth } = options
  const exchange = exchangeOf(typed, precision, layout, microBatch, micro)
  const link = (devices: number) => linkOf(device, devices, linkBandwidth)[oppositeOf(end)]
  // Only a layout that was asked for is worked out; plain data parallelism has its rule of thumb.
  const between = devicesOf(layout) > 1 ? exchange.perMicroBatch / link(layout.tensor) : 0
  const share = layout.tensor / stage
  const arithmetic = passes * (pass.arithmetic / share)
  const busy = 1 - exchange.bubble
  const own = passes * ownOf(device, pass.work / share, pass.launch * stage, end)
  const below = measured ? 0 : (own + between) / busy
  const seconds = micro * Math.max(arithmetic, below)
  const ms = (s: number) => `${grouped(s * 1000)} ms`
  const sent = options.linkBandwidth !== undefined || layout.sharding !== 'none' || share > 1
  const exchanged = sent && !measured ? exchange.perUpdate / link(devicesOf(layout)) : 0
  if (exchanged > seconds)
    return {
      seconds: exchanged,
      words: `${grouped(exchange.perUpdate)} B sent / ${grouped(link(devicesOf(layout)) / 1e9)} GB/s`,
    }
  const work = passes * (pass.work / share)
  const parts = `${ms(work)} of work + ${ms(own - work)} of launches${between > 0 ? ` + ${ms(between)} between devices` : ''}`
  const words = arithmetic > below ? `${ms(arithmetic)} of arithmetic` : parts
  const waiting = arithmetic <= below && busy < 1 ? ` / ${grouped(busy)} of the time busy` : ''
  return { seconds, words: `${grouped(micro)} x (${words})${waiting}` }
}

/** Launches run ahead of an accelerator's work: at best they hide behind it, one of the two is seen. */
const ownOf = ({ kind }: Device, work: number, launch: number, end: End): number =>
  end === 'low' && kind !== 'cpu' ? Math.max(work, launch) : work + launch

interface Expected {
  readonly utilisation: Utilisation
  readonly tolerance: Tolerance
  /** The utilisation is that of whole runs on many devices: what they send each other is in it. */
  readonly wholeRuns: boolean
  readonly measured: boolean
}

/** By what most of the FLOPs are, capped by the best matrix product measured on the device. */
function expectedUtilisation(typed: TypedSpec, options: TrainingTimeOptions, machine: Machine): Expected {
  const { device, precision, utilisation: given } = options
  const usual = { tolerance: promised.otherTime, wholeRuns: false, measured: false }
  if (given !== undefined) {
    const source = 'the utilisation given, within 15%'
    const band = { low: given / 1.15, typical: given, high: given / 0.85, source }
    return {
      utilisation: { dense: band, recurrent: band },
      tolerance: promised.measuredTime,
      wholeRuns: true,
      measured: true,
    }
  }
  if (machine.cpu)
    return { ...usual, utilisation: { dense: cpuUtilisation, recurrent: cpuRecurrentUtilisation } }
  const kind = kindOf(typed)
  const dense = capped(trainingUtilisation[kind], device, precision)
  const utilisation = { dense, recurrent: trainingUtilisation.recurrent }
  const isLarge = kind === 'largeTransformer' || kind === 'mixtureOfExperts'
  return isLarge
    ? { utilisation, tolerance: promised.largeTransformerTime, wholeRuns: true, measured: false }
    : { ...usual, utilisation }
}

function kindOf(typed: TypedSpec): Exclude<keyof typeof trainingUtilisation, 'recurrent'> {
  const flopsOf = (match: (kind: string) => boolean) =>
    leaves(typed)
      .filter(({ node }) => match(node.kind))
      .reduce((total, { node, times }) => total + times * node.flops, 0)
  const { params, active } = countAll(typed)
  if (flopsOf((kind) => kind.startsWith('conv')) > totalFlops(typed) / 2) return 'convolution'
  if (flopsOf((kind) => kind.endsWith('attention')) === 0) return 'small'
  // Half of the weights wait for their turn.
  if (active < params / 2) return 'mixtureOfExperts'
  return params >= largeTransformerParams ? 'largeTransformer' : 'transformer'
}

function capped(band: Band, device: Device, precision: Precision): Band {
  const peak = device.peak.bf16
  if (device.measuredMatmul === null || peak === null || precision !== 'bf16') return band
  const ceiling = device.measuredMatmul / peak
  if (band.high <= ceiling) return band
  const low = Math.min(band.low, ceiling)
  return {
    low,
    typical: Math.min(band.typical, ceiling),
    high: ceiling,
    source: `${band.source}, capped by measured matmul`,
  }
}

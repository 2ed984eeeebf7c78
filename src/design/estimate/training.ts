/** Hours and dollars to train, from FLOPs, memory traffic, launches, and the steps of the plan. */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import { type Figure, isKnown, type Unknown, unknown } from './figure.js'
import {
  type Band,
  billFactor,
  cpuRecurrentUtilisation,
  cpuUtilisation,
  dataParallelScaling,
  largeTransformerParams,
  trainingUtilisation,
} from './margins.js'
import { type Optimizer, stateBytes } from './memory.js'
import {
  bandwidthReached,
  type End,
  type Machine,
  machineOf,
  oppositeOf,
  passTime,
  passWords,
  type Utilisation,
} from './roofline.js'
import { countAll, counted, grouped, leaves, totalFlops } from './totals.js'

export interface TrainingTimeOptions {
  readonly device: Device
  /** Devices in data parallel; cores of a CPU. */
  readonly count: number
  readonly precision: Precision
  readonly optimizer: Optimizer
  readonly samples: number
  readonly epochs: number
  readonly microBatch: number
  readonly gradientAccumulation: number
}

/** Backward is twice forward. */
const passes = 3

/** Hours of one run; data loading, evaluation and failed runs are not in it. */
export function trainingTime(typed: TypedSpec, options: TrainingTimeOptions): Figure | Unknown {
  const { device, count, precision, optimizer, samples, epochs, microBatch, gradientAccumulation } = options
  const machine = machineOf(device, count, precision)
  if (!isKnown(machine)) return machine
  const replicas = machine.cpu ? 1 : count
  const utilisation = utilisationOf(typed, device, precision, machine)
  const batch = microBatch * gradientAccumulation * replicas
  const updates = Math.ceil(samples / batch) * epochs
  const { trainable } = countAll(typed)
  // The optimizer reads and writes all of its state once for every update.
  const updateBytes = 2 * trainable * stateBytes(precision, optimizer).typical
  const hours = (end: End) => {
    const pass = passTime(typed, microBatch, machine, utilisation, 'eager', end)
    const scaling = replicas > 1 ? dataParallelScaling[oppositeOf(end)] : 1
    const step = (passes * pass.seconds) / scaling
    const update = updateBytes / bandwidthReached(machine, end)
    return { pass, scaling, update, hours: (updates * (gradientAccumulation * step + update)) / 3600 }
  }
  const [low, typical, high] = [hours('low'), hours('typical'), hours('high')]
  const flops = passes * totalFlops(typed) * microBatch
  return {
    value: typical.hours,
    unit: 'hours',
    low: low.hours,
    high: high.hours,
    formula:
      `${grouped(updates)} updates x (${grouped(gradientAccumulation)} x (${passWords(typical.pass, passes / typical.scaling)}) + ` +
      `${grouped(typical.update * 1000)} ms for the optimizer): ${counted(epochs, 'epoch')} of ${counted(samples, 'sample')} ` +
      `in batches of ${grouped(batch)}; a step is 3 x forward, ${grouped(flops)} FLOPs; at least ` +
      `${utilisation.dense.typical} of ${grouped(machine.peak / 1e12)} TFLOP/s for all, and for each layer its traffic and launches`,
    source:
      `roofline with a launch floor on ${replicas > 1 ? `${replicas} x ` : ''}${machine.name}, ${precision}; ` +
      `utilisation: ${utilisation.dense.source}; without data loading, evaluation and tuning runs`,
  }
}

/** By what most of the FLOPs are, capped by the best matrix product measured on the device. */
function utilisationOf(
  typed: TypedSpec,
  device: Device,
  precision: Precision,
  machine: Machine,
): Utilisation {
  if (machine.cpu) return { dense: cpuUtilisation, recurrent: cpuRecurrentUtilisation }
  const kinds = leaves(typed)
  const of = (match: (kind: string) => boolean) =>
    kinds
      .filter(({ node }) => match(node.kind))
      .reduce((total, { node, times }) => total + times * node.flops, 0)
  const half = totalFlops(typed) / 2
  const attention = of((kind) => kind === 'attention')
  const { params } = countAll(typed)
  const dense =
    of((kind) => kind.startsWith('conv')) > half
      ? trainingUtilisation.convolution
      : attention === 0
        ? trainingUtilisation.small
        : params >= largeTransformerParams
          ? trainingUtilisation.largeTransformer
          : trainingUtilisation.transformer
  return { dense: capped(dense, device, precision), recurrent: trainingUtilisation.recurrent }
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

/**
 * Dollars for these hours: price x devices, with the range of list prices and of bills over pure compute.
 * @param pricePerHour US dollars for one device and hour, instead of the table's
 */
export function trainingCost(
  hours: Figure,
  device: Device,
  count: number,
  pricePerHour?: number,
): Figure | Unknown {
  const given =
    pricePerHour === undefined ? undefined : { low: pricePerHour, typical: pricePerHour, high: pricePerHour }
  const price = given ?? device.price
  if (price === null) return unknown(`no price is known for ${device.name}`)
  return {
    value: hours.value * price.typical * count * billFactor.typical,
    unit: 'USD',
    low: hours.low * price.low * count * billFactor.low,
    high: hours.high * price.high * count * billFactor.high,
    formula:
      `${grouped(hours.value)} h x ${count} x $${price.typical} an hour x ${billFactor.typical}, ` +
      `since ${billFactor.source}`,
    source:
      given || !device.price
        ? 'the price given'
        : `${device.price.source}, ${device.price.asOf}: ${device.price.note}`,
  }
}

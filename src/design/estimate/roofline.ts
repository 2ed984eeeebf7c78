/**
 * Roofline per layer: the longer of arithmetic and memory traffic, plus what launching its kernels costs. Williams
 * et al., Roofline (2009), with a launch floor because small networks are bound by neither.
 */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import { type Unknown, unknown } from './figure.js'
import {
  type Band,
  bandwidthUtilisation,
  cacheBytes,
  cpuBandwidthUtilisation,
  launchOverhead,
} from './margins.js'
import { bytesOf } from './precision.js'
import { leaves } from './totals.js'

export type Mode = 'eager' | 'compiled'

/** What one worker has: an accelerator, or all the cores of a CPU together. */
export interface Machine {
  readonly name: string
  readonly cpu: boolean
  readonly cores: number
  /** FLOP/s */
  readonly peak: number
  /** Bytes per second. */
  readonly bandwidth: number
  readonly bytes: number
}

/** Unknown where the device's peak at this precision, or its bandwidth, was not found in a source. */
export function machineOf(device: Device, count: number, precision: Precision): Machine | Unknown {
  const peak = device.peak[precision]
  if (peak === null)
    return unknown(`no dense ${precision} peak is known for ${device.name}: give one with --peak`)
  if (device.bandwidth === null)
    return unknown(`no memory bandwidth is known for ${device.name}: give one with --bandwidth`)
  const cpu = device.kind === 'cpu'
  const cores = cpu ? count : 1
  return {
    name: cpu ? `${count} cores (${device.name})` : device.name,
    cpu,
    cores,
    peak: peak * cores,
    bandwidth: device.bandwidth * cores,
    bytes: bytesOf(precision),
  }
}

export type End = 'low' | 'typical' | 'high'

/** A time is at its low end where a utilisation is at its high end. */
export const oppositeOf = (end: End): End => (end === 'low' ? 'high' : end === 'high' ? 'low' : 'typical')

/** Bytes per second that a pass reaches at that end of its time. */
export const bandwidthReached = (machine: Machine, end: End): number =>
  machine.bandwidth * (machine.cpu ? cpuBandwidthUtilisation : bandwidthUtilisation)[oppositeOf(end)]

/** Utilisation bands: how much of the peak dense and recurrent products reach. */
export interface Utilisation {
  readonly dense: Band
  readonly recurrent: Band
}

export interface PassTime {
  /** Seconds in arithmetic or memory traffic, whichever is longer for each layer. */
  readonly work: number
  /** Seconds in launches and in steps that wait for each other. */
  readonly launch: number
  readonly launches: number
  readonly bytesMoved: number
}

/**
 * One forward pass. `end` names the end of the resulting time: the high end uses low utilisation and high overhead.
 * A fused recurrence costs one short launch per step and chain, an unfused one all its kernels.
 */
export function passTime(
  typed: TypedSpec,
  batch: number,
  machine: Machine,
  utilisation: Utilisation,
  mode: Mode,
  end: End,
): PassTime {
  const opposite = oppositeOf(end)
  const bandwidth = bandwidthReached(machine, end)
  const overheads = machine.cpu
    ? {
        each: mode === 'eager' ? launchOverhead.cpuEager : launchOverhead.cpuCompiled,
        step: launchOverhead.cpuCompiled,
      }
    : {
        each: mode === 'eager' ? launchOverhead.gpuEager : launchOverhead.gpuCompiled,
        step: launchOverhead.gpuCompiled,
      }
  let [work, launch, launches, bytesMoved] = [0, 0, 0, 0]
  for (const { node, times } of leaves(typed)) {
    const { recurrence, traffic } = node
    const util = (recurrence ? utilisation.recurrent : utilisation.dense)[opposite]
    const weightBytes = traffic.weights * machine.bytes
    const rereads = recurrence && weightBytes > cacheBytes * machine.cores ? recurrence.steps : 1
    const moved = weightBytes * rereads + batch * traffic.activations * machine.bytes
    work += times * Math.max((batch * node.flops) / (machine.peak * util), moved / bandwidth)
    bytesMoved += times * moved
    launches += times * node.kernels
    launch += times * node.kernels * overheads.each[end]
    if (!recurrence) continue
    const kernels = recurrence.fused && !machine.cpu ? 1 : recurrence.kernelsPerStep
    const each = recurrence.fused ? overheads.step : overheads.each
    launches += times * recurrence.steps * recurrence.chains * kernels
    launch += times * recurrence.steps * recurrence.chains * kernels * each[end]
  }
  return { work, launch, launches, bytesMoved }
}

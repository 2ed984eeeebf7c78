/**
 * The time of a forward pass, seen from two sides. From below a roofline for each layer, the longer of arithmetic and
 * memory traffic (Williams et al., 2009), plus what launching its kernels costs; from above the utilisation that
 * whole runs reach, which already holds all of that. The longer one counts.
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
  servingUtilisation,
} from './margins.js'
import { bytesOf } from './precision.js'
import { counted, grouped, leaves } from './totals.js'

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
  if (peak === null) return unknown(`no dense ${precision} peak is known for ${device.name}: give one`)
  if (device.bandwidth === null) return unknown(`no memory bandwidth is known for ${device.name}: give it`)
  const cpu = device.kind === 'cpu'
  const cores = cpu ? count : 1
  return {
    name: cpu ? `${counted(count, 'core')} (${device.name})` : device.name,
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

/** Shares of the peak that a whole pass reaches, by what its products are. They include all else that a pass does. */
export interface Utilisation {
  readonly dense: Band
  readonly recurrent: Band
}

export interface PassTime {
  /** Seconds: the longer of the two ways to see it. */
  readonly seconds: number
  /** From above: FLOPs at the utilisation that whole runs reach. */
  readonly arithmetic: number
  /** From below: arithmetic or memory traffic, whichever is longer for each layer … */
  readonly work: number
  /** … and launches and steps that wait for each other. */
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
  const overheads = overheadsOf(machine, mode)
  // One large product alone does better than a whole pass.
  const product = machine.cpu ? utilisation.dense : servingUtilisation
  let [arithmetic, work, launch, launches, bytesMoved] = [0, 0, 0, 0, 0]
  for (const { node, times, sets } of leaves(typed)) {
    const { recurrence, traffic } = node
    const atPeak = (batch * node.flops) / machine.peak
    // Of experts, each position reads its own: together they read all.
    const read = Math.min(traffic.weights, batch * (traffic.lookedUp ?? traffic.weights))
    const weightBytes = read * machine.bytes * Math.max(1, times > 0 ? sets / times : 1)
    const rereads = recurrence && weightBytes > cacheBytes * machine.cores ? recurrence.steps : 1
    const moved = weightBytes * rereads + batch * traffic.activations * machine.bytes
    arithmetic += (times * atPeak) / (recurrence ? utilisation.recurrent : utilisation.dense)[opposite]
    work +=
      times * Math.max(atPeak / (recurrence ? utilisation.recurrent : product)[opposite], moved / bandwidth)
    bytesMoved += times * moved
    launches += times * node.kernels
    launch += times * node.kernels * overheads.each[end]
    if (!recurrence) continue
    const kernels = recurrence.fused && !machine.cpu ? 1 : recurrence.kernelsPerStep
    const each = recurrence.fused ? overheads.step : overheads.each
    launches += times * recurrence.steps * recurrence.chains * kernels
    launch += times * recurrence.steps * recurrence.chains * kernels * each[end]
  }
  return { seconds: Math.max(arithmetic, work + launch), arithmetic, work, launch, launches, bytesMoved }
}

function overheadsOf({ cpu }: Machine, mode: Mode): { readonly each: Band; readonly step: Band } {
  const eager = mode === 'eager'
  return cpu
    ? {
        each: eager ? launchOverhead.cpuEager : launchOverhead.cpuCompiled,
        step: launchOverhead.cpuCompiled,
      }
    : {
        each: eager ? launchOverhead.gpuEager : launchOverhead.gpuCompiled,
        step: launchOverhead.gpuCompiled,
      }
}

/** The binding side in words, in milliseconds: `0.3 ms of work + 0.4 ms of launches`. */
export function passWords({ arithmetic, work, launch }: PassTime, scale = 1): string {
  const ms = (seconds: number) => `${grouped(seconds * scale * 1000)} ms`
  return arithmetic > work + launch
    ? `${ms(arithmetic)} of arithmetic`
    : `${ms(work)} of work + ${ms(launch)} of launches`
}

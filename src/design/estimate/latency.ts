/** Latency of one forward pass when serving, in milliseconds; the high end covers the 99th percentile. */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import { type Figure, isKnown, type Unknown } from './figure.js'
import {
  cpuRecurrentUtilisation,
  cpuUtilisation,
  deviceCall,
  percentileFactor,
  servingUtilisation,
  smallServingUtilisation,
  smallWorkSeconds,
  trainingUtilisation,
} from './margins.js'
import { type End, type Mode, machineOf, passTime, type Utilisation } from './roofline.js'
import { grouped, totalFlops } from './totals.js'

export interface ServingLatencyOptions {
  readonly device: Device
  /** Cores of a CPU. One request runs on one accelerator, however many there are. */
  readonly count: number
  readonly batch: number
  readonly precision: Precision
  readonly mode: Mode
}

/** Network, queueing and pre- and post-processing are not in it. */
export function servingLatency(typed: TypedSpec, options: ServingLatencyOptions): Figure | Unknown {
  const { device, count, batch, precision, mode } = options
  const machine = machineOf(device, count, precision)
  if (!isKnown(machine)) return machine
  const flops = batch * totalFlops(typed)
  const small = flops / machine.peak < smallWorkSeconds
  const utilisation: Utilisation = machine.cpu
    ? { dense: cpuUtilisation, recurrent: cpuRecurrentUtilisation }
    : {
        dense: small ? smallServingUtilisation : servingUtilisation,
        recurrent: trainingUtilisation.recurrent,
      }
  const times = (end: End) => {
    const pass = passTime(typed, batch, machine, utilisation, mode, end)
    const call = machine.cpu ? 0 : deviceCall[end]
    return { ...pass, call, ms: (pass.work + pass.launch + call) * 1000 }
  }
  const [low, typical, high] = [times('low'), times('typical'), times('high')]
  const factor = machine.cpu ? percentileFactor.cpu : percentileFactor.accelerator
  const ms = (seconds: number) => `${grouped(seconds * 1000)} ms`
  return {
    value: typical.ms,
    unit: 'milliseconds',
    low: low.ms,
    high: Math.max(high.ms, factor * typical.ms),
    formula:
      `per layer max(FLOPs / (${grouped(machine.peak / 1e9)} GFLOP/s x ${utilisation.dense.typical}), ` +
      `bytes / ${grouped(machine.bandwidth / 1e9)} GB/s): ${ms(typical.work)} for ${grouped(flops)} FLOPs and ` +
      `${grouped(typical.bytesMoved)} B, + ${grouped(typical.launches)} launches: ${ms(typical.launch)}` +
      `${machine.cpu ? '' : ` + call ${ms(typical.call)}`}; high covers p99 = ${factor} x typical`,
    source:
      `roofline with a launch floor on ${machine.name}, ${precision}, ${mode}; utilisation: ` +
      `${utilisation.dense.source}; device: ${device.source}`,
  }
}

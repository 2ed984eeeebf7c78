/** Latency of one forward pass when serving, in milliseconds; the high end covers the 99th percentile. */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import { type Figure, isKnown, type Unknown } from './figure.js'
import {
  type Band,
  cpuRecurrentUtilisation,
  cpuUtilisation,
  deviceCall,
  percentileFactor,
  servingUtilisation,
  smallServingUtilisation,
  smallWorkSeconds,
  trainingUtilisation,
} from './margins.js'
import {
  bandwidthReached,
  type End,
  type Mode,
  machineOf,
  passTime,
  passWords,
  type Utilisation,
} from './roofline.js'
import { counted, grouped, totalFlops } from './totals.js'

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
  const utilisation: Utilisation = machine.cpu
    ? { dense: cpuUtilisation, recurrent: cpuRecurrentUtilisation }
    : { dense: denseUtilisation(flops / machine.peak), recurrent: trainingUtilisation.recurrent }
  const times = (end: End) => {
    const pass = passTime(typed, batch, machine, utilisation, mode, end)
    const call = machine.cpu ? 0 : deviceCall[end]
    return { ...pass, call, ms: (pass.seconds + call) * 1000 }
  }
  const [low, typical, high] = [times('low'), times('typical'), times('high')]
  const factor = machine.cpu ? percentileFactor.cpu : percentileFactor.accelerator
  return {
    value: typical.ms,
    unit: 'milliseconds',
    low: low.ms,
    high: Math.max(high.ms, factor * typical.ms),
    formula:
      `${passWords(typical)}${machine.cpu ? '' : ` + ${grouped(typical.call * 1000)} ms call`}: the longer of ` +
      `${grouped(flops)} FLOPs at ${grouped(utilisation.dense.typical)} of ${grouped(machine.peak / 1e9)} GFLOP/s, and ` +
      `of each layer its FLOPs or its share of ${counted(typical.bytesMoved, 'byte')} at ` +
      `${grouped(bandwidthReached(machine, 'typical') / 1e9)} GB/s, with ${counted(typical.launches, 'launch', 'launches')}; ` +
      `high covers p99 = ${factor} x typical`,
    source:
      `roofline with a launch floor on ${machine.name}, ${precision}, ${mode}; utilisation: ` +
      `${utilisation.dense.source}; device: ${device.source}`,
  }
}

/**
 * Work that would take under a millisecond at the full peak does not fill an accelerator; above, the share that is
 * reached grows with the work until the device is full, so that more work never takes less time.
 * @param secondsAtPeak of the whole pass
 */
function denseUtilisation(secondsAtPeak: number): Band {
  const growth = Math.max(1, secondsAtPeak / smallWorkSeconds)
  const at = (end: End) => Math.min(servingUtilisation[end], smallServingUtilisation[end] * growth)
  const source = growth > 1 ? servingUtilisation.source : smallServingUtilisation.source
  return { low: at('low'), typical: at('typical'), high: at('high'), source }
}

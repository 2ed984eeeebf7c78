/**
 * Every figure of one network in one call: what a command line or a tool shows. Figures that need a device are there
 * only where one is given; what is not known says why.
 */
import type { TypedSpec } from '../spec/infer.js'
import type { Device, Precision } from './device.js'
import type { Figure, Unknown } from './figure.js'
import { forwardFlops } from './flops.js'
import type { FoundDevice } from './hardware.js'
import { servingLatency } from './latency.js'
import { type Optimizer, servingMemory, trainingMemory, weightMemory } from './memory.js'
import { countParams, type ParamFigures } from './params.js'
import { precisionFor } from './precision.js'
import { countAll } from './totals.js'

export interface ReportOptions {
  /** Samples of one forward pass, and of one step of training on a device; default 1. */
  readonly batch?: number
  /** As `findDevice` reads it. */
  readonly hardware?: FoundDevice
  /** Default adamw. */
  readonly optimizer?: Optimizer
  /** Default: what suits the device; fp32 where there is none. */
  readonly precision?: Precision
}

export interface Report {
  readonly params: ParamFigures
  /** One forward pass of the batch. */
  readonly flops: Figure
  readonly memory: {
    readonly weights: Figure
    /** Weights and activations of one forward pass of the batch. */
    readonly serving: Figure
    /** On one device, nothing sharded, with the batch as micro-batch. */
    readonly training: Figure
  }
  /** One forward pass of the batch, compiled. Absent without hardware. */
  readonly latency?: Figure | Unknown
  readonly precision: Precision
  readonly optimizer: Optimizer
}

export function report(typed: TypedSpec, options: ReportOptions = {}): Report {
  const { batch = 1, hardware, optimizer = 'adamw' } = options
  const device: Device | undefined = hardware?.device
  const precision = options.precision ?? (device ? precisionFor(device, countAll(typed).params) : 'fp32')
  return {
    params: countParams(typed),
    flops: forwardFlops(typed, batch),
    memory: {
      weights: weightMemory(typed, { precision }),
      serving: servingMemory(typed, { batch, precision }),
      training: trainingMemory(typed, { microBatch: batch, precision, optimizer, ...(device && { device }) }),
    },
    ...(hardware && {
      latency: servingLatency(typed, { ...hardware, batch, precision, mode: 'compiled' }),
    }),
    precision,
    optimizer,
  }
}

/**
 * Every figure of one network in one call: what a command line or a tool shows. Figures that need a device are there
 * only where one is given; what is not known says why.
 */
import type { TypedSpec } from '../spec/infer.js'
import { type Device, type DeviceOverrides, overridden, type Precision } from './device.js'
import { exact, type Figure, isKnown, type Unknown } from './figure.js'
import { forwardFlops } from './flops.js'
import { type Generation, generation } from './generation.js'
import type { FoundDevice } from './hardware.js'
import { servingLatency } from './latency.js'
import { activationError } from './margins.js'
import { servingMemory, weightMemory } from './memory.js'
import { countParams, type ParamFigures } from './params.js'
import { type NoPlan, planTraining, type TrainingPlan } from './plan.js'
import { precisionFor } from './precision.js'
import type { Optimizer } from './states.js'
import { countAll, counted, grouped } from './totals.js'
import { trainingCost, trainingEnergy, trainingTime } from './training.js'
import { memoryModel, type TrainingMemory, trainingMemoryParts } from './training-memory.js'

export interface ReportOptions {
  /** Samples of one forward pass, and of one micro-batch on one device; default 1. */
  readonly batch?: number
  /** As `findDevice` reads it. */
  readonly hardware?: FoundDevice
  /** What is known better than the device table: peak, price, memory, bandwidth, power. */
  readonly overrides?: DeviceOverrides
  /** Default adamw; left out, a plan may take its 8-bit form. */
  readonly optimizer?: Optimizer
  /** Default: what suits the device; fp32 where there is none. */
  readonly precision?: Precision
  /** Samples of one update that the plan reaches; default `batch`. */
  readonly trainingBatch?: number
  /** A training run: with it and hardware come hours, dollars and kilowatt-hours. */
  readonly run?: { readonly samples: number; readonly epochs: number; readonly hoursLimit?: number }
}

export interface Report {
  readonly params: ParamFigures
  /** One forward pass of the batch. */
  readonly flops: Figure
  readonly memory: {
    readonly weights: Figure
    /** Weights and the most activations alive in one forward pass of the batch. */
    readonly serving: Figure
    /** Training on one device, nothing sharded, with the batch as micro-batch and fused attention. */
    readonly training: Figure
    /** Of the training memory: weights, gradients and optimizer states. */
    readonly states: Figure
    /** Of the training memory: what is kept for the backward pass. */
    readonly activations: Figure
  }
  /** What `memory.training` is made of, in bytes. */
  readonly trainingParts: TrainingMemory
  readonly precision: Precision
  /** Where it serves in 8-bit integers, training is in a 16-bit format. */
  readonly trainingPrecision: Precision
  readonly optimizer: Optimizer
  /** Absent without hardware. */
  readonly onDevice?: DeviceReport
  /** What no figure holds, in words. */
  readonly notCounted: readonly string[]
}

export interface DeviceReport {
  /** With the overrides. */
  readonly device: Device
  readonly count: number
  /** One forward pass of the batch, compiled, on one device. */
  readonly latency: Figure | Unknown
  /** The same, kernel by kernel. */
  readonly eagerLatency: Figure | Unknown
  /** Samples per second, one batch after another. */
  readonly throughput: Figure | Unknown
  /** Of a model that writes token by token. */
  readonly generation?: Generation
  readonly plan: TrainingPlan | NoPlan | Unknown
  /** Samples per second of the plan. */
  readonly trainingThroughput?: Figure | Unknown
  readonly trainingTime?: Figure | Unknown
  readonly trainingCost?: Figure | Unknown
  readonly trainingEnergy?: Figure | Unknown
}

const notCounted = [
  'network, queues, pre- and post-processing of requests',
  'data loading, evaluation, tuning and failed runs',
  'host memory, the serving process, libraries that a framework loads',
  'partly empty cache blocks and graphs that a serving engine reserves',
] as const

export function report(typed: TypedSpec, options: ReportOptions = {}): Report {
  const { batch = 1, hardware, overrides = {}, optimizer = 'adamw' } = options
  const device = hardware && overridden(hardware.device, overrides, options.precision)
  const params = countAll(typed).params
  const precision = options.precision ?? (device ? precisionFor(device, params) : 'fp32')
  const trainingPrecision = trainingFormat(precision, device)
  const training = trainingMemoryParts(memoryModel(typed), {
    microBatch: batch,
    precision: trainingPrecision,
    optimizer,
    fusedAttention: true,
    ...(device && { device }),
  })
  const { activations, weights, gradients, optimizer: states } = training
  return {
    params: countParams(typed),
    flops: forwardFlops(typed, batch),
    memory: {
      weights: weightMemory(typed, { precision }),
      serving: servingMemory(typed, { batch, precision }),
      training: training.total,
      states: exact(
        weights + gradients + states,
        'bytes',
        `weights ${grouped(weights)} B + gradients ${grouped(gradients)} B + optimizer ${grouped(states)} B`,
        `Rajbhandari et al., ZeRO (2020), ${optimizer} in ${trainingPrecision}`,
      ),
      activations: {
        value: activations,
        unit: 'bytes',
        low: activations * (1 - activationError),
        high: activations * (1 + activationError),
        formula: `${grouped(activations)} B, micro-batch ${grouped(batch)}, ${trainingPrecision}`,
        source: 'what autograd saves per layer, each storage once, attention fused',
      },
    },
    trainingParts: training,
    precision,
    trainingPrecision,
    optimizer,
    ...(hardware &&
      device && { onDevice: deviceReport(typed, { ...options, batch }, device, hardware.count, precision) }),
    notCounted,
  }
}

/** Gradients need a floating-point format. */
function trainingFormat(precision: Precision, device: Device | undefined): Precision {
  if (precision !== 'int8') return precision
  return device && device.peak.bf16 === null && device.peak.fp16 !== null ? 'fp16' : 'bf16'
}

function deviceReport(
  typed: TypedSpec,
  options: ReportOptions & { readonly batch: number },
  device: Device,
  count: number,
  precision: Precision,
): DeviceReport {
  const { batch, optimizer, run, trainingBatch = batch } = options
  const serving = { device, count, batch, precision }
  const latency = servingLatency(typed, { ...serving, mode: 'compiled' })
  const writes = generation(typed, serving)
  const plan = planTraining(typed, {
    device,
    count,
    precision: trainingFormat(precision, device),
    batch: trainingBatch,
    ...(optimizer && { optimizer }),
    ...(run && { run }),
  })
  return {
    device,
    count,
    latency,
    eagerLatency: servingLatency(typed, { ...serving, mode: 'eager' }),
    throughput: isKnown(latency) ? throughputOf(batch, latency, 1000) : latency,
    ...(writes && { generation: writes }),
    plan,
    ...(isKnown(plan) && plan.fits && planned(typed, plan, device, count, run)),
  }
}

/** @param perSecond units of time in a second: 1000 for milliseconds */
function throughputOf(samples: number, time: Figure, perSecond: number): Figure {
  const per = (t: number) => (samples * perSecond) / t
  return {
    value: per(time.value),
    unit: 'samples/s',
    low: per(time.high),
    high: per(time.low),
    formula: `${counted(samples, 'sample')} / (${grouped(time.value / perSecond)} s)`,
    source: time.source,
  }
}

/** Time, money and energy of the plan. */
function planned(
  typed: TypedSpec,
  plan: TrainingPlan,
  device: Device,
  count: number,
  run: ReportOptions['run'],
): Pick<DeviceReport, 'trainingThroughput' | 'trainingTime' | 'trainingCost' | 'trainingEnergy'> {
  const { layout, checkpointing, optimizer, precision, microBatch, gradientAccumulation } = plan
  const used = device.kind === 'cpu' ? count : plan.devices
  const timeOf = (samples: number, epochs: number) =>
    trainingTime(typed, {
      device,
      count: used,
      layout,
      checkpointing,
      optimizer,
      precision,
      microBatch,
      gradientAccumulation,
      samples,
      epochs,
    })
  const update = timeOf(plan.batch, 1)
  const trainingThroughput = isKnown(update) ? throughputOf(plan.batch, update, 1 / 3600) : update
  if (!run) return { trainingThroughput }
  const hours = timeOf(run.samples, run.epochs)
  return {
    trainingThroughput,
    trainingTime: hours,
    trainingCost: isKnown(hours) ? trainingCost(hours, device, used) : hours,
    trainingEnergy: isKnown(hours) ? trainingEnergy(hours, device, used) : hours,
  }
}

/** How many steps a network is trained for, in which batches, on how many devices: from data, memory, money and time. */

import { isKnown } from '../estimate/figure.js'
import type { Device, Precision } from '../estimate/hardware.js'
import { largestMicroBatch } from '../estimate/memory.js'
import { trainingCost, trainingTime } from '../estimate/training.js'
import type { TrainingPlan } from '../proposal.js'
import type { TypedSpec } from '../spec/typed.js'
import type { Recipe } from './family.js'
import { trainingsPerBudget } from './limits.js'
import type { Problem } from './problem.js'
import { leastWarmupSteps, warmupShare } from './recipes.js'

export const optimizer = 'adamw'
/** Host memory where training runs on a CPU and nobody said how much there is. */
export const hostMemoryBytes = 16e9

export interface StepsPlan {
  readonly ok: true
  readonly steps: NonNullable<TrainingPlan['steps']>
  /** Windows of one epoch, and whether they are drawn from more. */
  readonly samples: number
  readonly sampled: boolean
  /** Devices in data parallel; 1 on a CPU. */
  readonly devices: number
}

/** Windows that a model of this catalogue is trained on in all, at least and at most. */
const leastSamples = 200_000
const mostSamples = 10_000_000
const usualSamples = 2_000_000
const passesOverFew = 20
const mostEpochs = 100
/** Windows of a batch that a device needs to be worth its traffic. */
const leastShare = 32
/** Under a limit by a little, since steps and epochs are rounded up. */
const underLimit = 0.95

/** Windows seen in all: twenty times each to two million, then each once to ten million. Never falls with more data. */
export function wantedSamples(windows: number): number {
  return Math.min(passesOverFew * windows, Math.max(usualSamples, Math.min(windows, mostSamples)))
}

/** Windows up to which the small and the medium batch serve. */
const mediumFrom = 100_000
const largeFrom = 1_000_000

export function planSteps(
  problem: Problem,
  windows: number,
  gradient: NonNullable<Recipe['gradient']>,
  typed: TypedSpec,
  device: Device,
  precision: Precision,
): StepsPlan | { readonly ok: false; readonly reason: string } {
  const [small, medium, large] = gradient.batches
  const wanted =
    problem.brief.constraints.batchSize?.value ??
    (windows < mediumFrom ? small : windows < largeFrom ? medium : large)
  const effective = Math.min(wanted, windows)
  const micro = largestMicroBatch(typed, {
    device,
    precision,
    optimizer,
    cap: effective,
    ...(device.memoryBytes === null && { memoryBytes: hostMemoryBytes }),
  })
  if (!isKnown(micro))
    return { ok: false, reason: `its training memory cannot be planned: ${micro.unknown}.` }
  if (micro === 0)
    return {
      ok: false,
      reason: `training needs more memory than ${device.name} has, even for one window at a time.`,
    }
  // Several devices only where each still gets a useful share; small batches stay on one.
  const shares = Math.floor(effective / leastShare)
  const devices = device.kind === 'cpu' ? 1 : Math.max(1, Math.min(problem.trainingDevice.count, shares))
  const share = Math.max(1, Math.floor(effective / devices))
  const microBatchSize = Math.min(micro, 2 ** Math.floor(Math.log2(share)))
  const gradientAccumulation = Math.ceil(effective / (microBatchSize * devices))
  const batch = microBatchSize * gradientAccumulation * devices
  const run = { device, precision, microBatch: microBatchSize, gradientAccumulation, devices }
  const total = affordable(problem, typed, wantedSamples(windows), run)
  const samples = Math.min(windows, total)
  const epochs = Math.max(1, Math.min(mostEpochs, Math.round(total / samples)))
  const totalSteps = Math.ceil(samples / batch) * epochs
  const warmup = Math.max(leastWarmupSteps, Math.ceil(warmupShare * totalSteps))
  return {
    ok: true,
    samples,
    sampled: samples < windows,
    devices,
    steps: {
      microBatchSize,
      gradientAccumulation,
      effectiveBatchSize: batch,
      epochs,
      // A short run warms up for at most a fifth of it.
      warmupSteps: Math.min(warmup, Math.ceil(totalSteps / 5)),
      totalSteps,
      learningRate: gradient.learningRate,
    },
  }
}

interface Run {
  readonly device: Device
  readonly precision: Precision
  readonly microBatch: number
  readonly gradientAccumulation: number
  readonly devices: number
}

/** Fewer windows where money or time is short, before a smaller model: but never under `leastSamples`. */
function affordable(problem: Problem, typed: TypedSpec, wanted: number, run: Run): number {
  const { budgetUsd, trainingHours } = problem
  if (wanted <= leastSamples || (budgetUsd === undefined && trainingHours === undefined)) return wanted
  const { device, devices, ...options } = run
  const count = device.kind === 'cpu' ? problem.trainingDevice.count : devices
  const hours = trainingTime(typed, { ...options, device, count, optimizer, samples: wanted, epochs: 1 })
  if (!isKnown(hours) || hours.value <= 0) return wanted
  const cost = trainingCost(hours, device, count)
  const money =
    budgetUsd !== undefined && isKnown(cost) && cost.value > 0
      ? budgetUsd / (trainingsPerBudget * cost.value)
      : 1
  const time = trainingHours !== undefined ? trainingHours / hours.value : 1
  if (money >= 1 && time >= 1) return wanted
  return Math.max(leastSamples, Math.floor(wanted * underLimit * Math.min(money, time, 1)))
}

/** How a network is trained: how many steps, in which batches, over which devices: from data, memory, money and time. */

import { counted, grouped, plain } from '../brief/facts.js'
import { type Figure, isKnown, sum } from '../estimate/figure.js'
import type { Device, Precision } from '../estimate/hardware.js'
import { cpuRecurrentUtilisation, launchOverhead, smallServingUtilisation } from '../estimate/margins.js'
import { countParams } from '../estimate/params.js'
import { planTraining, type TrainingPlan as Spread } from '../estimate/plan.js'
import { trainingCost, trainingTime } from '../estimate/training.js'
import type { TrainingPlan } from '../proposal.js'
import type { TypedSpec } from '../spec/typed.js'
import type { Gradient } from './family.js'
import { trainingsPerBudget } from './limits.js'
import type { Problem } from './problem.js'
import { leastWarmupSteps, warmupShare } from './recipes.js'

/** Host memory where training runs on a CPU and nobody said how much there is. */
export const hostMemoryBytes = 16e9

export interface StepsPlan {
  readonly ok: true
  readonly steps: NonNullable<TrainingPlan['steps']>
  /** Examples of one epoch, and whether they are drawn from more. */
  readonly samples: number
  readonly sampled: boolean
  /** How the training is spread over devices, with its memory. */
  readonly spread: Spread
}

/** Examples that a model trained from scratch sees in all, at least and at most. */
const leastSamples = 200_000
const mostSamples = 10_000_000
const usualSamples = 2_000_000
const passesOverFew = 20
const mostEpochs = 100
/** Examples of a batch that a device needs to be worth its traffic, where it can hold as many. */
const leastShare = 32
/** Under a limit by a little, since steps and epochs are rounded up. */
const underLimit = 0.95

/** Examples seen in all: twenty times each to two million, then each once to ten million. Never falls with more data. */
function wantedSamples(examples: number): number {
  return Math.min(passesOverFew * examples, Math.max(usualSamples, Math.min(examples, mostSamples)))
}

/** Examples up to which the small and the medium batch serve. */
const mediumFrom = 100_000
const largeFrom = 1_000_000

/** @param examples at least 1 */
export function planSteps(
  problem: Problem,
  examples: number,
  gradient: Gradient,
  typed: TypedSpec,
  device: Device,
  precision: Precision,
): StepsPlan | { readonly ok: false; readonly reason: string } {
  const [small, medium, large] = gradient.batches
  const wanted =
    problem.brief.constraints.batchSize?.value ??
    (examples < mediumFrom ? small : examples < largeFrom ? medium : large)
  const spread = spreadOver(problem, typed, device, precision, Math.min(wanted, examples), gradient)
  if ('reason' in spread) return { ok: false, reason: spread.reason }
  const passes = gradient.keepsFeatures ? (gradient.epochs ?? 1) : 1
  const total =
    passes * affordable(problem, typed, seenInAll(examples, gradient) / passes, device, spread, gradient)
  const samples = Math.min(examples, total)
  const epochs = Math.max(1, Math.min(gradient.epochs ?? mostEpochs, Math.round(total / samples)))
  const totalSteps = Math.ceil(samples / spread.batch) * epochs
  const warmup = Math.max(leastWarmupSteps, Math.ceil(warmupShare * totalSteps))
  return {
    ok: true,
    samples,
    sampled: samples < examples,
    spread,
    steps: {
      microBatchSize: spread.microBatch,
      gradientAccumulation: spread.gradientAccumulation,
      effectiveBatchSize: spread.batch,
      epochs,
      // A short run warms up for at most a fifth of it.
      warmupSteps: Math.min(warmup, Math.ceil(totalSteps / 5)),
      totalSteps,
      learningRate: gradient.learningRate,
    },
  }
}

const seenInAll = (examples: number, { epochs }: Gradient): number =>
  epochs === undefined ? wantedSamples(examples) : epochs * examples

/** On one device where it fits, else by the plan of estimate/plan.ts; several where each has enough to do. */
function spreadOver(
  problem: Problem,
  typed: TypedSpec,
  device: Device,
  precision: Precision,
  batch: number,
  gradient: Gradient,
): Spread | { readonly reason: string } {
  const options = {
    device,
    precision,
    batch,
    ...(gradient.optimizer && { optimizer: gradient.optimizer }),
    ...(device.memoryBytes === null && { memoryBytes: hostMemoryBytes }),
  }
  const there = device.kind === 'cpu' ? 1 : problem.trainingDevice.count
  const one = planTraining(typed, { ...options, count: 1 })
  if (!isKnown(one)) return { reason: `its training memory cannot be planned: ${one.unknown}.` }
  if (one.fits && there === 1) return one
  const worth = one.fits ? Math.max(1, Math.floor(batch / Math.min(leastShare, one.microBatch))) : there
  const all = there > 1 ? planTraining(typed, { ...options, count: Math.min(there, worth) }) : one
  if (!isKnown(all)) return { reason: `its training memory cannot be planned: ${all.unknown}.` }
  if (all.fits) return all
  if (one.fits) return one
  return {
    reason: `it cannot be trained on ${there === 1 ? device.name : `${there} x ${device.name}`}: ${lowered(all.reasons.at(-1) ?? 'its state does not fit.')}`,
  }
}

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

/** Fewer examples where money or time is short, before a smaller model: but never under `leastSamples`. */
function affordable(
  problem: Problem,
  typed: TypedSpec,
  wanted: number,
  device: Device,
  spread: Spread,
  gradient: Gradient,
): number {
  const { budgetUsd, trainingHours } = problem
  if (wanted <= leastSamples || (budgetUsd === undefined && trainingHours === undefined)) return wanted
  const hours = hoursOf(problem, typed, device, spread, { samples: wanted, epochs: 1 }, gradient)
  if (!isKnown(hours) || hours.value <= 0) return wanted
  const cost = trainingCost(hours, device, countOf(problem, device, spread))
  const money =
    budgetUsd !== undefined && isKnown(cost) && cost.value > 0
      ? budgetUsd / (trainingsPerBudget * cost.value)
      : 1
  const time = trainingHours !== undefined ? trainingHours / hours.value : 1
  if (money >= 1 && time >= 1) return wanted
  return Math.max(leastSamples, Math.floor(wanted * underLimit * Math.min(money, time, 1)))
}

/** Devices that work together; cores of a CPU. */
export const countOf = (problem: Problem, device: Device, { devices }: Spread): number =>
  device.kind === 'cpu' ? problem.trainingDevice.count : devices

/** Hours of one run as it is spread: all of it, or once the network and then what learns on kept features. */
export function hoursOf(
  ...[problem, typed, device, spread, run, gradient]: Parameters<typeof hoursOfAll>
): ReturnType<typeof trainingTime> {
  if (!gradient.keepsFeatures) return hoursOfAll(problem, typed, device, spread, run, gradient)
  const once = hoursOfAll(problem, typed, device, spread, { ...run, epochs: 1 }, gradient)
  if (!isKnown(once)) return once
  return sum([once, fitHours(typed, device, spread, run)])
}

/** FLOPs of a training step for each weight and example: forward, and gradients of input and weight. */
const flopsPerWeight = 6
/** Kernels of a step of a few small layers: forward, loss, back, update. */
const kernelsPerStep = 20

/** Hours to fit what learns, on features that lie ready. */
function fitHours(
  typed: TypedSpec,
  device: Device,
  { precision, batch }: Spread,
  { samples, epochs }: { readonly samples: number; readonly epochs: number },
): Figure {
  const weights = countParams(typed).trainable.value
  const steps = Math.ceil(samples / batch) * epochs
  const onCpu = device.kind === 'cpu'
  const launch = onCpu ? launchOverhead.cpuEager : launchOverhead.gpuEager
  const peak = device.peak[precision] ?? device.peak.fp32 ?? 0
  const share = onCpu ? cpuRecurrentUtilisation : smallServingUtilisation
  const flops = samples * epochs * flopsPerWeight * weights
  const hours = (part: number, seconds: number) =>
    ((peak > 0 ? flops / (peak * part) : 0) + steps * kernelsPerStep * seconds) / 3600
  return {
    value: hours(share.typical, launch.typical),
    unit: 'hours',
    low: hours(share.high, launch.low),
    high: hours(share.low, launch.high),
    formula: `the fit on kept features: ${counted(steps, 'step')} x ${kernelsPerStep} launches of ${plain(launch.typical * 1e6)} µs, and ${counted(epochs, 'epoch')} x ${grouped(samples)} x ${flopsPerWeight} x ${counted(weights, 'weight')} at ${plain(share.typical)} of ${plain(peak / 1e12)} TFLOP/s`,
    source: `${launch.source}; ${share.source}; ${device.source}`,
  }
}

function hoursOfAll(
  problem: Problem,
  typed: TypedSpec,
  device: Device,
  spread: Spread,
  run: { readonly samples: number; readonly epochs: number },
  gradient: Gradient,
): ReturnType<typeof trainingTime> {
  const { microBatch, gradientAccumulation, layout, checkpointing, precision } = spread
  return trainingTime(typed, {
    device,
    count: countOf(problem, device, spread),
    precision,
    optimizer: gradient.optimizer ?? spread.optimizer,
    microBatch,
    gradientAccumulation,
    ...(spread.devices > 1 && { layout }),
    checkpointing,
    ...run,
  })
}

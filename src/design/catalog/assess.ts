/** Computes everything that is said of a family at one size: figures over its parts, steps of training, precision. */

import { cpuCore } from '../brief/devices.js'
import { grouped } from '../brief/facts.js'
import { isKnown } from '../estimate/figure.js'
import { forwardFlops } from '../estimate/flops.js'
import { deviceById, type Precision } from '../estimate/hardware.js'
import { servingLatency } from '../estimate/latency.js'
import { largestMicroBatch, servingMemory, trainingMemory, weightMemory } from '../estimate/memory.js'
import { countParams } from '../estimate/params.js'
import { needsLossScaling, precisionFor } from '../estimate/precision.js'
import { trainingCost, trainingTime } from '../estimate/training.js'
import { describeEstimator, estimatorFigures, type Workload } from '../estimator/estimator.js'
import type { Figures, TrainingPlan } from '../proposal.js'
import { inferSpec } from '../spec/infer.js'
import { layerRows } from '../spec/layer-rows.js'
import type { ModelSpec } from '../spec/spec.js'
import type { TypedSpec } from '../spec/typed.js'
import type { Assessment } from './candidate.js'
import type { Recipe, Rung } from './family.js'
import { warmupShare } from './forecast-texts.js'
import { tableColumns, tableRows } from './gradient-boosted-trees.js'
import { trainingsPerBudget } from './limits.js'
import type { Problem } from './problem.js'
import { windowsOf } from './problem.js'

export type Assessed =
  | { readonly ok: true; readonly assessment: Assessment; readonly stored: number }
  | { readonly ok: false; readonly reason: string }

const optimizer = 'adamw'
/** Host memory where training runs on a CPU and nobody said how much there is. */
const hostMemoryBytes = 16e9

export function assess(problem: Problem, rung: Rung, recipe: Recipe): Assessed {
  return rung.model.kind === 'network'
    ? assessNetwork(problem, rung, rung.model.spec, recipe)
    : assessEstimator(problem, rung)
}

/** Shapes of a spec are the same wherever it is asked for: kept, because questions design the same model many times. */
const inferred = new Map<string, ReturnType<typeof inferSpec>>()
const keptSpecs = 256
function infer(spec: ModelSpec, framework: Problem['framework']) {
  const key = `${framework}${JSON.stringify(spec)}`
  const known = inferred.get(key)
  if (known) return known
  const result = inferSpec(spec, { framework })
  if (inferred.size >= keptSpecs) inferred.clear()
  inferred.set(key, result)
  return result
}

function assessNetwork(problem: Problem, rung: Rung, spec: ModelSpec, recipe: Recipe): Assessed {
  const result = infer(spec, problem.framework)
  if (!result.ok) {
    const [first] = result.issues
    return {
      ok: false,
      reason: `Its spec does not hold together: ${first ? `${first.path} ${first.message}` : 'unknown issue'}.`,
    }
  }
  const { typed } = result
  const trainer = deviceById(problem.trainingDevice.id)
  const server = deviceById(problem.servingDevice.id)
  if (!trainer || !server)
    return {
      ok: false,
      reason: `No figures are known for ${trainer ? problem.servingDevice.id : problem.trainingDevice.id}.`,
    }
  const params = countParams(typed)
  const precision = trainingPrecision(problem, precisionFor(trainer, params.total.value))
  const servingPrecision = precisionFor(server, params.total.value)
  const steps = trainingSteps(problem, rung, recipe, typed, precision)
  if (!steps.ok) return steps
  const count = trainer.kind === 'cpu' ? problem.trainingDevice.count : steps.devices
  const { microBatchSize, gradientAccumulation } = steps.plan
  const options = {
    device: trainer,
    count,
    precision,
    optimizer,
    microBatch: microBatchSize,
    gradientAccumulation,
  } as const
  const time = trainingTime(typed, { ...options, samples: steps.samples, epochs: steps.plan.epochs })
  const latency = servingLatency(typed, {
    device: server,
    count: server.kind === 'cpu' ? problem.servingDevice.count : 1,
    batch: 1,
    precision: servingPrecision,
    mode: 'compiled',
  })
  if (!isKnown(time)) return { ok: false, reason: `Its training cannot be estimated: ${time.unknown}.` }
  if (!isKnown(latency)) return { ok: false, reason: `Its latency cannot be estimated: ${latency.unknown}.` }
  const cost = trainingCost(time, trainer, trainer.kind === 'cpu' ? 1 : count)
  const figures: Figures = {
    params: params.total,
    trainableParams: params.trainable,
    flops: forwardFlops(typed, 1),
    weightMemory: weightMemory(typed, { precision: servingPrecision }),
    servingMemory: servingMemory(typed, { batch: 1, precision: servingPrecision }),
    trainingMemory: trainingMemory(typed, {
      microBatch: microBatchSize,
      precision,
      optimizer,
      device: trainer,
    }),
    latency,
    trainingTime: time,
    ...(isKnown(cost) && { trainingCost: cost }),
  }
  return {
    ok: true,
    stored: params.trainable.value,
    assessment: {
      figures,
      unknown: isKnown(cost) ? {} : { trainingCost: cost.unknown },
      assumptions: [
        `Served in ${servingPrecision.toUpperCase()} on ${server.kind === 'cpu' ? `${problem.servingDevice.count} CPU cores` : server.name}, exported and compiled, one request at a time.`,
        `${grouped(steps.samples)} windows an epoch${steps.sampled ? ', drawn at random from all of them' : ''}.`,
        ...(trainer.kind === 'cpu' ? ['16 GB of host memory for training.'] : []),
      ],
      notCounted: ['network and queueing time', 'data loading, evaluation and tuning runs'],
      parts: [{ role: 'forecaster', kind: 'network', spec, layers: layerRows(typed) }],
      spec,
      training: {
        precision: precisionWords(precision, trainer.kind === 'cpu'),
        distribution: distributionWords(problem, count, trainer.kind === 'cpu'),
        device: trainer.id,
        deviceCount: trainer.kind === 'cpu' ? problem.trainingDevice.count : count,
        steps: steps.plan,
      },
      servingDevice: server.id,
      examples: steps.samples,
    },
  }
}

/** The precision that was asked for where the device has it. */
function trainingPrecision(problem: Problem, usual: Precision): Precision {
  const asked = problem.brief.constraints.precision?.value
  const device = deviceById(problem.trainingDevice.id)
  return (asked === 'fp16' || asked === 'bf16' || asked === 'fp32') && device?.peak[asked] ? asked : usual
}

interface Steps {
  readonly ok: true
  readonly plan: NonNullable<TrainingPlan['steps']>
  /** Windows of one epoch. */
  readonly samples: number
  readonly sampled: boolean
  readonly devices: number
}

/** Windows that a model of this catalogue is trained on in all, at least and at most. */
export const leastSamples = 200_000
const mostSamples = 10_000_000
const usualSamples = 2_000_000

/** Windows seen in all: twenty times each to two million, then each once to ten million. Never falls with more data. */
export function wantedSamples(windows: number): number {
  return Math.min(20 * windows, Math.max(usualSamples, Math.min(windows, mostSamples)))
}

function trainingSteps(
  problem: Problem,
  rung: Rung,
  recipe: Recipe,
  typed: TypedSpec,
  precision: Precision,
): Steps | { readonly ok: false; readonly reason: string } {
  const device = deviceById(problem.trainingDevice.id)
  if (!device) return { ok: false, reason: 'No training device is known.' }
  const channelWindows = typed.inputs.history?.shape.at(-1) === 1 ? problem.channels : 1
  const windows = Math.max(1, windowsOf(problem, rung.lookback) * channelWindows)
  const [small, medium, large] = recipe.batches
  const wanted =
    problem.brief.constraints.batchSize?.value ??
    (windows < 100_000 ? small : windows < 1_000_000 ? medium : large)
  const effective = Math.min(wanted, windows)
  const cpu = device.kind === 'cpu'
  const micro = largestMicroBatch(typed, {
    device,
    precision,
    optimizer,
    cap: effective,
    ...(device.memoryBytes === null && { memoryBytes: hostMemoryBytes }),
  })
  if (!isKnown(micro))
    return { ok: false, reason: `Its training memory cannot be planned: ${micro.unknown}.` }
  if (micro === 0)
    return {
      ok: false,
      reason: `Training needs more memory than ${device.name} has, even for one window at a time.`,
    }
  // Several devices only where each still gets a useful share; small batches stay on one.
  const devices = cpu ? 1 : Math.max(1, Math.min(problem.trainingDevice.count, Math.floor(effective / 32)))
  const share = Math.max(1, Math.floor(effective / devices))
  const microBatchSize = Math.min(micro, 2 ** Math.floor(Math.log2(share)))
  const gradientAccumulation = Math.ceil(effective / (microBatchSize * devices))
  const batch = microBatchSize * gradientAccumulation * devices
  const total = affordable(problem, rung, typed, precision, wantedSamples(windows), {
    microBatchSize,
    gradientAccumulation,
    devices,
  })
  const samples = Math.min(windows, total)
  const epochs = Math.max(1, Math.min(100, Math.round(total / samples)))
  const totalSteps = Math.ceil(samples / batch) * epochs
  return {
    ok: true,
    samples,
    sampled: samples < windows,
    devices,
    plan: {
      microBatchSize,
      gradientAccumulation,
      effectiveBatchSize: batch,
      epochs,
      warmupSteps: Math.min(totalSteps, Math.max(100, Math.ceil(warmupShare * totalSteps))),
      totalSteps,
      learningRate: recipe.learningRate,
    },
  }
}

/** Fewer windows where money or time is short, before a smaller model: but never under `leastSamples`. */
function affordable(
  problem: Problem,
  _rung: Rung,
  typed: TypedSpec,
  precision: Precision,
  wanted: number,
  batch: { readonly microBatchSize: number; readonly gradientAccumulation: number; readonly devices: number },
): number {
  const device = deviceById(problem.trainingDevice.id)
  if (!device || wanted <= leastSamples) return wanted
  const cpu = device.kind === 'cpu'
  const count = cpu ? problem.trainingDevice.count : batch.devices
  const hours = trainingTime(typed, {
    device,
    count,
    precision,
    optimizer,
    samples: wanted,
    epochs: 1,
    microBatch: batch.microBatchSize,
    gradientAccumulation: batch.gradientAccumulation,
  })
  if (!isKnown(hours)) return wanted
  const cost = trainingCost(hours, device, cpu ? 1 : count)
  const money =
    problem.budgetUsd !== undefined && isKnown(cost) && cost.value > 0
      ? problem.budgetUsd / (trainingsPerBudget * cost.value)
      : 1
  const time =
    problem.trainingHours !== undefined && hours.value > 0 ? problem.trainingHours / hours.value : 1
  // A little under the limit, since steps and epochs are rounded up.
  const share = Math.min(1, 0.95 * money, 0.95 * time)
  return money >= 1 && time >= 1 ? wanted : Math.max(leastSamples, Math.floor(wanted * share))
}

function precisionWords(precision: Precision, cpu: boolean): string {
  if (cpu) return 'FP32: the CPU has no faster format for training'
  if (precision === 'fp32') return 'FP32: too small to gain from half precision'
  const scaled = needsLossScaling(precision) ? ' with loss scaling' : ''
  return `${precision.toUpperCase()} mixed precision${scaled}; norms, softmax and loss in FP32`
}

function distributionWords(problem: Problem, devices: number, cpu: boolean): string {
  if (cpu) return `One process on ${problem.trainingDevice.count} CPU cores`
  const spare = problem.trainingDevice.count - devices
  if (devices > 1)
    return `Data parallel (DDP) on ${devices} devices${spare > 0 ? `; ${spare} stay free, their share of the batch would be too small` : ''}: the state fits on each`
  const idle = spare > 0 ? `; the other ${spare} can tune in parallel` : ''
  return `One device, no parallelism: states and activations take {{trainingMemory}} of it${idle}`
}

function assessEstimator(problem: Problem, rung: Rung): Assessed {
  if (rung.model.kind !== 'estimator') return { ok: false, reason: 'not an estimator' }
  const { estimator } = rung.model
  const trees = estimator.kind === 'gradient_boosted_trees'
  const rows = trees ? tableRows(problem) : problem.trainingSteps * problem.seriesCount
  const load: Workload = {
    seriesCount: problem.seriesCount * problem.channels,
    points: problem.targets,
    trainingRows: rows,
    features: trees ? tableColumns(problem) : 1,
    horizonSteps: problem.horizonSteps,
    outputsPerStep: problem.quantiles.length,
    trainingCores: problem.trainingCores,
    servingCores: problem.servingCores,
  }
  const { library, assumptions, notCounted, ...figures } = estimatorFigures(estimator, load)
  const cpu = deviceById(cpuCore)
  const cost = cpu ? trainingCost(figures.trainingTime, cpu, problem.trainingCores) : undefined
  const hasCost = cost !== undefined && isKnown(cost)
  const why = cost !== undefined && !isKnown(cost) ? cost.unknown : 'no price is known for a CPU core'
  return {
    ok: true,
    stored: rung.stored ?? figures.trainableParams.value,
    assessment: {
      figures: { ...figures, ...(hasCost && { trainingCost: cost }) },
      unknown: hasCost ? {} : { trainingCost: why },
      assumptions: [
        `Trained on ${problem.trainingCores} and served from ${problem.servingCores} CPU cores with ${library}.`,
        ...assumptions,
      ],
      notCounted: ['network and queueing time', ...notCounted],
      parts: [
        { role: 'forecaster', kind: 'estimator', estimator, description: describeEstimator(estimator) },
      ],
      spec: null,
      training: {
        precision: 'FP32 values, FP64 sums (the library)',
        distribution: `One process on ${problem.trainingCores} CPU cores`,
        device: cpuCore,
        deviceCount: problem.trainingCores,
      },
      servingDevice: cpuCore,
      examples: rows,
    },
  }
}

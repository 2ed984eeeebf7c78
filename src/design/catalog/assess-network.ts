/** Everything that is computed of a network at one size: shapes, figures, precision, devices, steps of training. */
import { counted, grouped, sayDevice } from '../brief/facts.js'
import { exact, type Figure, isKnown, type Unknown } from '../estimate/figure.js'
import { forwardFlops } from '../estimate/flops.js'
import { generation } from '../estimate/generation.js'
import { type Device, deviceById, isMicrocontroller, type Precision } from '../estimate/hardware.js'
import { servingLatency } from '../estimate/latency.js'
import { cpuUtilisation, servingUtilisation, tinyParams } from '../estimate/margins.js'
import { servingMemory, weightMemory } from '../estimate/memory.js'
import { countParams } from '../estimate/params.js'
import { needsLossScaling, precisionFor } from '../estimate/precision.js'
import { trainingCost } from '../estimate/training.js'
import { callMs, callSource } from '../estimator/machine.js'
import type { Figures, Part } from '../proposal.js'
import { layerRows } from '../spec/layer-rows.js'
import type { TypedSpec } from '../spec/typed.js'
import type { Assessed, Assessment } from './candidate.js'
import type { Gradient, NetworkModel } from './family.js'
import { infer } from './inference.js'
import { brokenServing } from './limits.js'
import type { Problem } from './problem.js'
import { countOf, hostMemoryBytes, hoursOf, planSteps, type StepsPlan } from './training-steps.js'
import { capital } from './words.js'

/**
 * @param gradient how it is trained; absent for a network that is used as published
 * @param isTrial whether what breaks a limit in serving is enough to know, so that its training is not planned
 */
export function assessNetwork(
  problem: Problem,
  role: string,
  model: NetworkModel,
  gradient: Gradient | undefined,
  isTrial: boolean,
): Assessed<Assessment> {
  const result = infer(model.spec, problem.framework)
  if (!result.ok) {
    const issue = result.issues[0]
    return {
      ok: false,
      reason: `it cannot be built: ${issue ? `${issue.path}: ${issue.message}` : 'no reason given'}`,
    }
  }
  const server = deviceById(problem.servingDevice.id)
  if (!server) return { ok: false, reason: 'nothing is known of the device it would run on.' }
  const { typed } = result
  const served = servingFigures(problem, model, typed, server)
  if (!served.ok) return served
  const params = countParams(typed)
  // What starts from published weights learns a little of them anew: it is exempt from the rule.
  const learned = model.pretrained || model.examples === 0 ? 0 : params.trainable.value
  const targets = Math.min(problem.targets, model.targets ?? problem.targets)
  // What works ahead of requests keeps no one waiting, and works elsewhere.
  const deviceBytes = model.serves === 'ahead' ? 0 : served.figures.servingMemory.high
  if (isTrial && model.serves !== 'ahead') {
    const broken = brokenServing(problem, {
      figures: served.figures,
      servingDevice: server.id,
      deviceBytes,
      learned,
      targets,
    })
    if (broken.length > 0) return { ok: false, reason: `${broken.map(({ reason }) => reason).join('; ')}.` }
  }
  const trained =
    gradient && model.examples > 0
      ? trainedFigures(problem, model, typed, gradient)
      : { ok: true as const, ...(passedOnce(problem, model, typed) ?? untrained(problem, typed)) }
  if (!trained.ok) return trained
  const part: Part = {
    role,
    kind: 'network',
    spec: model.spec,
    layers: layerRows(typed),
    params: params.total.value,
    ...(model.pretrained && { pretrained: model.pretrained }),
    ...(model.serves === 'ahead' && { serves: model.serves }),
  }
  return {
    ok: true,
    assessment: {
      figures: {
        params: params.total,
        trainableParams: model.examples > 0 ? params.trainable : noneTrained,
        ...served.figures,
        ...trained.figures,
      },
      unknown: trained.unknown,
      assumptions: [served.assumption, ...trained.assumptions].map(capital),
      notCounted: ['network and queueing time', ...trained.notCounted],
      parts: [part],
      training: trained.training,
      servingDevice: server.id,
      deviceBytes,
      learned,
      targets,
    },
  }
}

const usedAsPublished = 'used as published: not trained'
const noneTrained = exact(0, 'parameters', usedAsPublished, 'the plan of the proposal')

type Serving = Pick<Figures, 'flops' | 'weightMemory' | 'servingMemory' | 'latency'>

/** One request: so many samples in one pass, or a prompt and the tokens that are written after it. */
function servingFigures(
  problem: Problem,
  model: NetworkModel,
  typed: TypedSpec,
  server: Device,
): { ok: true; figures: Serving; assumption: string } | { ok: false; reason: string } {
  const { perRequest: batch = 1, writesTokens } = model
  const params = countParams(typed).total.value
  const precision = model.servingPrecision ?? precisionFor(server, params)
  const count = server.kind === 'cpu' ? problem.servingDevice.count : 1
  const writes = writesTokens ? generation(typed, { device: server, count, precision, batch: 1 }) : undefined
  const pass =
    writes && writesTokens
      ? written(writes.prefill, writes.decode, writesTokens)
      : servingLatency(typed, { device: server, count, batch, precision, mode: 'compiled' })
  if (!isKnown(pass)) return { ok: false, reason: `its latency cannot be estimated: ${pass.unknown}.` }
  const asked = writesTokens
    ? `one request at a time with ${counted(writesTokens, 'token')} written`
    : batch > 1
      ? `${grouped(batch)} ${model.example?.many ?? 'samples'} a request in one pass`
      : 'one request at a time'
  return {
    ok: true,
    figures: {
      flops: forwardFlops(typed, batch),
      weightMemory: weightMemory(typed, { precision }),
      servingMemory: writes?.memory ?? servingMemory(typed, { batch, precision }),
      latency: server.kind === 'cpu' && !isMicrocontroller(server) ? withCall(pass) : pass,
    },
    assumption: `served in ${precision.toUpperCase()} on ${serverWords(problem, server)}, exported and compiled, ${asked}.`,
  }
}

/** The prompt is read at once, then each token is written after the other. */
function written(prefill: Figure | Unknown, decode: Figure | Unknown, tokens: number): Figure | Unknown {
  if (!isKnown(prefill)) return prefill
  if (!isKnown(decode)) return decode
  const at = (end: 'value' | 'low' | 'high') => prefill[end] + tokens * decode[end]
  return {
    value: at('value'),
    unit: 'milliseconds',
    low: at('low'),
    high: at('high'),
    formula: `prompt ${grouped(prefill.value)} ms + ${counted(tokens, 'token')} x ${grouped(decode.value)} ms`,
    source: `${prefill.source}; ${decode.source}`,
  }
}

/**
 * The call into the runtime counts on a CPU as it does for models without layers; on a device it is in the figure, and on a
 * microcontroller nothing is called.
 */
const withCall = (pass: Figure): Figure => ({
  ...pass,
  value: pass.value + callMs.typical,
  low: pass.low + callMs.low,
  high: pass.high + callMs.high,
  formula: `call ${callMs.typical} ms + ${pass.formula}`,
  source: `${pass.source}; ${callSource}`,
})

interface Trained {
  readonly figures: Pick<Figures, 'trainingMemory' | 'trainingTime' | 'trainingCost'>
  readonly unknown: Assessment['unknown']
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
  readonly training: Assessment['training']
}

function trainedFigures(
  problem: Problem,
  model: NetworkModel,
  typed: TypedSpec,
  gradient: Gradient,
): ({ ok: true } & Trained) | { ok: false; reason: string } {
  const trainer = deviceById(problem.trainingDevice.id)
  if (!trainer) return { ok: false, reason: 'nothing is known of the device it would be trained on.' }
  const precision = trainingPrecision(problem, trainer, countParams(typed).total.value)
  const plan = planSteps(problem, model.examples, gradient, typed, trainer, precision)
  if (!plan.ok) return plan
  const { samples, sampled, spread, steps } = plan
  const time = hoursOf(problem, typed, trainer, spread, { samples, epochs: steps.epochs }, gradient)
  if (!isKnown(time)) return { ok: false, reason: `its training cannot be estimated: ${time.unknown}.` }
  const onCpu = trainer.kind === 'cpu'
  const count = countOf(problem, trainer, spread)
  const cost = trainingCost(time, trainer, count)
  const { one, many } = model.example ?? problem.example
  return {
    ok: true,
    figures: {
      trainingMemory: spread.memory.total,
      trainingTime: time,
      ...(isKnown(cost) && { trainingCost: cost }),
    },
    unknown: isKnown(cost) ? {} : { trainingCost: noPrice(trainer) },
    assumptions: [
      `${counted(samples, one, many)} an epoch${sampled ? `, drawn at random from ${grouped(model.examples)}` : ''}.`,
      ...(gradient.keepsFeatures ? ['The network sees each once; its features are kept.'] : []),
      ...(onCpu ? [`${grouped(hostMemoryBytes / 1e9)} GB of host memory for training.`] : []),
    ],
    notCounted: ['data loading, evaluation and tuning runs'],
    training: {
      precision: precisionWords(precision, trainer, countParams(typed).total.value),
      distribution: onCpu
        ? `One process on ${sayDevice(problem.trainingDevice)}`
        : distributionWords(problem, spread),
      device: trainer.id,
      deviceCount: count,
      steps,
    },
  }
}

/**
 * A network that is taken as it is, and that all examples pass once: FLOPs of a pass for each, at the share of the peak
 * that full batches reach. Undefined where none pass, or where the peak is not known.
 */
function passedOnce(problem: Problem, model: NetworkModel, typed: TypedSpec): Trained | undefined {
  const { passedOver: count = 0 } = model
  const trainer = deviceById(problem.trainingDevice.id)
  const precision = trainer && precisionFor(trainer, countParams(typed).total.value)
  const peak = precision && trainer.peak[precision]
  if (!trainer || !precision || !peak || count === 0) return undefined
  const share = trainer.kind === 'cpu' ? cpuUtilisation : servingUtilisation
  const devices = problem.trainingDevice.count
  const flops = forwardFlops(typed).value
  const hours = (part: number) => (count * flops) / (peak * part * devices) / 3600
  const { one, many } = model.example ?? problem.example
  const time: Figure = {
    value: hours(share.typical),
    unit: 'hours',
    low: hours(share.high),
    high: hours(share.low),
    formula: `${counted(count, one, many)} x ${grouped(flops)} FLOPs of one pass / (${share.typical} of ${grouped((peak * devices) / 1e9)} GFLOP/s)`,
    source: `${trainer.source}; ${share.source}`,
  }
  const cost = trainingCost(time, trainer, devices)
  const published = untrained(problem, typed)
  return {
    ...published,
    figures: {
      trainingMemory: servingMemory(typed, { batch: 1, precision }),
      trainingTime: time,
      ...(isKnown(cost) && { trainingCost: cost }),
    },
    unknown: isKnown(cost) ? {} : { trainingCost: noPrice(trainer) },
    assumptions: [
      ...published.assumptions,
      `${grouped(count)} ${many} pass it once; their vectors are kept.`,
    ],
    training: { ...published.training, device: trainer.id, deviceCount: devices },
  }
}

/** A network that is taken as it is: nothing to train, and nothing that training needs. */
function untrained(problem: Problem, typed: TypedSpec): Trained {
  const source = 'the plan of the proposal'
  return {
    figures: {
      trainingMemory: exact(0, 'bytes', usedAsPublished, source),
      trainingTime: exact(0, 'hours', usedAsPublished, source),
      trainingCost: exact(0, 'USD', usedAsPublished, source),
    },
    unknown: {},
    assumptions: [
      `${usedAsPublished}, all ${counted(countParams(typed).total.value, 'parameter')} as they are.`,
    ],
    notCounted: [],
    training: {
      precision: 'none: nothing is trained',
      distribution: 'none: nothing is trained',
      device: problem.servingDevice.id,
      deviceCount: problem.servingDevice.count,
    },
  }
}

/** Why a cost is unknown, in the words of a person who cannot look prices up for them. */
export const noPrice = (device: Device): string =>
  `no price is known for ${device.kind === 'cpu' ? 'a CPU core' : device.name}`

function serverWords(problem: Problem, server: Device): string {
  if (server.kind === 'cpu') return sayDevice(problem.servingDevice)
  const asked = problem.servingFor && deviceById(problem.servingFor)?.name
  return asked
    ? `${server.name} (in place of ${asked}, of which no peak is known: it is faster)`
    : server.name
}

/** The precision that was asked for where the device has it. */
function trainingPrecision(problem: Problem, device: Device, params: number): Precision {
  const asked = problem.brief.constraints.precision?.value
  const possible = asked === 'fp16' || asked === 'bf16' || asked === 'fp32'
  return possible && device.peak[asked] ? asked : precisionFor(device, params)
}

function precisionWords(precision: Precision, device: Device, params: number): string {
  if (device.kind === 'cpu') return 'FP32: the CPU has no faster format for training'
  if (precision === 'fp32')
    return params < tinyParams
      ? 'FP32: too small to gain from half precision'
      : `FP32: no peak in half precision is known for ${device.name}`
  const scaled = needsLossScaling(precision) ? ' with loss scaling' : ''
  return `${precision.toUpperCase()} mixed precision${scaled}; norms, softmax and loss in FP32`
}

const strategyNames: Readonly<Record<StepsPlan['spread']['strategy'], string>> = {
  single: 'one device',
  ddp: 'Data parallel (DDP): the state fits on each',
  zero1: 'ZeRO-1: optimizer states are sharded',
  zero2: 'ZeRO-2: gradients and optimizer states are sharded',
  fsdp: 'FSDP: weights, gradients and optimizer states are sharded',
  sharded_tables: 'Sharded embedding tables, the rest data parallel',
  model_parallel: 'Tensor and pipeline parallel',
}

function distributionWords(problem: Problem, spread: StepsPlan['spread']): string {
  const { devices, strategy, checkpointing, quantizedBase, optimizer } = spread
  const also = [
    ...(checkpointing === 'full' ? ['blocks are computed again in the backward pass (checkpointing)'] : []),
    ...(quantizedBase ? ['frozen weights in 4 bit (QLoRA)'] : []),
    ...(optimizer === 'adam_8bit' ? ['optimizer states in 8 bit'] : []),
  ]
  const with_ = also.length > 0 ? `; ${also.join('; ')}` : ''
  const spare = problem.trainingDevice.count - devices
  if (devices > 1)
    return `${strategyNames[strategy]}, on ${devices} devices${spare > 0 ? `; ${spare} more stay free, as their share of the batch would be too small` : ''}${with_}`
  const idle = spare > 0 ? `; the other ${spare === 1 ? 'one' : spare} can tune in parallel` : ''
  return `One device, no parallelism: training takes {{trainingMemory}} of it${idle}${with_}`
}

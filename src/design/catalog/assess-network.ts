/** Everything that is computed of a network at one size: shapes, figures, precision, devices, steps of training. */
import { grouped, sayDevice } from '../brief/facts.js'
import { type Figure, isKnown } from '../estimate/figure.js'
import { forwardFlops } from '../estimate/flops.js'
import { type Device, deviceById, type Precision } from '../estimate/hardware.js'
import { servingLatency } from '../estimate/latency.js'
import { servingMemory, trainingMemory, weightMemory } from '../estimate/memory.js'
import { countParams } from '../estimate/params.js'
import { needsLossScaling, precisionFor } from '../estimate/precision.js'
import { trainingCost, trainingTime } from '../estimate/training.js'
import { callMs, callSource } from '../estimator/machine.js'
import type { Figures } from '../proposal.js'
import { layerRows } from '../spec/layer-rows.js'
import type { Assessed } from './candidate.js'
import type { NetworkModel, Recipe } from './family.js'
import { infer } from './inference.js'
import type { Problem } from './problem.js'
import { hostMemoryBytes, optimizer, planSteps } from './training-steps.js'

export function assessNetwork(problem: Problem, model: NetworkModel, recipe: Recipe): Assessed {
  const { spec } = model
  const result = infer(spec, problem.framework)
  if (!result.ok) {
    const issue = result.issues[0]
    return {
      ok: false,
      reason: `it cannot be built: ${issue ? `${issue.path}: ${issue.message}` : 'no reason given'}`,
    }
  }
  const { typed } = result
  const trainer = deviceById(problem.trainingDevice.id)
  const server = deviceById(problem.servingDevice.id)
  if (!trainer || !server || !recipe.gradient)
    return { ok: false, reason: 'nothing is known of the device it would run on.' }
  const params = countParams(typed)
  const precision = trainingPrecision(problem, trainer, params.total.value)
  const servingPrecision = precisionFor(server, params.total.value)
  const windows = Math.max(1, model.windows)
  const plan = planSteps(problem, windows, recipe.gradient, typed, trainer, precision)
  if (!plan.ok) return plan
  const onCpu = trainer.kind === 'cpu'
  const count = onCpu ? problem.trainingDevice.count : plan.devices
  const { microBatchSize: microBatch, gradientAccumulation, epochs } = plan.steps
  const time = trainingTime(typed, {
    device: trainer,
    count,
    precision,
    optimizer,
    microBatch,
    gradientAccumulation,
    samples: plan.samples,
    epochs,
  })
  const pass = servingLatency(typed, {
    device: server,
    count: server.kind === 'cpu' ? problem.servingDevice.count : 1,
    batch: 1,
    precision: servingPrecision,
    mode: 'compiled',
  })
  if (!isKnown(time)) return { ok: false, reason: `its training cannot be estimated: ${time.unknown}.` }
  if (!isKnown(pass)) return { ok: false, reason: `its latency cannot be estimated: ${pass.unknown}.` }
  const cost = trainingCost(time, trainer, count)
  const figures: Figures = {
    params: params.total,
    trainableParams: params.trainable,
    flops: forwardFlops(typed, 1),
    weightMemory: weightMemory(typed, { precision: servingPrecision }),
    servingMemory: servingMemory(typed, { batch: 1, precision: servingPrecision }),
    trainingMemory: trainingMemory(typed, { microBatch, precision, optimizer, device: trainer }),
    latency: server.kind === 'cpu' ? withCall(pass) : pass,
    trainingTime: time,
    ...(isKnown(cost) && { trainingCost: cost }),
  }
  return {
    ok: true,
    assessment: {
      figures,
      unknown: isKnown(cost) ? {} : { trainingCost: noPrice(trainer) },
      assumptions: [
        `Served in ${servingPrecision.toUpperCase()} on ${serverWords(problem, server)}, exported and compiled, one request at a time.`,
        `${grouped(plan.samples)} windows an epoch${plan.sampled ? `, drawn at random from ${grouped(windows)}` : ''}.`,
        ...(onCpu ? [`${grouped(hostMemoryBytes / 1e9)} GB of host memory for training.`] : []),
      ],
      notCounted: ['network and queueing time', 'data loading, evaluation and tuning runs'],
      part: { role: 'forecaster', kind: 'network', spec, layers: layerRows(typed) },
      training: {
        precision: precisionWords(precision, onCpu),
        distribution: distributionWords(problem, count, onCpu),
        device: trainer.id,
        deviceCount: count,
        steps: plan.steps,
      },
      servingDevice: server.id,
      learned: params.trainable.value,
    },
  }
}

/** The call into the runtime counts on a CPU as it does for models without layers; on a device it is in the figure. */
const withCall = (pass: Figure): Figure => ({
  ...pass,
  value: pass.value + callMs.typical,
  low: pass.low + callMs.low,
  high: pass.high + callMs.high,
  formula: `call ${callMs.typical} ms + ${pass.formula}`,
  source: `${pass.source}; ${callSource}`,
})

/** Why a cost is unknown, in the words of a person who cannot look prices up for them. */
export const noPrice = (device: Device): string =>
  `no price is known for ${device.kind === 'cpu' ? 'a CPU core' : device.name}`

const serverWords = (problem: Problem, server: Device) =>
  server.kind === 'cpu' ? sayDevice(problem.servingDevice) : server.name

/** The precision that was asked for where the device has it. */
function trainingPrecision(problem: Problem, device: Device, params: number): Precision {
  const asked = problem.brief.constraints.precision?.value
  const possible = asked === 'fp16' || asked === 'bf16' || asked === 'fp32'
  return possible && device.peak[asked] ? asked : precisionFor(device, params)
}

function precisionWords(precision: Precision, onCpu: boolean): string {
  if (onCpu) return 'FP32: the CPU has no faster format for training'
  if (precision === 'fp32') return 'FP32: too small to gain from half precision'
  const scaled = needsLossScaling(precision) ? ' with loss scaling' : ''
  return `${precision.toUpperCase()} mixed precision${scaled}; norms, softmax and loss in FP32`
}

function distributionWords(problem: Problem, devices: number, onCpu: boolean): string {
  if (onCpu) return `One process on ${sayDevice(problem.trainingDevice)}`
  const spare = problem.trainingDevice.count - devices
  if (devices > 1)
    return `Data parallel (DDP) on ${devices} devices: the state fits on each${spare > 0 ? `; ${spare} more stay free, as their share of the batch would be too small` : ''}`
  const idle = spare > 0 ? `; the other ${spare === 1 ? 'one' : spare} can tune in parallel` : ''
  return `One device, no parallelism: training takes {{trainingMemory}} of it${idle}`
}

/** Everything that is computed of a model without layers: it is served on a CPU, and fitted there unless its library trains on more. */
import { cpuCore } from '../brief/devices.js'
import { plain, sayDevice } from '../brief/facts.js'
import { exact, type Figure, isKnown } from '../estimate/figure.js'
import { type Device, deviceById, isMicrocontroller } from '../estimate/hardware.js'
import { trainingCost } from '../estimate/training.js'
import {
  describeEstimator,
  type Estimator,
  estimatorFigures,
  trainsOnAccelerator,
} from '../estimator/estimator.js'
import { exported } from '../estimator/exported.js'
import type { EstimatorFigures, Workload } from '../estimator/workload.js'
import { noPrice } from './assess-network.js'
import type { Assessed, Assessment } from './candidate.js'
import type { EstimatorModel } from './family.js'
import { memoryShare } from './limits.js'
import type { Problem } from './problem.js'
import { capital } from './words.js'

export function assessEstimator(problem: Problem, role: string, model: EstimatorModel): Assessed<Assessment> {
  const { estimator, load, serves } = model
  const cpu = deviceById(cpuCore)
  if (!cpu) return { ok: false, reason: 'nothing is known of the CPU it would run on.' }
  const { trainingCores, servingCores } = problem
  const server = serverOf(problem, cpu)
  const workload = { ...load, trainingCores, servingCores }
  const { accelerator, figures: asServed } = trainedWhere(problem, estimator, workload)
  const trainer = accelerator ?? cpu
  const trainers = accelerator ? 1 : trainingCores
  const { library, call, assumptions, notCounted, ...computed } = isMicrocontroller(server)
    ? exported(estimator, workload, asServed, server)
    : asServed
  const figures = isMicrocontroller(server)
    ? computed
    : { ...computed, latency: onCore(computed.latency, server, cpu) }
  const cost =
    figures.trainingTime.high > 0
      ? trainingCost(figures.trainingTime, trainer, trainers)
      : exact(0, 'USD', 'nothing is fitted', 'the plan of the proposal')
  const isFitted = figures.trainingTime.high > 0
  return {
    ok: true,
    assessment: {
      figures: { ...figures, ...(isKnown(cost) && { trainingCost: cost }) },
      unknown: isKnown(cost) ? {} : { trainingCost: noPrice(trainer) },
      assumptions: [
        `${capital(whereWords(problem, accelerator, server, isFitted, library))}.`,
        ...assumptions.map((words) => `${capital(words)}.`),
      ],
      notCounted: ['network and queueing time', ...notCounted],
      parts: [
        {
          role,
          kind: 'estimator',
          estimator,
          description: describeEstimator(estimator),
          params: figures.params.value,
          ...(serves === 'ahead' && { serves }),
        },
      ],
      training: {
        precision: accelerator
          ? 'FP32'
          : `as the library stores values; sums in FP64${isMicrocontroller(server) ? '; exported in FP32' : ''}`,
        distribution: `One process on ${sayDevice({ id: trainer.id, count: trainers })}`,
        device: trainer.id,
        deviceCount: trainers,
      },
      servingDevice: server.id,
      deviceBytes: 0,
      learned: model.learned,
      targets: Math.min(problem.targets, model.targets ?? problem.targets),
    },
  }
}

/** Of kinds that can, one accelerator trains it where there is one that holds it; else the cores do. */
function trainedWhere(
  { trainingDevice }: Problem,
  estimator: Estimator,
  workload: Workload,
): { readonly accelerator?: Device; readonly figures: EstimatorFigures } {
  const device = deviceById(trainingDevice.id)
  if (trainsOnAccelerator(estimator) && device && device.kind !== 'cpu' && device.bandwidth) {
    const figures = estimatorFigures(estimator, { ...workload, accelerator: device })
    const room = device.memoryBytes === null ? Number.POSITIVE_INFINITY : memoryShare * device.memoryBytes
    if (figures.trainingMemory.value <= room) return { accelerator: device, figures }
  }
  return { figures: estimatorFigures(estimator, workload) }
}

const coreWords = (count: number) => sayDevice({ id: cpuCore, count })

/** Where it is fitted, where it answers, and with what. */
function whereWords(
  { trainingCores, servingCores, servingDevice }: Problem,
  accelerator: Device | undefined,
  server: Device,
  isFitted: boolean,
  library: string,
): string {
  const trained = accelerator ? sayDevice({ id: accelerator.id, count: 1 }) : coreWords(trainingCores)
  if (isMicrocontroller(server)) {
    const runs = `C arrays in single precision and run by ${sayDevice(servingDevice)}`
    return isFitted ? `fitted on ${trained} with ${library}, then exported as ${runs}` : `written as ${runs}`
  }
  if (server.id !== cpuCore)
    return `fitted on ${trained} and served from ${sayDevice(servingDevice)} with ${library}`
  return !accelerator && trainingCores === servingCores
    ? `fitted on and served from ${trained} with ${library}`
    : `fitted on ${trained} and served from ${coreWords(servingCores)} with ${library}`
}

/** A board or a microcontroller runs it itself; beside an accelerator it runs on the host's cores. */
function serverOf({ servingDevice }: Problem, cpu: Device): Device {
  const device = deviceById(servingDevice.id)
  return device?.kind === 'cpu' && device.bandwidth ? device : cpu
}

/** Such models wait for memory: what a server core does in one step takes a smaller one as many as its memory is slower. */
function onCore(latency: Figure, core: Device, cpu: Device): Figure {
  if (core === cpu || !core.bandwidth || !cpu.bandwidth || core.bandwidth >= cpu.bandwidth) return latency
  const factor = cpu.bandwidth / core.bandwidth
  return {
    ...latency,
    value: latency.value * factor,
    low: latency.low * factor,
    high: latency.high * factor,
    formula: `(${latency.formula}) x ${plain(cpu.bandwidth / 1e9)} / ${plain(core.bandwidth / 1e9)} GB/s, a server core's memory against that of ${core.name}`,
    source: `${latency.source}; ${core.source}`,
  }
}

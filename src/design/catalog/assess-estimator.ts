/** Everything that is computed of a model without layers: it is fitted and served on a CPU. */
import { cpuCore } from '../brief/devices.js'
import { sayDevice } from '../brief/facts.js'
import { isKnown } from '../estimate/figure.js'
import { deviceById } from '../estimate/hardware.js'
import { trainingCost } from '../estimate/training.js'
import { describeEstimator, estimatorFigures } from '../estimator/estimator.js'
import { noPrice } from './assess-network.js'
import type { Assessed } from './candidate.js'
import type { EstimatorModel } from './family.js'
import type { Problem } from './problem.js'

export function assessEstimator(problem: Problem, model: EstimatorModel): Assessed {
  const { estimator } = model
  const cpu = deviceById(cpuCore)
  if (!cpu) return { ok: false, reason: 'nothing is known of the CPU it would run on.' }
  const { library, assumptions, notCounted, ...figures } = estimatorFigures(estimator, {
    seriesCount: problem.seriesCount * problem.channels,
    points: model.points,
    trainingRows: model.rows,
    features: model.columns,
    rowsPerRequest: problem.horizonSteps,
    outputsPerRow: problem.quantiles.length,
    trainingCores: problem.trainingCores,
    servingCores: problem.servingCores,
  })
  const cost = trainingCost(figures.trainingTime, cpu, problem.trainingCores)
  const cores = (count: number) => sayDevice({ id: cpuCore, count })
  const where =
    problem.trainingCores === problem.servingCores
      ? `Trained on and served from ${cores(problem.servingCores)}`
      : `Trained on ${cores(problem.trainingCores)} and served from ${cores(problem.servingCores)}`
  return {
    ok: true,
    assessment: {
      figures: { ...figures, ...(isKnown(cost) && { trainingCost: cost }) },
      unknown: isKnown(cost) ? {} : { trainingCost: noPrice(cpu) },
      assumptions: [`${where} with ${library}.`, ...assumptions.map(sentence)],
      notCounted: ['network and queueing time', ...notCounted],
      part: { role: 'forecaster', kind: 'estimator', estimator, description: describeEstimator(estimator) },
      training: {
        precision: 'as the library stores values; sums in FP64',
        distribution: `One process on ${cores(problem.trainingCores)}`,
        device: cpuCore,
        deviceCount: problem.trainingCores,
      },
      servingDevice: cpuCore,
      learned: model.learned,
    },
  }
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

/** Everything that is computed of a model without layers: it is fitted and served on a CPU. */
import { cpuCore } from '../brief/devices.js'
import { sayDevice } from '../brief/facts.js'
import { exact, isKnown } from '../estimate/figure.js'
import { deviceById } from '../estimate/hardware.js'
import { trainingCost } from '../estimate/training.js'
import { describeEstimator, estimatorFigures } from '../estimator/estimator.js'
import { noPrice } from './assess-network.js'
import type { Assessed, Assessment } from './candidate.js'
import type { EstimatorModel } from './family.js'
import type { Problem } from './problem.js'
import { capital } from './words.js'

export function assessEstimator(problem: Problem, role: string, model: EstimatorModel): Assessed<Assessment> {
  const { estimator, load, serves } = model
  const cpu = deviceById(cpuCore)
  if (!cpu) return { ok: false, reason: 'nothing is known of the CPU it would run on.' }
  const { trainingCores, servingCores } = problem
  const { library, assumptions, notCounted, ...figures } = estimatorFigures(estimator, {
    ...load,
    trainingCores,
    servingCores,
  })
  const cost =
    figures.trainingTime.high === 0
      ? exact(0, 'USD', 'nothing is fitted', 'the plan of the proposal')
      : trainingCost(figures.trainingTime, cpu, trainingCores)
  const cores = (count: number) => sayDevice({ id: cpuCore, count })
  const where =
    trainingCores === servingCores
      ? `fitted on and served from ${cores(servingCores)}`
      : `fitted on ${cores(trainingCores)} and served from ${cores(servingCores)}`
  return {
    ok: true,
    assessment: {
      figures: { ...figures, ...(isKnown(cost) && { trainingCost: cost }) },
      unknown: isKnown(cost) ? {} : { trainingCost: noPrice(cpu) },
      assumptions: [
        `${capital(where)} with ${library}.`,
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
        precision: 'as the library stores values; sums in FP64',
        distribution: `One process on ${cores(trainingCores)}`,
        device: cpuCore,
        deviceCount: trainingCores,
      },
      servingDevice: cpuCore,
      deviceBytes: 0,
      learned: model.learned,
    },
  }
}

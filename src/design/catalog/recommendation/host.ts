/** What is fitted on a CPU has to fit a server: a size that no usual machine holds is refused, with its bytes. */
import { estimatorFigures } from '../../estimator/estimator.js'
import type { Fit, Rung } from '../family.js'
import type { RecommendProblem } from './problem.js'
import { bytesWords } from './words.js'

/** Memory of a large server of one or two sockets. */
const serverBytes = 256e9

/** @param rung the smallest of a family without a network */
export function tooLargeForServer(
  { trainingCores, servingCores }: RecommendProblem,
  rung: Rung,
): Fit | undefined {
  const model = rung.parts[0]?.model
  if (model?.kind !== 'estimator') return undefined
  const { trainingMemory } = estimatorFigures(model.estimator, { ...model.load, trainingCores, servingCores })
  if (trainingMemory.value <= serverBytes) return undefined
  return {
    fits: false,
    reason: `Fitting it takes ${bytesWords(trainingMemory.value)} on one machine (${trainingMemory.formula}); a large server has ${bytesWords(serverBytes)}.`,
    source: trainingMemory.source,
  }
}

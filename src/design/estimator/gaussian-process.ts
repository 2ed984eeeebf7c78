/**
 * A Gaussian process: similarity to every measured example, with an uncertainty that grows away from them. Exact, and
 * cubic in the examples, so it is for thousands of them.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, clockHz } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const gaussianProcessSchema = z.object({
  kind: z.literal('gaussian_process'),
  /** Shared bits over all bits for fingerprints; a bell over the distance for numbers. */
  kernel: z.enum(['tanimoto', 'rbf']),
})
export type GaussianProcess = z.infer<typeof gaussianProcessSchema>

const definition = 'Rasmussen & Williams, Gaussian Processes for Machine Learning, 2006, algorithm 2.1'
const bytesPerDouble = 8
/** Likelihoods that the search for noise and scale computes. */
const likelihoods = { low: 20, typical: 50, high: 200 }
/** Operations a core finishes in a cycle: 64-bit matrix products and factorisations, four lanes of two operations. */
const perCycle = { low: 2, typical: 6, high: 12 }

export const gaussianProcess: EstimatorKind<GaussianProcess> = {
  figures(_: GaussianProcess, load: Workload): EstimatorFigures {
    const n = load.trainingRows
    const outputs = load.outputsPerRow
    const learned = outputs * n + 2
    const examples = grouped(n)
    const columns = counted(load.features, 'column')
    // The factor of the covariance is a triangle, kept as a square; the examples stay with it.
    const stored = n * n + n * load.features + learned
    const counts = `${examples} x ${examples} + ${examples} x ${columns} + ${counted(outputs, 'output')} x ${examples} + 2`
    const bytes = exact(stored * bytesPerDouble, 'bytes', `(${counts}) x ${bytesPerDouble} bytes`, definition)
    const rows = load.rowsPerRequest
    const asked = counted(rows, 'row')
    const answer = rows * (2 * n * load.features + 2 * n * outputs + n * n)
    const answerWords = `${asked} x (2 x ${examples} x ${columns} + 2 x ${examples} x ${counted(outputs, 'output')} + ${examples} x ${examples})`
    const ms = (speed: number, cores: number) => (answer / (clockHz * speed) / cores) * 1000
    const fitAt = (times: number) => n * n * load.features * 2 + times * (n ** 3 / 3)
    const hours = (times: number, speed: number) =>
      fitAt(times) / (clockHz * speed) / load.trainingCores / 3600
    const square = n * n * bytesPerDouble
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(
        learned,
        'parameters',
        `${counted(outputs, 'output')} x ${examples} + 2`,
        `${definition}: a weight for each example, noise and scale`,
      ),
      flops: exact(answer, 'FLOPs', answerWords, `${definition}: similarities, mean, variance`),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: 3 * square,
        unit: 'bytes',
        low: 2 * square,
        high: 5 * square,
        formula: `3 x ${examples} x ${examples} x ${bytesPerDouble} bytes`,
        source: 'covariance, its factor, and one derivative at a time',
      },
      latency: {
        value: callMs.typical + ms(perCycle.typical, load.servingCores),
        unit: 'milliseconds',
        low: callMs.low + ms(perCycle.high, load.servingCores),
        high: callMs.high + ms(perCycle.low, 1),
        formula: `${callTerm} + ${answerWords} / (${perCycle.typical} operations a cycle x ${clockHz / 1e9} GHz) / ${counted(load.servingCores, 'core')}`,
        source: callSource,
      },
      trainingTime: {
        value: hours(likelihoods.typical, perCycle.typical),
        unit: 'hours',
        low: hours(likelihoods.low, perCycle.high),
        high: hours(likelihoods.high, perCycle.low),
        formula: `(2 x ${examples} x ${examples} x ${columns} + ${likelihoods.typical} likelihoods x ${examples} x ${examples} x ${examples} / 3) / (${perCycle.typical} operations a cycle x ${clockHz / 1e9} GHz) / ${counted(load.trainingCores, 'core')}`,
        source: `${definition}: n^3 / 3 for a Cholesky factor; number of likelihoods is a working default`,
      },
      library: 'GPyTorch',
      assumptions: ['the factor of the covariance is kept for the variance of every answer'],
      notCounted: ['reading the data from its store', 'making the columns'],
    }
  },
  describe({ kernel }: GaussianProcess): string {
    const similarity =
      kernel === 'tanimoto' ? 'the share of common bits (Tanimoto)' : 'the distance of scaled columns (RBF)'
    return `Gaussian process: similarity by ${similarity}, noise and scale from the likelihood`
  },
}

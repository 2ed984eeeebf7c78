/**
 * A regularised linear model on columns: ridge, logistic, Poisson or Tweedie regression, a Cox model. Its weights are
 * read as they are, which no larger model offers. Fitting goes through the table a few dozen times.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, clockHz } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const linearModelSchema = z.object({
  kind: z.literal('linear_model'),
  /** What the weighted sum stands for: the value itself, log odds, or the log of a mean (or of a hazard). */
  link: z.enum(['identity', 'logit', 'log']),
  /** Sums side by side: one for a value or two classes, one a class beyond. */
  outputs: z.number().int().positive(),
  /** Strengths of the penalty that are tried, and folds that each is tried on. */
  penalties: z.number().int().positive(),
  folds: z.number().int().positive(),
})
export type LinearModel = z.infer<typeof linearModelSchema>

const definition = 'Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, chapters 3 and 4'
const bytesPerDouble = 8
/** Passes of L-BFGS until a convex loss stands still: the library stops at 100 unless told otherwise. */
const iterations = { low: 15, typical: 50, high: 100 }
/** Both products of an iteration read the table once: X w for the sums, X' r for the gradient. */
const readsPerIteration = 2
/** Bytes that one core reads in a second of a table that is larger than its caches. */
const bytesPerSecond = { low: 5e9, typical: 10e9, high: 20e9 }
/** Multiply-adds that a core finishes in a cycle on one short dot product. */
const perCycle = { low: 1, typical: 4, high: 16 }

const links = { identity: 'Linear regression', logit: 'Logistic regression', log: 'Log-linear regression' }

export const linearModel: EstimatorKind<LinearModel> = {
  figures(model: LinearModel, load: Workload): EstimatorFigures {
    const { outputs, penalties, folds } = model
    const weights = outputs * (load.features + 1)
    const columns = counted(load.features, 'column')
    const rows = counted(load.rowsPerRequest, 'row')
    const counts = `${counted(outputs, 'sum')} x (${columns} + 1)`
    const bytes = exact(weights * bytesPerDouble, 'bytes', `${counts} x ${bytesPerDouble} bytes`, definition)
    const query = load.rowsPerRequest * load.features * bytesPerDouble
    const products = load.rowsPerRequest * weights
    const ms = (speed: number) => (products / (clockHz * speed)) * 1000
    // Every strength on every fold, then once more on all rows.
    const fits = penalties * folds + 1
    const table = load.trainingRows * load.features * bytesPerDouble
    const read = table * readsPerIteration * outputs * fits
    const hours = (passes: number, speed: number) => (read * passes) / speed / load.trainingCores / 3600
    const trainingRows = counted(load.trainingRows, 'row')
    const tableWords = `${trainingRows} x ${columns} x ${bytesPerDouble} bytes`
    return {
      params: exact(weights, 'parameters', counts, definition),
      trainableParams: exact(weights, 'parameters', counts, definition),
      flops: exact(2 * products, 'FLOPs', `2 x ${rows} x ${counts}`, definition),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + query,
        'bytes',
        `${bytes.formula} + ${rows} x ${columns} x ${bytesPerDouble} bytes`,
        definition,
      ),
      trainingMemory: {
        value: 2 * table,
        unit: 'bytes',
        low: table,
        high: 3 * table,
        formula: `2 x ${tableWords}`,
        source:
          'size of the table as 64-bit numbers; one copy is scaled, a third stands while columns are made',
      },
      latency: {
        value: callMs.typical + ms(perCycle.typical),
        unit: 'milliseconds',
        low: callMs.low + ms(perCycle.high),
        high: callMs.high + ms(perCycle.low),
        formula: `${callTerm} + ${rows} x ${counts} / (${perCycle.typical} products a cycle x ${clockHz / 1e9} GHz)`,
        source: callSource,
      },
      trainingTime: {
        value: hours(iterations.typical, bytesPerSecond.typical),
        unit: 'hours',
        low: hours(iterations.low, bytesPerSecond.high),
        high: hours(iterations.high, bytesPerSecond.low),
        formula: `${tableWords} x ${readsPerIteration} reads x ${grouped(iterations.typical)} iterations x ${counted(outputs, 'sum')} x (${grouped(penalties)} penalties x ${counted(folds, 'fold')} + 1) / ${bytesPerSecond.typical / 1e9} GB/s / ${counted(load.trainingCores, 'core')}`,
        source:
          'a product of a matrix with a vector is bound by reading the matrix (Williams et al., Roofline, 2009); 8 GB/s measured with scikit-learn 1.9; its default limit is 100 iterations',
      },
      library: 'scikit-learn',
      assumptions: ['the columns are scaled, and categories stand as columns of zeros and ones'],
      notCounted: ['reading the data from its store', 'making the columns'],
    }
  },
  describe({ link, outputs, penalties, folds }: LinearModel): string {
    const sums = outputs === 1 ? '' : `, ${counted(outputs, 'weighted sum')}`
    return `${links[link]}${sums}, its penalty chosen among ${grouped(penalties)} on ${counted(folds, 'fold')}`
  },
}

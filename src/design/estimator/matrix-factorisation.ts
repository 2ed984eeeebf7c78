/**
 * Users and items as vectors whose product is the score: implicit ALS (weighted least squares, one side after the
 * other) or BPR (a taken item before one that was not). Serving reads one user and all items.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import {
  coreSource,
  smallFlopSeconds,
  smallFlopSource,
  smallFlopTerm,
  streamSeconds,
  streamTerm,
} from './core-speed.js'
import { bytesPerFloat, callMs, callSource, callTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const matrixFactorisationSchema = z.object({
  kind: z.literal('matrix_factorisation'),
  /** `rating_als` sees only what was rated, `implicit_als` all pairs, `bpr` pairs of a taken and another item. */
  method: z.enum(['implicit_als', 'rating_als', 'bpr']),
  users: z.number().int().positive(),
  items: z.number().int().positive(),
  dim: z.number().int().positive(),
  /** Sweeps over both sides, or passes over the events. */
  iterations: z.number().int().positive(),
})
export type MatrixFactorisation = z.infer<typeof matrixFactorisationSchema>

const sources = {
  rating_als: 'Koren, Bell & Volinsky, Matrix Factorization Techniques for Recommender Systems, 2009',
  implicit_als: 'Hu, Koren & Volinsky, Collaborative Filtering for Implicit Feedback Datasets, ICDM 2008',
  bpr: 'Rendle et al., BPR: Bayesian Personalized Ranking from Implicit Feedback, UAI 2009',
} as const
const libraries = {
  rating_als: 'Spark MLlib (ALS)',
  implicit_als: 'implicit (AlternatingLeastSquares)',
  bpr: 'implicit (BayesianPersonalizedRanking)',
} as const
/** Column and value of an event, once by user and once by item. */
const bytesPerEvent = 8

export const matrixFactorisation = {
  figures(model: MatrixFactorisation, load: Workload): EstimatorFigures {
    const { users, items, dim } = model
    const source = sources[model.method]
    const stored = (users + items) * dim
    const rows = `(${counted(users, 'user')} + ${counted(items, 'item')})`
    const counts = `${rows} x ${grouped(dim)}`
    const bytes = exact(stored * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, source)
    const read = items * dim * bytesPerFloat
    const ms = (end: End) => callMs[end] + (read * streamSeconds[end] * 1000) / load.servingCores
    const work = fitting(model, load.points)
    const perCore = work.flops / load.trainingCores
    const hours = (end: End) => (perCore * smallFlopSeconds[end]) / 3600
    const events = load.points * bytesPerEvent
    return {
      params: exact(stored, 'parameters', counts, source),
      trainableParams: exact(stored, 'parameters', counts, source),
      flops: exact(2 * items * dim, 'FLOPs', `2 x ${counted(items, 'item')} x ${grouped(dim)}`, source),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + items * bytesPerFloat,
        'bytes',
        `${bytes.formula} + ${counted(items, 'score')} x ${bytesPerFloat} bytes`,
        source,
      ),
      trainingMemory: {
        value: bytes.value + 2 * events,
        unit: 'bytes',
        low: bytes.value + events,
        high: 2 * bytes.value + 4 * events,
        formula: `${bytes.formula} + 2 x ${counted(load.points, 'event')} x ${bytesPerEvent} bytes (by user and by item)`,
        source: `${source}; sparse rows of column and value`,
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${counted(items, 'item')} x ${grouped(dim)} x ${bytesPerFloat} bytes / ${streamTerm} / ${counted(load.servingCores, 'core')}`,
        source: `${callSource}; ${coreSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${work.formula} / ${smallFlopTerm} / ${counted(load.trainingCores, 'core')}`,
        source: `${source}; ${smallFlopSource}`,
      },
      library: libraries[model.method],
      assumptions: ['every item is scored for a user: no index in front of it'],
      notCounted: ['reading the events from their store', 'removing what a user had already'],
    }
  },
  describe(model: MatrixFactorisation): string {
    const name = { bpr: 'BPR', implicit_als: 'Implicit ALS', rating_als: 'ALS of ratings' }[model.method]
    const passes =
      model.method === 'bpr' ? counted(model.iterations, 'epoch') : counted(model.iterations, 'sweep')
    return `${name}: ${counted(model.users, 'user')} and ${counted(model.items, 'item')} as vectors of ${grouped(model.dim)}, ${passes}`
  },
}

/**
 * A sweep of ALS adds an outer product for each event and side, then solves dim x dim equations for each row; a pass
 * of BPR updates three vectors for an event, some eight operations a number.
 */
function fitting({ method, users, items, dim, iterations }: MatrixFactorisation, points: number) {
  const d = grouped(dim)
  const passes = counted(iterations, method === 'bpr' ? 'epoch' : 'sweep')
  const events = counted(points, 'event')
  if (method === 'bpr')
    return { flops: iterations * points * 8 * 3 * dim, formula: `${passes} x ${events} x 8 x 3 x ${d} FLOPs` }
  const rows = users + items
  return {
    flops: iterations * (2 * points * 2 * dim ** 2 + (rows * dim ** 3) / 3),
    formula: `${passes} x (2 x ${events} x 2 x ${d} x ${d} + ${counted(rows, 'row')} x ${d} x ${d} x ${d} / 3) FLOPs`,
  }
}

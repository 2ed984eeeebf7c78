/**
 * A linear contextual bandit: ridge regression of the reward for each action, and the uncertainty of that regression
 * to explore by: an upper bound (LinUCB) or a draw (Thompson sampling).
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import { smallFlopSeconds, smallFlopSource, smallFlopTerm } from './core-speed.js'
import { callMs, callSource, callTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const linearBanditSchema = z.object({
  kind: z.literal('linear_bandit'),
  method: z.enum(['linucb', 'thompson']),
  actions: z.number().int().positive(),
  /** Numbers that describe the situation, the constant included. */
  context: z.number().int().positive(),
})
export type LinearBandit = z.infer<typeof linearBanditSchema>

const sources = {
  linucb: 'Li et al., A Contextual-Bandit Approach to Personalized News Article Recommendation, WWW 2010',
  thompson: 'Agrawal & Goyal, Thompson Sampling for Contextual Bandits with Linear Payoffs, ICML 2013',
} as const
/** Inverses are kept in double precision: they are updated many thousand times. */
const bytesPerDouble = 8

export const linearBandit = {
  figures(model: LinearBandit, load: Workload): EstimatorFigures {
    const { actions, context: d } = model
    const source = sources[model.method]
    const each = d * d + 2 * d
    const stored = actions * each
    const n = grouped(d)
    const all = counted(actions, 'action')
    const counts = `${all} x (${n} x ${n} + 2 x ${n})`
    const bytes = exact(
      stored * bytesPerDouble,
      'bytes',
      `${counts} x ${bytesPerDouble} bytes`,
      `${source}: inverse, rewards and weights of each action`,
    )
    // Mean and width for each action: x'w, and x'A^-1 x; a draw solves a triangle of the same size instead.
    const scoring = actions * (2 * d * d + 4 * d)
    const ms = (end: End) => callMs[end] + (scoring * smallFlopSeconds[end] * 1000) / load.servingCores
    // One rank-1 update of one inverse for each decision, and new weights (Sherman & Morrison, 1950).
    const updating = load.points * (6 * d * d + 2 * d)
    const hours = (end: End) => (updating * smallFlopSeconds[end]) / load.trainingCores / 3600
    return {
      params: exact(stored, 'parameters', counts, source),
      trainableParams: exact(stored, 'parameters', counts, source),
      flops: exact(scoring, 'FLOPs', `${all} x (2 x ${n} x ${n} + 4 x ${n})`, source),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + (d + actions) * bytesPerDouble,
        'bytes',
        `${bytes.formula} + (${n} + ${all}) x ${bytesPerDouble} bytes`,
        source,
      ),
      trainingMemory: {
        value: bytes.value,
        unit: 'bytes',
        low: bytes.value,
        high: bytes.value + load.points * (d + 3) * bytesPerDouble,
        formula: `${bytes.formula}; high: with all decisions in memory`,
        source: `${source}; decisions are learned from one by one`,
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${all} x (2 x ${n} x ${n} + 4 x ${n}) FLOPs / ${smallFlopTerm} / ${counted(load.servingCores, 'core')}`,
        source: `${callSource}; ${smallFlopSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${counted(load.points, 'decision')} x (6 x ${n} x ${n} + 2 x ${n}) FLOPs / ${smallFlopTerm} / ${counted(load.trainingCores, 'core')}`,
        source: `Sherman & Morrison, 1950: rank-1 update of an inverse; ${smallFlopSource}`,
      },
      library: model.method === 'linucb' ? 'MABWiser (LinUCB)' : 'MABWiser (LinTS)',
      assumptions: ['every action has weights of its own (disjoint models)'],
      notCounted: ['looking up the context of a request'],
    }
  },
  describe(model: LinearBandit): string {
    const name = model.method === 'linucb' ? 'LinUCB' : 'Linear Thompson sampling'
    return `${name}: ridge regression on ${counted(model.context, 'number')} of context for each of ${counted(model.actions, 'action')}, with its uncertainty`
  },
}

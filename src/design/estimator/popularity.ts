/**
 * Popularity with forgetting: every event counts, and counts half after a half-life. Counts rank items; rates, which
 * keep what was shown besides, say how often an item is taken. The bar for every recommender, and what new users get.
 */
import { z } from 'zod'
import { counted, grouped, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { bytesPerFloat, callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const popularitySchema = z.object({
  kind: z.literal('popularity'),
  items: z.number().int().positive(),
  /** Groups with counts of their own: countries, devices; 1 for all together. */
  segments: z.number().int().positive(),
  /** Items kept ready in the list of a segment. */
  listed: z.number().int().positive(),
  half_life_days: z.number().positive(),
  /** `count`: what was taken. `rate`: taken of shown, smoothed towards the rate of all. */
  score: z.enum(['count', 'rate']),
})
export type Popularity = z.infer<typeof popularitySchema>

const definition = 'exponentially decayed counts: weight 2^(-age / half-life)'
/** Item, user, time of an event. */
const bytesPerEvent = 16

export const popularity = {
  figures(model: Popularity, load: Workload): EstimatorFigures {
    const each = model.score === 'rate' ? 2 : 1
    const scores = model.segments * model.items * each
    const segments = counted(model.segments, 'segment')
    const counts = `${segments} x ${counted(model.items, 'item')} x ${each === 1 ? '1 count' : '2 counts'}`
    const listed = Math.min(model.listed, model.items)
    const lists = model.segments * listed * 2 * bytesPerFloat
    const stored = exact(scores * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, definition)
    const latency = (seconds: number) => listed * seconds * 1000
    const sorted = Math.max(2, model.items)
    const work = load.points + model.segments * model.items * Math.log2(sorted)
    const hours = (seconds: number) => (work * seconds) / load.trainingCores / 3600
    const events = counted(load.points, 'event')
    return {
      params: exact(scores, 'parameters', counts, definition),
      trainableParams: exact(scores, 'parameters', counts, definition),
      flops: exact(0, 'FLOPs', '0 additions: the list is sorted before it is asked for', definition),
      weightMemory: stored,
      servingMemory: exact(
        scores * bytesPerFloat + lists,
        'bytes',
        `${stored.formula} + ${segments} x ${counted(listed, 'listed item')} x 2 x ${bytesPerFloat} bytes`,
        `${definition}; lists of item and score`,
      ),
      trainingMemory: {
        value: scores * bytesPerFloat * 2,
        unit: 'bytes',
        low: scores * bytesPerFloat,
        high: scores * bytesPerFloat * 2 + load.points * bytesPerEvent,
        formula: `${stored.formula} x 2 (counts and a copy to sort); high: with all events in memory`,
        source: 'size of the counts; events are read one by one',
      },
      latency: {
        value: callMs.typical + latency(loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + latency(loadSeconds.low),
        high: callMs.high + latency(loadSeconds.high),
        formula: `${callTerm} + ${counted(listed, 'read')} x ${loadTerm}`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(loadSeconds.typical),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(loadSeconds.high),
        formula: `(${events} + ${segments} x ${counted(model.items, 'item')} x log2(${grouped(sorted)})) x ${loadTerm} / ${counted(load.trainingCores, 'core')}`,
        source: `${loadSource}; one look-up for an event, one sort for a list`,
      },
      library: 'SQL or pandas',
      assumptions: ['counts fit the cache of a core, or nearly'],
      notCounted: ['reading the events from their store'],
    }
  },
  describe(model: Popularity): string {
    const what = model.score === 'rate' ? 'smoothed rates' : 'counts'
    const groups = model.segments > 1 ? ` in each of ${counted(model.segments, 'segment')}` : ''
    const days = model.half_life_days === 1 ? '1 day' : `${plain(model.half_life_days)} days`
    return `Popularity: ${what} of ${counted(model.items, 'item')}${groups}, half-life ${days}, the top ${grouped(Math.min(model.listed, model.items))} kept ready`
  },
}

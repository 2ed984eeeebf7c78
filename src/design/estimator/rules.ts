/** Rules that people write: patterns, word lists, templates. Nothing is learned, everything can be read. */
import { z } from 'zod'
import { counted, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import { callMs, callSource, callTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const rulesSchema = z.object({
  kind: z.literal('rules'),
  rules: z.number().int().positive(),
  /** What they are, for people: `patterns and templates for 14 fields`. */
  what: z.string().min(1).max(120),
})
export type Rules = z.infer<typeof rulesSchema>

/** Seconds for one rule to look at one character or value. */
const readSeconds: Readonly<Record<End, number>> = { low: 0.3e-9, typical: 2e-9, high: 20e-9 }
const readSource =
  'working default: a compiled pattern reads 50 million to 3 billion characters a second; measure on the target'
/** A compiled pattern with its tables. */
const bytesPerRule = { low: 500, typical: 4000, high: 64_000 }

export const rules = {
  /** `features` of the load: characters or values that a rule looks at. */
  figures(model: Rules, load: Workload): EstimatorFigures {
    const all = counted(model.rules, 'rule')
    const read = counted(load.features, 'character')
    const work = load.rowsPerRequest * model.rules * load.features
    const ms = (end: End) => callMs[end] + work * readSeconds[end] * 1000
    const bytes = {
      value: model.rules * bytesPerRule.typical,
      unit: 'bytes' as const,
      low: model.rules * bytesPerRule.low,
      high: model.rules * bytesPerRule.high,
      formula: `${all} x ${bytesPerRule.typical} bytes`,
      source: 'working default: a compiled pattern takes 0.5 to 64 KB',
    }
    // Nothing is fitted; all labelled rows are gone through once to see how good the rules are.
    const hours = (end: End) =>
      (load.trainingRows * model.rules * load.features * readSeconds[end]) / load.trainingCores / 3600
    return {
      params: exact(model.rules, 'parameters', all, 'rules are written, not fitted'),
      trainableParams: exact(0, 'parameters', '0: written, not fitted', 'rules are written, not fitted'),
      flops: exact(0, 'FLOPs', '0: comparisons are not FLOPs', 'patterns compare, they do not multiply'),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: bytes,
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${counted(load.rowsPerRequest, 'row')} x ${all} x ${read} x ${plain(readSeconds.typical * 1e9)} ns`,
        source: `${callSource}; ${readSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${counted(load.trainingRows, 'row')} x ${all} x ${read} x ${plain(readSeconds.typical * 1e9)} ns / ${counted(load.trainingCores, 'core')}`,
        source: `one pass over the labelled rows, to judge the rules; ${readSource}`,
      },
      library: 'Python (re)',
      assumptions: ['every rule reads the whole text'],
      notCounted: ['writing the rules, which is most of the work'],
    }
  },
  describe: (model: Rules): string => `Rules: ${counted(model.rules, 'rule')}, ${model.what}`,
}

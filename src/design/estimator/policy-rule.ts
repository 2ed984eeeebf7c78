/**
 * A policy that nobody trains: the present one, a fixed action, chance, or a scripted controller. It is written down
 * and run like any other, because a learned policy is worth what it gains over it.
 */
import { z } from 'zod'
import { counted } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { bytesPerFloat, callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const policyRuleSchema = z.object({
  kind: z.literal('policy_rule'),
  rule: z.enum(['present', 'best_fixed', 'random', 'controller']),
  /** Numbers that people set: gains, thresholds, one for each action at least. */
  settings: z.number().int().positive(),
  /** Numbers it reads. */
  observed: z.number().int().positive(),
})
export type PolicyRule = z.infer<typeof policyRuleSchema>

const names = {
  present: 'The present policy, as rules',
  best_fixed: 'The best fixed action',
  random: 'Uniform random actions',
  controller: 'A scripted controller',
} as const
const source = 'count of the settings; the rule itself is written by hand'

export const policyRule = {
  figures(model: PolicyRule, load: Workload): EstimatorFigures {
    const settings = counted(model.settings, 'setting')
    const bytes = exact(
      model.settings * bytesPerFloat,
      'bytes',
      `${settings} x ${bytesPerFloat} bytes`,
      source,
    )
    const reads = model.settings + model.observed
    const ms = (seconds: number) => reads * load.rowsPerRequest * seconds * 1000
    const none = (unit: 'parameters' | 'hours', words: string) => exact(0, unit, words, source)
    return {
      params: exact(model.settings, 'parameters', settings, source),
      trainableParams: none('parameters', '0 numbers: people set them'),
      flops: exact(
        2 * model.settings * load.rowsPerRequest,
        'FLOPs',
        `2 x ${settings} x ${counted(load.rowsPerRequest, 'decision')}`,
        'one product and one addition for a setting',
      ),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + model.observed * load.rowsPerRequest * bytesPerFloat,
        'bytes',
        `${bytes.formula} + ${counted(model.observed, 'observed number')} x ${counted(load.rowsPerRequest, 'decision')} x ${bytesPerFloat} bytes`,
        source,
      ),
      trainingMemory: exact(0, 'bytes', '0 bytes: nothing is trained', source),
      latency: {
        value: callMs.typical + ms(loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + ms(loadSeconds.low),
        high: callMs.high + ms(loadSeconds.high),
        formula: `${callTerm} + (${settings} + ${counted(model.observed, 'observed number')}) x ${counted(load.rowsPerRequest, 'decision')} x ${loadTerm}`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: none('hours', '0 hours: nothing is trained'),
      library: 'own code of a few lines',
      assumptions: [],
      notCounted: ['tuning the settings by hand'],
    }
  },
  describe(model: PolicyRule): string {
    return `${names[model.rule]}: ${counted(model.settings, 'setting')} over ${counted(model.observed, 'observed number')}`
  },
}

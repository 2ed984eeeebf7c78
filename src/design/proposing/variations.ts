/** Changes of one fact that may well come: the field's own, nearest first, then those of limits that all fields share. */
import type { Brief } from '../brief/brief.js'
import { cpuCore } from '../brief/devices.js'
import { assumed } from '../brief/fact.js'
import { plain } from '../brief/facts.js'
import type { Field, Variation } from '../catalog/field.js'
import { number } from '../catalog/limits.js'
import type { Problem } from '../catalog/problem.js'
import { oneOf } from '../catalog/words.js'

/** @param brief completed */
export function variationsOf(field: Field, brief: Brief, problem: Problem): Variation[] {
  return [
    ...field.variations(brief, problem),
    ...explanations(brief, problem),
    ...latencies(brief, problem),
    ...devices(brief),
  ]
}

function explanations(brief: Brief, { answer }: Problem): Variation[] {
  if (brief.constraints.interpretability?.value === 'must') return []
  const constraints = { ...brief.constraints, interpretability: assumed('must' as const) }
  return [{ condition: `every ${answer.one} had to be explained`, brief: { ...brief, constraints } }]
}

function latencies(brief: Brief, { answer }: Problem): Variation[] {
  const now = brief.targets.latency?.value
  const limits = now ? [now.ms / 2, now.ms / 10, now.ms * 10] : [100, 10, 1]
  return limits.map((ms) => {
    const percentile = now?.percentile ?? 99
    return {
      condition: `${oneOf(answer.one)} had to come within ${number(ms)} ms at p${plain(percentile)}${now ? ` instead of ${number(now.ms)} ms` : ''}`,
      brief: { ...brief, targets: { ...brief.targets, latency: assumed({ ms, percentile }) } },
    }
  })
}

function devices(brief: Brief): Variation[] {
  if (brief.constraints.trainingDevice?.value.id === cpuCore) return []
  const constraints = { ...brief.constraints, trainingDevice: assumed({ id: cpuCore, count: 4 }) }
  return [{ condition: 'there was no GPU to train on', brief: { ...brief, constraints } }]
}

/** Sizes of the families for pictures and sounds: a larger one never needs less, or the largest that fits is the wrong one. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../../../src/design/catalog/assess.js'
import { audio } from '../../../../src/design/catalog/audio/field.js'
import type { Field } from '../../../../src/design/catalog/field.js'
import { fields } from '../../../../src/design/catalog/fields.js'
import { vision } from '../../../../src/design/catalog/vision/field.js'
import type { Figures } from '../../../../src/design/proposal.js'
import { briefOf, type Facts } from '../language/briefs.js'

const devices = [
  { id: 't4', count: 1 },
  { id: 'raspberry-pi-4', count: 4 },
]
const tasks: Readonly<Record<'vision' | 'audio', readonly Facts['task'][]>> = {
  vision: [
    'image classification',
    'object detection',
    'segmentation',
    'visual anomaly detection',
    'image retrieval',
  ],
  audio: [
    'audio classification',
    'multi-label audio classification',
    'sound event detection',
    'keyword spotting',
    'speech recognition',
    'audio anomaly detection',
  ],
}

/** A rise of rounding and of utilisation that grows with the work is no fall. */
const slack = 0.999

function falls(field: Field, facts: Facts): string[] {
  const problem = field.problem(field.complete(briefOf(field.domain, facts)))
  return field.families
    .filter((family) => (field.suits?.(problem, family) ?? true) && family.fits(problem).fits)
    .flatMap((family) => {
      const figures = family.rungs(problem).map((rung) => {
        const assessed = assess(problem, rung, family.recipe(problem, rung))
        if (!assessed.ok) throw new Error(`${family.id}, ${rung.label}: ${assessed.reason}`)
        return assessed.assessment.figures
      })
      return figures.flatMap((now, i) => {
        const before = figures[i - 1]
        const names = ['params', 'latency', 'servingMemory', 'weightMemory'] as const
        const fell = (name: keyof Figures) =>
          before && (now[name]?.value ?? 0) < slack * (before[name]?.value ?? 0)
        return names.filter(fell).map((name) => `${family.id}: ${name} of size ${i + 1}`)
      })
    })
}

describe.each([vision, audio].map((field) => [field.title, field.domain] as const))(
  'sizes for %s',
  (_, domain) => {
    const field = fields.find((one) => one.domain === domain)
    it.each(tasks[domain as 'vision' | 'audio'])('of %s grow in parameters, latency and memory', (task) => {
      if (!field) throw new Error(`Expected a field for ${domain}.`)
      for (const servingDevice of devices)
        for (const labelled of [6_000, 300_000])
          expect(
            falls(field, {
              task,
              data: { labelled, ...(domain === 'vision' && { imageSize: 800 }) },
              constraints: { servingDevice },
            }),
          ).toEqual([])
    })
  },
)

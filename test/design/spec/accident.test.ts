/** Lengths that agree by accident are found; those that belong together, or that a number of their own holds, are not called so. */
import { describe, expect, it } from 'vitest'
import { sizeWarnings } from '../../../src/design/spec/accident.js'
import { parseSpec } from '../../../src/design/spec/spec.js'

function warningsOf(sketch: object, options = {}) {
  const parsed = parseSpec({ name: 'm', ...sketch })
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message)
  return sizeWarnings(parsed.spec, options)
}
const inputs = {
  past: { kind: 'series', steps: 'past_steps', features: 8 },
  future: { kind: 'series', steps: 'future_steps', features: 8 },
}
const mixed = [{ name: 'mixed', kind: 'add', from: ['past', 'future'] }]

describe('named sizes', () => {
  it('that are equal by accident are told once, by both names', () => {
    const { accidents, fixed } = warningsOf({
      sizes: { past_steps: 24, future_steps: 24 },
      inputs,
      nodes: mixed,
    })
    expect(fixed).toEqual([])
    expect(accidents).toMatchObject([{ path: 'mixed', code: 'size_accident' }])
    expect(accidents[0]?.message).toMatch(/^future_steps and past_steps agree only because both are 24\./)
  })

  it('are looked at as they are bound', () => {
    const sketch = { sizes: { past_steps: 24, future_steps: 12 }, inputs, nodes: mixed }
    expect(warningsOf(sketch).accidents).toEqual([])
    expect(warningsOf(sketch, { sizes: { future_steps: 24 } }).accidents).toHaveLength(1)
  })

  it('that are equal and never meet are no accident', () => {
    const nodes = [
      { name: 'a', kind: 'gru', units: 4, from: 'past' },
      { name: 'b', kind: 'gru', units: 4, from: 'future' },
      { kind: 'concat', from: ['a.last', 'b.last'] },
    ]
    expect(warningsOf({ sizes: { past_steps: 24, future_steps: 24 }, inputs, nodes })).toEqual({
      accidents: [],
      fixed: [],
    })
  })

  it('that a node reads as a parameter change with it', () => {
    const nodes = [{ kind: 'position_embedding', rows: '$n' }]
    const one = { x: { kind: 'series', steps: 'n', features: 8 } }
    expect(warningsOf({ sizes: { n: 24, other: 24 }, inputs: one, nodes })).toEqual({
      accidents: [],
      fixed: [],
    })
  })

  it('that a number holds are told as that', () => {
    const nodes = [{ kind: 'position_embedding', rows: 24 }]
    const one = { x: { kind: 'series', steps: 'n', features: 8 } }
    const { accidents, fixed } = warningsOf({ sizes: { n: 24, other: 24 }, inputs: one, nodes })
    expect(accidents).toEqual([])
    expect(fixed[0]?.message).toMatch(/^not with n 48: expected at least 48 rows/)
  })
})

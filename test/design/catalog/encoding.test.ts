/** What it takes to encode a collection once, in words: minutes below an hour. */
import { describe, expect, it } from 'vitest'
import { encodingWords } from '../../../src/design/catalog/encoding.js'
import { solve } from '../../../src/design/proposing/solve.js'
import type { ModelSpec } from '../../../src/design/spec/spec.js'
import { briefOf } from '../requests.js'

const { problem } = solve(briefOf('Forecast daily sales 28 days ahead for 200 series, train on one L4'))
const spec: ModelSpec = {
  name: 'one product',
  inputs: { x: { kind: 'vector', features: 10_000 } },
  nodes: [{ name: 'out', kind: 'linear', units: 10_000 }],
}
const said = (count: number) => encodingWords(problem, spec, count, 'passages') ?? ''

describe('encoding a collection', () => {
  it('is said in minutes below an hour, and in hours from there', () => {
    const [, few] = / = ([\d.]+) min of /.exec(said(1e7)) ?? []
    expect(Number(few)).toBeGreaterThan(0)
    expect(Number(few)).toBeLessThan(60)
    const [, many] = / = ([\d.]+) h of /.exec(said(1e10)) ?? []
    expect(Number(many)).toBeCloseTo((Number(few) * 1000) / 60, 0)
  })
})

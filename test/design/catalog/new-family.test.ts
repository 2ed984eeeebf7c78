/** CONTRIBUTING.md shows how a family is added: its example is this file, and it goes through the whole design. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Field } from '../../../src/design/catalog/field.js'
import { forecasting } from '../../../src/design/catalog/forecasting/field.js'
import { proposeFrom } from '../../../src/design/propose.js'
import { solveIn } from '../../../src/design/proposing/solve.js'
import { nlinear } from '../../support/nlinear.js'
import { briefOf } from '../requests.js'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const field: Field = { ...forecasting, families: [...forecasting.families, nlinear] }

describe('a family in one file and one line', () => {
  it('is the one that CONTRIBUTING.md shows', () => {
    const code = read('test/support/nlinear.ts').replace(
      /'\.\.\/\.\.\/src\/design\/catalog\/forecasting\//g,
      "'./",
    )
    const shown = code.replace(/'\.\.\/\.\.\/src\/design\/catalog\//g, "'../")
    expect(read('CONTRIBUTING.md')).toContain(shown)
  })

  it('is sized, estimated, compared, written and checked like any other', () => {
    const brief = briefOf(
      'Forecast daily sales 28 days ahead as a point forecast, 40 series, 3 years, nlinear',
    )
    const result = proposeFrom(brief, solveIn(field, brief))
    if (result.kind !== 'set') throw new Error('Expected proposals.')
    const all = [
      ...result.set.proposals.map(({ family }) => family),
      ...result.set.rejected.map((r) => r.family),
    ]
    expect(all.filter((family) => family === 'nlinear')).toHaveLength(1)
    const shown = result.set.proposals.find(({ family }) => family === 'nlinear')
    if (shown) expect(shown.checks.every(({ passed }) => passed)).toBe(true)
  })

  it('has one weight for each past and future step, and a bias for each future one', () => {
    const brief = briefOf('Forecast daily sales 28 days ahead as a point forecast, 40 series, 3 years')
    const candidate = solveIn(field, brief).ranking.find(({ family }) => family.id === 'nlinear')
    const [part] = candidate?.assessment.parts ?? []
    const lookback = Number(candidate?.rung.label.replace(/\D/g, ''))
    expect(part?.params).toBe(lookback * 28 + 28)
  })
})

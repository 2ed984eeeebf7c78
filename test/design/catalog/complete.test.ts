/** Defaults: whatever was not said is filled in, marked as assumed, and agrees with what was said. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { complete } from '../../../src/design/catalog/forecasting/complete.js'
import { forecasting } from '../../../src/design/catalog/forecasting/field.js'
import { forecastProblem } from '../../../src/design/catalog/forecasting/problem.js'
import { assumptionsOf } from '../../../src/design/proposing/understood.js'
import { briefOf, briefs } from '../requests.js'

describe('a completed brief', () => {
  it('is complete: filling it in again changes nothing', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        expect(complete(complete(brief))).toEqual(complete(brief))
      }),
    )
  })

  it('keeps every fact that was said', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        const full = complete(brief)
        for (const section of ['data', 'targets', 'constraints', 'team'] as const)
          expect(full[section]).toMatchObject(brief[section])
      }),
    )
  })

  it('says of every assumption what it changes', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        const full = complete(brief)
        for (const { fact, effect } of assumptionsOf(forecasting, full, forecastProblem(full), []))
          expect([fact, effect]).toEqual([fact, expect.stringMatching(/\.$/)])
      }),
    )
  })

  it.each([
    ['63-day trajectory prediction', { value: 1, unit: 'day' }],
    ['forecast sales 12 weeks ahead', { value: 1, unit: 'week' }],
    ['forecast load 48 hours ahead', { value: 1, unit: 'hour' }],
    ['forecast load 1 day ahead', { value: 1, unit: 'hour' }],
    ['forecast revenue for the next quarter', { value: 1, unit: 'month' }],
  ])('reads the step of "%s" from its horizon', (text, step) => {
    expect(complete(briefOf(text)).data.frequency).toEqual({ value: step, source: 'assumed' })
  })
})

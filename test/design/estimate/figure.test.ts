import { describe, expect, it } from 'vitest'
import { exact, isKnown, sum, unknown } from '../../../src/design/estimate/figure.js'

const bytes = { value: 10, unit: 'bytes', low: 8, high: 15, formula: '2 x 5', source: 'a' } as const

describe('figures', () => {
  it('are exact without a range', () => {
    expect(exact(3, 'hours', '1 + 2', 'a')).toEqual({
      value: 3,
      unit: 'hours',
      low: 3,
      high: 3,
      formula: '1 + 2',
      source: 'a',
    })
  })

  it('add up with their ranges, formulas and sources', () => {
    expect(sum([bytes, { ...bytes, formula: '5 + 5', source: 'b' }, bytes])).toEqual({
      value: 30,
      unit: 'bytes',
      low: 24,
      high: 45,
      formula: '2 x 5 + 5 + 5 + 2 x 5',
      source: 'a; b',
    })
    expect(sum([bytes, bytes], 'both').formula).toBe('both')
    expect(sum([bytes])).toBe(bytes)
  })

  it('do not add up over units, nor over nothing', () => {
    expect(() => sum([])).toThrow(RangeError)
    expect(() => sum([bytes, exact(1, 'hours', '1', 'a')])).toThrow(
      'Expected figures in bytes. Received: hours',
    )
  })

  it('may be unknown, with a reason', () => {
    expect(isKnown(unknown('no price is known'))).toBe(false)
    expect(isKnown(bytes)).toBe(true)
    expect(isKnown(0)).toBe(true)
    expect(isKnown(null)).toBe(true)
  })
})

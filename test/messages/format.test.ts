import { describe, expect, it } from 'vitest'
import { exact } from '../../src/design/estimate/figure.js'
import {
  formatBytes,
  formatCount,
  formatFigure,
  formatHours,
  formatNumber,
  formatRange,
  formatShape,
} from '../../src/messages/format.js'

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [4.1, '4.1'],
    [25.557, '25.6'],
    [743.7, '744'],
    [1e-7, '0'],
  ])('writes %d with three significant digits', (value, expected) => {
    expect(formatNumber(value)).toBe(expected)
  })

  it.each([
    [999, '999'],
    [25_557_032, '25,557,032'],
    [1000, '1,000'],
  ])('separates the thousands of %d', (value, expected) => {
    expect(formatCount(value)).toBe(expected)
  })

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [25.6e6, '24.4 MiB'],
    [2 ** 30 - 1, '1 GiB'],
    [16 * 2 ** 30, '16 GiB'],
  ])('writes %d bytes in the largest binary unit that fits', (value, expected) => {
    expect(formatBytes(value)).toBe(expected)
  })

  it.each([
    [35 / 3600, '35 s'],
    [0.2, '12 min'],
    [3.4, '3.4 h'],
    [72, '3 days'],
    [1e-5, '36 ms'],
  ])('writes %d hours in the unit a person would use', (value, expected) => {
    expect(formatHours(value)).toBe(expected)
  })

  it('shows a range only where a figure has one', () => {
    const latency = { value: 4.1, unit: 'milliseconds', low: 2, high: 9, formula: '', source: '' } as const
    expect(formatRange(latency)).toBe('4.1 ms (2 ms – 9 ms)')
    expect(formatRange(exact(8_178_368_512, 'FLOPs', '', ''))).toBe('8.18 GFLOPs')
    expect(formatFigure({ ...latency, value: 0.0312 })).toBe('31.2 µs')
    expect(formatFigure(exact(0.004, 'USD', '', ''))).toBe('under $0.01')
    expect(formatFigure(exact(12.5, 'USD', '', ''))).toBe('$12.50')
  })

  it('writes shapes without a batch', () => {
    expect(formatShape([63, 3])).toBe('[63, 3]')
    expect(formatShape([])).toBe('[]')
  })
})

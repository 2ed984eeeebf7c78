/** The rules of hints, as the files of cases state them. */
import { describe, expect, it } from 'vitest'
import { isSaid, quantities } from './derived.js'
import { lostNumbers } from './global.js'
import { includesAny, occurrences } from './matching.js'

describe('a hint', () => {
  it.each([
    ['als', 'ALS or EASE', true],
    ['als', 'it also learns', false],
    ['ann', 'an ANN index', true],
    ['ann', 'annotated', false],
    ['calibrat', 'is calibrated', true],
    ['calibrat', 'uncalibrated', false],
    ['140', '140GB of weights', true],
    ['140', '1400 GB', false],
    ['63', 'shape [63, 3]', true],
    ['naiv', 'saisonal naiv', true],
    ['予測', '需要予測モデル', true],
    ['@channel', 'post @channel now', true],
    ['14 gb', 'needs 14 GB', true],
  ])('%j in %j: %j', (hint, text, found) => {
    expect(includesAny(text, [hint]) !== undefined).toBe(found)
  })

  it.each([
    ['bf16', 'We do not use bf16 here.'],
    ['bf16', 'Without bf16, use fp16.'],
    ['bf16', 'bf16 is not supported on a T4.'],
    ['fsdp', 'No need for FSDP on one device.'],
  ])('%j does not count in the negation %j', (hint, text) => {
    expect(occurrences(text, hint)).toEqual([])
    expect(occurrences(text, hint, true)).toHaveLength(1)
  })

  it('counts after the negation has ended', () => {
    expect(occurrences('This is not a toy. Train in bf16.', 'bf16')).toHaveLength(1)
  })
})

describe('a derived number', () => {
  const weights = { value: 112, arithmetic: '7e9*16' }
  it('is found in any unit of its kind, within its tolerance', () => {
    expect(isSaid('full_ft_gb', weights, 'takes 104 GiB in all')).toBe(true)
    expect(isSaid('full_ft_gb', weights, 'takes 112,000 MB')).toBe(true)
    expect(isSaid('full_ft_gb', weights, 'takes 90 GB')).toBe(false)
    expect(isSaid('full_ft_gb', weights, 'takes 112 ms')).toBe(false)
    expect(isSaid('nf4_gb', { value: 3.5, arithmetic: '', tolerance: '3.5-4.5' }, '4.4 GB')).toBe(true)
    expect(isSaid('points_per_s', { value: 6000, arithmetic: '' }, '6,000 points a second')).toBe(true)
  })

  it('reads numbers with separators and magnitudes', () => {
    expect(quantities('1,234.5 ms and 12 k')).toEqual([
      { value: 1.2345, unit: 'seconds' },
      { value: 12_000, unit: '' },
    ])
  })
})

describe('numbers of the person', () => {
  it('are found in other forms, and missed where they are lost', () => {
    expect(lostNumbers('12 lakh SKUs, 0.08s p95', '1,200,000 items, 80 ms')).toEqual([])
    expect(lostNumbers('2,5 Jahre, 3.400 Zeilen', '2.5 years, 3,400 rows')).toEqual([])
    expect(lostNumbers('40 stores, T4, p95', 'one T4')).toEqual(['40 stores'])
  })
})

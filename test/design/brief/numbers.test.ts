import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from '../../../src/design/brief/numbers.js'

describe('digits with separators', () => {
  it.each([
    ['63', 63],
    ['1,000', 1000],
    ['1,000,000', 1e6],
    ['1.5', 1.5],
    ['0.05', 0.05],
    ['0,05', 0.05],
    ['2,5', 2.5],
    ['3,400', 3400],
    ['3.400', 3.4],
    ["1'200", 1200],
    ['1’200', 1200],
    ['10 000', 10_000],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1e6', 1e6],
    ['2.5e3', 2500],
    ['0,250', 0.25],
  ])('reads %s in English', (text, value) => {
    expect(readNumber(text, false)).toBeCloseTo(value, 9)
  })

  it.each([
    ['2,5', 2.5],
    ['3.400', 3400],
    ['1.234.567', 1_234_567],
    ['3,400', 3.4],
    ['1.500', 1500],
    ['0.5', 0.5],
    ['99.9', 99.9],
  ])('reads %s where a comma is the decimal point', (text, value) => {
    expect(readNumber(text, true)).toBeCloseTo(value, 9)
  })

  it('reads the first entry of a list written without spaces', () => {
    expect(readNumber('7,30,60', false)).toBe(7)
  })

  it('gives back every whole number, with or without separators', () => {
    fc.assert(
      fc.property(fc.nat(1e9), (n) => {
        expect(readNumber(String(n), false)).toBe(n)
        expect(readNumber(n.toLocaleString('en-US'), false)).toBe(n)
        expect(readNumber(n.toLocaleString('de-DE'), true)).toBe(n)
      }),
    )
  })

  it('stays finite for any digits', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.,e'), minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(digits, fc.boolean(), (text, comma) => {
        const value = readNumber(`1${text}`, comma)
        expect(Number.isFinite(value)).toBe(true)
        expect(value).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

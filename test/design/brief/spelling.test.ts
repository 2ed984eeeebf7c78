import { describe, expect, it } from 'vitest'
import { spelled } from '../../../src/design/brief/spelling.js'

describe('slips in words that facts hang on', () => {
  it.each([
    ['forcast', 'forecast'],
    ['forecst', 'forecast'],
    ['forceast', 'forecast'],
    ['foreecast', 'forecast'],
    ['prediciton', 'prediction'],
    ['predition', 'prediction'],
    ['recomendation', 'recommendation'],
    ['hourley', 'hourly'],
    ['seasonlity', 'seasonality'],
    ['horizion', 'horizon'],
    ['tensorlfow', 'tensorflow'],
    ['explianable', 'explainable'],
    ['dyas', 'days'],
    ['daliy', 'daily'],
  ])('reads %s as %s', (word, right) => {
    expect(spelled(word)).toBe(right)
  })

  it.each(
    'minuten minutos minutig monate provision trailing quintile weakly reason historic predicted detention repression costume customer meekly glasses budge classified transformed product feature forests training'.split(
      ' ',
    ),
  )('leaves %s alone: it is a word of its own', (word) => {
    expect(spelled(word)).toBe(word)
  })

  it.each(['foecasst', 'hrzn', 'redict', 'x', '', 'forecastingforecasting'])(
    'leaves %j alone: it is short, long, or two slips away',
    (word) => {
      expect(spelled(word)).toBe(word)
    },
  )
})

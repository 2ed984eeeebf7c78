/** Effects of assumed facts are those that they have on the models that are shown. */
import { describe, expect, it } from 'vitest'
import { propose } from '../../../src/design/propose.js'
import { briefOf } from '../requests.js'

const effectOf = (text: string, id: string) => {
  const result = propose(briefOf(text))
  const { assumptions } = result.kind === 'set' ? result.set : result.impossible
  return assumptions.find(({ fact }) => fact === id)?.effect
}

const forecast = 'Forecast daily sales 28 days ahead for 2,000 shops with 4 years of history'

describe('the framework that nobody named', () => {
  it('has no effect where no network is shown', () => {
    expect(effectOf(`${forecast}, no neural networks`, 'constraints.framework')).toBeUndefined()
  })
  it('is what networks are written in', () => {
    expect(effectOf('Classify 40,000 labelled photos into 12 classes', 'constraints.framework')).toMatch(
      /^Networks are written/,
    )
  })
  it('counts recurrent layers otherwise', () => {
    expect(effectOf(`${forecast}. Use an LSTM.`, 'constraints.framework')).toMatch(/^Recurrent layers/)
  })
})

describe('the serving device that nobody named', () => {
  it('is said to be slower than a phone in the field', () => {
    expect(effectOf(`${forecast}; it must run on a phone`, 'constraints.servingDevice')).toContain('phone')
    expect(effectOf(forecast, 'constraints.servingDevice')).not.toContain('phone')
  })
})

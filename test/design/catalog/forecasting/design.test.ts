/** Models of forecasts: how they are tested, and what a reader is told where most values are zero. */
import { describe, expect, it } from 'vitest'
import { type Facts, first, proposalOf, setOf } from '../tabular/briefs.js'

const forecast = (data: NonNullable<Facts['data']>, more: Facts = {}) =>
  setOf('time_series', { ...more, data })
const splitOf = (data: NonNullable<Facts['data']>) => first(forecast(data)).training.evaluation[0] ?? ''

describe('the backtest of a forecast', () => {
  it('covers whole days where an hour is forecast, and starts at every horizon of them', () => {
    const split = splitOf({
      horizon: { value: 1, unit: 'hour' },
      frequency: { value: 5, unit: 'minute' },
      historyLength: { value: 60, unit: 'day' },
      seriesCount: 400,
    })
    expect(split).toContain('3 origins 288 steps of 5 minutes apart')
    expect(split).toContain('after each a forecast every 12 steps of 5 minutes until the next')
    expect(split).toContain('the last 864 steps of 5 minutes of every series are kept from training')
  })

  it('goes by horizons where they are longer than every cycle that can be spared', () => {
    const split = splitOf({
      horizon: { value: 63, unit: 'day' },
      frequency: { value: 1, unit: 'day' },
      historyLength: { value: 3, unit: 'year' },
      seriesCount: 200,
    })
    expect(split).toContain('3 origins 63 days apart; the last 189 days')
  })
})

describe('a forecast of many zeros', () => {
  const parts = {
    horizon: { value: 6, unit: 'month' },
    frequency: { value: 1, unit: 'month' },
    historyLength: { value: 6, unit: 'year' },
    seriesCount: 24_000,
  } as const

  it('is not judged by a measure that a forecast of zero wins', () => {
    const { training, plan, risks } = first(forecast({ ...parts, intermittent: true }))
    expect(training.evaluation.join('\n')).toMatch(/RMSSE/)
    expect([...training.evaluation, ...plan].join('\n')).not.toMatch(/WAPE|MASE/)
    expect(risks.join('\n')).toContain('stock-out')
    const plainOnes = first(forecast(parts))
    expect(plainOnes.training.evaluation.join('\n')).toMatch(/unless WAPE is/)
  })

  it('is shown with the smoothing that is made for it', () => {
    const set = forecast({ ...parts, intermittent: true })
    expect(proposalOf(set, 'intermittent-demand').plan.join('\n')).toContain('`src/model.py`')
  })
})

describe('a recurrent forecaster', () => {
  it('walks no day of five-minute steps for an hour ahead, and two days of hours', () => {
    const lookback = (step: 'five minutes' | 'an hour') => {
      const isFine = step === 'five minutes'
      const set = forecast(
        {
          horizon: { value: isFine ? 60 : 2, unit: isFine ? 'minute' : 'hour' },
          frequency: isFine ? { value: 5, unit: 'minute' } : { value: 1, unit: 'hour' },
          historyLength: { value: isFine ? 90 : 700, unit: 'day' },
          seriesCount: 400,
        },
        { constraints: { wantedFamilies: ['gru'] } },
      )
      return proposalOf(set, 'gru-encoder-decoder').inputs[0]?.shape[0]
    }
    expect(lookback('five minutes')).toBe(24)
    expect(lookback('an hour')).toBe(48)
  })
})

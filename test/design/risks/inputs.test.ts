/** Inputs that a named model does not read, and parts of the data that are too thin: C07, C30, C31, C33, C34. */
import { describe, expect, it } from 'vitest'
import { briefWith, type Facts, flag, flagsOf, offered, written } from './briefs.js'

describe('C31, more than a named model reads', () => {
  const text = (model: string, sequenceLength: number) =>
    briefWith(`classify contracts with ${model}`, { domain: 'language', data: { sequenceLength } })

  it.each([
    ['BERT', 512],
    ['DistilBERT', 512],
    ['xlm-roberta-base', 512],
    ['DeBERTa-v3', 512],
    ['ModernBERT', 8192],
    ['Longformer', 4096],
    ['CLIP', 77],
    ['all-MiniLM-L6-v2', 256],
  ])('%s reads %d tokens', (model, tokens) => {
    const found = flag(text(model, 3 * tokens), 'C31')
    expect(found.arithmetic).toContain(`${written(100 / 3)}% of each text`)
    expect(offered(found, /into/)).toBe(3)
    expect(flagsOf(text(model, tokens), 'C31')).toEqual([])
  })

  it('makes no claim of models whose length it does not know', () => {
    expect(flagsOf(text('a large model', 100_000), 'C31')).toEqual([])
  })

  it('counts rows and features against TabPFN', () => {
    const of = (rows: number, featureCount: number) => briefWith('TabPFN', { data: { rows, featureCount } })
    expect(flag(of(50_000, 20), 'C31').arithmetic).toContain('5 times as many')
    expect(flag(of(5_000, 1_000), 'C31').arithmetic).toContain('2 times as many')
    expect(flagsOf(of(10_000, 500), 'C31')).toEqual([])
  })

  it('knows that N-BEATS reads the series alone', () => {
    const of = (knownFuture: 'planned' | 'calendar') =>
      briefWith('N-BEATS', { domain: 'time_series', data: { knownFuture, featureCount: 6 } })
    expect(flag(of('planned'), 'C31').arithmetic).toContain('0 of the 6 inputs')
    expect(flagsOf(of('calendar'), 'C31')).toEqual([])
  })

  it('knows that the shares of a softmax sum to one', () => {
    const of = (multiLabel: boolean) => briefWith('with a softmax', { data: { multiLabel } })
    expect(flag(of(true), 'C31').severity).toBe('block')
    expect(flagsOf(of(false), 'C31')).toEqual([])
  })

  it.each(['an XGBoost classifier', 'supervised detection', 'ein überwachtes Verfahren'])(
    'asks where the labels are: %s',
    (request) => {
      const of = (labels: 'none' | 'few', words = request) => briefWith(words, { data: { labels } })
      expect(flag(of('none'), 'C31').arithmetic).toContain('there are 0')
      expect(flagsOf(of('few'), 'C31')).toEqual([])
      expect(flagsOf(of('none', 'self-supervised detection'), 'C31')).toEqual([])
      expect(flagsOf(of('none', 'LightGBM on the residual of a forecast'), 'C31')).toEqual([])
    },
  )

  it('shows how errors grow that feed on themselves', () => {
    const of = (value: number, request = 'recursive forecast') =>
      briefWith(request, {
        domain: 'time_series',
        data: { horizon: { value, unit: 'day' }, frequency: { value: 1, unit: 'day' } },
      })
    expect(flag(of(64), 'C31').arithmetic).toContain('sqrt(64) = 8 times')
    expect(flagsOf(of(23), 'C31')).toEqual([])
    expect(flagsOf(of(64, 'direct forecast'), 'C31')).toEqual([])
  })
})

describe('C33, an input that is not there when it is needed', () => {
  it('counts the days for which weather is not known', () => {
    const of = (value: number, request = 'with weather as input') =>
      briefWith(request, {
        domain: 'time_series',
        data: { horizon: { value, unit: 'day' }, knownFuture: 'planned' },
      })
    expect(flag(of(63), 'C33').arithmetic).toContain('53 of 63 days')
    expect(flagsOf(of(10), 'C33')).toEqual([])
    expect(flagsOf(of(63, 'with prices'), 'C33')).toEqual([])
  })

  it('halves the sample rate', () => {
    const of = (sampleRateHz: number) =>
      briefWith('detect bat calls', { domain: 'audio', data: { sampleRateHz } })
    const found = flag(of(16_000), 'C33')
    expect(found.arithmetic).toContain('16,000 / 2 = 8,000 Hz')
    expect(flagsOf(of(192_000), 'C33')).toEqual([])
  })
})

describe('C07, parts that are too thin', () => {
  it('counts the events of a user', () => {
    const of = (interactions: number) =>
      briefWith('SASRec', { domain: 'recommendation', data: { users: 1e6, interactions } })
    expect(flag(of(1.5e6), 'C07').arithmetic).toContain('= 1.5 events a user')
    expect(flagsOf(of(3e6), 'C07')).toEqual([])
  })

  it('counts the items that ids alone are silent on', () => {
    const of = (coldShare: number, data: Facts['data'] = { contentFeatures: false }) =>
      briefWith('recommend', { domain: 'recommendation', data: { items: 1.2e6, coldShare, ...data } })
    expect(flag(of(0.4), 'C07').arithmetic).toContain('= 480,000 items')
    expect(flagsOf(of(0.05), 'C07')).toEqual([])
    expect(flagsOf(of(0.4, { contentFeatures: true }), 'C07')).toEqual([])
    expect(flagsOf(of(0.4, {}), 'C07')).toEqual([])
  })

  it('counts the numbers to learn from each photo', () => {
    const of = (labelled: number, request = 'a CNN from scratch') =>
      briefWith(request, { domain: 'vision', data: { labelled, fromScratch: true } })
    expect(flag(of(5_000), 'C07').arithmetic).toContain(`${written(11.7e6 / 5_000)} to learn from each photo`)
    expect(flag(of(5_000, 'a ViT from scratch'), 'C07').arithmetic).toContain(written(86e6 / 5_000))
    expect(flagsOf(of(50_000), 'C07')).toEqual([])
  })
})

describe('C34, learning from those who were let through', () => {
  it('has seen none of the others', () => {
    const found = flag(
      briefWith('default on approved loans, no exploration', { data: { mayExplore: false } }),
      'C34',
    )
    expect(found.arithmetic).toContain('0 have an outcome')
    expect(found.waysOut.join()).not.toContain('random share')
    expect(flagsOf(briefWith('default on loans', {}), 'C34')).toEqual([])
  })
})

describe('C30, records that say too little', () => {
  it('counts the days until alarms so rare have been seen', () => {
    const of = (days: number) =>
      briefWith('alarms', {
        domain: 'anomaly_detection',
        targets: { alertsPerDay: 2 },
        data: { historyLength: { value: days, unit: 'day' } },
      })
    const found = flag(of(10), 'C30')
    expect(found.arithmetic).toContain('2 x 10 = 20 alarms')
    expect(flagsOf(of(offered(found, /Keep/)), 'C30')).toEqual([])
    expect(flagsOf(of(14), 'C30')).toHaveLength(1)
  })

  it('asks for more than one seed, and for propensities', () => {
    const rl = (request: string) => briefWith(request, { domain: 'reinforcement_learning' })
    expect(flagsOf(rl('PPO with a single seed'), 'C30')).toHaveLength(1)
    expect(flagsOf(rl('PPO with 10 seeds'), 'C30')).toEqual([])
    expect(flagsOf(rl('off-policy evaluation with IPS, without propensities'), 'C30')).toHaveLength(1)
    expect(flagsOf(rl('off-policy evaluation with IPS'), 'C30')).toEqual([])
  })
})

describe('C34, only rows that have every input', () => {
  it('counts the rows that go', () => {
    const of = (request: string) =>
      briefWith(request, { domain: 'multimodal', data: { modalities: ['image', 'text', 'table'] } })
    expect(flag(of('drop rows with missing images'), 'C34').arithmetic).toContain(
      `${written(100 * (1 - 0.9 ** 3))}%`,
    )
    expect(flagsOf(of('images and text'), 'C34')).toEqual([])
  })
})

describe('C35, losses added as they are', () => {
  it('shows how far they are apart', () => {
    const of = (domain: 'multi_task' | 'tabular') =>
      briefWith('sum of losses', { domain, data: { classes: 4 } })
    expect(flag(of('multi_task'), 'C35').arithmetic).toContain(`ln 4 = ${written(Math.log(4))}`)
    expect(flagsOf(of('tabular'), 'C35')).toEqual([])
  })
})

describe('C36, more alarms than are allowed', () => {
  const of = (request: string, seriesCount = 2000) =>
    briefWith(request, {
      domain: 'anomaly_detection',
      data: { seriesCount, channels: 30, frequency: { value: 10, unit: 'second' } },
      targets: { alertsPerDay: 20 },
    })

  // Two-sided tails of the normal distribution, as every table has them.
  it.each([
    ['3 sigma', 0.002699796],
    ['a threshold of 4 standard deviations', 6.334248e-5],
    ['z-score above 5', 5.733031e-7],
  ])('counts the alarms of %s', (text, tail) => {
    const checks = (2000 * 30 * 86_400) / 10
    const found = flag(of(text), 'C36')
    expect(found.arithmetic).toContain(`${written(checks)} checks a day`)
    expect(found.arithmetic).toContain(`${written(checks * tail)} alarms a day`)
    expect(found.waysOut[0]).toContain(`20 / ${written(checks)}`)
  })

  it('is silent where the budget holds them, or nothing says how far', () => {
    expect(flagsOf(of('6 sigma'), 'C36')).toEqual([])
    expect(flagsOf(of('alarms'), 'C36')).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyBrief } from '../../../src/design/brief/brief.js'
import {
  counted,
  factRows,
  grouped,
  plain,
  sayDevice,
  saySpan,
  sayStep,
} from '../../../src/design/brief/facts.js'
import { readBrief } from '../../../src/design/brief/read.js'
import { deviceById } from '../../../src/design/estimate/hardware.js'

/** What is said of a brief, by label. */
const said = (text: string) =>
  Object.fromEntries(
    factRows.flatMap(({ label, read }) => {
      const fact = read(readBrief(text).brief)
      return fact ? [[label, fact.value]] : []
    }),
  )

describe('facts as people read them', () => {
  it('are said with units, plurals and separators', () => {
    const text =
      'Forecast web traffic 14 days ahead, hourly, 1,200 sites, one year of history, weekly seasonality, look-back of 1500, ' +
      '2 channels, holidays known, P10/P90, judged by mape, p99 under 1500 ms, on 2 T4, 16 GB RAM, $2k, train in under 1 hour, ' +
      'PyTorch, no LSTM, LightGBM, nightly, must be explainable, on-prem, bf16, batch size 1024, one dev, 1.5M rows'
    expect(said(text)).toEqual({
      'What is predicted': 'web traffic',
      Horizon: '14 days',
      'Time step': 'hourly',
      'Number of series': '1,200',
      History: '1 year',
      Cycle: '1 week',
      'Look-back': '1,500 steps',
      'Values per step': '2',
      'Known in advance': 'the calendar',
      Rows: '1,500,000',
      Output: 'intervals',
      Quantiles: 'P10, P90',
      Metric: 'MAPE',
      'Latency limit': '1,500 ms at p99',
      'Training device': '2 x NVIDIA T4',
      'Serving device': '2 x NVIDIA T4',
      'Memory limit': '16 GB',
      Budget: '$2,000',
      'Training time limit': '1 hour',
      Framework: 'PyTorch',
      'Asked for': 'boosted trees',
      'Ruled out': 'LSTM',
      'Serving mode': 'batch',
      'Batch runs': 'daily',
      Explainable: 'required',
      'Data limits': 'data stays in house',
      Precision: 'BF16',
      'Batch size': '1,024',
      Team: '1 person',
    })
  })

  it('come with their origin and the words they were read from', () => {
    const horizon = factRows.find(({ id }) => id === 'data.horizon')
    expect(horizon?.read(readBrief('forecast 63-day demand').brief)).toEqual({
      value: '63 days',
      source: 'stated',
      words: '63-day',
    })
    expect(horizon?.read(emptyBrief(''))).toBeUndefined()
  })

  it('have one row and one label each', () => {
    expect(new Set(factRows.map(({ id }) => id)).size).toBe(factRows.length)
    expect(new Set(factRows.map(({ label }) => label)).size).toBe(factRows.length)
  })
})

describe('the words they are said with', () => {
  it.each([
    [{ value: 1, unit: 'day' }, '1 day'],
    [{ value: 63, unit: 'day' }, '63 days'],
    [{ value: 2.5, unit: 'year' }, '2.5 years'],
    [{ value: 0.5, unit: 'hour' }, '0.5 hours'],
    [{ value: 15_000, unit: 'step' }, '15,000 steps'],
  ] as const)('a span %j is "%s"', (span, words) => {
    expect(saySpan(span)).toBe(words)
  })

  it.each([
    [{ value: 1, unit: 'hour' }, 'hourly'],
    [{ value: 1, unit: 'second' }, 'every second'],
    [{ value: 1, unit: 'minute' }, 'every minute'],
    [{ value: 15, unit: 'minute' }, 'every 15 minutes'],
    [{ value: 20, unit: 'millisecond' }, 'every 20 milliseconds'],
  ] as const)('a step %j is "%s"', (span, words) => {
    expect(sayStep(span)).toBe(words)
  })

  it('name a device, and CPUs by their cores', () => {
    expect(sayDevice({ id: 'cpu-core-avx2', count: 1 })).toBe('1 CPU core')
    expect(sayDevice({ id: 'cpu-core-avx512', count: 8 })).toBe('8 CPU cores')
    expect(sayDevice({ id: 'a100-40-sxm', count: 4 })).toBe(`4 x ${deviceById('a100-40-sxm')?.name}`)
  })

  it('count in the singular only one', () => {
    expect([0, 1, 2, 1000].map((n) => counted(n, 'class', 'classes'))).toEqual([
      '0 classes',
      '1 class',
      '2 classes',
      '1,000 classes',
    ])
  })

  it('separate thousands and can be read back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        expect(grouped(n)).toBe(n.toLocaleString('en-US'))
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        expect(Math.abs(Number(plain(x)) - x)).toBeLessThanOrEqual(1e-5 * x)
      }),
    )
  })
})

/** Each flag: that it is raised, that its arithmetic is right, and that its smallest change resolves it. */
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/design/brief/brief.js'
import { contradictions } from '../../../src/design/brief/contradictions.js'
import type { Flag } from '../../../src/design/brief/flag.js'
import { readBrief } from '../../../src/design/brief/read.js'
import { deviceById } from '../../../src/design/estimate/hardware.js'

const briefOf = (text: string) => readBrief(text).brief
const flagsOf = (brief: Brief, id: string) => contradictions(brief).filter((flag) => flag.id === id)

function only(text: string, id: string): Flag {
  const [flag, ...more] = contradictions(briefOf(text))
  expect(more).toEqual([])
  expect(flag?.id).toBe(id)
  if (!flag) throw new Error('no flag')
  return flag
}

/** What the brief is after a person has said the change. */
const told = (text: string, reply: string) => readBrief(reply, briefOf(text)).brief

describe('a brief without contradictions', () => {
  it.each([
    'Design a time series forecasting model for 63-day trajectory prediction',
    'forecast 48 hours, hourly, 2.5 years of history, 320 buildings, $400, CPU only',
    'fine-tune llama 7B with LoRA on one T4',
    'fine-tune llama 7B on 8 H100, bf16',
    'forecast 7 days on a T4, fp16',
    'forecast demand with many zeros, judged by MASE',
  ])('has no flags: %s', (text) => {
    expect(contradictions(briefOf(text))).toEqual([])
  })
})

describe('C27, two values for one fact', () => {
  it.each([
    ['forecast, horizon 30 days. horizon 60 days', ({ data }: Brief) => data.horizon?.value.value, 30],
    [
      'forecast 7 days, budget $200. Budget: $900',
      ({ constraints }: Brief) => constraints.budgetUsd?.value,
      200,
    ],
    ['forecast 7 days for 20 series. Number of series: 30', ({ data }: Brief) => data.seriesCount?.value, 20],
    ['forecast 7 days, latency 20 ms. Latency: 90 ms', ({ targets }: Brief) => targets.latency?.value.ms, 20],
    [
      'forecast 7 days, 2 years of history. History: 5 years',
      ({ data }: Brief) => data.historyLength?.value.value,
      2,
    ],
    ['forecast 7 days, hourly data. Daily data', ({ data }: Brief) => data.frequency?.value.unit, 'hour'],
    [
      'forecast 7 days. PyTorch. We use Keras',
      ({ constraints }: Brief) => constraints.framework?.value,
      'pytorch',
    ],
  ] as const)('is raised, and settled by saying the first one: %s', (text, read, first) => {
    const flag = only(text, 'C27')
    expect(read(briefOf(text))).not.toBe(first)
    const [conflict] = briefOf(text).conflicts
    expect(flag.conflict).toContain(`"${conflict?.first}" and "${conflict?.second}"`)
    const [, reply = ''] = /e\.g\. "(.*)"\.$/.exec(flag.waysOut[0] ?? '') ?? []
    const settled = told(text, reply)
    expect(read(settled)).toBe(first)
    expect(flagsOf(settled, 'C27')).toEqual([])
  })
})

describe('C18, BF16 on a GPU without it', () => {
  it.each(['t4', 'v100-16-sxm2', 'v100-32-sxm2'])('blocks on %s', (id) => {
    const base = briefOf('forecast 7 days, bf16')
    const brief: Brief = {
      ...base,
      constraints: { ...base.constraints, trainingDevice: { value: { id, count: 1 }, source: 'stated' } },
    }
    const device = deviceById(id)
    const [flag] = flagsOf(brief, 'C18')
    expect(flag?.severity).toBe('block')
    expect(flag?.arithmetic).toContain(String(device?.year))
    expect(flag?.arithmetic).toContain(`${(device?.peak.fp16 ?? 0) / 1e12} TFLOP/s`)
  })

  it('is settled by FP16 on the same device, and by a newer one', () => {
    const text = 'forecast 7 days on a T4 in bf16'
    const flag = only(text, 'C18')
    expect(flag.waysOut[0]).toContain('FP16')
    expect(contradictions(told(text, 'then fp16'))).toEqual([])
    expect(contradictions(told(text, 'on an A100'))).toEqual([])
  })

  it.each(['m4 max', 'A10G', 'TPU v5e', 'L4'])(
    'is not claimed of %s, where a figure may only be unknown',
    (name) => {
      expect(flagsOf(briefOf(`forecast 7 days in bf16 on ${name}`), 'C18')).toEqual([])
    },
  )
})

describe('C19, what is asked for is ruled out', () => {
  it('blocks where no framework is left, until one may be used', () => {
    const text = 'forecast 7 days, no PyTorch, no TensorFlow, no JAX'
    const flag = only(text, 'C19')
    expect(flag.severity).toBe('block')
    expect(flag.arithmetic).toContain('3 of the 3')
    expect(flag.waysOut).toHaveLength(2)
  })

  it('warns where one is wanted and ruled out at once', () => {
    const text = 'forecast 7 days with Keras, no TensorFlow'
    const flag = only(text, 'C19')
    expect(flag.severity).toBe('warn')
    expect(flag.conflict).toBe('You asked for Keras/TensorFlow and ruled out Keras/TensorFlow.')
    expect(flagsOf(told(text, 'PyTorch then'), 'C19')).toEqual([])
  })
})

describe('C02, a training state larger than the memory', () => {
  const text = 'full fine-tune llama 7B with AdamW on one T4'

  it('shows the sum and what there is', () => {
    const flag = only(text, 'C02')
    expect(flag.severity).toBe('block')
    expect(flag.conflict).toBe('You want to train 7 B parameters in full on 1 x NVIDIA T4.')
    const state = (7e9 * (2 + 2 + 4 + 4 + 4)) / 1e9
    const weights = (7e9 * 2) / 1e9
    const there = (deviceById('t4')?.memoryBytes ?? 0) / 1e9
    for (const gb of [state, weights, there]) expect(flag.arithmetic).toContain(` ${gb} GB`)
  })

  it('is settled by each of its ways out', () => {
    const { waysOut } = only(text, 'C02')
    expect(waysOut).toHaveLength(3)
    // 4 bits and 0.127 bit of constants a parameter.
    expect(waysOut[0]).toContain(`about ${((7e9 * (4 + 0.127)) / 8 / 1e9).toFixed(2).slice(0, 3)}`)
    expect(contradictions(briefOf(`${text} by QLoRA`))).toEqual([])
    const devices = Number(/at least (\d+) such/.exec(waysOut[1] ?? '')?.[1])
    expect(contradictions(told(text, `${devices} x T4`))).toEqual([])
    expect(flagsOf(told(text, `${Math.floor(0.9 * devices) - 1} x T4`), 'C02')).toHaveLength(1)
    const billions = Number(/at most ([\d.]+) B/.exec(waysOut[2] ?? '')?.[1])
    expect(contradictions(told(text, `llama ${billions}B`))).toEqual([])
    expect(flagsOf(told(text, `llama ${2 * billions}B`), 'C02')).toHaveLength(1)
  })

  it('offers no adapters where even the frozen weights do not fit', () => {
    const { waysOut } = only('full fine-tune llama 70B on one T4', 'C02')
    expect(waysOut.join()).not.toContain('QLoRA')
  })
})

describe('C06, fewer examples than classes', () => {
  const text = 'classify images into 500 classes, 120 labelled photos'

  it('counts the classes without one, and is settled by more labels', () => {
    const flag = only(text, 'C06')
    expect(flag.arithmetic).toBe('120 / 500 = 0.24 examples a class: at least 380 classes have none.')
    expect(flag.waysOut[0]).toBe('Label at least 1,000 examples, two of each class.')
    expect(contradictions(told(text, '1,000 labelled photos'))).toEqual([])
  })
})

describe('C17, a percentage of zero', () => {
  it('warns, and is settled by another metric', () => {
    const text = 'forecast intermittent demand 7 days ahead, judged by MAPE'
    expect(only(text, 'C17').waysOut[0]).toContain('WAPE')
    expect(contradictions(told(text, 'WAPE then'))).toEqual([])
  })
})

describe('C21, too little history', () => {
  const long = 'forecast 63 days ahead, daily data, 2 months of history'

  it('blocks a horizon that is longer than the history', () => {
    const flag = only(long, 'C21')
    expect(flag.severity).toBe('block')
    // Two mean months of 30.4375 days.
    expect(flag.arithmetic).toContain('63 steps to predict, 61 steps known')
  })

  it('is settled by each of its ways out', () => {
    const { waysOut } = only(long, 'C21')
    const shorter = Number(/at most (\d+) steps/.exec(waysOut[0] ?? '')?.[1])
    expect(shorter).toBe(Math.floor(61 / 4))
    expect(contradictions(told(long, `horizon: ${shorter} days`))).toEqual([])
    const longer = Number(/at least ([\d,]+) steps/.exec(waysOut[1] ?? '')?.[1]?.replace(',', ''))
    expect(longer).toBe(4 * 63)
    expect(contradictions(told(long, `history: ${longer} days`))).toEqual([])
  })

  it('offers no shorter horizon where a single step is known', () => {
    const flag = only('forecast 1 day ahead, daily data, 1 day of history', 'C21')
    expect(flag.arithmetic).toContain('1 step to predict, 1 step known')
    expect(flag.waysOut).toEqual(['Bring at least 4 steps of history, of these series or of similar ones.'])
  })

  it('warns of a cycle that was not seen twice', () => {
    const text = 'forecast 14 days ahead, daily data, 1 year of history, yearly seasonality'
    const flag = only(text, 'C21')
    expect(flag.severity).toBe('warn')
    expect(flag.conflict).toBe('You named a cycle of 1 year and 1 year of history.')
    expect(flag.arithmetic).toContain('365 / 365 = 1 cycle seen')
    expect(contradictions(told(text, 'no seasonality'))).toEqual([])
    const steps = Number(/at least (\d+) steps/.exec(flag.waysOut[1] ?? '')?.[1])
    expect(steps).toBe(2 * 365)
    expect(contradictions(told(text, `history: ${steps} days`))).toEqual([])
  })
})

describe('every flag', () => {
  it('has words for the conflict, a number in its arithmetic, and a way out', () => {
    const texts = [
      'forecast, horizon 30 days. horizon 60 days',
      'forecast 7 days on a T4 in bf16',
      'forecast 7 days, no PyTorch, no TensorFlow, no JAX',
      'full fine-tune llama 7B on one T4',
      'classify into 500 classes, 120 labelled photos',
      'forecast intermittent demand 7 days ahead, judged by MAPE',
      'forecast 63 days ahead, daily data, 2 months of history',
    ]
    for (const flag of texts.flatMap((text) => contradictions(briefOf(text)))) {
      expect(flag.conflict).toMatch(/^[A-Z].*\.$/)
      expect(flag.arithmetic).toMatch(/\d/)
      expect(flag.waysOut.length).toBeGreaterThan(0)
      for (const sentence of [flag.conflict, flag.arithmetic, ...flag.waysOut])
        expect(sentence).not.toMatch(/undefined|NaN|\b1 (?:days|steps|classes|devices)\b|\d{5}/)
    }
  })
})

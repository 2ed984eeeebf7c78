/** A model of a named size against memory, time and text: C01 to C04, C08 and C22. */
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/design/brief/brief.js'
import { deviceById } from '../../../src/design/estimate/hardware.js'
import { risks } from '../../../src/design/risks/index.js'
import { briefOf, briefWith, flag, flagsOf, offered, replied, told, written } from './briefs.js'

const t4 = { id: 't4', count: 1 }
const a100 = { id: 'a100-80-sxm', count: 1 }
const memoryOf = (id: string) => deviceById(id)?.memoryBytes ?? 0
const bandwidthOf = (id: string) => deviceById(id)?.bandwidth ?? 0
const ids = (brief: Brief) => risks(brief).map(({ id }) => id)

describe('C02, a training state larger than the memory', () => {
  const text = 'full fine-tune llama 7B with AdamW on one T4'

  it('shows the sum and what there is', () => {
    const found = flag(briefOf(text), 'C02')
    expect(found.severity).toBe('block')
    expect(found.conflict).toBe('You want to train 7 B parameters in full on 1 x NVIDIA T4.')
    const state = (7e9 * (2 + 2 + 4 + 4 + 4)) / 1e9
    const weights = (7e9 * 2) / 1e9
    for (const gb of [state, weights, memoryOf('t4') / 1e9]) expect(found.arithmetic).toContain(` ${gb} GB`)
  })

  it('is settled by each of its ways out', () => {
    const found = flag(briefOf(text), 'C02')
    expect(found.waysOut).toHaveLength(3)
    // 4 bits and 0.127 bit of constants a parameter.
    expect(found.waysOut[0]).toContain(`about ${written((7e9 * (4 + 0.127)) / 8 / 1e9)} GB`)
    expect(risks(briefOf('fine-tune llama 7B with QLoRA on one T4'))).toEqual([])
    const devices = offered(found, /at least/)
    expect(flagsOf(told(text, `${devices} x T4`), 'C02')).toEqual([])
    expect(flagsOf(told(text, `${Math.floor(0.9 * devices) - 1} x T4`), 'C02')).toHaveLength(1)
    const most = offered(found, /at most/)
    const of = (modelParams: number) =>
      briefWith('full fine-tune', { data: { modelParams }, constraints: { trainingDevice: t4 } })
    expect(flagsOf(of(most), 'C02')).toEqual([])
    expect(flagsOf(of(2 * most), 'C02')).toHaveLength(1)
  })

  it('warns within a fifth of the bound and blocks beyond', () => {
    const of = (share: number) => {
      const modelParams = (share * 0.9 * memoryOf('t4')) / 16
      return briefWith('train it in full: all parameters', {
        data: { modelParams, fullTraining: true },
        constraints: { trainingDevice: t4 },
      })
    }
    expect(flagsOf(of(0.999), 'C02')).toEqual([])
    expect(flag(of(1.19), 'C02').severity).toBe('warn')
    expect(flag(of(1.21), 'C02').severity).toBe('block')
  })

  it('splits a batch that was asked for into steps of one', () => {
    const found = flag(briefOf(`${text}, batch size 64`), 'C02')
    expect(found.waysOut[0]).toContain('micro-batch 1 x 64 steps')
  })

  it('offers no adapters where even the frozen weights do not fit, or where they were ruled out', () => {
    expect(flag(briefOf('full fine-tune llama 70B on one T4'), 'C02').waysOut.join()).not.toContain('LoRA')
    expect(flag(briefOf(`${text}, no LoRA`), 'C02').waysOut.join()).not.toContain('LoRA')
  })

  it('asks less of adapters: 16-bit weights with LoRA, 4-bit ones where nobody says how', () => {
    const on = (request: string, modelParams: number) =>
      briefWith(request, { data: { modelParams }, constraints: { trainingDevice: t4 } })
    expect(flagsOf(on('fine-tune it with LoRA', 7e9), 'C02')).toEqual([])
    const lora = flag(on('fine-tune it with LoRA', 13e9), 'C02')
    expect(lora.arithmetic).toContain(`13 B x 2 bytes (frozen 16-bit weights) = ${13 * 2} GB`)
    expect(lora.waysOut[0]).toContain('QLoRA')
    expect(flagsOf(on('fine-tune it', 13e9), 'C02')).toEqual([])
    expect(flag(on('fine-tune it', 70e9), 'C02').arithmetic).toContain(written((70 * 4.127) / 8))
  })

  it('counts the bytes of the optimizer that was named', () => {
    const on = (optimizer: string) =>
      flag(
        briefWith(`train all parameters with ${optimizer}`, {
          data: { modelParams: 7e9, fullTraining: true },
          constraints: { trainingDevice: t4 },
        }),
        'C02',
      ).arithmetic
    expect(on('8-bit Adam')).toContain(`7 B x ${2 + 2 + 4 + 1 + 1} bytes`)
    expect(on('SGD')).toContain(`7 B x ${2 + 2 + 4 + 4} bytes`)
    expect(on('AdamW')).toContain(`7 B x ${2 + 2 + 4 + 8} bytes`)
  })
})

describe('C01, weights larger than what serves them', () => {
  const serve = (modelParams: number, request = 'serve it', more = {}) =>
    briefWith(request, { data: { modelParams }, constraints: { servingDevice: a100, ...more } })

  it('shows the weights in each format, and is settled by each of its ways out', () => {
    const found = flag(briefOf('serve llama 70B on one A100'), 'C01')
    for (const gb of [140, 70, (70 * 4.127) / 8]) expect(found.arithmetic).toContain(`${written(gb)} GB at`)
    expect(found.waysOut[0]).toContain('8-bit: 70 GB')
    expect(flagsOf(serve(70e9, 'serve it in int8'), 'C01')).toEqual([])
    const count = offered(found, /over/)
    expect(count).toBe(Math.ceil(140e9 / (0.9 * memoryOf('a100-80-sxm'))))
    const more = (n: number) => serve(70e9, 'serve it', { servingDevice: { ...a100, count: n } })
    expect(flagsOf(more(count), 'C01')).toEqual([])
    expect(flagsOf(more(count - 1), 'C01')).toHaveLength(1)
    expect(flagsOf(serve(offered(found, /at most/)), 'C01')).toEqual([])
  })

  it('does not fire just inside 90% of the memory', () => {
    const most = (0.9 * memoryOf('a100-80-sxm')) / 2
    expect(flagsOf(serve(0.999 * most), 'C01')).toEqual([])
    expect(flag(serve(1.01 * most), 'C01').severity).toBe('warn')
  })

  it('takes a stated limit where it is smaller than the device, but not the memory of the host', () => {
    const small = serve(7e9, 'serve it in at most 8 GB', { memoryBytes: 8e9 })
    expect(flag(small, 'C01').arithmetic).toContain('there are 8 GB')
    expect(flagsOf(serve(7e9, 'serve it, 8 GB RAM in the host', { memoryBytes: 8e9 }), 'C01')).toEqual([])
  })

  it('holds weights against the program memory of a small device, in eight bits', () => {
    const on = (modelParams: number, precision: 'fp32' | 'int8' = 'int8') =>
      briefWith('runs on a microcontroller', {
        data: { modelParams },
        constraints: { flashBytes: 1e6, deployment: 'edge', precision },
      })
    expect(flag(on(2e6), 'C01').arithmetic).toContain('2 M x 1 byte = 2 MB at 8-bit')
    const found = flag(on(600e3, 'fp32'), 'C01')
    expect(found.arithmetic).toContain('600,000 x 4 bytes = 2.4 MB at 32-bit')
    expect(found.waysOut[0]).toContain('8-bit: 600 KB')
    expect(flagsOf(on(offered(found, /at most/), 'fp32'), 'C01')).toEqual([])
    expect(flagsOf(on(890e3), 'C01')).toEqual([])
  })

  it.each([
    ['Whisper large', 1.55e9],
    ['BERT-base', 110e6],
    ['ResNet-50', 25.6e6],
  ])('knows the published size of %s', (name, params) => {
    const on = (memoryBytes: number) =>
      briefWith(`${name} on a microcontroller`, { constraints: { memoryBytes, deployment: 'edge' } })
    expect(flag(on(256e3), 'C01').arithmetic).toContain(`= ${written(params / (params >= 1e9 ? 1e9 : 1e6))} `)
    expect(flagsOf(on(8e9), 'C01')).toEqual([])
  })

  it('has no solution where every way out is ruled out, and asks what may move', () => {
    const base = 'serve llama 70B on one A100'
    const noBits = flag(briefOf(`${base}, no quantisation`), 'C01')
    expect(noBits.waysOut.join()).not.toMatch(/8-bit|4-bit/)
    expect(noBits.arithmetic).not.toContain('no solution')
    const served = (request: string) =>
      briefWith(request, {
        data: { modelParams: 70e9 },
        targets: { latency: { ms: 20 } },
        constraints: { servingDevice: { id: 'h200-sxm', count: 1 } },
      })
    const open = flag(served('20 ms a token'), 'C03')
    expect(open.waysOut[0]).toContain('8-bit')
    expect(open.arithmetic).not.toContain('no solution')
    const closed = flag(served('20 ms a token, no quantisation, we only have this one'), 'C03')
    expect(closed.severity).toBe('block')
    expect(closed.arithmetic).toContain('ruled out quantising and other devices')
    expect(closed.arithmetic).toContain('no solution: which of them may move?')
    // First what was asked for may move, then each ban, with what it would give.
    expect(closed.waysOut.map((way) => way.slice(0, 12))).toEqual([
      'Allow 30 ms ',
      'Take a model',
      'Or allow qua',
      'Or allow oth',
    ])
  })
})

describe('C03, an answer faster than the weights can be read', () => {
  const at = (ms: number, request = 'serve it') =>
    briefWith(request, {
      data: { modelParams: 70e9 },
      targets: { latency: { ms } },
      constraints: { servingDevice: { ...a100, count: 2 } },
    })
  const bound = (1000 * 140e9) / (2 * bandwidthOf('a100-80-sxm'))

  it('shows bytes over bandwidth, and is settled by each of its ways out', () => {
    const found = flag(at(20), 'C03')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain(`140 GB at 16-bit`)
    expect(found.arithmetic).toContain(`= ${written(bound)} ms`)
    expect(found.waysOut[0]).toContain(`8-bit: ${written(bound / 2)} ms`)
    const devices = offered(found, /over/)
    expect(devices).toBe(Math.ceil((2 * bound) / 20))
    expect(flagsOf(at(offered(found, /Allow/)), 'C03')).toEqual([])
    const smaller = briefWith('serve it', {
      data: { modelParams: offered(found, /at most/) },
      targets: { latency: { ms: 20 } },
      constraints: { servingDevice: { ...a100, count: 2 } },
    })
    expect(flagsOf(smaller, 'C03')).toEqual([])
  })

  it('does not fire just above the bound, and warns just below', () => {
    expect(flagsOf(at(1.01 * bound), 'C03')).toEqual([])
    expect(flag(at(0.9 * bound), 'C03').severity).toBe('warn')
    expect(flag(at(0.8 * bound), 'C03').severity).toBe('block')
  })

  it('makes no claim of a mixture of experts, of which a token reads a part', () => {
    expect(flagsOf(at(20, 'serve a mixture of experts'), 'C03')).toEqual([])
  })
})

describe('C04, an answer faster than the arithmetic of its input', () => {
  const peak = deviceById('a100-80-sxm')?.peak.bf16 ?? 0
  const bound = (1000 * 2 * 7e9 * 4000) / (0.5 * peak)
  const at = (ms: number, sequenceLength = 4000, modelParams = 7e9) =>
    briefWith('serve it', {
      data: { modelParams, sequenceLength },
      targets: { latency: { ms } },
      constraints: { servingDevice: a100 },
    })

  it('shows 2 FLOPs a weight and token over half of the peak', () => {
    const found = flag(at(100), 'C04')
    expect(found.arithmetic).toContain(`in ${written(bound)} ms`)
    expect(flagsOf(at(100, offered(found, /at most .* tokens/)), 'C04')).toEqual([])
    expect(flagsOf(at(offered(found, /Allow/)), 'C04')).toEqual([])
  })

  it('does not fire just above the bound', () => {
    expect(flagsOf(at(1.01 * bound), 'C04')).toEqual([])
    expect(flagsOf(at(0.99 * bound), 'C04')).toHaveLength(1)
  })
})

describe('C03 and C04 of one limit', () => {
  it('are told once, by the longer of the two', () => {
    const brief = briefWith('serve it', {
      data: { modelParams: 110e6, sequenceLength: 512 },
      targets: { latency: { ms: 1 } },
      constraints: { servingDevice: { id: 'cpu-core-avx2', count: 4 } },
    })
    expect(ids(brief)).toEqual(['C04'])
  })
})

describe('C22, more requests than the devices can serve', () => {
  const peak = deviceById('t4')?.peak.fp16 ?? 0
  const most = (0.5 * peak) / (2 * 110e6 * 256)
  const at = (throughputPerSecond: number) =>
    briefWith('classify', {
      data: { modelParams: 110e6, sequenceLength: 256 },
      targets: { throughputPerSecond },
      constraints: { servingDevice: t4 },
    })

  it('shows the FLOPs of a second, and the devices they take', () => {
    const found = flag(at(3000), 'C22')
    expect(found.arithmetic).toContain(`${written((3000 * 2 * 110e6 * 256) / 1e12)} TFLOP/s`)
    expect(offered(found, /Take/)).toBe(Math.ceil(3000 / most))
    expect(flagsOf(at(offered(found, /Serve at most/)), 'C22')).toEqual([])
  })

  it('does not fire just below the bound', () => {
    expect(flagsOf(at(0.99 * most), 'C22')).toEqual([])
    expect(flag(at(1.1 * most), 'C22').severity).toBe('warn')
  })
})

describe('C08, training a language model from scratch', () => {
  const on = (corpusTokens: number | undefined, more: object = {}, modelParams = 7e9) =>
    briefWith('train a language model from scratch', {
      domain: 'language',
      data: { modelParams, fromScratch: true, ...(corpusTokens && { corpusTokens }) },
      constraints: { ...more },
    })

  it('shows tokens a parameter against 20, and is settled by a smaller model', () => {
    const found = flag(on(2e9), 'C08')
    expect(found.arithmetic).toContain(`${written(2 / 7)} tokens a parameter`)
    expect(found.arithmetic).toContain('140 B tokens')
    expect(flagsOf(on(2e9, {}, offered(found, /at most/)), 'C08')).toEqual([])
    expect(flagsOf(on(7.1e9), 'C08')).toEqual([])
    expect(flag(on(6.5e9), 'C08').severity).toBe('warn')
  })

  it('shows the hours, and what the money buys', () => {
    const found = flag(on(undefined, { trainingDevice: a100, budgetUsd: 400 }), 'C08')
    const peak = deviceById('a100-80-sxm')?.peak.bf16 ?? 0
    const hours = (6 * 7e9 * 140e9) / (0.45 * peak) / 3600
    expect(found.arithmetic).toContain('5.88e21 FLOP')
    expect(found.arithmetic).toContain(`${written(hours / 24)} days`)
    const price = deviceById('a100-80-sxm')?.price?.typical ?? 0
    expect(found.arithmetic).toContain(`${written(400 / (1.5 * price) / 24)} days`)
    const affordable = offered(found, /at most/)
    const smaller = on(undefined, { trainingDevice: a100, budgetUsd: 400 }, affordable)
    expect(flagsOf(smaller, 'C08')).toEqual([])
    const paid = { trainingDevice: a100, budgetUsd: offered(found, /Raise/), deadlineWeeks: 80 }
    expect(flagsOf(on(undefined, paid), 'C08')).toEqual([])
  })

  it('takes more devices for a date, not for a budget', () => {
    const dated = { trainingDevice: a100, deadlineWeeks: 10 }
    const devices = offered(flag(on(undefined, dated), 'C08'), /Take/)
    const more = (count: number) => on(undefined, { ...dated, trainingDevice: { ...a100, count } })
    expect(flagsOf(more(devices), 'C08')).toEqual([])
    expect(flagsOf(more(devices - 1), 'C08')).toHaveLength(1)
    const paid = flag(on(undefined, { trainingDevice: a100, budgetUsd: 400 }), 'C08')
    expect(paid.waysOut.join()).not.toContain('such devices')
  })

  it('offers no open weights where they were ruled out', () => {
    const brief = on(2e9)
    expect(flag(replied(brief, 'no pretrained models'), 'C08').waysOut.join()).not.toContain('open weights')
  })

  it('does not take going on from published weights for a start from nothing', () => {
    const brief = on(2e9)
    expect(flagsOf(replied(brief, 'continued pre-training on our text'), 'C08')).toEqual([])
  })

  it('leaves small networks alone', () => {
    expect(ids(on(1e6, { trainingDevice: t4 }, 5e6))).toEqual([])
  })
})

/** Writing token by token: the cache, prefill and decode of small models worked out by hand. */
import { describe, expect, it } from 'vitest'
import { isKnown } from '../../../src/design/estimate/figure.js'
import { forwardFlops } from '../../../src/design/estimate/flops.js'
import { cachePerToken, generates, generation } from '../../../src/design/estimate/generation.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { figure, known } from '../../support/estimates.js'
import { evaluate } from '../../support/formula.js'
import { gpt, llama } from '../../support/models.js'
import { typedFile } from '../../support/spec-files.js'
import { typedOf } from '../../support/specs.js'

const a100 = known('a100-80-sxm')
const options = { device: a100, count: 1, precision: 'bf16', batch: 1 } as const
const grouped = llama({ layers: 6, hidden: 512, heads: 8, seq: 256, vocab: 1000 }, 1024, 2)

function written(
  typed: Parameters<typeof generation>[0],
  more: Partial<Parameters<typeof generation>[1]> = {},
) {
  const found = generation(typed, { ...options, ...more })
  if (!found) throw new Error('it does not write')
  return found
}

describe('the cache of keys and values', () => {
  it('is 2 x layers x key heads x head_dim x bytes for a token, as its words say', () => {
    const cache = cachePerToken(grouped, 'fp16')
    expect(cache.value).toBe(2 * 6 * 2 * 64 * 2)
    expect(evaluate(cache.formula)).toBe(cache.value)
    expect(cachePerToken(grouped, 'fp32').value).toBe(2 * cache.value)
  })

  it('of Llama 3 8B is 128 KiB, a quarter of what its heads would need', () => {
    expect(cachePerToken(typedFile('llama-3-8b'), 'bf16').value).toBe(128 * 1024)
  })

  it('holds the whole context of every sequence', () => {
    const { cache, memory } = written(grouped, { batch: 5, context: 100 })
    expect(cache.value).toBe(5 * 100 * cachePerToken(grouped, 'bf16').value)
    expect(memory.value).toBe(cache.value + 2 * countParams(grouped).total.value)
    expect(written(grouped).cache.value).toBe(256 * cachePerToken(grouped, 'bf16').value)
  })
})

describe('decoding', () => {
  it('of one sequence is bound by reading every weight but the table', () => {
    const model = llama({ layers: 32, hidden: 4096, heads: 32, seq: 2048, vocab: 32_000 }, 11_008)
    const { decode } = written(model, { context: 1 })
    const weights = 2 * (countParams(model).total.value - 32_000 * 4096)
    const bound = (weights / (2039e9 * 0.7)) * 1000
    expect(figure(decode).value).toBeGreaterThan(bound)
    expect(figure(decode).value).toBeLessThan(1.15 * bound)
    expect(Math.abs(evaluate(figure(decode).formula) * 1000 - figure(decode).value)).toBeLessThan(
      0.01 * bound,
    )
  })

  it('reads a tied table once more as the output', () => {
    const tied = gpt({ layers: 2, hidden: 64, heads: 4, seq: 16, vocab: 100_000 })
    const { decode } = written(tied, { device: known('cpu-core-avx2'), precision: 'fp32', context: 1 })
    expect(figure(decode).value).toBeGreaterThan(((4 * 64 * 100_000) / (10e9 * 0.4)) * 1000)
  })

  it('of more sequences takes longer for each and writes more in all, until arithmetic binds', () => {
    const of = (batch: number) => written(grouped, { batch, context: 64 })
    for (const [few, many] of [
      [1, 8],
      [8, 64],
    ] as const) {
      expect(figure(of(many).decode).value).toBeGreaterThanOrEqual(figure(of(few).decode).value)
      expect(figure(of(many).throughput).value).toBeGreaterThan(figure(of(few).throughput).value)
    }
    const large = 1 << 20
    const flops = (large * forwardFlops(grouped).value) / 256
    expect(figure(of(large).decode).value).toBeGreaterThanOrEqual((flops / (312e12 * 0.55)) * 1000 * 0.99)
  })

  it('of experts reads those that are chosen, and with many sequences all', () => {
    const model = (experts: number, active: number) =>
      typedOf({
        inputs: { ids: { kind: 'tokens', vocab: 10, steps: 8 } },
        nodes: [
          { kind: 'embedding', dim: 1024 },
          { kind: 'attention', heads: 8, causal: true },
          { kind: 'moe', experts, active, expert: { kind: 'feed_forward', hidden: 8192 } },
          { kind: 'linear', units: 10 },
        ],
      })
    const ms = (experts: number, active: number, batch: number) =>
      figure(written(model(experts, active), { batch, context: 1, device: known('l4') }).decode).value
    expect(ms(8, 2, 1) / ms(2, 2, 1)).toBeLessThan(1.1)
    expect(ms(8, 2, 64) / ms(2, 2, 64)).toBeGreaterThan(2)
  })

  it('has no wider range than is promised', () => {
    for (const batch of [1, 64, 4096]) {
      const { low, value, high } = figure(written(grouped, { batch }).decode)
      expect(high).toBeLessThanOrEqual(1.4 * value)
      expect(low).toBeGreaterThanOrEqual(0.6 * value)
    }
  })

  it('is unknown where the bandwidth is, while the cache is not', () => {
    const { decode, cache, sequences } = written(grouped, {
      device: known('apple-m4-max-32c'),
      precision: 'fp16',
    })
    expect(isKnown(decode)).toBe(false)
    expect(isKnown(sequences)).toBe(false)
    expect(cache.value).toBeGreaterThan(0)
  })
})

describe('sequences beside the weights', () => {
  it('are what 90% of the memory holds', () => {
    const { sequences } = written(grouped)
    const each = 256 * cachePerToken(grouped, 'bf16').value
    const free = 0.9 * 80e9 - 2 * countParams(grouped).total.value
    expect(figure(sequences).value).toBe(Math.floor(free / each))
  })
})

describe('a model that writes', () => {
  it.each([
    ['gpt2', true],
    ['llama-2-7b', true],
    ['t5-base', true],
    ['bert-base-uncased', false],
    ['vit_b_16', false],
    ['resnet50', false],
    ['lstm_forecaster_168_24', false],
    ['patchtst_336_96', false],
  ])('is %s: %s', (name, writes) => {
    expect(generates(typedFile(name))).toBe(writes)
    if (!writes) expect(generation(typedFile(name), options)).toBeUndefined()
  })
})

/** Default utilisations are those of the reference; a band is ordered and names its source. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as margins from '../../../src/design/estimate/margins.js'
import { promised, within } from '../../../src/design/estimate/promise.js'

const band = z.tuple([z.number(), z.number(), z.number()])
const { _about: about } = z
  .object({
    _about: z.object({
      efficiency_defaults: z.object({
        training_mfu_dense_transformer_large: band,
        training_mfu_small_model_single_gpu: band,
        training_mfu_cnn_amp: band,
        training_mfu_moe: band,
        rnn_cudnn: band,
        inference_prefill: band,
        memory_bandwidth_decode: band,
      }),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/reference/hardware.json', import.meta.url), 'utf8')))
const reference = about.efficiency_defaults

const isBand = (value: unknown): value is margins.Band =>
  typeof value === 'object' && value !== null && 'low' in value && 'typical' in value
const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !isBand(value)
const bands = Object.values(margins).flatMap((value) =>
  isBand(value) ? [value] : isTable(value) ? Object.values(value).filter(isBand) : [],
)

describe('margins and default utilisations', () => {
  it.each([
    [
      'large Transformers',
      margins.trainingUtilisation.largeTransformer,
      reference.training_mfu_dense_transformer_large,
    ],
    [
      'small Transformers',
      margins.trainingUtilisation.transformer,
      reference.training_mfu_small_model_single_gpu,
    ],
    ['convolutions', margins.trainingUtilisation.convolution, reference.training_mfu_cnn_amp],
    ['mixtures of experts', margins.trainingUtilisation.mixtureOfExperts, reference.training_mfu_moe],
    ['recurrence', margins.trainingUtilisation.recurrent, reference.rnn_cudnn],
    ['a full forward pass', margins.servingUtilisation, reference.inference_prefill],
    ['memory bandwidth', margins.bandwidthUtilisation, reference.memory_bandwidth_decode],
  ])('are the reference for %s', (_, { low, typical, high }, expected) => {
    expect([low, typical, high]).toEqual(expected)
  })

  it('are ordered, positive, and say where they come from', () => {
    expect(bands.length).toBeGreaterThan(15)
    for (const { low, typical, high, source } of bands) {
      expect(low).toBeGreaterThan(0)
      expect(low).toBeLessThanOrEqual(typical)
      expect(typical).toBeLessThanOrEqual(high)
      expect(source).not.toBe('')
    }
  })

  it('are fractions where they are a share of something', () => {
    const shares = [
      ...Object.values(margins.trainingUtilisation),
      margins.servingUtilisation,
      margins.cpuUtilisation,
    ]
    for (const { high } of shares) expect(high).toBeLessThan(1)
  })
})

describe('what is promised', () => {
  it.each([
    ['activations', promised.activations, 1.4, 0.6],
    ['peak training memory', promised.trainingMemory, 1.35, 0.65],
    ['training time of large Transformers', promised.largeTransformerTime, 1.5, 0.5],
    ['training time at a measured utilisation', promised.measuredTime, 1.15, 0.85],
    ['training time of other families', promised.otherTime, 2, 0.5],
    ['decoding', promised.decode, 1.4, 0.6],
    ['latency kernel by kernel', promised.eagerLatency, 3, 1 / 3],
  ])('for %s is the table of docs/estimates.md', (_, { above, below }, most, least) => {
    expect([above, below]).toEqual([most, least])
  })

  it('cuts a range and leaves one that is narrower as it is', () => {
    const figure = { value: 10, unit: 'count', low: 1, high: 12, formula: '10', source: 'a' } as const
    expect(within(figure, promised.otherTime)).toEqual({ ...figure, low: 5 })
    expect(within(figure, promised.measuredTime)).toEqual({ ...figure, low: 8.5, high: 11.5 })
  })
})

/** Default utilisations are those of the reference; a band is ordered and names its source. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as margins from '../../../src/design/estimate/margins.js'

const band = z.tuple([z.number(), z.number(), z.number()])
const { _about: about } = z
  .object({
    _about: z.object({
      efficiency_defaults: z.object({
        training_mfu_dense_transformer_large: band,
        training_mfu_small_model_single_gpu: band,
        training_mfu_cnn_amp: band,
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

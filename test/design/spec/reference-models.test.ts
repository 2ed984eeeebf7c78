/**
 * Published models, written as specs with the layers and blocks of this version: parameters and FLOPs are those that
 * the real framework counted, to the unit. The fixture says how each was measured.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { type Sketch, tensor, typedOf } from '../../support/specs.js'

interface Reference {
  readonly id: string
  readonly params: number
  readonly framework: 'pytorch' | 'keras' | 'flax'
  readonly flops_forward?: number
  readonly saved_for_backward_bytes_fp32?: number
  readonly frozen_params?: number
}
const file = new URL('../../fixtures/reference/model-sizes.json', import.meta.url)
const references: readonly Reference[] = JSON.parse(readFileSync(file, 'utf8'))

const gpt = (dim: number, heads: number, depth: number): Sketch => ({
  sizes: { steps: 1024 },
  inputs: { ids: { kind: 'tokens', vocab: 50257, steps: 'steps' } },
  nodes: [
    { name: 'tokens', kind: 'embedding', dim },
    { kind: 'position_embedding', rows: 1024 },
    {
      name: 'layers',
      kind: 'transformer_block',
      repeat: depth,
      heads,
      hidden: 4 * dim,
      activation: 'gelu_tanh',
      causal: true,
    },
    'layer_norm',
    { kind: 'linear', units: 50257, bias: false, tie: 'tokens' },
  ],
})

/** @param types rows of the segment table, 0 for none; `at` are positions, some kept for padding */
function bert({ dim = 768, depth = 12, vocab = 30522, types = 2, positions = 512, pooler = true }): Sketch {
  const steps = 512
  return {
    inputs: {
      ids: { kind: 'tokens', vocab, steps },
      ...(types > 0 && { segments: { kind: 'tokens', vocab: types, steps } }),
      ...(pooler && { first: { kind: 'vector', features: dim } }),
    },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim, from: 'ids' },
      ...(types > 0
        ? [
            { name: 'segment', kind: 'embedding', dim, from: 'segments' },
            { kind: 'add', with: 'tokens' },
          ]
        : []),
      { kind: 'position_embedding', rows: positions },
      'layer_norm',
      {
        name: 'encoded',
        kind: 'transformer_block',
        order: 'post',
        repeat: depth,
        heads: dim / 64,
        hidden: 4 * dim,
      },
      ...(pooler
        ? [
            { kind: 'linear', units: dim, from: 'first' },
            { name: 'pooled', kind: 'tanh' },
          ]
        : []),
    ],
    outputs: pooler ? ['encoded', 'pooled'] : ['encoded'],
  }
}

const recurrent = (steps: number, features: number, ...nodes: unknown[]): Sketch => ({
  inputs: { x: { kind: 'series', steps, features } },
  nodes,
})

const sketches: Readonly<Record<string, Sketch>> = {
  gpt2: gpt(768, 12, 12),
  'gpt2-medium': gpt(1024, 16, 24),
  'gpt2-xl': gpt(1600, 25, 48),
  'bert-base-uncased': bert({}),
  'bert-large-uncased': bert({ dim: 1024, depth: 24 }),
  'distilbert-base': bert({ depth: 6, types: 0, pooler: false }),
  'roberta-base': bert({ vocab: 50265, types: 1, positions: 514 }),
  dlinear_336_96_shared: {
    inputs: { x: { kind: 'series', steps: 336, features: 7 } },
    nodes: [
      { name: 'parts', kind: 'series_decomposition', window: 25 },
      { kind: 'transpose', from: 'parts.trend' },
      { name: 'trend', kind: 'linear', units: 96 },
      { kind: 'transpose', from: 'parts.remainder' },
      { kind: 'linear', units: 96 },
      { kind: 'add', with: 'trend' },
      'transpose',
    ],
  },
  patchtst_336_96: {
    inputs: tensor(7, 336, 1),
    nodes: [
      { kind: 'patches', size: 16, stride: 8 },
      { kind: 'linear', units: 128 },
      { kind: 'position_embedding', frozen: true },
      { kind: 'transformer_block', repeat: 3, heads: 16, hidden: 256, norm: 'batch_norm', order: 'post' },
      { kind: 'reshape', shape: [7, 41 * 128] },
      { kind: 'linear', units: 96 },
    ],
  },
  lstm_2x128_in8: recurrent(96, 8, { kind: 'lstm', units: 128, layers: 2 }),
  bilstm_2x200_in100: recurrent(50, 100, { kind: 'lstm', units: 200, layers: 2, bidirectional: true }),
  gru_3x256_in32: recurrent(64, 32, { kind: 'gru', units: 256, layers: 3 }),
  keras_lstm_2x128_in8: recurrent(96, 8, { kind: 'lstm', units: 128, layers: 2, output: 'last' }),
  keras_gru_1x64_in10: recurrent(32, 10, { kind: 'gru', units: 64, output: 'last' }),
  flax_lstm_1x128_in8: recurrent(20, 8, { kind: 'lstm', units: 128 }),
  lstm_forecaster_168_24: recurrent(
    168,
    12,
    { kind: 'lstm', units: 128, layers: 2, dropout: 0.1, output: 'last' },
    'layer_norm',
    { kind: 'mlp', hidden: [64], units: 24 },
  ),
}

const cases = Object.entries(sketches).map(([id, sketch]) => {
  const reference = references.find((entry) => entry.id === id)
  if (!reference) throw new Error(`The fixture has no ${id}.`)
  return { id, sketch, reference }
})

describe('published models', () => {
  it.each(cases)('$id has the parameters and FLOPs of the framework', ({ sketch, reference }) => {
    const typed = typedOf(sketch, { framework: reference.framework })
    const count = countAll(typed)
    expect(count.params).toBe(reference.params)
    expect(count.trainable).toBe(reference.params - (reference.frozen_params ?? 0))
    if (reference.flops_forward !== undefined) expect(totalFlops(typed)).toBe(reference.flops_forward)
  })

  it.each(cases.filter(({ id }) => /^(dlinear|lstm|bilstm|gru)/.test(id)))(
    '$id keeps for backward what PyTorch kept, to the byte',
    ({ sketch, reference }) => {
      const { saved } = typedOf(sketch)
      // The measurement was made on a CPU, where a dropout mask is a float.
      const numbers =
        saved.activations +
        saved.scores +
        saved.scoreMasks +
        saved.masks +
        saved.statistics +
        saved.batchStatistics
      expect(4 * numbers + 8 * saved.indices).toBe(reference.saved_for_backward_bytes_fp32)
    },
  )
})

describe('a Transformer layer', () => {
  // Korthikanti et al., Reducing Activation Recomputation in Large Transformer Models, 2022, equation 2.
  it.each([
    [128, 256, 4],
    [512, 768, 12],
  ])('keeps s·h·(34 + 5·a·s/h) bytes in half precision (s %i, h %i, a %i)', (s, h, a) => {
    const { saved } = typedOf({
      inputs: tensor(s, h),
      nodes: [{ kind: 'transformer_block', heads: a, hidden: 4 * h, dropout: 0.1 }],
    })
    const statistics = 2 * 2 * s
    expect(saved.statistics).toBe(statistics)
    expect(saved.indices).toBe(0)
    // The paper counts the masks of the two residual dropouts and of the attention's.
    const masks = saved.masks + saved.scoreMasks
    expect(2 * (saved.activations + saved.scores) + masks).toBe(s * h * 34 + 5 * a * s * s)
  })
})

/** What training keeps for the backward pass: the bytes that autograd holds are within the band of what is said. */
import { describe, expect, it } from 'vitest'
import { activationError } from '../../src/design/estimate/margins.js'
import { tensor, typedOf } from '../support/specs.js'
import { modelOf, needsNumbers } from './agreement.js'
import { startPython } from './python.js'
import { savedOnCpu } from './saved.js'

const python = startPython()

/** Tensors large enough that what a framework keeps beside them (a few indices) does not count. */
const series = tensor(48, 64)
const image = tensor(24, 24, 32)
const samples: readonly { readonly inputs: object; readonly nodes: readonly unknown[] }[] = [
  { inputs: series, nodes: [{ kind: 'transformer_block', heads: 4, hidden: 128, dropout: 0.1, repeat: 3 }] },
  {
    inputs: series,
    nodes: [
      {
        kind: 'transformer_block',
        heads: 4,
        hidden: 96,
        gated: true,
        norm: 'rms_norm',
        activation: 'silu',
        rotary: true,
        kv_heads: 2,
        bias: false,
      },
    ],
  },
  {
    inputs: series,
    nodes: [
      {
        kind: 'transformer_block',
        heads: 4,
        hidden: 128,
        order: 'post',
        norm: 'batch_norm',
        activation: 'relu',
      },
    ],
  },
  { inputs: series, nodes: [{ kind: 'attention', heads: 8, qk_norm: true, dropout: 0.2 }] },
  { inputs: series, nodes: [{ kind: 'feed_forward', hidden: 200, dropout: 0.1 }] },
  {
    inputs: series,
    nodes: [{ kind: 'mlp', hidden: [128, 64], norm: 'layer_norm', dropout: 0.3, units: 10 }],
  },
  {
    inputs: series,
    nodes: [{ kind: 'moe', experts: 4, active: 2, expert: { kind: 'feed_forward', hidden: 256 } }],
  },
  { inputs: series, nodes: [{ kind: 'lstm', units: 48, layers: 2, bidirectional: true, dropout: 0.2 }] },
  { inputs: series, nodes: [{ kind: 'gru', units: 64, layers: 2 }] },
  { inputs: series, nodes: [{ kind: 'rnn', units: 64 }] },
  {
    inputs: series,
    nodes: [{ kind: 'tcn_block', channels: 64, repeat: 3, each: { dilation: [1, 2, 4] }, dropout: 0.1 }],
  },
  {
    inputs: series,
    nodes: [
      { kind: 'conv1d', channels: 64, kernel: 3, padding: 'causal', weight_norm: true },
      'glu',
      { kind: 'linear', units: 8 },
    ],
  },
  { inputs: series, nodes: [{ kind: 'linear', units: 64, copies: 4 }, 'gelu', { kind: 'reduce' }] },
  {
    inputs: image,
    nodes: [
      { kind: 'conv_norm', channels: 48 },
      { kind: 'max_pool2d', kernel: 2 },
      { kind: 'double_conv', channels: 64 },
    ],
  },
  {
    inputs: image,
    nodes: [
      { kind: 'basic_block', channels: 48, repeat: 2, each: { stride: [2, 1] } },
      'global_pool',
      { kind: 'linear', units: 10 },
    ],
  },
  { inputs: image, nodes: [{ kind: 'bottleneck', width: 16, repeat: 3 }] },
  { inputs: image, nodes: [{ kind: 'preactivation_block', width: 16, channels: 64, stride: 2 }] },
  { inputs: image, nodes: [{ kind: 'mbconv', channels: 32, squeezed: 8, repeat: 2 }] },
  { inputs: image, nodes: [{ kind: 'convnext_block', repeat: 2 }] },
  { inputs: image, nodes: [{ kind: 'window_attention', heads: 4, window: 6, shift: 3 }] },
  {
    inputs: image,
    nodes: [
      { kind: 'group_norm', groups: 8 },
      'silu',
      { kind: 'conv_transpose2d', channels: 16, kernel: 2, stride: 2 },
    ],
  },
  {
    inputs: image,
    nodes: [
      { kind: 'patch_embedding', dim: 64, patch: 4, class_token: true },
      { kind: 'transformer_block', heads: 4, hidden: 128 },
    ],
  },
  {
    inputs: image,
    nodes: [
      { kind: 'linear', units: 32, frozen: true },
      'relu',
      { kind: 'linear', units: 16 },
      'tanh',
      { kind: 'linear', units: 4, frozen: true },
    ],
  },
]

describe('what training keeps', () => {
  it.each(samples.map((sample) => ({ ...sample, kinds: JSON.stringify(sample.nodes) })))(
    'of $kinds is what autograd keeps, within the band',
    async ({ inputs, nodes }) => {
      const typed = typedOf({ inputs, nodes })
      const batch = 2
      const { error, saved = Number.NaN } = await python.ask({
        ...modelOf(typed),
        device: needsNumbers(typed) ? 'cpu' : 'meta',
        measure: ['saved'],
        batch,
      })
      expect(error).toBeUndefined()
      const said = savedOnCpu(typed.saved, batch)
      expect(Math.abs(saved - said), `${saved} bytes kept, ${said} said`).toBeLessThanOrEqual(
        activationError * saved,
      )
    },
  )
})

/** One row a layer: what comes out, how many numbers it stores, its FLOPs, and what it keeps, each written as arithmetic. */
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { activationKinds } from '../../../src/design/spec/layers/activations.js'
import { layers } from '../../../src/design/spec/layers/index.js'
import type { Framework } from '../../../src/design/spec/spec.js'
import { issuesOf, type Sketch, tensor, typedOf } from '../../support/specs.js'

interface Row {
  readonly node: { readonly kind: string; readonly [field: string]: unknown }
  /** The shape of x, or all inputs by name; the first one is what the node reads. */
  readonly input: readonly number[] | object
  readonly output: readonly number[]
  readonly params?: number
  readonly buffers?: number
  readonly flops?: number
  /** Numbers kept once a weight before it learns. */
  readonly keeps?: number
  readonly framework?: Framework
  /** Instead of the node alone behind its input. */
  readonly sketch?: Sketch
}

const lstmFlops = 2 * 5 * 4 * 6 * (8 + 6)
const gruFlops = 2 * 5 * 3 * 6 * (8 + 6)

const tokens = { x: { kind: 'tokens', vocab: 50, steps: 7 } }
const pair = { x: { kind: 'tensor', shape: [4, 6] }, y: { kind: 'tensor', shape: [6] } }

const vector = (features: number) => ({ kind: 'vector', features })

const rows: readonly Row[] = [
  {
    node: { kind: 'linear', units: 5 },
    input: [3, 8],
    output: [3, 5],
    params: 5 * 8 + 5,
    flops: 2 * 3 * 8 * 5,
    keeps: 24,
  },
  {
    node: { kind: 'linear', units: 5, bias: false },
    input: [8],
    output: [5],
    params: 40,
    flops: 80,
    keeps: 8,
  },
  { node: { kind: 'embedding', dim: 6 }, input: tokens, output: [7, 6], params: 50 * 6 },
  { node: { kind: 'embedding', dim: 6, rows: 64 }, input: tokens, output: [7, 6], params: 64 * 6 },
  { node: { kind: 'position_embedding' }, input: [7, 6], output: [7, 6], params: 42, keeps: 0 },
  { node: { kind: 'position_embedding', rows: 9 }, input: [7, 6], output: [7, 6], params: 54, keeps: 0 },
  { node: { kind: 'position_embedding', learned: false }, input: [7, 6], output: [7, 6], keeps: 0 },
  {
    node: { kind: 'attention', heads: 2 },
    input: [5, 8],
    output: [5, 8],
    params: 4 * (8 * 8 + 8),
    flops: 4 * 2 * 5 * 8 * 8 + 4 * 5 * 5 * 8,
    keeps: 5 * 8 + 4 * 5 * 8 + 2 * 5 * 5,
  },
  {
    node: { kind: 'attention', heads: 4, kv_heads: 2, head_dim: 3, units: 10, bias: false },
    input: [5, 8],
    output: [5, 10],
    params: 12 * 8 + 2 * 6 * 8 + 10 * 12,
    flops: 2 * 5 * (8 * 12 + 2 * 8 * 6 + 12 * 10) + 4 * 5 * 5 * 12,
  },
  {
    node: { kind: 'attention', heads: 2, with: { memory: 'memory' } },
    input: { x: { kind: 'tensor', shape: [5, 8] }, memory: { kind: 'tensor', shape: [9, 6] } },
    output: [5, 8],
    params: 2 * (8 * 8 + 8) + 2 * (8 * 6 + 8),
    flops: 2 * (2 * 5 * 8 * 8 + 2 * 9 * 6 * 8) + 4 * 5 * 9 * 8,
  },
  { node: { kind: 'relative_bias', heads: 4 }, input: [5, 8], output: [4, 5, 5], params: 32 * 4, keeps: 25 },
  {
    node: { kind: 'relative_bias', heads: 2, buckets: 8, with: { memory: 'y' } },
    input: { x: { kind: 'tensor', shape: [5, 8] }, y: { kind: 'tensor', shape: [7, 8] } },
    output: [2, 5, 7],
    params: 16,
  },
  {
    node: { kind: 'relative_bias', heads: 6, learned: false },
    input: [5, 8],
    output: [6, 5, 5],
    params: 0,
    keeps: 0,
  },
  { node: { kind: 'rotary' }, input: [3, 5, 8], output: [3, 5, 8], params: 0 },
  { node: { kind: 'layer_norm' }, input: [5, 8], output: [5, 8], params: 16, keeps: 40 + 2 * 5 },
  { node: { kind: 'layer_norm', bias: false }, input: [8], output: [8], params: 8, keeps: 8 + 2 },
  { node: { kind: 'rms_norm' }, input: [5, 8], output: [5, 8], params: 8, keeps: 40 + 5 },
  { node: { kind: 'batch_norm' }, input: [5, 8], output: [5, 8], params: 16, buffers: 16, keeps: 40 + 16 },
  { node: { kind: 'batch_norm' }, input: [5, 8], output: [5, 8], params: 32, framework: 'keras' },
  { node: { kind: 'batch_norm' }, input: [5, 8], output: [5, 8], params: 16, buffers: 16, framework: 'flax' },
  { node: { kind: 'dropout', rate: 0.5 }, input: [5, 8], output: [5, 8], keeps: 40 },
  { node: { kind: 'dropout', rate: 0 }, input: [5, 8], output: [5, 8], keeps: 0 },
  ...activationKinds.map((kind) => ({ node: { kind }, input: [5, 8], output: [5, 8], keeps: 40 })),
  {
    node: { kind: 'lstm', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 4 * 6 * (8 + 6 + 2),
    flops: 2 * 5 * 4 * 6 * (8 + 6),
    keeps: 5 * 8 + 7 * 5 * 6,
  },
  {
    node: { kind: 'lstm', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 4 * 6 * (8 + 6 + 1),
    flops: lstmFlops,
    framework: 'keras',
  },
  {
    node: { kind: 'lstm', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 4 * 6 * (8 + 6 + 1),
    flops: lstmFlops,
    framework: 'flax',
  },
  {
    node: { kind: 'lstm', units: 6, bias: false },
    input: [5, 8],
    output: [5, 6],
    params: 4 * 6 * (8 + 6),
    flops: lstmFlops,
  },
  {
    node: { kind: 'lstm', units: 6, layers: 2, bidirectional: true, projection: 3, output: 'last' },
    input: [5, 8],
    output: [6],
    params: 2 * (4 * 6 * (8 + 3 + 2) + 6 * 3) + 2 * (4 * 6 * (6 + 3 + 2) + 6 * 3),
    flops: 2 * 5 * 2 * (4 * 6 * (8 + 3) + 4 * 6 * (6 + 3) + 2 * 6 * 3),
  },
  {
    node: { kind: 'gru', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 3 * 6 * (8 + 6 + 2),
    flops: 2 * 5 * 3 * 6 * 14,
  },
  {
    node: { kind: 'gru', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 3 * 6 * (8 + 6) + 4 * 6,
    flops: gruFlops,
    framework: 'flax',
  },
  {
    node: { kind: 'gru', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 3 * 6 * (8 + 6 + 2),
    flops: gruFlops,
    framework: 'keras',
  },
  {
    node: { kind: 'gru', units: 6, reset: 'before' },
    input: [5, 8],
    output: [5, 6],
    params: 3 * 6 * (8 + 6 + 1),
    flops: gruFlops,
    framework: 'keras',
  },
  {
    node: { kind: 'gru', units: 6, layers: 2, dropout: 0.1 },
    input: [5, 8],
    output: [5, 6],
    params: 3 * 6 * (8 + 6 + 2) + 3 * 6 * (6 + 6 + 2),
    flops: gruFlops + 2 * 5 * 3 * 6 * (6 + 6),
    keeps: 40 + 7 * 5 * 2 * 6 + 30 + 30,
  },
  { node: { kind: 'add', with: 'y' }, input: pair, output: [4, 6] },
  { node: { kind: 'subtract', with: 'y' }, input: pair, output: [4, 6] },
  { node: { kind: 'multiply', with: 'y' }, input: pair, output: [4, 6] },
  {
    node: { kind: 'concat', with: 'y' },
    input: { x: { kind: 'vector', features: 4 }, y: { kind: 'vector', features: 3 } },
    output: [7],
  },
  {
    node: { kind: 'concat', with: 'y', axis: -2 },
    input: { x: { kind: 'tensor', shape: [4, 3] }, y: { kind: 'tensor', shape: [2, 3] } },
    output: [6, 3],
  },
  {
    node: { kind: 'stack', with: 'y' },
    input: { x: { kind: 'vector', features: 4 }, y: { kind: 'vector', features: 4 } },
    output: [2, 4],
  },
  { node: { kind: 'pairwise_dots' }, input: [5, 4], output: [10], flops: 2 * 5 * 5 * 4, keeps: 20 },
  {
    node: { kind: 'max_pool2d', kernel: 2, stride: [2, 1], padding: [0, 1] },
    input: [8, 6, 4],
    output: [4, 7, 4],
    keeps: 192 + 112,
  },
  { node: { kind: 'reshape', shape: [6, 4] }, input: [3, 8], output: [6, 4], keeps: 0 },
  { node: { kind: 'reshape', shape: [-1, 3, 4] }, input: [3, 8], output: [2, 3, 4], keeps: 0 },
  { node: { kind: 'flatten' }, input: [3, 8], output: [24], keeps: 0 },
  { node: { kind: 'transpose' }, input: [2, 3, 8], output: [2, 8, 3], keeps: 0 },
  { node: { kind: 'transpose', order: [-2, -3, -1] }, input: [2, 3, 8], output: [3, 2, 8], keeps: 0 },
  { node: { kind: 'moving_average', window: 3 }, input: [9, 2], output: [9, 2], keeps: 22 },
  { node: { kind: 'patches', size: 4, stride: 2 }, input: [9, 2], output: [3, 8], keeps: 0 },
  {
    node: { kind: 'conv1d', channels: 6, kernel: 3 },
    input: [10, 4],
    output: [8, 6],
    params: 6 * 4 * 3 + 6,
    flops: 2 * 8 * 6 * 4 * 3,
    keeps: 40,
  },
  {
    node: { kind: 'conv1d', channels: 6, kernel: 3, stride: 2, padding: 'same', bias: false },
    input: [9, 4],
    output: [5, 6],
    params: 72,
    flops: 2 * 5 * 72,
    keeps: 36,
  },
  {
    node: { kind: 'conv1d', channels: 6, kernel: 3, dilation: 2, padding: 'causal' },
    input: [10, 4],
    output: [10, 6],
    params: 78,
    flops: 2 * 10 * 72,
    keeps: (10 + 2 * 2) * 4,
  },
  {
    node: { kind: 'conv1d', channels: 6, kernel: 3, dilation: 2, padding: 2 },
    input: [10, 4],
    output: [10, 6],
    params: 78,
    flops: 2 * 10 * 72,
    keeps: 40,
  },
  {
    node: { kind: 'conv2d', channels: 8, kernel: 3, stride: 2, padding: 1 },
    input: [9, 7, 4],
    output: [5, 4, 8],
    params: 8 * 4 * 9 + 8,
    flops: 2 * 20 * 8 * 4 * 9,
    keeps: 9 * 7 * 4,
  },
  {
    node: { kind: 'conv2d', channels: 8, kernel: [3, 1], groups: 2 },
    input: [9, 7, 4],
    output: [7, 7, 8],
    params: 8 * 2 * 3 + 8,
    flops: 2 * 49 * 8 * 2 * 3,
  },
  {
    node: { kind: 'conv2d', groups: 'depthwise', kernel: 5, padding: 'same' },
    input: [9, 7, 4],
    output: [9, 7, 4],
    params: 4 * 25 + 4,
    flops: 2 * 63 * 4 * 25,
  },
  {
    node: { kind: 'conv2d', channels: 8, groups: 'depthwise', kernel: 1 },
    input: [9, 7, 4],
    output: [9, 7, 8],
    params: 8 + 8,
    flops: 2 * 63 * 8,
  },
  {
    node: { kind: 'conv3d', channels: 2, kernel: 2 },
    input: [4, 5, 6, 3],
    output: [3, 4, 5, 2],
    params: 2 * 3 * 8 + 2,
    flops: 2 * 60 * 2 * 3 * 8,
  },
  {
    node: { kind: 'conv_transpose1d', channels: 6, kernel: 4, stride: 2, padding: 1 },
    input: [5, 4],
    output: [10, 6],
    params: 4 * 6 * 4 + 6,
    flops: 2 * 5 * 4 * 6 * 4,
    keeps: 20,
  },
  {
    node: { kind: 'conv_transpose2d', channels: 6, kernel: 2, stride: 2, groups: 2 },
    input: [5, 3, 4],
    output: [10, 6, 6],
    params: 4 * 3 * 4 + 6,
    flops: 2 * 15 * 4 * 3 * 4,
    keeps: 60,
  },
  { node: { kind: 'max_pool1d', kernel: 2 }, input: [9, 4], output: [4, 4], keeps: 36 + 16 },
  {
    node: { kind: 'max_pool2d', kernel: 3, stride: 2, padding: 'same' },
    input: [9, 7, 4],
    output: [5, 4, 4],
    keeps: 252 + 80,
  },
  {
    node: { kind: 'max_pool2d', kernel: 3, stride: 2, padding: 'ceil' },
    input: [9, 8, 4],
    output: [4, 4, 4],
    keeps: 288 + 64,
  },
  // A window that would begin after the end is none.
  {
    node: { kind: 'avg_pool1d', kernel: 1, stride: 3, padding: 'ceil' },
    input: [5, 4],
    output: [2, 4],
    keeps: 20,
  },
  {
    node: { kind: 'avg_pool1d', kernel: 3, stride: 1, padding: 1 },
    input: [9, 4],
    output: [9, 4],
    keeps: 36,
  },
  { node: { kind: 'avg_pool2d', kernel: 2 }, input: [8, 6, 4], output: [4, 3, 4], keeps: 192 },
  { node: { kind: 'global_pool' }, input: [8, 6, 4], output: [4], keeps: 0 },
  { node: { kind: 'global_pool', axes: 1, by: 'sum' }, input: [8, 6, 4], output: [8, 4], keeps: 0 },
  { node: { kind: 'upsample', factor: 2 }, input: [8, 6, 4], output: [16, 12, 4], keeps: 0 },
  {
    node: { kind: 'upsample', size: [9, 7], mode: 'nearest' },
    input: [8, 6, 4],
    output: [9, 7, 4],
    keeps: 0,
  },
  { node: { kind: 'layer_scale' }, input: [5, 8], output: [5, 8], params: 8, keeps: 40 },
  { node: { kind: 'scale', by: 0.125 }, input: [5, 8], output: [5, 8], keeps: 0 },
  { node: { kind: 'l2_normalize' }, input: [5, 8], output: [5, 8], keeps: 40 + 10 },
  {
    node: { kind: 'matmul', with: 'y' },
    input: { x: { kind: 'tensor', shape: [2, 4, 6] }, y: { kind: 'tensor', shape: [6, 3] } },
    output: [2, 4, 3],
    flops: 2 * 2 * 4 * 6 * 3,
  },
  {
    node: { kind: 'matmul', with: 'y', transpose: true },
    input: { x: { kind: 'tensor', shape: [4, 6] }, y: { kind: 'tensor', shape: [3, 6] } },
    output: [4, 3],
    flops: 2 * 4 * 6 * 3,
  },
  {
    node: { kind: 'dot', with: 'y' },
    input: { x: { kind: 'vector', features: 4 }, y: { kind: 'vector', features: 4 } },
    output: [],
  },
  { node: { kind: 'slice', start: 2, stop: -1 }, input: [9, 4], output: [6, 4], keeps: 0 },
  { node: { kind: 'slice', axis: -1, stop: 3 }, input: [9, 4], output: [9, 3], keeps: 0 },
  { node: { kind: 'select' }, input: [9, 4], output: [4], keeps: 0 },
  { node: { kind: 'select', axis: -1, index: 0 }, input: [9, 4], output: [9], keeps: 0 },
  { node: { kind: 'split', sizes: [1, 3] }, input: [9, 4], output: [9, 1], keeps: 0 },
  {
    node: { kind: 'parameter', shape: [4] },
    input: [9, 4],
    output: [9, 4],
    params: 4,
    sketch: {
      inputs: tensor(9, 4),
      nodes: [
        { name: 'own', kind: 'parameter', shape: [4] },
        { kind: 'add', with: 'x' },
      ],
    },
  },
  {
    node: { kind: 'constant', shape: [4], value: 2 },
    input: [9, 4],
    output: [9, 4],
    sketch: {
      inputs: tensor(9, 4),
      nodes: [
        { name: 'own', kind: 'constant', shape: [4], value: 2 },
        { kind: 'add', with: 'x' },
      ],
    },
  },
  {
    node: { kind: 'embedding', dim: 6, rows: [20, 30] },
    input: { x: { kind: 'tensor', shape: [5, 2], dtype: 'int' } },
    output: [5, 2, 6],
    params: (20 + 30) * 6,
  },
  { node: { kind: 'group_norm', groups: 4 }, input: [3, 5, 8], output: [3, 5, 8], params: 16, keeps: 128 },
  { node: { kind: 'leaky_relu', slope: 0.2 }, input: [5, 8], output: [5, 8], keeps: 40 },
  { node: { kind: 'prelu' }, input: [5, 8], output: [5, 8], params: 8, keeps: 40 },
  { node: { kind: 'prelu', shared_slope: true }, input: [5, 8], output: [5, 8], params: 1 },
  { node: { kind: 'glu' }, input: [5, 8], output: [5, 4], keeps: 40 },
  { node: { kind: 'divide', with: 'y' }, input: pair, output: [4, 6] },
  { node: { kind: 'maximum', with: 'y' }, input: pair, output: [4, 6] },
  { node: { kind: 'minimum', with: 'y' }, input: pair, output: [4, 6] },
  { node: { kind: 'reduce' }, input: [9, 4], output: [4], keeps: 0 },
  { node: { kind: 'reduce', by: 'max', axis: -1 }, input: [9, 4], output: [9], keeps: 36 + 9 },
  {
    node: { kind: 'reduce', with: { mask: 'seen' } },
    input: { x: { kind: 'tensor', shape: [9, 4] }, seen: { kind: 'mask', steps: 9 } },
    output: [4],
  },
  { node: { kind: 'flatten', axes: 2 }, input: [7, 3, 8], output: [7, 24], keeps: 0 },
  { node: { kind: 'unsqueeze' }, input: [9, 4], output: [9, 4, 1], keeps: 0 },
  { node: { kind: 'unsqueeze', axis: -2 }, input: [4], output: [1, 4], keeps: 0 },
  { node: { kind: 'squeeze', axis: -2 }, input: [9, 1, 4], output: [9, 4], keeps: 0 },
  { node: { kind: 'expand', size: 5 }, input: [9, 1, 4], output: [9, 5, 4], keeps: 0 },
  { node: { kind: 'split_heads', heads: 2 }, input: [9, 4], output: [2, 9, 2], keeps: 0 },
  { node: { kind: 'merge_heads' }, input: [2, 9, 2], output: [9, 4], keeps: 0 },
  { node: { kind: 'mask_scores', causal: true }, input: [2, 5, 5], output: [2, 5, 5], keeps: 25 },
  {
    node: { kind: 'mask_scores', with: { mask: 'seen' } },
    input: { x: { kind: 'tensor', shape: [2, 5, 7] }, seen: { kind: 'mask', steps: 7 } },
    output: [2, 5, 7],
  },
  { node: { kind: 'space_to_depth' }, input: [8, 6, 4], output: [4, 3, 16], keeps: 0 },
  { node: { kind: 'depth_to_space', factor: 3 }, input: [4, 3, 18], output: [12, 9, 2], keeps: 0 },
  { node: { kind: 'max_pool3d', kernel: 2 }, input: [4, 8, 6, 3], output: [2, 4, 3, 3], keeps: 576 + 72 },
  { node: { kind: 'avg_pool3d', kernel: 2 }, input: [4, 8, 6, 3], output: [2, 4, 3, 3], keeps: 576 },
  {
    node: { kind: 'conv_transpose3d', channels: 2, kernel: 2, stride: 2 },
    input: [2, 3, 4, 5],
    output: [4, 6, 8, 2],
    params: 5 * 2 * 8 + 2,
    flops: 2 * 24 * 5 * 2 * 8,
    keeps: 120,
  },
  {
    // The filters that a length and a direction make, and the lengths of the directions, are kept too.
    node: { kind: 'conv1d', channels: 6, kernel: 3, weight_norm: true },
    input: [10, 8],
    output: [8, 6],
    params: 6 * 8 * 3 + 6 + 6,
    flops: 2 * 8 * 6 * 8 * 3,
    keeps: 80 + 6 * 8 * 3 + 6,
  },
  {
    node: { kind: 'rnn', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 6 * (8 + 6 + 2),
    flops: 2 * 5 * 6 * (8 + 6),
    keeps: 40 + (5 + 1) * 6,
  },
  {
    node: { kind: 'rnn', units: 6, layers: 2, activation: 'relu' },
    input: [5, 8],
    output: [5, 6],
    params: 6 * (8 + 6 + 2) + 6 * (6 + 6 + 2),
    flops: 2 * 5 * 6 * (8 + 6) + 2 * 5 * 6 * (6 + 6),
    keeps: 142,
  },
  {
    node: { kind: 'rnn', units: 6 },
    input: [5, 8],
    output: [5, 6],
    params: 6 * (8 + 6 + 1),
    flops: 2 * 5 * 6 * (8 + 6),
    framework: 'keras',
  },
  {
    node: { kind: 'lstm_cell', units: 6, with: ['h', 'c'] },
    input: { x: vector(8), h: vector(6), c: vector(6) },
    output: [6],
    params: 4 * 6 * (8 + 6 + 2),
    flops: 2 * 4 * 6 * (8 + 6),
  },
  {
    node: { kind: 'gru_cell', units: 6, with: 'h' },
    input: { x: vector(8), h: vector(6) },
    output: [6],
    params: 3 * 6 * (8 + 6 + 2),
    flops: 2 * 3 * 6 * (8 + 6),
  },
  {
    node: { kind: 'rnn_cell', units: 6, bias: false, with: 'h' },
    input: { x: vector(8), h: vector(6) },
    output: [6],
    params: 6 * (8 + 6),
    flops: 2 * 6 * (8 + 6),
  },
  {
    node: { kind: 'selective_scan', state: 3, with: ['step', 'b', 'c'] },
    input: {
      x: { kind: 'tensor', shape: [5, 8] },
      step: { kind: 'tensor', shape: [5, 8] },
      b: { kind: 'tensor', shape: [5, 3] },
      c: { kind: 'tensor', shape: [5, 3] },
    },
    output: [5, 8],
    params: 8 * 3 + 8,
    flops: 2 * 5 * 8 * 3,
  },
  { node: { kind: 'sample_gaussian', with: 'y' }, input: { x: vector(7), y: vector(7) }, output: [7] },
  {
    node: { kind: 'basis_expansion', basis: 'trend', units: 12 },
    input: [3],
    output: [12],
    buffers: 36,
    flops: 2 * 3 * 12,
    keeps: 0,
  },
  {
    node: { kind: 'top_k', count: 2 },
    input: [5, 4],
    output: [5, 4],
    keeps: 5 * 2 + 5 * 2,
  },
  {
    node: { kind: 'top_k', count: 1, normalized: false },
    input: [5, 4],
    output: [5, 4],
    keeps: 5 * 4 + 5,
  },
  {
    node: { kind: 'attention', heads: 4, kv_heads: 2, qk_norm: true, scale: false, bias: false },
    input: [5, 8],
    output: [5, 8],
    params: 8 * 8 + 2 * 4 * 8 + 8 * 8 + 2 * 2,
    flops: 2 * 5 * (8 * 8 + 2 * 4 * 8 + 8 * 8) + 4 * 5 * 5 * 8,
    // Queries and keys before their norm, and one statistic for each of their vectors.
    keeps: 5 * 8 + 2 * 5 * (8 + 4) + 4 * 5 * 5 + 5 * (8 + 4) + 5 * (4 + 2),
  },
  {
    node: { kind: 'attention', heads: 2, with: { mask: 'seen' } },
    input: { x: { kind: 'tensor', shape: [5, 8] }, seen: { kind: 'mask', steps: 5 } },
    output: [5, 8],
    params: 4 * (8 * 8 + 8),
    flops: 4 * 2 * 5 * 8 * 8 + 4 * 5 * 5 * 8,
  },
  {
    // As torchvision's ShiftedWindowAttention: maps of 9 x 9 are padded to 14 x 14.
    node: { kind: 'window_attention', heads: 2, window: 7, shift: 3 },
    input: [9, 9, 8],
    output: [9, 9, 8],
    params: 4 * (8 * 8 + 8) + 13 * 13 * 2,
    buffers: 7 ** 4,
    flops: 407_680,
    keeps: 5 * 1568 + 19_208 + 2 * 2401,
  },
]

const inputsOf = (input: Row['input']) => (Array.isArray(input) ? tensor(...input) : (input as object))

const only = (row: Row): Sketch =>
  row.sketch ?? {
    inputs: inputsOf(row.input),
    nodes: [{ ...row.node, ...(Array.isArray(row.input) ? {} : { from: 'x' }) }],
  }

describe('each layer', () => {
  it.each(rows.map((row) => ({ name: JSON.stringify(row.node), framework: 'pytorch' as const, ...row })))(
    '$name ($framework)',
    (row) => {
      const typed = typedOf(only(row), { framework: row.framework })
      expect(typed.outputs[0]?.type.shape).toEqual(row.output)
      expect(countAll(typed)).toMatchObject({ params: row.params ?? 0, buffers: row.buffers ?? 0 })
      expect(totalFlops(typed)).toBe(row.flops ?? 0)
    },
  )

  it.each(
    rows.filter((row) => row.keeps !== undefined).map((row) => ({ name: JSON.stringify(row.node), ...row })),
  )('$name keeps $keeps numbers for backward', (row) => {
    const shape = Array.isArray(row.input) ? row.input : []
    // An RMS norm before it learns, so a gradient reaches the layer; what it keeps itself is known.
    const { saved } = typedOf({ inputs: tensor(...shape), nodes: ['rms_norm', row.node] })
    const before = typedOf({ inputs: tensor(...shape), nodes: ['rms_norm'] }).saved
    const sum = (s: typeof saved) =>
      s.activations + s.scores + s.scoreMasks + s.masks + s.indices + s.statistics + s.batchStatistics
    expect(sum(saved) - sum(before)).toBe(row.keeps)
  })

  it('has a row here', () => {
    expect([...layers.keys()].filter((kind) => !rows.some((row) => row.node.kind === kind))).toEqual([])
  })

  it('describes itself in words', () => {
    for (const row of rows) {
      const [node] = typedOf(only(row), { framework: row.framework }).nodes
      expect(node?.description).toMatch(/^[A-Za-z][^{}]*$/)
    }
  })

  it('takes several leading axes', () => {
    const plain = [
      ...[
        'linear',
        'attention',
        'layer_norm',
        'lstm',
        'gru',
        'patches',
        'moving_average',
        'gelu',
        'upsample',
      ],
      ...[
        'conv1d',
        'conv2d',
        'conv_transpose1d',
        'conv_transpose2d',
        'max_pool2d',
        'avg_pool1d',
        'select',
        'split',
      ],
    ]
    for (const row of rows.filter(({ node, input }) => plain.includes(node.kind) && Array.isArray(input))) {
      const shape = row.input as readonly number[]
      const alone = typedOf(only(row), { framework: row.framework })
      const many = typedOf(
        { inputs: tensor(3, 2, ...shape), nodes: [row.node] },
        { framework: row.framework },
      )
      expect(many.outputs[0]?.type.shape).toEqual([3, 2, ...row.output])
      expect(totalFlops(many)).toBe(6 * totalFlops(alone))
      expect(countAll(many)).toEqual(countAll(alone))
    }
  })
})

describe('the state of a recurrent layer', () => {
  it.each([
    [{ kind: 'gru', units: 6 }, [1, 6]],
    [{ kind: 'gru', units: 6, layers: 3, bidirectional: true }, [6, 6]],
    [{ kind: 'lstm', units: 6, layers: 2 }, [2, 2, 6]],
    [{ kind: 'rnn', units: 6, bidirectional: true }, [2, 6]],
  ])('of %j is %j and starts another of its kind', (cell, shape) => {
    const typed = typedOf({
      inputs: {
        past: { kind: 'series', steps: 9, features: 3 },
        future: { kind: 'series', steps: 4, features: 2 },
      },
      nodes: [
        { ...cell, name: 'encoder', from: 'past' },
        { ...cell, from: 'future', with: { state: 'encoder.state' } },
      ],
    })
    expect(typed.nodes[0]?.outputs.find(({ port }) => port === 'state')?.type.shape).toEqual(shape)
  })

  it('is none where there is a projection, whose hidden part is narrower than its cell', () => {
    const cell = { kind: 'lstm', units: 6, projection: 4 }
    const [issue] = issuesOf({
      inputs: {
        past: { kind: 'series', steps: 9, features: 3 },
        state: { kind: 'tensor', shape: [2, 1, 4] },
      },
      nodes: [{ ...cell, name: 'encoder', from: 'past', with: { state: 'state' } }],
    })
    expect(issue).toMatchObject({ path: 'encoder.with.state', code: 'not_supported' })
  })

  it('is none where a projection makes its parts of two widths', () => {
    const nodes = [
      { kind: 'lstm', units: 6, projection: 4, name: 'encoder' },
      { kind: 'linear', units: 2, from: 'encoder.state' },
    ]
    const [issue] = issuesOf({ inputs: { past: { kind: 'series', steps: 9, features: 3 } }, nodes })
    expect(issue?.message).toContain('encoder has no output "state"')
  })

  it('that does not fit is an issue with both shapes', () => {
    const [issue] = issuesOf({
      inputs: {
        past: { kind: 'series', steps: 9, features: 3 },
        future: { kind: 'series', steps: 4, features: 2 },
      },
      nodes: [
        { kind: 'gru', units: 6, name: 'encoder', from: 'past' },
        { kind: 'gru', units: 5, name: 'decoder', from: 'future', with: { state: 'encoder.state' } },
      ],
    })
    expect(issue).toMatchObject({
      path: 'decoder.with.state',
      code: 'shape_misfit',
      expected: 'a state of [1, 5]',
      received: '[1, 6]',
    })
  })
})

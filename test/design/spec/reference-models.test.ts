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
  readonly config?: { readonly tables?: readonly number[] }
  readonly params: number
  readonly framework: 'pytorch' | 'keras' | 'flax'
  readonly flops_forward?: number
  /** With the batch it was measured at. */
  readonly input: Readonly<Record<string, { readonly shape: readonly number[] }>>
  readonly saved_for_backward_bytes_fp32?: number
  readonly frozen_params?: number
  readonly trainable_params?: number
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

const image = (size: number, channels = 3) => ({ x: { kind: 'image', size, channels } })
const classes = ['global_pool', { kind: 'linear', units: 1000 }]
const strided = { each: { stride: [2, 1] } }

const stem = [
  { kind: 'conv_norm', channels: 64, kernel: 7, stride: 2 },
  { kind: 'max_pool2d', kernel: 3, stride: 2, padding: 'same' },
]
const resnet = (...depths: number[]): Sketch => ({
  inputs: image(224),
  nodes: [
    ...stem,
    ...depths.map((repeat, i) => ({
      kind: 'bottleneck',
      width: 64 * 2 ** i,
      repeat,
      ...(i > 0 && strided),
    })),
    ...classes,
  ],
})

/** torchvision's rounding of widths to multiples of 8, never down by more than a tenth. */
function rounded(width: number): number {
  const near = Math.max(8, Math.floor((width + 4) / 8) * 8)
  return near < 0.9 * width ? near + 8 : near
}

function mobileNet(): Sketch {
  const stages = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ] as const
  return {
    inputs: image(224),
    nodes: [
      { kind: 'conv_norm', channels: 32, stride: 2, activation: 'relu6' },
      ...stages.map(([expand, channels, repeat, stride]) => ({
        kind: 'mbconv',
        expand,
        channels,
        repeat,
        each: { stride: [stride, 1] },
        activation: 'relu6',
      })),
      { kind: 'conv_norm', channels: 1280, kernel: 1, activation: 'relu6' },
      'global_pool',
      { kind: 'dropout', rate: 0.2 },
      { kind: 'linear', units: 1000 },
    ],
  }
}

function efficientNet(width: number, depth: number, size: number): Sketch {
  const stages = [
    [1, 3, 1, 32, 16, 1],
    [6, 3, 2, 16, 24, 2],
    [6, 5, 2, 24, 40, 2],
    [6, 3, 2, 40, 80, 3],
    [6, 5, 1, 80, 112, 3],
    [6, 5, 2, 112, 192, 4],
    [6, 3, 1, 192, 320, 1],
  ] as const
  const wide = (channels: number) => rounded(channels * width)
  return {
    inputs: image(size),
    nodes: [
      { kind: 'conv_norm', channels: wide(32), stride: 2, activation: 'silu' },
      ...stages.map(([expand, kernel, stride, input, channels, repeat]) => ({
        kind: 'mbconv',
        expand,
        kernel,
        channels: wide(channels),
        repeat: Math.ceil(repeat * depth),
        // Squeezed to a quarter of what comes in.
        each: { stride: [stride, 1], squeezed: [wide(input) / 4, wide(channels) / 4].map(Math.floor) },
      })),
      { kind: 'conv_norm', channels: 4 * wide(320), kernel: 1, activation: 'silu' },
      'global_pool',
      { kind: 'dropout', rate: 0.2 },
      { kind: 'linear', units: 1000 },
    ],
  }
}

function convnext(): Sketch {
  const stage = (dim: number, repeat: number, first: boolean) => [
    ...(first ? [] : ['layer_norm', { kind: 'conv2d', channels: dim, kernel: 2, stride: 2 }]),
    { kind: 'convnext_block', repeat },
  ]
  return {
    inputs: image(224),
    nodes: [
      { kind: 'conv2d', channels: 96, kernel: 4, stride: 4 },
      'layer_norm',
      ...stage(96, 3, true),
      ...stage(192, 3, false),
      ...stage(384, 9, false),
      ...stage(768, 3, false),
      'global_pool',
      'layer_norm',
      { kind: 'linear', units: 1000 },
    ],
  }
}

const vit = (dim: number, heads: number, depth: number): Sketch => ({
  inputs: image(224),
  nodes: [
    { kind: 'patch_embedding', dim, patch: 16, class_token: true },
    { kind: 'transformer_block', repeat: depth, heads, hidden: 4 * dim },
    'layer_norm',
    { kind: 'select', index: 0 },
    { kind: 'linear', units: 1000 },
  ],
})

function unet(): Sketch {
  const down = [64, 128, 256, 512]
  return {
    inputs: image(256, 1),
    nodes: [
      ...down.flatMap((channels) => [
        { name: `down${channels}`, kind: 'double_conv', channels },
        { kind: 'max_pool2d', kernel: 2 },
      ]),
      { kind: 'double_conv', channels: 1024 },
      ...[...down].reverse().flatMap((channels) => [
        { kind: 'conv_transpose2d', channels, kernel: 2, stride: 2 },
        { kind: 'concat', with: `down${channels}` },
        { kind: 'double_conv', channels },
      ]),
      { kind: 'conv2d', channels: 2, kernel: 1 },
    ],
  }
}

const llama = (size: {
  vocab: number
  dim: number
  depth: number
  heads: number
  kv_heads: number
  hidden: number
  attention_bias?: string[]
  tied?: boolean
}): Sketch => ({
  inputs: { ids: { kind: 'tokens', vocab: size.vocab, steps: 2048 } },
  nodes: [
    { name: 'tokens', kind: 'embedding', dim: size.dim },
    {
      kind: 'transformer_block',
      repeat: size.depth,
      heads: size.heads,
      kv_heads: size.kv_heads,
      hidden: size.hidden,
      norm: 'rms_norm',
      activation: 'silu',
      gated: true,
      bias: false,
      causal: true,
      rotary: true,
      ...(size.attention_bias && { attention_bias: size.attention_bias }),
    },
    'rms_norm',
    { kind: 'linear', units: size.vocab, bias: false, ...(size.tied && { tie: 'tokens' }) },
  ],
})

const conv = (channels: number, isNormed = false) => [
  { kind: 'conv2d', channels, kernel: 3, padding: 'same' },
  ...(isNormed ? ['batch_norm'] : []),
  'relu',
]
/** Sizes of the 26 tables, as the fixture lists them. */
const criteo: readonly number[] =
  references.find(({ id }) => id === 'dlrm_criteo_kaggle_d16')?.config?.tables ?? []
function t5(dim: number, depth: number, heads: number, hidden: number): Sketch {
  const layers = {
    kind: 'transformer_block',
    repeat: depth,
    heads,
    head_dim: 64,
    hidden,
    norm: 'rms_norm',
    bias: false,
    activation: 'relu',
  }
  return {
    inputs: {
      source: { kind: 'tokens', vocab: 32_128, steps: 512 },
      target: { kind: 'tokens', vocab: 32_128, steps: 128 },
    },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim, from: 'source' },
      { name: 'encoder_bias', kind: 'relative_bias', heads },
      { ...layers, from: 'tokens', with: { bias: 'encoder_bias' } },
      { name: 'encoded', kind: 'rms_norm' },
      { name: 'target_tokens', reuse: 'tokens', from: 'target' },
      { name: 'decoder_bias', kind: 'relative_bias', heads },
      { ...layers, causal: true, from: 'target_tokens', with: { memory: 'encoded', bias: 'decoder_bias' } },
      'rms_norm',
      { name: 'logits', kind: 'linear', units: 32_128, bias: false, tie: 'tokens' },
    ],
    outputs: ['logits', 'encoded'],
  }
}

const vaswani = { heads: 8, hidden: 2048, order: 'post', activation: 'relu' }
const bart = { heads: 12, hidden: 3072, order: 'post' }
const mlp = (...hidden: number[]) => ({ kind: 'mlp', hidden })
const vector = (features: number) => ({ x: { kind: 'vector', features } })

const sketches: Readonly<Record<string, Sketch>> = {
  resnet18: {
    inputs: image(224),
    nodes: [
      ...stem,
      { kind: 'basic_block', channels: 64, repeat: 2 },
      ...[128, 256, 512].map((channels) => ({ kind: 'basic_block', channels, repeat: 2, ...strided })),
      ...classes,
    ],
  },
  resnet50: resnet(3, 4, 6, 3),
  resnet101: resnet(3, 4, 23, 3),
  mobilenet_v2: mobileNet(),
  efficientnet_b0: efficientNet(1, 1, 224),
  efficientnet_b4: efficientNet(1.4, 1.8, 380),
  convnext_tiny: convnext(),
  vit_b_16: vit(768, 12, 12),
  vit_l_16: vit(1024, 16, 24),
  unet_1ch_2cls: unet(),
  keras_cnn_bn_small: {
    inputs: image(32),
    nodes: [
      { kind: 'conv2d', channels: 32, kernel: 3, padding: 'same' },
      'batch_norm',
      'relu',
      { kind: 'max_pool2d', kernel: 2 },
      { kind: 'conv2d', groups: 'depthwise', kernel: 3, padding: 'same' },
      'batch_norm',
      'relu',
      { kind: 'conv2d', channels: 64, kernel: 1 },
      'batch_norm',
      'relu',
      'global_pool',
      { kind: 'linear', units: 10 },
    ],
  },
  nature_dqn_6actions: {
    inputs: image(84, 4),
    nodes: [
      { kind: 'conv2d', channels: 32, kernel: 8, stride: 4 },
      'relu',
      { kind: 'conv2d', channels: 64, kernel: 4, stride: 2 },
      'relu',
      { kind: 'conv2d', channels: 64, kernel: 3 },
      'relu',
      'flatten',
      { kind: 'mlp', hidden: [512], units: 6 },
    ],
  },
  tcn_6x64_k3: recurrent(
    128,
    8,
    { kind: 'tcn_block', channels: 64, dropout: 0.2, each: { dilation: [1, 2, 4, 8, 16, 32] } },
    { kind: 'select', index: -1 },
    { kind: 'linear', units: 24 },
  ),
  'llama-2-7b': llama({ vocab: 32000, dim: 4096, depth: 32, heads: 32, kv_heads: 32, hidden: 11008 }),
  'llama-3-8b': llama({ vocab: 128256, dim: 4096, depth: 32, heads: 32, kv_heads: 8, hidden: 14336 }),
  'qwen2.5-0.5b': llama({
    vocab: 151936,
    dim: 896,
    depth: 24,
    heads: 14,
    kv_heads: 2,
    hidden: 4864,
    attention_bias: ['query', 'key', 'value'],
    tied: true,
  }),
  nbeats_generic_30x1: {
    inputs: vector(72),
    blocks: {
      step: {
        inputs: ['rest', 'forecast'],
        nodes: [
          { name: 'body', kind: 'mlp', hidden: [512, 512, 512, 512], from: 'rest' },
          { name: 'basis', kind: 'linear', units: 84, bias: false },
          { name: 'parts', kind: 'split', sizes: [72, 12] },
          { name: 'left', kind: 'subtract', from: ['rest', 'parts.0'] },
          { name: 'total', kind: 'add', from: ['forecast', 'parts.1'] },
        ],
        outputs: ['left', 'total'],
      },
    },
    nodes: [
      { name: 'start', kind: 'slice', axis: -1, stop: 12 },
      { name: 'stack', kind: 'step', repeat: 30, from: ['x', 'start'] },
    ],
    outputs: ['stack.total', 'stack.left'],
  },
  mtl_shared_bottom_3heads: {
    inputs: vector(64),
    nodes: [
      { name: 'trunk', ...mlp(256, 256, 128) },
      { name: 'regression', kind: 'mlp', hidden: [64], units: 1 },
      { name: 'classification', kind: 'mlp', hidden: [64], units: 10, from: 'trunk' },
      { name: 'ordinal', kind: 'linear', units: 4, from: 'trunk' },
    ],
    outputs: ['regression', 'classification', 'ordinal'],
  },
  neumf_ml1m: {
    inputs: { user: { kind: 'category', count: 6040 }, item: { kind: 'category', count: 3706 } },
    nodes: [
      { name: 'user_factors', kind: 'embedding', dim: 8, from: 'user' },
      { name: 'item_factors', kind: 'embedding', dim: 8, from: 'item' },
      { name: 'factors', kind: 'multiply', with: 'user_factors' },
      { name: 'user_vector', kind: 'embedding', dim: 32, from: 'user' },
      { name: 'item_vector', kind: 'embedding', dim: 32, from: 'item' },
      { kind: 'concat', from: ['user_vector', 'item_vector'] },
      mlp(32, 16, 8),
      { kind: 'concat', with: 'factors' },
      { kind: 'linear', units: 1 },
    ],
  },
  two_tower_100k_500k: {
    inputs: {
      user: { kind: 'category', count: 100_000 },
      user_numbers: { kind: 'vector', features: 12 },
      item: { kind: 'category', count: 500_000 },
      item_category: { kind: 'category', count: 200 },
      item_numbers: { kind: 'vector', features: 8 },
    },
    nodes: [
      { kind: 'embedding', dim: 64, from: 'user' },
      { kind: 'concat', with: 'user_numbers' },
      { name: 'user_vector', kind: 'tower', hidden: [256, 128], units: 64 },
      { name: 'item_id', kind: 'embedding', dim: 64, from: 'item' },
      { name: 'category', kind: 'embedding', dim: 16, from: 'item_category' },
      { kind: 'concat', from: ['item_id', 'category', 'item_numbers'] },
      { name: 'item_vector', kind: 'tower', hidden: [256, 128], units: 64 },
      { kind: 'dot', from: ['user_vector', 'item_vector'] },
    ],
  },
  ppo_mlp_halfcheetah: {
    inputs: vector(17),
    nodes: [
      { name: 'actions', kind: 'mlp', hidden: [64, 64], units: 6, activation: 'tanh' },
      { name: 'log_std', kind: 'parameter', shape: [6] },
      { name: 'value', kind: 'mlp', hidden: [64, 64], units: 1, activation: 'tanh', from: 'x' },
    ],
    outputs: ['actions', 'log_std', 'value'],
  },
  transformer_base_vaswani: {
    inputs: {
      source: { kind: 'tokens', vocab: 37_000, steps: 128 },
      target: { kind: 'tokens', vocab: 37_000, steps: 128 },
    },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: 512, from: 'source' },
      { kind: 'position_embedding', learned: false },
      { kind: 'transformer_block', repeat: 6, ...vaswani },
      { name: 'encoded', kind: 'layer_norm' },
      { name: 'target_tokens', reuse: 'tokens', from: 'target' },
      { kind: 'position_embedding', learned: false },
      { kind: 'transformer_block', repeat: 6, ...vaswani, causal: true, with: { memory: 'encoded' } },
      'layer_norm',
      { kind: 'linear', units: 37_000, bias: false, tie: 'tokens' },
    ],
  },
  'bart-base': {
    inputs: {
      source: { kind: 'tokens', vocab: 50_265, steps: 512 },
      target: { kind: 'tokens', vocab: 50_265, steps: 128 },
    },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: 768, from: 'source' },
      { kind: 'position_embedding', rows: 1026 },
      'layer_norm',
      { name: 'encoded', kind: 'transformer_block', repeat: 6, ...bart },
      { name: 'target_tokens', reuse: 'tokens', from: 'target' },
      { kind: 'position_embedding', rows: 1026 },
      'layer_norm',
      {
        name: 'decoded',
        kind: 'transformer_block',
        repeat: 6,
        ...bart,
        causal: true,
        with: { memory: 'encoded' },
      },
      { name: 'logits', kind: 'linear', units: 50_265, bias: false, tie: 'tokens' },
    ],
    outputs: ['logits', 'encoded'],
  },
  mlp_tabular_baseline: {
    inputs: vector(60),
    nodes: [{ kind: 'mlp', hidden: [256, 128, 64], norm: 'batch_norm', units: 1 }],
  },
  vae_mlp_mnist: {
    inputs: { ...vector(784), noise: { kind: 'vector', features: 32 } },
    nodes: [
      { name: 'code', kind: 'mlp', hidden: [400, 200], units: 64, from: 'x' },
      { name: 'parts', kind: 'split', sizes: [32, 32] },
      { kind: 'exp', from: 'parts.1' },
      { kind: 'multiply', with: 'noise' },
      { kind: 'add', with: 'parts.0' },
      { kind: 'mlp', hidden: [200, 400], units: 784 },
    ],
  },
  crnn_ocr_37: {
    inputs: { x: { kind: 'image', size: [32, 100], channels: 1 } },
    nodes: [
      ...conv(64),
      { kind: 'max_pool2d', kernel: 2 },
      ...conv(128),
      { kind: 'max_pool2d', kernel: 2 },
      ...conv(256, true),
      ...conv(256),
      { kind: 'max_pool2d', kernel: 2, stride: [2, 1], padding: [0, 1] },
      ...conv(512, true),
      ...conv(512),
      { kind: 'max_pool2d', kernel: 2, stride: [2, 1], padding: [0, 1] },
      { kind: 'conv2d', channels: 512, kernel: 2 },
      'batch_norm',
      'relu',
      { kind: 'reshape', shape: [26, 512] },
      { kind: 'lstm', units: 256, bidirectional: true },
      { kind: 'linear', units: 256 },
      { kind: 'lstm', units: 256, bidirectional: true },
      { kind: 'linear', units: 37 },
    ],
  },
  flax_encoder_4x256: {
    inputs: { x: { kind: 'tokens', vocab: 5000, steps: 128 } },
    nodes: [
      { kind: 'embedding', dim: 256 },
      'position_embedding',
      { kind: 'transformer_block', repeat: 4, heads: 8, hidden: 1024 },
      'layer_norm',
      'global_pool',
      { kind: 'linear', units: 6 },
    ],
  },
  sac_halfcheetah: {
    inputs: { observation: { kind: 'vector', features: 17 }, action: { kind: 'vector', features: 6 } },
    nodes: [
      { name: 'actor', kind: 'mlp', hidden: [256, 256], from: 'observation' },
      { name: 'mean', kind: 'linear', units: 6 },
      { name: 'deviation', kind: 'linear', units: 6, from: 'actor' },
      { name: 'pair', kind: 'concat', from: ['observation', 'action'] },
      { name: 'critic1', kind: 'mlp', hidden: [256, 256], units: 1 },
      { name: 'critic2', kind: 'mlp', hidden: [256, 256], units: 1, from: 'pair' },
      { name: 'temperature', kind: 'parameter', shape: [1] },
    ],
    outputs: ['mean', 'deviation', 'critic1', 'critic2', 'temperature'],
  },
  dlrm_criteo_kaggle_d16: {
    inputs: {
      dense: { kind: 'vector', features: 13 },
      ...Object.fromEntries(criteo.map((count, i) => [`id${i}`, { kind: 'category', count }])),
    },
    nodes: [
      { name: 'bottom', kind: 'mlp', hidden: [512, 256, 64, 16], from: 'dense' },
      ...criteo.map((_, i) => ({ name: `vector${i}`, kind: 'embedding', dim: 16, from: `id${i}` })),
      { kind: 'stack', from: ['bottom', ...criteo.map((_, i) => `vector${i}`)] },
      'pairwise_dots',
      { kind: 'concat', with: 'bottom' },
      { kind: 'mlp', hidden: [512, 256], units: 1 },
    ],
  },
  't5-small': t5(512, 6, 8, 2048),
  't5-base': t5(768, 12, 12, 3072),
  fcn_resnet50_voc: {
    inputs: image(520),
    nodes: [
      ...stem,
      { kind: 'bottleneck', width: 64, repeat: 3 },
      { kind: 'bottleneck', width: 128, repeat: 4, ...strided },
      { kind: 'bottleneck', width: 256, repeat: 6, each: { dilation: [1, 2] } },
      { kind: 'bottleneck', width: 512, repeat: 3, each: { dilation: [2, 4] } },
      { kind: 'conv_norm', channels: 512 },
      { kind: 'dropout', rate: 0.1 },
      { kind: 'conv2d', channels: 21, kernel: 1 },
      { kind: 'upsample', size: [520, 520] },
    ],
  },
  keras_resnet50v2: {
    inputs: image(224),
    nodes: [
      { kind: 'conv2d', channels: 64, kernel: 7, stride: 2, padding: 3 },
      { kind: 'max_pool2d', kernel: 3, stride: 2, padding: 1 },
      // The stride is in the last block of a stage.
      ...[3, 4, 6].map((repeat, i) => ({
        kind: 'preactivation_block',
        width: 64 * 2 ** i,
        repeat,
        each: { stride: [...Array(repeat - 1).fill(1), 2] },
      })),
      { kind: 'preactivation_block', width: 512, repeat: 3 },
      'batch_norm',
      'relu',
      ...classes,
    ],
  },
  memn2n_adjacent_3hop: {
    inputs: {
      story: { kind: 'tensor', shape: [50, 11], dtype: 'int', count: 177 },
      question: { kind: 'tokens', vocab: 177, steps: 11 },
    },
    nodes: [
      // Four tables; the output table of a hop is the input table of the next.
      ...[0, 1, 2, 3].flatMap((k) => [
        { name: `table${k}`, kind: 'embedding', dim: 50, from: 'story' },
        { name: `sentences${k}`, kind: 'global_pool', by: 'sum', axes: 1 },
        { name: `time${k}`, kind: 'parameter', shape: [50, 50] },
        { name: `memory${k}`, kind: 'add', with: `sentences${k}` },
      ]),
      { name: 'words', reuse: 'table0', from: 'question' },
      { kind: 'global_pool', by: 'sum', axes: 1 },
      { name: 'state0', kind: 'reshape', shape: [1, 50] },
      ...[1, 2, 3].flatMap((k) => [
        { kind: 'matmul', transpose: true, with: `memory${k - 1}` },
        'softmax',
        { kind: 'matmul', with: `memory${k}` },
        { name: `state${k}`, kind: 'add', with: `state${k - 1}` },
      ]),
      { kind: 'linear', units: 177, bias: false, tie: 'table3' },
    ],
  },
  sasrec_ml1m: {
    inputs: { items: { kind: 'tokens', vocab: 3416, steps: 200 } },
    nodes: [
      { kind: 'embedding', dim: 50, rows: 3417 },
      { kind: 'position_embedding' },
      {
        kind: 'transformer_block',
        repeat: 2,
        heads: 1,
        hidden: 50,
        activation: 'relu',
        causal: true,
      },
      'layer_norm',
    ],
  },
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

/** Those whose measured graph has nothing beside the layers: no stochastic depth, no attention of the library's own. */
const keptExactly =
  /^(dlinear|lstm|bilstm|gru|tcn|resnet|mobilenet|unet|nature_dqn|mtl|nbeats|ppo|neumf|two_tower)/

describe('published models', () => {
  it.each(cases)('$id has the parameters and FLOPs of the framework', ({ sketch, reference }) => {
    const typed = typedOf(sketch, { framework: reference.framework })
    const count = countAll(typed)
    expect(count.params).toBe(reference.params)
    expect(count.trainable).toBe(
      reference.trainable_params ?? reference.params - (reference.frozen_params ?? 0),
    )
    if (reference.flops_forward === undefined) return
    // The frameworks make the table of rotary angles by a product of its own, once for the whole model.
    const angles = JSON.stringify(sketch).includes('"rotary":true') ? 2 * 2048 * 32 * 2 : 0
    const [batch = 1] = Object.values(reference.input)[0]?.shape ?? []
    expect(Math.abs(batch * totalFlops(typed) - reference.flops_forward)).toBeLessThanOrEqual(angles)
  })

  it.each(cases.filter(({ id }) => keptExactly.test(id)))(
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

/** One row a block: what comes out and how many numbers it stores; and that its nodes hold no number of a field's. */
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { libraryBlocks } from '../../../src/design/spec/blocks/index.js'
import { issuesOf, type Sketch, tensor, typedOf } from '../../support/specs.js'

interface Row {
  readonly node: { readonly kind: string; readonly [field: string]: unknown }
  /** The shape of x, or all inputs by name; x is what the node reads. */
  readonly input: readonly number[] | object
  readonly output: readonly number[]
  readonly params: number
  readonly buffers?: number
  readonly flops?: number
  readonly variant?: string
}

const lin = (from: number, to: number) => from * to + to
const norm = (features: number) => 2 * features
const t = (...shape: number[]) => ({ kind: 'tensor', shape })
const convNorm = (from: number, to: number, kernel = 3) => from * to * kernel ** 2 + norm(to)
const doubleConv = (from: number, to: number) => convNorm(from, to) + convNorm(to, to)
const grn = (i: number, h: number, o: number, context = 0) =>
  lin(i, h) + context * h + lin(h, h) + lin(h, 2 * o) + norm(o) + (i === o ? 0 : lin(i, o))
const attention = (f: number) => 4 * lin(f, f)
const feedForward = (f: number, h: number) => lin(f, h) + lin(h, f)

const rows: readonly Row[] = [
  {
    node: { kind: 'mlp', hidden: [6], units: 2, norm: 'layer_norm' },
    input: [4],
    output: [2],
    params: lin(4, 6) + 12 + lin(6, 2),
  },
  { node: { kind: 'feed_forward', hidden: 6 }, input: [5, 4], output: [5, 4], params: feedForward(4, 6) },
  {
    node: { kind: 'feed_forward', hidden: 6, gated: true },
    input: [5, 4],
    output: [5, 4],
    params: 2 * lin(4, 6) + lin(6, 4),
    variant: 'Gated',
  },
  {
    node: {
      kind: 'moe',
      experts: 4,
      active: 2,
      shared_experts: 1,
      expert: { kind: 'feed_forward', hidden: 6 },
    },
    input: [5, 4],
    output: [5, 4],
    params: 5 * feedForward(4, 6) + 4 * 4,
    flops: 5 * (2 * 4 * 4 + 3 * 4 * 4 * 6),
  },
  {
    node: { kind: 'transformer_block', heads: 2, hidden: 6 },
    input: [5, 4],
    output: [5, 4],
    params: attention(4) + feedForward(4, 6) + 2 * norm(4),
  },
  {
    node: {
      kind: 'transformer_block',
      heads: 2,
      hidden: 6,
      with: { memory: 'm', mask: 'seen', memory_mask: 'known' },
    },
    input: { x: t(5, 4), m: t(7, 4), seen: { kind: 'mask', steps: 5 }, known: { kind: 'mask', steps: 7 } },
    output: [5, 4],
    params: 2 * attention(4) + feedForward(4, 6) + 3 * norm(4),
    variant: 'Cross',
  },
  {
    node: { kind: 'transformer_block', heads: 2, hidden: 6, order: 'parallel', dropout: 0.1 },
    input: [5, 4],
    output: [5, 4],
    params: attention(4) + feedForward(4, 6) + norm(4),
    variant: 'Parallel',
  },
  {
    node: { kind: 'transformer_block', heads: 2, hidden: 6, experts: 3, active: 1, qk_norm: true },
    input: [5, 4],
    output: [5, 4],
    params: attention(4) + 2 * 2 + 3 * feedForward(4, 6) + 3 * 4 + 2 * norm(4),
  },
  { node: { kind: 'series_decomposition', window: 3 }, input: [9, 2], output: [9, 2], params: 0 },
  {
    node: { kind: 'tcn_block', channels: 6 },
    input: [9, 4],
    output: [9, 6],
    params: lin(12, 6) + lin(18, 6) + lin(4, 6),
    variant: 'Projected',
  },
  {
    node: { kind: 'tcn_block', channels: 4, weight_norm: true },
    input: [9, 4],
    output: [9, 4],
    params: 2 * (lin(12, 4) + 4),
  },
  { node: { kind: 'conv_norm', channels: 6 }, input: [8, 8, 4], output: [8, 8, 6], params: convNorm(4, 6) },
  {
    node: { kind: 'conv_norm', groups: 'depthwise', activation: 'none' },
    input: [8, 8, 4],
    output: [8, 8, 4],
    params: 36 + 8,
    variant: 'DepthwisePlain',
  },
  {
    node: { kind: 'double_conv', channels: 6 },
    input: [8, 8, 4],
    output: [8, 8, 6],
    params: doubleConv(4, 6),
  },
  {
    node: { kind: 'basic_block', channels: 4 },
    input: [8, 8, 4],
    output: [8, 8, 4],
    params: doubleConv(4, 4),
  },
  {
    node: { kind: 'bottleneck', width: 2, stride: 2 },
    input: [8, 8, 4],
    output: [4, 4, 8],
    params: convNorm(4, 2, 1) + convNorm(2, 2) + convNorm(2, 8, 1) + convNorm(4, 8, 1),
    variant: 'Projected',
  },
  {
    node: { kind: 'preactivation_block', width: 1, stride: 2 },
    input: [8, 8, 4],
    output: [4, 4, 4],
    params: 8 + 4 + 2 + 9 + 2 + lin(1, 4),
    variant: 'Pooled',
  },
  {
    node: { kind: 'squeeze_excite', squeezed: 2 },
    input: [8, 8, 4],
    output: [8, 8, 4],
    params: lin(4, 2) + lin(2, 4),
  },
  {
    node: { kind: 'squeeze_excite', squeezed: 2 },
    input: [5, 8, 8, 4],
    output: [5, 8, 8, 4],
    params: lin(4, 2) + lin(2, 4),
    variant: 'Map',
  },
  {
    node: { kind: 'squeeze_excite', squeezed: 2, axes: 1 },
    input: [5, 8, 4],
    output: [5, 8, 4],
    params: lin(4, 2) + lin(2, 4),
    variant: 'Series',
  },
  {
    node: {
      kind: 'mbconv',
      channels: 4,
      expanded: 7,
      squeezed: 3,
      squeeze_activation: 'relu',
      gate: 'hard_sigmoid',
    },
    input: [8, 8, 4],
    output: [8, 8, 4],
    params: convNorm(4, 7, 1) + 7 * 9 + 14 + lin(7, 3) + lin(3, 7) + convNorm(7, 4, 1),
  },
  {
    node: { kind: 'mbconv', channels: 6, expand: 2, stride: 2 },
    input: [8, 8, 4],
    output: [4, 4, 6],
    params: convNorm(4, 8, 1) + 8 * 9 + 16 + convNorm(8, 6, 1),
    variant: 'Unskipped',
  },
  {
    node: { kind: 'convnext_block' },
    input: [8, 8, 4],
    output: [8, 8, 4],
    params: 4 * 49 + 4 + 8 + feedForward(4, 16) + 4,
  },
  {
    node: { kind: 'patch_embedding', dim: 6, patch: 4, class_token: true },
    input: [8, 8, 3],
    output: [5, 6],
    params: lin(48, 6) + 6 + 30,
    variant: 'ClassToken',
  },
  { node: { kind: 'tower', hidden: [6], units: 2 }, input: [4], output: [2], params: lin(4, 6) + lin(6, 2) },
  {
    node: { kind: 'swin_block', heads: 2, window: 4 },
    input: [8, 8, 4],
    output: [8, 8, 4],
    buffers: 256,
    params: attention(4) + 49 * 2 + feedForward(4, 16) + 2 * norm(4),
  },
  { node: { kind: 'patch_merging' }, input: [8, 6, 4], output: [4, 3, 8], params: norm(16) + 16 * 8 },
  {
    node: { kind: 'dense_block', growth: 3 },
    input: [8, 8, 4],
    output: [8, 8, 7],
    params: norm(4) + 4 * 12 + norm(12) + 12 * 3 * 9,
  },
  {
    node: { kind: 'unet', widths: [2, 4, 8] },
    input: [16, 16, 3],
    output: [16, 16, 2],
    params:
      doubleConv(3, 2) +
      doubleConv(2, 4) +
      doubleConv(4, 8) +
      (8 * 4 * 4 + 4) +
      doubleConv(8, 4) +
      (4 * 2 * 4 + 2) +
      doubleConv(4, 2),
  },
  { node: { kind: 'gated_residual' }, input: [5, 4], output: [5, 4], params: grn(4, 4, 4) },
  {
    node: { kind: 'gated_residual', hidden: 6, units: 3, dropout: 0.1, with: { context: 'c' } },
    input: { x: t(5, 4), c: t(2) },
    output: [5, 3],
    params: grn(4, 6, 3, 2),
    variant: 'InformedProjected',
  },
  {
    node: { kind: 'gate_add_norm', dropout: 0.1, with: { skip: 's' } },
    input: { x: t(5, 4), s: t(5, 4) },
    output: [5, 4],
    params: lin(4, 8) + 8,
  },
  {
    node: { kind: 'variable_selection' },
    input: [5, 3, 4],
    output: [5, 4],
    params: grn(12, 4, 3) + 3 * grn(4, 4, 4),
  },
  {
    node: { kind: 'interpretable_attention', heads: 2 },
    input: [5, 4],
    output: [5, 4],
    params: 2 * lin(4, 4) + lin(4, 2) + 2 * 4,
    flops: 2 * 5 * (2 * 16 + 8 + 8) + 2 * 25 * 4 + 2 * 25 * 2,
  },
  {
    node: { kind: 'nbeats_block', width: 6, layers: 2, with: 'y' },
    input: { x: t(8), y: t(3) },
    output: [8],
    params: lin(8, 6) + lin(6, 6) + 6 * 8 + 6 * 3,
  },
  {
    node: { kind: 'nbeats_block', width: 6, layers: 1, basis: 'seasonal', terms: 4, with: 'y' },
    input: { x: t(8), y: t(3) },
    output: [8],
    params: lin(8, 6) + 2 * 6 * 4,
    buffers: 4 * 8 + 4 * 3,
    variant: 'Seasonal',
  },
  { node: { kind: 'inverted_embedding', dim: 6 }, input: [9, 4], output: [4, 6], params: lin(9, 6) },
  {
    node: { kind: 'series_patch_encoder', dim: 4, patch: 4, stride: 2, layers: 2, heads: 2, hidden: 6 },
    input: [10, 3],
    output: [3, 4, 4],
    params: lin(4, 4) + 16 + 2 * (attention(4) + feedForward(4, 6) + 2 * norm(4)),
  },
  {
    node: { kind: 'additive_attention', units: 6, with: { memory: 'm' } },
    input: { x: t(4), m: t(7, 3) },
    output: [3],
    params: 3 * 6 + lin(4, 6) + 6,
    flops: 2 * (7 * 3 * 6 + 4 * 6 + 7 * 6 + 7 * 3),
    variant: 'Single',
  },
  {
    node: { kind: 'additive_attention', units: 6, with: { memory: 'm' } },
    input: { x: t(2, 5, 4), m: t(2, 7, 3) },
    output: [2, 5, 3],
    params: 3 * 6 + lin(4, 6) + 6,
  },
  {
    node: { kind: 'memory_hop', with: { memory: 'm', values: 'v' } },
    input: { x: t(4), m: t(7, 4), v: t(7, 4) },
    output: [4],
    params: 0,
    flops: 4 * 7 * 4,
  },
  { node: { kind: 'cross_layer' }, input: [4], output: [4], params: lin(4, 4) },
  {
    node: { kind: 'cross_layer', rank: 2, with: { base: 'b' } },
    input: { x: t(4), b: t(4) },
    output: [4],
    params: 4 * 2 + lin(2, 4),
    variant: 'LowRank',
  },
  { node: { kind: 'factorization_machine' }, input: [5, 4], output: [1], params: 0 },
  {
    node: { kind: 'task_gate', with: { experts: 'e' } },
    input: { x: t(4), e: t(3, 6) },
    output: [6],
    params: lin(4, 3),
  },
  {
    node: { kind: 'task_gate', bias: false, with: { experts: 'e' } },
    input: { x: t(4), e: t(3, 6) },
    output: [6],
    params: 4 * 3,
  },
  {
    node: { kind: 'graph_conv', units: 6, with: { adjacency: 'a' } },
    input: { x: t(9, 4), a: t(9, 9) },
    output: [9, 6],
    params: lin(4, 6),
    flops: 2 * 9 * 9 * 4 + 2 * 9 * 4 * 6,
  },
  { node: { kind: 'dueling_head', actions: 3 }, input: [4], output: [3], params: lin(4, 3) + lin(4, 1) },
  {
    node: { kind: 'dueling_head', actions: 3, hidden: 5 },
    input: [4],
    output: [3],
    params: 2 * lin(4, 5) + lin(5, 3) + lin(5, 1),
    variant: 'Hidden',
  },
  { node: { kind: 'gaussian_policy', actions: 3 }, input: [4], output: [3], params: 2 * lin(4, 3) },
  {
    node: { kind: 'gaussian_policy', actions: 3, deviation: 'learned' },
    input: [4],
    output: [3],
    params: lin(4, 3) + 3,
    variant: 'Independent',
  },
  {
    node: { kind: 'state_space_block', state: 3, rank: 2 },
    input: [9, 4],
    output: [9, 4],
    params: 4 + 4 * 16 + (8 * 4 + 8) + 8 * (2 + 6) + lin(2, 8) + (8 * 3 + 8) + 8 * 4,
  },
  {
    node: { kind: 'mixer_block', token_hidden: 5, channel_hidden: 6 },
    input: [9, 4],
    output: [9, 4],
    params: feedForward(9, 5) + feedForward(4, 6) + 2 * norm(4),
  },
]

const only = ({ node, input }: Row): Sketch => ({
  inputs: Array.isArray(input) ? tensor(...input) : (input as object),
  nodes: [{ ...node, ...(!Array.isArray(input) && { from: 'x' }), name: 'it' }],
  ...(['series_decomposition', 'nbeats_block', 'gaussian_policy'].includes(node.kind) && {
    outputs: ['it', 'it.1'],
  }),
})

describe('each block', () => {
  it.each(rows.map((row) => ({ name: JSON.stringify(row.node), ...row })))('$name', (row) => {
    const typed = typedOf(only(row))
    expect(typed.outputs[0]?.type.shape).toEqual(row.output)
    expect(countAll(typed)).toMatchObject({ params: row.params })
    if (row.buffers !== undefined) expect(countAll(typed).buffers).toBe(row.buffers)
    if (row.flops !== undefined) expect(totalFlops(typed)).toBe(row.flops)
    expect(typed.nodes[0]?.body?.variant).toBe(row.variant)
  })

  it('has a row here', () => {
    expect([...libraryBlocks.keys()].filter((kind) => !rows.some(({ node }) => node.kind === kind))).toEqual(
      [],
    )
  })

  it('reads every number of its fields by name, so that its nodes are the same for other numbers', () => {
    const larger = (fields: object) =>
      Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [
          field,
          typeof value === 'number' && !['layers', 'stride', 'expand'].includes(field) && value >= 1
            ? 2 * value
            : value,
        ]),
      )
    let compared = 0
    for (const row of rows) {
      const { kind, with: _, ...fields } = row.node
      const block = libraryBlocks.get(kind)
      const [node] = typedOf(only(row)).nodes
      if (!block || !node || ['unet', 'mlp', 'tower', 'nbeats_block'].includes(kind)) continue
      const given = {
        inputs: node.inputs,
        ports: node.ports,
        framework: 'pytorch',
        table: () => undefined,
      } as const
      const [some, more] = [fields, larger(fields)].map((f) => block.expand(f, given))
      if (!some || !more || 'length' in some || 'length' in more || some.variant !== more.variant) continue
      expect(more.spec.nodes, kind).toEqual(some.spec.nodes)
      compared += 1
    }
    expect(compared).toBeGreaterThan(30)
  })
})

describe('a block without what it reads', () => {
  it.each([
    ['gate_add_norm', {}, 'it.with.skip'],
    ['task_gate', {}, 'it.with.experts'],
    ['graph_conv', { units: 4 }, 'it.with.adjacency'],
    ['additive_attention', { units: 4 }, 'it.with.memory'],
    ['memory_hop', {}, 'it.with.memory'],
  ])('%s says what to connect', (kind, fields, path) => {
    const [issue] = issuesOf({ inputs: tensor(5, 4), nodes: [{ kind, ...fields, name: 'it' }] })
    expect(issue).toMatchObject({ path, code: 'not_connected' })
  })
})

describe('published models outside the reference', () => {
  const transition = { kind: 'transition' }
  const dense = (repeat: number) => ({ kind: 'dense_block', growth: 32, repeat })
  it.each([
    // torchvision 0.29.1, densenet121.
    [
      'DenseNet-121',
      7_978_856,
      {
        inputs: { x: { kind: 'image', size: 224 } },
        blocks: {
          transition: {
            params: { channels: 128 },
            nodes: [
              'batch_norm',
              'relu',
              { kind: 'conv2d', channels: '$channels', kernel: 1, bias: false },
              { kind: 'avg_pool2d', kernel: 2 },
            ],
          },
        },
        nodes: [
          { kind: 'conv_norm', channels: 64, kernel: 7, stride: 2 },
          { kind: 'max_pool2d', kernel: 3, stride: 2, padding: 'same' },
          dense(6),
          transition,
          dense(12),
          { ...transition, channels: 256 },
          dense(24),
          { ...transition, channels: 512 },
          dense(16),
          'batch_norm',
          'relu',
          'global_pool',
          { kind: 'linear', units: 1000 },
        ],
      },
    ],
    // The paper's Mamba-130M: 24 blocks of 768, the table tied.
    [
      'Mamba-130M',
      129_135_360,
      {
        inputs: { x: { kind: 'tokens', vocab: 50_280, steps: 64 } },
        nodes: [
          { name: 'tokens', kind: 'embedding', dim: 768 },
          { kind: 'state_space_block', repeat: 24 },
          'rms_norm',
          { kind: 'linear', units: 50_280, bias: false, tie: 'tokens' },
        ],
      },
    ],
    // The paper's code: Mixer-B/16 of 59,880,472 parameters.
    [
      'Mixer-B/16',
      59_880_472,
      {
        inputs: { x: { kind: 'image', size: 224 } },
        nodes: [
          { kind: 'conv2d', channels: 768, kernel: 16, stride: 16 },
          { kind: 'reshape', shape: [196, 768] },
          { kind: 'mixer_block', token_hidden: 384, channel_hidden: 3072, repeat: 12 },
          'layer_norm',
          'global_pool',
          { kind: 'linear', units: 1000 },
        ],
      },
    ],
    // EleutherAI/gpt-j-6b: attention without biases, a head with one.
    [
      'GPT-J-6B',
      6_050_882_784,
      {
        inputs: { x: { kind: 'tokens', vocab: 50_400, steps: 64 } },
        nodes: [
          { kind: 'embedding', dim: 4096 },
          {
            kind: 'transformer_block',
            repeat: 28,
            heads: 16,
            hidden: 16_384,
            order: 'parallel',
            activation: 'gelu_tanh',
            attention_bias: false,
            causal: true,
            rotary: 0.25,
          },
          'layer_norm',
          { kind: 'linear', units: 50_400 },
        ],
      },
    ],
  ])('%s has %i parameters', (name, params, sketch) => {
    const typed = typedOf(sketch)
    expect(countAll(typed).params).toBe(params)
    // By torch.utils.flop_counter on the same model.
    if (name === 'DenseNet-121') expect(totalFlops(typed)).toBe(5_668_323_328)
  })
})

/** Recipes for what is made of other nodes: the blocks of the library, blocks of the spec, chains, copies and scans. */
import { activationKinds } from '../../../src/design/spec/layers/activations.js'
import { divisors } from './draw.js'
import { type Node, type Recipe, rank, replaced, type Site } from './recipe.js'

const activation = ({ draw }: Site) => draw.of(activationKinds)
const rate = ({ draw }: Site) => draw.of([0, 0.1])
const small = ({ draw }: Site) => draw.int(1, 16)
const widths = (site: Site) => Array.from({ length: site.draw.int(1, 3) }, () => small(site))

const feedForward = (site: Site): Node => ({
  kind: 'feed_forward',
  hidden: small(site),
  activation: activation(site),
  gated: site.draw.flag(),
  bias: !site.draw.flag(),
  dropout: rate(site),
})

/** What an expert may be: anything that gives back a vector. */
function expert(site: Site): Node {
  const { draw } = site
  return draw.of<() => Node>([
    () => feedForward(site),
    () => ({ kind: 'linear', units: small(site) }),
    () => ({ kind: 'mlp', hidden: widths(site), units: small(site) }),
    () => ({ kind: 'chain', nodes: ['layer_norm', { kind: 'linear', units: small(site) }, 'relu'] }),
  ])()
}

/** Widths that keep what comes in half of the time. */
const channels = (site: Site) => (site.draw.flag() ? site.draw.int(1, 12) : site.features)
const stride = (site: Site) => site.draw.int(1, 2)

const map = (kind: string, fields: (site: Site) => Node, each?: Recipe['each']): Recipe => ({
  kind,
  wants: rank(3),
  isPlain: true,
  ...(each && { each }),
  write: (site) => ({ kind, ...fields(site) }),
})

/** Blocks of the library that most networks are made of. */
export const wholeBlocks: readonly Recipe[] = [
  {
    kind: 'mlp',
    wants: rank(1),
    isPlain: true,
    write: (site) => ({
      kind: 'mlp',
      hidden: widths(site),
      ...(site.draw.flag() && { units: small(site) }),
      activation: activation(site),
      ...(site.draw.flag() && { norm: site.draw.of(['layer_norm', 'batch_norm', 'rms_norm']) }),
      dropout: rate(site),
      bias: !site.draw.flag(),
    }),
  },
  {
    kind: 'feed_forward',
    wants: rank(1),
    isPlain: true,
    each: { field: 'hidden', values: [3, 8, 5] },
    write: feedForward,
  },
  {
    kind: 'moe',
    wants: rank(1),
    write(site) {
      const experts = site.draw.int(2, 5)
      return {
        kind: 'moe',
        experts,
        active: site.draw.int(1, experts),
        expert: expert(site),
        shared_experts: site.draw.of([0, 0, 1, 2]),
        router_bias: site.draw.flag(),
        normalized: !site.draw.flag(),
      }
    },
  },
  {
    kind: 'transformer_block',
    wants: rank(2),
    each: { field: 'hidden', values: [4, 7] },
    write(site) {
      const { draw, shape, features } = site
      const rotary = draw.of([false, false, true, 0.5])
      const isDerived = rotary === false && draw.flag()
      const heads = isDerived ? draw.of(divisors(features, 4)) : draw.int(1, 4)
      const steps = shape.at(-2) ?? 1
      const memory =
        draw.int(0, 3) === 3 ? site.other([...shape.slice(0, -2), draw.int(1, 6), draw.int(1, 9)]) : undefined
      const bias = draw.int(0, 4) === 4 ? site.other([heads, steps, steps]) : undefined
      const mask = draw.int(0, 4) === 4 ? site.mask(draw.of([[steps], [steps, steps]])) : undefined
      const experts = draw.int(0, 5) === 5 ? draw.int(2, 4) : undefined
      return {
        kind: 'transformer_block',
        heads,
        hidden: small(site),
        ...(draw.flag() && { kv_heads: draw.of(divisors(heads)) }),
        ...(!isDerived && { head_dim: 4 * draw.int(1, 2) }),
        norm: draw.of(['layer_norm', 'rms_norm', 'batch_norm']),
        order: memory === undefined ? draw.of(['pre', 'post', 'parallel']) : draw.of(['pre', 'post']),
        scale: !draw.flag(),
        qk_norm: draw.int(0, 3) === 3,
        ...(experts !== undefined && { experts, active: draw.int(1, experts) }),
        activation: activation(site),
        gated: draw.flag(),
        bias: !draw.flag(),
        ...(draw.int(0, 3) === 3 && { attention_bias: draw.of<unknown>([true, false, ['query', 'value']]) }),
        causal: draw.flag(),
        rotary,
        dropout: rate(site),
        with: { ...(memory && { memory }), ...(bias && { bias }), ...(mask && { mask }) },
      }
    },
  },
  {
    kind: 'series_decomposition',
    wants: rank(2),
    write: ({ draw }) => ({ kind: 'series_decomposition', window: draw.of([3, 1, 5]) }),
  },
  {
    kind: 'tcn_block',
    wants: rank(2),
    isPlain: true,
    each: { field: 'dilation', values: [1, 2, 4] },
    write: (site) => ({
      kind: 'tcn_block',
      channels: channels(site),
      kernel: site.draw.int(1, 4),
      ...(site.draw.flag() && { weight_norm: true }),
      dilation: site.draw.int(1, 3),
      activation: activation(site),
      dropout: rate(site),
    }),
  },
  map('conv_norm', (site) => {
    const { draw, features } = site
    const groups = draw.of(divisors(features, 4))
    const isDepthwise = draw.int(0, 3) === 3
    return {
      ...(isDepthwise
        ? { groups: 'depthwise', ...(draw.flag() && { channels: 2 * features }) }
        : { channels: groups * draw.int(1, 6), groups }),
      kernel: draw.of([3, 1, 2, 5, [1, 3]]),
      stride: draw.of([1, 2, [2, 1]]),
      dilation: draw.int(1, 2),
      activation: draw.of(['relu', 'none', 'silu', 'hard_swish']),
    }
  }),
  map('double_conv', (site) => ({ channels: channels(site) })),
  map('basic_block', (site) => ({ channels: channels(site), stride: stride(site) }), {
    field: 'stride',
    values: [1, 2, 1],
  }),
  map('bottleneck', (site) => {
    const groups = site.draw.int(1, 3)
    return {
      width: groups * site.draw.int(1, 4),
      groups,
      ...(site.draw.flag() && { channels: channels(site) }),
      stride: stride(site),
      dilation: site.draw.int(1, 2),
    }
  }),
  map('preactivation_block', (site) => ({
    width: small(site),
    channels: channels(site),
    stride: stride(site),
  })),
  map('squeeze_excite', (site) => ({
    squeezed: small(site),
    activation: activation(site),
    gate: site.draw.of(['sigmoid', 'hard_sigmoid']),
    axes: site.draw.int(1, 2),
  })),
  map('mbconv', (site) => ({
    channels: channels(site),
    ...(site.draw.flag() ? { expand: site.draw.int(1, 3) } : { expanded: channels(site) }),
    kernel: site.draw.of([3, 1, 5]),
    stride: stride(site),
    ...(site.draw.flag() && { squeezed: small(site), gate: site.draw.of(['sigmoid', 'hard_sigmoid']) }),
    activation: activation(site),
    ...(site.draw.flag() && { squeeze_activation: activation(site) }),
  })),
  map('convnext_block', (site) => ({
    ...(site.draw.flag() && { hidden: small(site) }),
    kernel: site.draw.of([7, 3, 5]),
  })),
  {
    kind: 'patch_embedding',
    wants: (shape, draw) => [draw.int(4, 8), draw.int(4, 8), Math.min(4, shape.at(-1) ?? 3)],
    write: (site) => ({
      kind: 'patch_embedding',
      dim: small(site),
      patch: site.draw.int(1, 4),
      class_token: site.draw.flag(),
    }),
  },
  {
    kind: 'tower',
    wants: rank(1),
    isPlain: true,
    write: (site) => ({ kind: 'tower', hidden: widths(site), units: small(site) }),
  },
]

/** Its first size that can be a parameter becomes one. */
function withParam(nodes: readonly Node[]): { nodes: readonly Node[]; params: Node } {
  const fields = ['units', 'channels', 'dim', 'rate', 'window', 'squeezed']
  const at = nodes.findIndex((node) => fields.some((field) => typeof node[field] === 'number'))
  const node = nodes[at]
  const field = fields.find((name) => typeof node?.[name] === 'number')
  if (!node || !field) return { nodes, params: {} }
  return { nodes: nodes.with(at, { ...node, [field]: '$size' }), params: { size: node[field] } }
}

const arranged: readonly Recipe[] = [
  {
    kind: 'chain',
    isPlain: true,
    write: (site) => ({ kind: 'chain', nodes: site.list(site.shape, site.draw.int(1, 3)) }),
  },
  {
    kind: 'own block',
    isPlain: true,
    write(site) {
      const { nodes, params } = withParam(site.list(site.shape, site.draw.int(1, 3)))
      const kind = site.block({ params: { ...params, unused_note: 'free text' }, nodes })
      const own = 'size' in params && site.draw.flag() ? { size: params.size } : {}
      return { kind, ...own }
    },
  },
  {
    kind: 'carried block',
    wants: rank(1),
    write(site) {
      const { draw, shape } = site
      // Two inputs and two outputs of their shapes: repeated, the second is carried from one to the next.
      const total = shape.map((size, i) => (i === shape.length - 1 ? draw.int(1, 8) : size))
      const kind = site.block({
        inputs: ['rest', 'sum'],
        nodes: [
          { name: 'seen', kind: 'linear', units: site.features, from: 'rest' },
          { name: 'coming', kind: 'linear', units: total.at(-1), from: 'rest' },
          { name: 'left', kind: 'subtract', from: ['rest', 'seen'] },
          { name: 'all', kind: 'add', from: ['sum', 'coming'] },
        ],
        outputs: ['left', 'all'],
      })
      const shared = draw.flag() ? { shared: true } : {}
      return { kind, repeat: draw.int(1, 3), ...shared, from: [site.current, site.other(total)] }
    },
  },
  {
    kind: 'copies',
    wants: rank(1),
    write(site) {
      const nodes = site.list(site.shape, site.draw.int(1, 2))
      return { kind: 'chain', nodes, copies: site.draw.int(1, 4) }
    },
  },
  {
    kind: 'split copies',
    wants: rank(2),
    write(site) {
      const inner = replaced(site.shape, -2)
      const nodes = site.list(inner, site.draw.int(1, 2))
      return { kind: 'chain', nodes, copies: site.shape.at(-2) ?? 1, split: true }
    },
  },
  {
    kind: 'chosen copies',
    wants: rank(1),
    write(site) {
      const copies = site.draw.int(1, 4)
      const from = site.other([...site.shape.slice(0, -1), copies])
      const chosen = site.draw.int(1, copies)
      const choices = site.before({ kind: 'top_k', count: chosen, from: [from] })
      return { ...expert(site), copies, chosen, with: { choices } }
    },
  },
  {
    kind: 'scan',
    wants: rank(2),
    write: (site) => ({
      kind: 'chain',
      nodes: site.list(site.shape.slice(1), site.draw.int(1, 2)),
      scan: true,
    }),
  },
  {
    kind: 'carrying scan',
    wants: rank(2),
    write(site) {
      const { draw } = site
      const units = draw.int(1, 8)
      const inner = site.shape.slice(1)
      const state = [...inner.slice(0, -1), units]
      const isLstm = draw.flag()
      const kind = site.block({
        inputs: isLstm ? ['x', 'hidden', 'memory'] : ['x', 'hidden'],
        nodes: [
          {
            name: 'step',
            kind: isLstm ? 'lstm_cell' : draw.of(['gru_cell', 'rnn_cell']),
            units,
            from: isLstm ? ['x', 'hidden', 'memory'] : ['x', 'hidden'],
          },
          { name: 'out', kind: 'linear', units: draw.int(1, 8) },
        ],
        outputs: isLstm ? ['out', 'step', 'step.cell'] : ['out', 'step'],
      })
      const states = Array.from({ length: isLstm ? 2 : 1 }, () => site.other(state))
      return { kind, scan: true, from: [site.current, ...states] }
    },
  },
  {
    kind: 'lora',
    wants: rank(2),
    write(site) {
      const { draw, features } = site
      const lora = { rank: draw.int(1, 4), on: draw.of([['query', 'value'], ['key'], ['query', 'output']]) }
      const heads = draw.of(divisors(features, 4))
      return draw.flag()
        ? { kind: 'attention', heads, lora }
        : { kind: 'transformer_block', heads, hidden: small(site), lora, repeat: draw.int(1, 2) }
    },
  },
]

export const composites: readonly Recipe[] = [...wholeBlocks, ...arranged]

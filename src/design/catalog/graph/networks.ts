/**
 * Networks on the sampled neighbourhood of a node: itself, `fanout[0]` neighbours, each with itself and `fanout[1]`
 * neighbours of its own, and so on; the centre first on every axis. The cost of an answer does not depend on the size
 * of the graph, and a node that is new today is answered like any other.
 */
import type { BlockSpec, ModelSpec } from '../../spec/spec.js'

export interface NodeTask {
  /** Columns of a node. */
  readonly columns: number
  readonly fanout: readonly number[]
  readonly outputs: number
}

/** Positions whose columns one answer reads. */
export const positionsOf = (fanout: readonly number[]): number => fanout.reduce((n, k) => n * (1 + k), 1)

const neighbourhood = ({ columns, fanout }: NodeTask, ends: 1 | 2): ModelSpec['inputs'] => ({
  neighbourhood: {
    kind: 'tensor',
    shape: [...(ends === 2 ? [2] : []), ...fanout.map((k) => 1 + k), columns],
  },
})

/** Its own vector beside the mean of its neighbours', then a linear layer (Hamilton et al., GraphSAGE, 2017). */
const sageLayer: BlockSpec = {
  inputs: ['x'],
  params: { units: 64 },
  nodes: [
    { name: 'own', kind: 'select', axis: -2, index: 0, from: 'x' },
    { kind: 'slice', axis: -2, start: 1, from: 'x' },
    { name: 'around', kind: 'reduce', by: 'mean', axis: -2 },
    { kind: 'concat', from: ['own', 'around'] },
    { name: 'weights', kind: 'linear', units: '$units' },
    'relu',
    'l2_normalize',
  ],
}

/**
 * One head of attention over a neighbourhood, the centre among it (Velickovic et al., GAT, 2018): scores from both
 * ends, a weighted sum of the neighbours.
 */
const attentionHead: BlockSpec = {
  inputs: ['x'],
  params: { units: 8 },
  nodes: [
    { name: 'h', kind: 'linear', units: '$units', bias: false, from: 'x' },
    { name: 'target', kind: 'linear', units: 1, bias: false },
    { kind: 'slice', axis: -2, start: 0, stop: 1, from: 'h' },
    { name: 'source', kind: 'linear', units: 1, bias: false },
    { kind: 'add', from: ['target', 'source'] },
    { kind: 'leaky_relu', slope: 0.2 },
    'transpose',
    'softmax',
    { kind: 'matmul', with: 'h' },
    { kind: 'squeeze', axis: -2 },
  ],
}

export interface SageSize {
  readonly hidden: number
  readonly dropout: number
}

const rate = (dropout: number) => (dropout > 0 ? [{ kind: 'dropout', rate: dropout }] : [])

const sageLayers = ({ fanout }: NodeTask, { hidden, dropout }: SageSize): ModelSpec['nodes'] =>
  fanout.flatMap((_, i) => [{ name: `layer${i + 1}`, kind: 'sage_layer', units: hidden }, ...rate(dropout)])

/** One layer for each step out. Output: [outputs] of the centre. */
export function sageSpec(task: NodeTask, size: SageSize): ModelSpec {
  return {
    name: 'GraphSAGE',
    inputs: neighbourhood(task, 1),
    blocks: { sage_layer: sageLayer },
    nodes: [...sageLayers(task, size), { name: 'answer', kind: 'linear', units: task.outputs }],
  }
}

/** Both ends of a possible edge through the same layers; the score of their product. Output: [1]. */
export function linkSageSpec(task: NodeTask, size: SageSize): ModelSpec {
  return {
    name: 'GraphSAGE for links',
    inputs: neighbourhood(task, 2),
    blocks: { sage_layer: sageLayer },
    nodes: [...sageLayers(task, size), ...scoreOfEnds(size.hidden)],
  }
}

/** [2, units] to [1]: a vector of each end, multiplied number by number, then a small network. */
const scoreOfEnds = (units: number): ModelSpec['nodes'] => [
  { name: 'ends', kind: 'linear', units },
  { name: 'from_end', kind: 'select', axis: -2, index: 0 },
  { name: 'to_end', kind: 'select', axis: -2, index: 1, from: 'ends' },
  { kind: 'multiply', from: ['from_end', 'to_end'] },
  { name: 'score', kind: 'mlp', hidden: [units], units: 1 },
]

export interface AttentionSize {
  readonly heads: number
  readonly units: number
  readonly dropout: number
}

/** Heads side by side. */
const heads = (name: string, { heads: copies, units, dropout }: AttentionSize): ModelSpec['nodes'] => [
  { name, kind: 'attention_head', units, copies },
  { kind: 'flatten', axes: 2 },
  'elu',
  ...rate(dropout),
]

/** Heads side by side on every layer, one on the last. Output: [outputs] of the centre. */
export function gatSpec(task: NodeTask, size: AttentionSize): ModelSpec {
  const last = task.fanout.length - 1
  return {
    name: 'graph attention network',
    inputs: neighbourhood(task, 1),
    blocks: { attention_head: attentionHead },
    nodes: task.fanout.flatMap((_, i): ModelSpec['nodes'] =>
      i < last
        ? heads(`layer${i + 1}`, size)
        : [{ name: 'answer', kind: 'attention_head', units: task.outputs }],
    ),
  }
}

/** Both ends of a possible edge through the same heads; the score of their product. Output: [1]. */
export function linkGatSpec(task: NodeTask, size: AttentionSize): ModelSpec {
  return {
    name: 'graph attention network for links',
    inputs: neighbourhood(task, 2),
    blocks: { attention_head: attentionHead },
    nodes: [
      ...task.fanout.flatMap((_, i) => heads(`layer${i + 1}`, size)),
      ...scoreOfEnds(size.heads * size.units),
    ],
  }
}

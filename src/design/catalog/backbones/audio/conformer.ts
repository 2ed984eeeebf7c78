/**
 * Conformer encoder (Gulati et al., 2020): attention for what is far, convolution for what is near, between two halves of
 * a feed-forward. Here positions come from turned queries and keys (Su et al., RoFormer, 2021), which need no weights.
 */
import type { Nodes } from '../backbone.js'
import type { FrontEnd } from './front-end.js'

export const conformerSource = 'Gulati et al., Conformer: Convolution-augmented Transformer, 2020'
export const conformerFrontEnd: FrontEnd = { sampleRateHz: 16_000, windowMs: 25, hopMs: 10, mels: 80 }

/** The three of the paper. */
export const conformerSizes = [
  { name: 'Conformer S', dim: 144, layers: 16, heads: 4 },
  { name: 'Conformer M', dim: 256, layers: 16, heads: 4 },
  { name: 'Conformer L', dim: 512, layers: 17, heads: 8 },
] as const
export type ConformerSize = (typeof conformerSizes)[number]

/** Frames that one step of the encoder stands for: two halvings. */
export const conformerReduction = 4
/** Steps that a convolution of a layer sees. */
const kernel = 31

/**
 * From a map of [frames, mels] with one channel to one vector for each four frames.
 * @param causal for a stream: attention and convolutions see the past only
 */
export function conformer({ dim, layers, heads }: ConformerSize, causal: boolean): Nodes {
  return [
    { name: 'halve1', kind: 'conv2d', channels: dim, kernel: 3, stride: 2, padding: 'same' },
    { name: 'halve1_active', kind: 'relu' },
    { name: 'halve2', kind: 'conv2d', channels: dim, kernel: 3, stride: 2, padding: 'same' },
    { name: 'halve2_active', kind: 'relu' },
    { name: 'bands', kind: 'flatten', axes: 2 },
    { name: 'steps', kind: 'linear', units: dim },
    { name: 'features', kind: 'chain', repeat: layers, nodes: layer(dim, heads, causal) },
  ]
}

const layer = (dim: number, heads: number, causal: boolean): Nodes => [
  ...halfForward('first', 'x', dim),
  { name: 'attention_norm', kind: 'layer_norm' },
  { name: 'attention', kind: 'attention', heads, causal, rotary: true },
  { name: 'attended', kind: 'add', with: 'first' },
  { name: 'near_norm', kind: 'layer_norm' },
  { name: 'near_gate', kind: 'linear', units: 2 * dim },
  { name: 'near_gated', kind: 'glu' },
  {
    name: 'near',
    kind: 'conv1d',
    channels: dim,
    kernel,
    groups: 'depthwise',
    padding: causal ? 'causal' : 'same',
  },
  { name: 'near_batch_norm', kind: 'batch_norm' },
  { name: 'near_active', kind: 'silu' },
  { name: 'near_mixed', kind: 'linear', units: dim },
  { name: 'convolved', kind: 'add', with: 'attended' },
  ...halfForward('second', 'convolved', dim),
  { name: 'norm', kind: 'layer_norm' },
]

/** Half of a feed-forward is added (Lu et al., Macaron, 2019). */
const halfForward = (name: string, from: string, dim: number): Nodes => [
  { name: `${name}_norm`, kind: 'layer_norm', from },
  { name: `${name}_forward`, kind: 'feed_forward', hidden: 4 * dim, activation: 'silu' },
  { name: `${name}_half`, kind: 'scale', by: 0.5 },
  { name, kind: 'add', with: from },
]

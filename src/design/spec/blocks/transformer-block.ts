/**
 * One Transformer layer for encoder and decoder: self-attention (the port `bias` is added to its scores),
 * cross-attention where the port `memory` is connected, feed-forward or a mixture of experts, each with its norm and a
 * residual. `order` post: Vaswani et al., 2017; pre: Xiong et al., 2020; parallel: both beside each other after one norm.
 */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { misfit } from '../issue.js'
import { activationKinds } from '../layers/activations.js'
import type { NodeSpec } from '../spec.js'
import { block } from './block.js'

const schema = z.strictObject({
  heads: positive,
  hidden: positive,
  kv_heads: positive.optional(),
  head_dim: positive.optional(),
  norm: z.enum(['layer_norm', 'rms_norm', 'batch_norm']).default('layer_norm'),
  order: z.enum(['pre', 'post', 'parallel']).default('pre'),
  activation: z.enum(activationKinds).default('gelu'),
  gated: z.boolean().default(false),
  bias: z.boolean().default(true),
  /** Of the attention where it differs from `bias`. */
  attention_bias: z.union([z.boolean(), z.array(z.enum(['query', 'key', 'value', 'output']))]).optional(),
  causal: z.boolean().default(false),
  rotary: z.union([z.boolean(), z.number().gt(0).max(1)]).default(false),
  /** Divides scores by the root of the head's width. */
  scale: z.boolean().default(true),
  /** RMS norm of queries and keys. */
  qk_norm: z.boolean().default(false),
  dropout: dropRate.default(0),
  /** A mixture of experts instead of one feed-forward, `active` of them for each position. */
  experts: positive.optional(),
  active: positive.default(2),
})

export const transformerBlock = block({
  kind: 'transformer_block',
  schema,
  takes: { least: 1, most: 1, ports: ['memory', 'bias', 'mask', 'memory_mask'] },
  expand(fields, given) {
    const { activation, gated, bias, causal, rotary, scale, qk_norm, attention_bias = bias } = fields
    const attention = {
      kind: 'attention',
      heads: '$heads',
      ...(fields.kv_heads !== undefined && { kv_heads: '$kv_heads' }),
      ...(fields.head_dim !== undefined && { head_dim: '$head_dim' }),
      bias: attention_bias,
      scale,
      qk_norm,
      dropout: '$dropout',
    }
    const feedForward = { kind: 'feed_forward', hidden: '$hidden', activation, gated, bias }
    const forward = {
      name: 'feed_forward',
      ...(fields.experts === undefined
        ? feedForward
        : { kind: 'moe', experts: '$experts', active: '$active', expert: feedForward }),
    }
    const ports = {
      ...(given.ports.bias && { bias: 'bias' }),
      ...(given.ports.mask && { mask: 'mask' }),
    }
    const self = {
      ...attention,
      name: 'attention',
      causal,
      rotary: typeof rotary === 'number' ? '$rotary' : rotary,
      ...(Object.keys(ports).length > 0 && { with: ports }),
    }
    if (given.ports.memory_mask && !given.ports.memory)
      return { ...misfit('not_connected', 'a memory that the mask is for', 'none'), field: 'with.memory' }
    if (fields.order === 'parallel') {
      if (given.ports.memory)
        return {
          ...misfit('not_supported', 'order pre or post where a memory is read', 'parallel'),
          field: 'order',
        }
      return { nodes: parallel(fields, self, forward) }
    }
    return {
      nodes: [
        ...residual(fields, 'x', 'attended', self),
        ...(given.ports.memory
          ? residual(fields, 'attended', 'informed', {
              ...attention,
              name: 'cross_attention',
              with: { memory: 'memory', ...(given.ports.memory_mask && { mask: 'memory_mask' }) },
            })
          : []),
        ...residual(fields, given.ports.memory ? 'informed' : 'attended', 'out', forward),
      ],
    }
  },
  variant: ({ order }, given) =>
    given.ports.memory ? 'Cross' : order === 'parallel' ? 'Parallel' : undefined,
  describe: ({ heads, hidden, causal }) =>
    `Transformer layer${causal ? ', causal' : ''}: ${heads} heads, feed-forward ${hidden} wide`,
})

/** Attention and feed-forward beside each other after one norm, both added (Wang & Komatsuzaki, GPT-J, 2021). */
function parallel(
  { norm, dropout }: z.infer<typeof schema>,
  attention: Inner,
  feedForward: Inner,
): NodeSpec[] {
  const dropped = (name: string): NodeSpec[] =>
    dropout > 0 ? [{ name: `${name}_dropout`, kind: 'dropout', rate: '$dropout' }] : []
  const attended = dropout > 0 ? 'attention_dropout' : 'attention'
  return [
    { name: 'norm', kind: norm, from: 'x' },
    attention,
    ...dropped('attention'),
    { ...feedForward, from: 'norm' },
    ...dropped('feed_forward'),
    { kind: 'add', with: [attended, 'x'] },
  ]
}

type Inner = Exclude<NodeSpec, string> & { name: string }

/** Norm, what is added, dropout, sum; in post order the norm comes last. */
function residual(
  { norm, order, dropout }: z.infer<typeof schema>,
  from: string,
  to: string,
  inner: Inner,
): NodeSpec[] {
  const normed = { name: `${inner.name}_norm`, kind: norm }
  const drops = dropout > 0 ? [{ name: `${inner.name}_dropout`, kind: 'dropout', rate: '$dropout' }] : []
  return order === 'pre'
    ? [{ ...normed, from }, inner, ...drops, { name: to, kind: 'add', with: from }]
    : [
        { ...inner, from },
        ...drops,
        { name: `${inner.name}_sum`, kind: 'add', with: from },
        { ...normed, name: to },
      ]
}

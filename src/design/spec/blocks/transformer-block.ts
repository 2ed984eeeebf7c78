/**
 * One Transformer layer for encoder and decoder: self-attention (the port `bias` is added to its scores),
 * cross-attention where the port `memory` is connected, feed-forward, each with its norm and a residual. `order` post: Vaswani et al., 2017; pre: Xiong et al.,
 * 2020.
 */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import type { NodeSpec } from '../spec.js'
import { block } from './block.js'

const schema = z.strictObject({
  heads: positive,
  hidden: positive,
  kv_heads: positive.optional(),
  head_dim: positive.optional(),
  norm: z.enum(['layer_norm', 'rms_norm', 'batch_norm']).default('layer_norm'),
  order: z.enum(['pre', 'post']).default('pre'),
  activation: z.enum(activationKinds).default('gelu'),
  gated: z.boolean().default(false),
  bias: z.boolean().default(true),
  /** Of the attention where it differs from `bias`. */
  attention_bias: z.union([z.boolean(), z.array(z.enum(['query', 'key', 'value', 'output']))]).optional(),
  causal: z.boolean().default(false),
  rotary: z.union([z.boolean(), z.number().gt(0).max(1)]).default(false),
  dropout: dropRate.default(0),
})

export const transformerBlock = block({
  kind: 'transformer_block',
  schema,
  takes: { least: 1, most: 1, ports: ['memory', 'bias'] },
  expand(fields, given) {
    const { activation, gated, bias, causal, rotary, attention_bias = bias } = fields
    const attention = {
      kind: 'attention',
      heads: '$heads',
      ...(fields.kv_heads !== undefined && { kv_heads: '$kv_heads' }),
      ...(fields.head_dim !== undefined && { head_dim: '$head_dim' }),
      bias: attention_bias,
      dropout: '$dropout',
    }
    return {
      nodes: [
        ...residual(fields, 'x', 'attended', {
          ...attention,
          name: 'attention',
          causal,
          rotary: typeof rotary === 'number' ? '$rotary' : rotary,
          ...(given.ports.bias && { with: { bias: 'bias' } }),
        }),
        ...(given.ports.memory
          ? residual(fields, 'attended', 'informed', {
              ...attention,
              name: 'cross_attention',
              with: { memory: 'memory' },
            })
          : []),
        ...residual(fields, given.ports.memory ? 'informed' : 'attended', 'out', {
          name: 'feed_forward',
          kind: 'feed_forward',
          hidden: '$hidden',
          activation,
          gated,
          bias,
        }),
      ],
    }
  },
  variant: (_, given) => (given.ports.memory ? 'Cross' : undefined),
  describe: ({ heads, hidden, causal }) =>
    `Transformer layer${causal ? ', causal' : ''}: ${heads} heads, feed-forward ${hidden} wide`,
})

/** Norm, what is added, dropout, sum; in post order the norm comes last. */
function residual(
  { norm, order, dropout }: z.infer<typeof schema>,
  from: string,
  to: string,
  inner: Exclude<NodeSpec, string> & { name: string },
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

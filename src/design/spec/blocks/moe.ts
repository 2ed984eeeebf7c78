/**
 * Mixture of experts: a router picks `active` of the experts for each position and sums what they give, weighted
 * (Shazeer et al., 2017); shared experts see every position (Dai et al., DeepSeekMoE, 2024). FLOPs assume that no
 * position is dropped.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import type { NodeSpec } from '../spec.js'
import { block } from './block.js'

const expertSchema = z.union([z.string().min(1).max(64), z.looseObject({ kind: z.string().min(1).max(64) })])

export const moe = block({
  kind: 'moe',
  schema: z.strictObject({
    experts: positive,
    active: positive,
    /** A node: what each expert is. */
    expert: expertSchema,
    shared_experts: z.number().int().min(0).max(64).default(0),
    router_bias: z.boolean().default(false),
    /** The shares of the chosen experts sum to 1. */
    normalized: z.boolean().default(true),
  }),
  takes: oneInput,
  expand({ expert, shared_experts, router_bias, normalized }) {
    const node = typeof expert === 'string' ? { kind: expert } : expert
    const routed: NodeSpec[] = [
      { name: 'router', kind: 'linear', units: '$experts', bias: router_bias },
      { name: 'choices', kind: 'top_k', count: '$active', normalized },
      {
        ...node,
        name: 'experts',
        from: 'x',
        with: { choices: 'choices' },
        copies: '$experts',
        chosen: '$active',
      },
    ]
    if (shared_experts === 0) return { nodes: routed }
    return {
      nodes: [
        ...routed,
        { ...node, name: 'shared', from: 'x', copies: '$shared_experts' },
        { kind: 'reduce', by: 'sum', axis: -2 },
        { kind: 'add', with: 'experts' },
      ],
    }
  },
  describe: ({ experts, active, shared_experts }) =>
    `${active} of ${experts} experts${shared_experts > 0 ? ` and ${shared_experts} shared` : ''}`,
})

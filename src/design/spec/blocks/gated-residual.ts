/** The parts of the Temporal Fusion Transformer (Lim et al., 2021): gates, and a network for each variable. */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { misfit } from '../issue.js'
import { featuresIn, first, oneInput } from '../layers/layer.js'
import { show, sizeAt } from '../shape.js'
import type { NodeSpec } from '../spec.js'
import { block } from './block.js'

const dropped = (rate: number): NodeSpec[] => (rate > 0 ? [{ kind: 'dropout', rate: '$dropout' }] : [])

/** Two linears (the port `context` is added to the first), a gate, and a norm of the sum with the input. */
export const gatedResidual = block({
  kind: 'gated_residual',
  schema: z.strictObject({
    hidden: positive.optional(),
    units: positive.optional(),
    dropout: dropRate.default(0),
  }),
  takes: { least: 1, most: 1, ports: ['context'] },
  expand({ hidden, units, dropout }, given) {
    const features = featuresIn(given)
    const out = units ?? features
    const skip: NodeSpec[] =
      out === features ? [] : [{ name: 'skip', kind: 'linear', units: '$units', from: 'x' }]
    const context: NodeSpec[] = given.ports.context
      ? [
          { name: 'informed', kind: 'linear', units: '$hidden', bias: false, from: 'context' },
          { kind: 'add', with: 'own' },
        ]
      : []
    return {
      params: { features, units: out, hidden: hidden ?? features, gated: 2 * out },
      nodes: [
        ...skip,
        { ...(context.length > 0 && { name: 'own' }), kind: 'linear', units: '$hidden', from: 'x' },
        ...context,
        'elu',
        { kind: 'linear', units: '$hidden' },
        ...dropped(dropout),
        { name: 'gate', kind: 'linear', units: '$gated' },
        'glu',
        { kind: 'add', with: skip.length > 0 ? 'skip' : 'x' },
        'layer_norm',
      ],
    }
  },
  variant({ units }, given) {
    const isProjected = units !== undefined && units !== featuresIn(given)
    return `${given.ports.context ? 'Informed' : ''}${isProjected ? 'Projected' : ''}` || undefined
  },
  describe: ({ units }) => `gated residual${units === undefined ? '' : `, ${units} units`}`,
})

/** A gate, the port `skip` added, and a norm. */
export const gateAddNorm = block({
  kind: 'gate_add_norm',
  schema: z.strictObject({ dropout: dropRate.default(0) }),
  takes: { least: 1, most: 1, ports: ['skip'] },
  expand({ dropout }, given) {
    if (!given.ports.skip)
      return { ...misfit('not_connected', 'what is added, as the input skip', 'nothing'), field: 'with.skip' }
    return {
      params: { features: featuresIn(given), gated: 2 * featuresIn(given) },
      nodes: [
        ...(dropout > 0 ? [{ kind: 'dropout', rate: '$dropout', from: 'x' }] : []),
        { name: 'gate', kind: 'linear', units: '$gated', ...(dropout === 0 && { from: 'x' }) },
        'glu',
        { kind: 'add', with: 'skip' },
        'layer_norm',
      ],
    }
  },
  describe: () => 'gated, added and normalised',
})

/** Every variable through a network of its own, weighted by what all of them (and the port `context`) say. */
export const variableSelection = block({
  kind: 'variable_selection',
  schema: z.strictObject({ hidden: positive.optional(), dropout: dropRate.default(0) }),
  takes: { least: 1, most: 1, ports: ['context'] },
  expand({ hidden }, given) {
    const { shape } = first(given)
    const variables = sizeAt(shape, -2)
    if (variables === undefined) return misfit('shape_misfit', 'variables as vectors (…, n, F)', show(shape))
    const own = { kind: 'gated_residual', hidden: '$hidden', dropout: '$dropout' }
    return {
      params: { features: featuresIn(given), variables, hidden: hidden ?? featuresIn(given) },
      nodes: [
        { kind: 'flatten', axes: 2, from: 'x' },
        {
          name: 'weighting',
          ...own,
          units: '$variables',
          ...(given.ports.context && { with: { context: 'context' } }),
        },
        'softmax',
        { name: 'weights', kind: 'unsqueeze', axis: -1 },
        { name: 'variables', ...own, from: 'x', copies: '$variables', split: true },
        { kind: 'multiply', with: 'weights' },
        { kind: 'reduce', by: 'sum', axis: -2 },
      ],
    }
  },
  variant: (_, given) => (given.ports.context ? 'Informed' : undefined),
  describe: () => 'variables weighted against each other',
})

/** Attention whose heads share their values, so that their mean says what was looked at. */
export const interpretableAttention = block({
  kind: 'interpretable_attention',
  schema: z.strictObject({ heads: positive, causal: z.boolean().default(true) }),
  takes: oneInput,
  expand({ heads, causal }, given) {
    const features = featuresIn(given)
    if (features % heads !== 0)
      return { ...misfit('shape_misfit', `heads that divide ${features}`, String(heads)), field: 'heads' }
    return {
      params: { features, shared: features / heads, shrink: (features / heads) ** -0.5 },
      nodes: [
        { name: 'value', kind: 'linear', units: '$shared', from: 'x' },
        { name: 'key', kind: 'linear', units: '$features', from: 'x' },
        { name: 'keys', kind: 'split_heads', heads: '$heads' },
        { name: 'query', kind: 'linear', units: '$features', from: 'x' },
        { kind: 'split_heads', heads: '$heads' },
        { kind: 'matmul', with: 'keys', transpose: true },
        { kind: 'scale', by: '$shrink' },
        ...(causal ? [{ kind: 'mask_scores', causal: true }] : []),
        'softmax',
        { kind: 'reduce', by: 'mean', axis: -3 },
        { kind: 'matmul', with: 'value' },
        { name: 'output', kind: 'linear', units: '$features', bias: false },
      ],
    }
  },
  describe: ({ heads, causal }) =>
    `interpretable attention${causal ? ', causal' : ''}, ${heads} heads with one set of values`,
})

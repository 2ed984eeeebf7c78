/**
 * Multi-head attention with its four projections (Vaswani et al., 2017); fewer key and value heads share them
 * (Ainslie et al., GQA, 2023).
 *
 * Input: …, steps, F; port `memory`: …, memory steps, M (itself where absent); port `bias`, added to the scores:
 * heads, steps, memory steps; port `mask`, true where to look: memory steps, or with steps and heads before. Output:
 * …, steps, units.
 * Weights, h heads and kv key heads of width d: F·h·d + 2·M·kv·d + h·d·units, and biases; 2·d more
 * with `qk_norm`. FLOPs: the projections and
 * 4·steps·memory steps·h·d, in full also where causal. Keeps input, queries, keys, values, the attention matrix and
 * the attended values.
 */
import { float, withFeatures } from '../shape.js'
import { type Fields, type Projection, portsMisfit, schema, sizes } from './attention-sizes.js'
import { axes } from './check.js'
import { first, type Given, layer, trainable } from './layer.js'

/** Elements of the tensors inside: queries, keys, values and attended values; and of the attention matrix. */
function inside(fields: Fields, given: Given) {
  const s = sizes(fields, given)
  return {
    values: s.batch * (2 * s.steps * s.queries + 2 * s.memorySteps * s.keys),
    scores: s.batch * s.steps * s.memorySteps * fields.heads,
  }
}

/** Queries and keys before their norm, and how many vectors they are. */
function beforeNorm(fields: Fields, given: Given) {
  if (!fields.qk_norm) return { normed: 0, vectors: 0 }
  const s = sizes(fields, given)
  const normed = s.batch * (s.steps * s.queries + s.memorySteps * s.keys)
  return { normed, vectors: normed / s.width }
}

/** Where these ports stand among everything that is read. */
const positionsOf = (ports: readonly string[], given: Given): number[] =>
  Object.keys(given.ports).flatMap((port, i) => (ports.includes(port) ? [given.inputs.length + i] : []))

/** Truths are no numbers to calculate with. */
const withoutMask = (given: Given): Given => {
  const { mask: _, ...ports } = given.ports
  return { ...given, ports }
}

export const attention = layer({
  kind: 'attention',
  schema,
  takes: { least: 1, most: 1, ports: ['memory', 'bias', 'mask'] },
  infer: (fields, given) =>
    axes(withoutMask(given), 'steps', 'features') ??
    portsMisfit(fields, given) ?? {
      main: float(withFeatures(first(given).shape, sizes(fields, given).units)),
    },
  weights(fields, given) {
    const s = sizes(fields, given)
    const { bias } = fields
    const hasBias = (name: Projection) => (typeof bias === 'boolean' ? bias : bias.includes(name))
    const projection = (name: Projection, to: number, from: number) => [
      trainable(`${name}_weight`, [to, from]),
      ...(hasBias(name) ? [trainable(`${name}_bias`, [to])] : []),
    ]
    return [
      ...projection('query', s.queries, s.features),
      ...projection('key', s.keys, s.memoryFeatures),
      ...projection('value', s.keys, s.memoryFeatures),
      ...projection('output', s.units, s.queries),
      ...(fields.qk_norm ? [trainable('query_scale', [s.width]), trainable('key_scale', [s.width])] : []),
    ]
  },
  flops(fields, given) {
    const s = sizes(fields, given)
    const projections =
      s.steps * s.features * s.queries +
      2 * s.memorySteps * s.memoryFeatures * s.keys +
      s.steps * s.queries * s.units
    return s.batch * (2 * projections + 4 * s.steps * s.memorySteps * s.queries)
  },
  keeps(fields, given) {
    const { values, scores } = inside(fields, given)
    const drops = fields.dropout > 0
    const { normed, vectors } = beforeNorm(fields, given)
    const { batch, steps, queries } = sizes(fields, given)
    // The attended values are what the output projection reads; queries, keys and values go into products.
    const attended = batch * steps * queries
    return {
      inputs: positionsOf(['mask'], given),
      forWeights: { inputs: [0, ...positionsOf(['memory'], given)], inside: { activations: attended } },
      inside: {
        activations: values - attended + normed,
        statistics: vectors,
        scores: drops ? 2 * scores : scores,
        ...(drops && { scoreMasks: scores }),
      },
    }
  },
  // Four projections, two products, softmax, and putting the heads side by side.
  kernels: ({ qk_norm }, given) => 8 + (qk_norm ? 2 : 0) + (given.ports.mask ? 1 : 0),
  workspace(fields, given) {
    const { values, scores } = inside(fields, given)
    return values + scores
  },
  describe(fields, given) {
    const shared = fields.kv_heads !== undefined && fields.kv_heads !== fields.heads
    const kind = given.ports.memory
      ? 'cross-attention'
      : fields.causal
        ? 'causal self-attention'
        : 'self-attention'
    const width = sizes(fields, given).queries / fields.heads
    const turned = fields.rotary === false ? '' : ', rotary positions'
    return `${kind}, ${fields.heads} ${fields.heads === 1 ? 'head' : 'heads'} of ${width}${turned}${shared ? `, ${fields.kv_heads} key and value heads` : ''}`
  },
})

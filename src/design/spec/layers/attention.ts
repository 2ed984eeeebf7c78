/**
 * Multi-head attention with its four projections (Vaswani et al., 2017); fewer key and value heads share them
 * (Ainslie et al., GQA, 2023).
 *
 * Input: …, steps, F; port `memory`: …, memory steps, M (itself where absent); port `bias`, added to the scores:
 * heads, steps, memory steps. Output: …, steps, units.
 * Weights, h heads and kv key heads of width d: F·h·d + 2·M·kv·d + h·d·units, and biases. FLOPs: the projections and
 * 4·steps·memory steps·h·d, in full also where causal. Keeps input, queries, keys, values, the attention matrix and
 * the attended values.
 */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { type Misfit, misfit } from '../issue.js'
import { elements, featuresOf, float, sameShape, show, sizeAt, withFeatures } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, type Given, layer, trainable } from './layer.js'

const projections = ['query', 'key', 'value', 'output'] as const

const schema = z.strictObject({
  heads: positive,
  kv_heads: positive.optional(),
  head_dim: positive.optional(),
  units: positive.optional(),
  /** For all four projections, or for those named. */
  bias: z.union([z.boolean(), z.array(z.enum(projections))]).default(true),
  causal: z.boolean().default(false),
  /** Turns queries and keys by their position (Su et al., RoFormer, 2021): all of a head, or this share of it. */
  rotary: z.union([z.boolean(), z.number().gt(0).max(1)]).default(false),
  dropout: dropRate.default(0),
})
type Fields = z.infer<typeof schema>
type Projection = (typeof projections)[number]

/** Every size that the formulas need. */
function sizes(fields: Fields, given: Given) {
  const x = first(given)
  const memory = given.ports.memory ?? x
  const features = featuresIn(given)
  const width = fields.head_dim ?? features / fields.heads
  return {
    batch: elements(x.shape.slice(0, -2)),
    steps: sizeAt(x.shape, -2) ?? 1,
    memorySteps: sizeAt(memory.shape, -2) ?? 1,
    features,
    memoryFeatures: featuresOf(memory.shape),
    queries: fields.heads * width,
    keys: (fields.kv_heads ?? fields.heads) * width,
    units: fields.units ?? features,
  }
}

/** Elements of the tensors inside: queries, keys, values and attended values; and of the attention matrix. */
function inside(fields: Fields, given: Given) {
  const s = sizes(fields, given)
  return {
    values: s.batch * (2 * s.steps * s.queries + 2 * s.memorySteps * s.keys),
    scores: s.batch * s.steps * s.memorySteps * fields.heads,
  }
}

export const attention = layer({
  kind: 'attention',
  schema,
  takes: { least: 1, most: 1, ports: ['memory', 'bias'] },
  infer: (fields, given) =>
    axes(given, 'steps', 'features') ??
    headsMisfit(fields, given) ??
    biasMisfit(fields, given) ?? {
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
    return {
      inputs: given.ports.memory ? [0, 1] : [0],
      inside: {
        activations: values,
        scores: drops ? 2 * scores : scores,
        ...(drops && { scoreMasks: scores }),
      },
    }
  },
  // Four projections, two products, softmax, and putting the heads side by side.
  kernels: () => 8,
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
    return `${kind}, ${fields.heads} heads of ${width}${turned}${shared ? `, ${fields.kv_heads} key and value heads` : ''}`
  },
})

function headsMisfit(fields: Fields, given: Given): Misfit | undefined {
  const { heads, kv_heads = heads, head_dim } = fields
  const features = featuresIn(given)
  if (head_dim === undefined && features % heads !== 0)
    return {
      code: 'shape_misfit',
      message: `features ${features} is not divisible by heads ${heads}. Give head_dim, or heads that divide ${features}.`,
      expected: `heads that divide ${features}`,
      received: String(heads),
    }
  if (heads % kv_heads !== 0)
    return {
      ...misfit('bad_value', `kv_heads that divide ${heads} heads`, String(kv_heads)),
      field: 'kv_heads',
    }
  return undefined
}

function biasMisfit(fields: Fields, given: Given): Misfit | undefined {
  const { bias } = given.ports
  const { steps, memorySteps } = sizes(fields, given)
  const wanted = [fields.heads, steps, memorySteps]
  if (!bias || sameShape(bias.shape, wanted)) return undefined
  return { ...misfit('shape_misfit', `a bias of ${show(wanted)}`, show(bias.shape)), field: 'with.bias' }
}

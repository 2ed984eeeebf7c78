/** The fields of attention, the sizes that its formulas need, and what may be wrong with them. */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { type Misfit, misfit } from '../issue.js'
import { elements, featuresOf, sameShape, show, sizeAt } from '../shape.js'
import { featuresIn, first, type Given } from './layer.js'

const projectionNames = ['query', 'key', 'value', 'output'] as const

export const schema = z.strictObject({
  heads: positive,
  kv_heads: positive.optional(),
  head_dim: positive.optional(),
  units: positive.optional(),
  /** For all four projections, or for those named. */
  bias: z.union([z.boolean(), z.array(z.enum(projectionNames))]).default(true),
  causal: z.boolean().default(false),
  /** Turns queries and keys by their position (Su et al., RoFormer, 2021): all of a head, or this share of it. */
  rotary: z.union([z.boolean(), z.number().gt(0).max(1)]).default(false),
  /** Divides the scores by the root of the head's width; T5 does not. */
  scale: z.boolean().default(true),
  /** RMS norm of each head's queries and keys (Dehghani et al., 22B parameters, 2023; Qwen3). */
  qk_norm: z.boolean().default(false),
  dropout: dropRate.default(0),
})
export type Fields = z.infer<typeof schema>
export type Projection = (typeof projectionNames)[number]

/** Every size that the formulas need. */
export function sizes(fields: Fields, given: Given) {
  const x = first(given)
  const memory = given.ports.memory ?? x
  const features = featuresIn(given)
  const width = fields.head_dim ?? features / fields.heads
  return {
    batch: elements(x.shape.slice(0, -2)),
    steps: sizeAt(x.shape, -2) ?? 1,
    memorySteps: sizeAt(memory.shape, -2) ?? 1,
    features,
    width,
    memoryFeatures: featuresOf(memory.shape),
    queries: fields.heads * width,
    keys: (fields.kv_heads ?? fields.heads) * width,
    units: fields.units ?? features,
  }
}

/** What is wrong with the fields or the ports, if anything. */
export const portsMisfit = (fields: Fields, given: Given): Misfit | undefined =>
  headsMisfit(fields, given) ?? biasMisfit(fields, given) ?? maskMisfit(fields, given)

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

/** A mask is for the positions of the memory, or for each pair of positions, or for each head too. */
function maskMisfit(fields: Fields, given: Given): Misfit | undefined {
  const { mask } = given.ports
  if (!mask) return undefined
  if (mask.dtype !== 'bool')
    return { ...misfit('dtype_misfit', 'a mask of truths (bool)', mask.dtype), field: 'with.mask' }
  const { steps, memorySteps, heads } = { ...sizes(fields, given), heads: fields.heads }
  const known = [[memorySteps], [steps, memorySteps], [heads, steps, memorySteps]]
  if (known.some((shape) => sameShape(shape, mask.shape))) return undefined
  return {
    ...misfit('shape_misfit', `a mask of ${known.map(show).join(' or ')}`, show(mask.shape)),
    field: 'with.mask',
  }
}

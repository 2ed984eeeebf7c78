/** The sizes of an attention layer, read from its typed node: what caches, recomputation and sharding depend on. */
import { elements, sizeAt } from '../spec/shape.js'
import type { TypedNode } from '../spec/typed.js'

export interface AttentionSizes {
  readonly heads: number
  /** Heads of keys and values; fewer than `heads` where they are shared (GQA, Ainslie et al., 2023). */
  readonly kvHeads: number
  readonly headDim: number
  readonly steps: number
  /** Positions that keys and values come from: its own, or the memory's. */
  readonly memorySteps: number
  /** Whether they come from another sequence. */
  readonly cross: boolean
  readonly causal: boolean
  /** Sequences side by side in one sample: windows, channels. */
  readonly sequences: number
}

/** Undefined for any other kind of layer. */
export function attentionSizes({ kind, fields, inputs, ports }: TypedNode): AttentionSizes | undefined {
  const [x] = inputs
  if (kind !== 'attention' || !x) return undefined
  const { shape } = x
  const heads = numberIn(fields.heads) ?? 1
  const steps = sizeAt(shape, -2) ?? 1
  return {
    heads,
    kvHeads: numberIn(fields.kv_heads) ?? heads,
    headDim: numberIn(fields.head_dim) ?? (sizeAt(shape, -1) ?? heads) / heads,
    steps,
    memorySteps: sizeAt((ports.memory ?? x).shape, -2) ?? 1,
    cross: ports.memory !== undefined,
    causal: fields.causal === true,
    sequences: elements(shape.slice(0, -2)),
  }
}

const numberIn = (field: unknown): number | undefined => (typeof field === 'number' ? field : undefined)

/** FLOPs of scores and mixing for one sample, 4 x steps x memory steps x heads x head_dim; 0 for other layers. */
export function scoreFlops(node: TypedNode): number {
  const sizes = attentionSizes(node)
  if (!sizes) return 0
  return 4 * sizes.sequences * sizes.steps * sizes.memorySteps * sizes.heads * sizes.headDim
}

/** Elements of the attention matrices for one sample. */
export function scoreElements(node: TypedNode): number {
  const sizes = attentionSizes(node)
  return sizes ? sizes.sequences * sizes.steps * sizes.memorySteps * sizes.heads : 0
}

/** Low-rank additions to named projections: W x + B A x with A and B trained and W not (Hu et al., LoRA, 2021). */
import { type Given, type Keeps, rowsIn, trainable } from './layers/layer.js'
import { elements } from './shape.js'
import type { LoraSpec, Weight } from './typed.js'

export interface LowRank {
  readonly weights: readonly Weight[]
  /** 2 x rows x rank x (in + out) for each projection. */
  readonly flops: number
  /** Inputs that A reads, and what it reads that is none, with the narrow vectors between A and B. */
  readonly keeps: Keeps
}

/**
 * What a layer gets: `on` names an attention's projections (`query`, `value`), or a linear by the name of its node.
 * Undefined where it names none of this layer.
 */
export function lowRank(
  { rank, on }: LoraSpec,
  name: string,
  weights: readonly Weight[],
  given: Given,
): LowRank | undefined {
  const projections = weights.flatMap((weight) => {
    const [to, from, ...more] = weight.shape
    const projection = weight.name === 'weight' ? name : weight.name.replace(/_weight$/, '')
    const isNamed = weight.name.endsWith('weight') && on.includes(projection)
    return isNamed && to !== undefined && from !== undefined && more.length === 0
      ? [{ projection, to, from }]
      : []
  })
  if (projections.length === 0) return undefined
  const { memory } = given.ports
  const readsMemory = ({ projection }: { projection: string }) =>
    memory !== undefined && (projection === 'key' || projection === 'value')
  const rows = (p: { projection: string }) =>
    memory && readsMemory(p) ? elements(memory.shape.slice(0, -1)) : rowsIn(given)
  // The output projection of an attention reads what was attended.
  const [inner, outer] = [
    projections.filter(({ projection }) => projection === 'output' && name !== 'output'),
    projections.filter(({ projection }) => projection !== 'output' || name === 'output'),
  ]
  const memoryAt = given.inputs.length + Object.keys(given.ports).indexOf('memory')
  return {
    weights: projections.flatMap(({ projection, to, from }) => [
      trainable(`${projection}_lora_down`, [rank, from]),
      trainable(`${projection}_lora_up`, [to, rank]),
    ]),
    flops: projections.reduce((n, p) => n + 2 * rows(p) * rank * (p.from + p.to), 0),
    keeps: {
      inputs: [...new Set(outer.map((p) => (readsMemory(p) ? memoryAt : 0)))],
      inside: {
        activations:
          projections.reduce((n, p) => n + rows(p) * rank, 0) +
          inner.reduce((n, p) => n + rows(p) * p.from, 0),
      },
    },
  }
}

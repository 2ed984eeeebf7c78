/**
 * The events of a user or session as a sequence, the next item as the target: SASRec, a causal Transformer over item
 * vectors (Kang & McAuley, 2018). Its last state is compared with the item vectors, which are its own input table.
 */
import type { ModelSpec } from '../../spec/spec.js'

export interface SasRec {
  readonly items: number
  /** Newest events that are read. */
  readonly steps: number
  readonly dim: number
  readonly blocks: number
  readonly heads: number
  readonly dropout: number
}

export function sasRecSpec({ items, steps, dim, blocks, heads, dropout }: SasRec): ModelSpec {
  return {
    name: 'SASRec',
    inputs: { items: { kind: 'tokens', vocab: items, steps } },
    nodes: [
      // One row of padding for histories that are shorter.
      { name: 'item_vectors', kind: 'embedding', dim, rows: items + 1 },
      { name: 'positions', kind: 'position_embedding' },
      {
        name: 'encoder',
        kind: 'transformer_block',
        repeat: blocks,
        heads,
        hidden: dim,
        activation: 'relu',
        causal: true,
        dropout,
      },
      { name: 'states', kind: 'layer_norm' },
    ],
  }
}

/** NeuMF: a product of factors beside a small network on a second pair of vectors (He et al., 2017). */
import type { ModelSpec } from '../../spec/spec.js'

export interface NeuMf {
  readonly users: number
  readonly items: number
  /** Width of the vectors that are multiplied, and of those that the network reads. */
  readonly factors: number
  readonly dim: number
  readonly hidden: readonly number[]
}

export function neuMfSpec({ users, items, factors, dim, hidden }: NeuMf): ModelSpec {
  return {
    name: 'NeuMF',
    inputs: { user: { kind: 'category', count: users }, item: { kind: 'category', count: items } },
    nodes: [
      { name: 'user_factors', kind: 'embedding', dim: factors, from: 'user' },
      { name: 'item_factors', kind: 'embedding', dim: factors, from: 'item' },
      { name: 'product', kind: 'multiply', from: ['user_factors', 'item_factors'] },
      { name: 'user_vector', kind: 'embedding', dim, from: 'user' },
      { name: 'item_vector', kind: 'embedding', dim, from: 'item' },
      { name: 'pair', kind: 'concat', from: ['user_vector', 'item_vector'] },
      { name: 'network', kind: 'mlp', hidden: [...hidden] },
      { name: 'both', kind: 'concat', from: ['network', 'product'] },
      { name: 'score', kind: 'linear', units: 1 },
    ],
  }
}

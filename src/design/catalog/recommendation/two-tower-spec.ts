/**
 * Two towers: one makes a vector of the user, one of the item, and their product is the score (Covington et al., 2016;
 * Yi et al., 2019). What a row of an ID table cannot know, new items and anonymous users, comes from content and from
 * the items a user touched, which share the item table.
 */
import type { ModelSpec, NodeSpec } from '../../spec/spec.js'

export interface TwoTower {
  /** Rows of the item table, after rare items were left out or hashed. */
  readonly itemRows: number
  readonly itemDim: number
  /** Rows of the user table; 0 for none: the user is then what they touched. */
  readonly userRows: number
  /** Newest events of the user, averaged; 0 for none. */
  readonly history: number
  readonly userNumbers: number
  readonly itemNumbers: number
  /** A category of items with vectors of its own: count and width. */
  readonly category?: { readonly count: number; readonly dim: number }
  /** Width of a vector of the item's text or picture, made once by a frozen encoder; 0 for none. */
  readonly content: number
  /** Widths of the hidden layers, and of the vectors that come out. */
  readonly hidden: readonly number[]
  readonly units: number
}

export function twoTowerSpec(size: TwoTower): ModelSpec {
  const { hidden, units, history, userNumbers, itemNumbers, content } = size
  const itemParts = [
    'item_id',
    ...(size.category ? ['category'] : []),
    ...(content > 0 ? ['item_content'] : []),
    ...(itemNumbers > 0 ? ['item_numbers'] : []),
  ]
  const userParts = [
    ...(size.userRows > 0 ? ['user_id'] : []),
    ...(history > 0 ? ['taste'] : []),
    ...(userNumbers > 0 ? ['user_numbers'] : []),
  ]
  const tower = (name: string, parts: readonly string[]): NodeSpec[] => {
    const [only] = parts
    const from = parts.length === 1 && only ? only : `${name}_inputs`
    const joined: NodeSpec[] = parts.length > 1 ? [{ name: from, kind: 'concat', from: [...parts] }] : []
    return [...joined, { name: `${name}_vector`, kind: 'tower', hidden: [...hidden], units, from }]
  }
  return {
    name: 'Two towers',
    inputs: {
      ...(size.userRows > 0 && { user: { kind: 'category', count: size.userRows } }),
      ...(history > 0 && { history: { kind: 'tokens', vocab: size.itemRows, steps: history } }),
      ...(history > 0 && { seen: { kind: 'mask', steps: history } }),
      ...(userNumbers > 0 && { user_numbers: { kind: 'vector', features: userNumbers } }),
      item: { kind: 'category', count: size.itemRows },
      ...(size.category && { item_category: { kind: 'category', count: size.category.count } }),
      ...(content > 0 && { item_content: { kind: 'vector', features: content } }),
      ...(itemNumbers > 0 && { item_numbers: { kind: 'vector', features: itemNumbers } }),
    },
    nodes: [
      { name: 'item_id', kind: 'embedding', dim: size.itemDim, from: 'item' },
      ...(size.category
        ? [{ name: 'category', kind: 'embedding', dim: size.category.dim, from: 'item_category' }]
        : []),
      ...tower('item', itemParts),
      ...(size.userRows > 0 ? [{ name: 'user_id', kind: 'embedding', dim: size.itemDim, from: 'user' }] : []),
      ...(history > 0
        ? [
            { name: 'touched', reuse: 'item_id', from: 'history' },
            { name: 'taste', kind: 'reduce', by: 'mean', axis: -2, with: { mask: 'seen' } },
          ]
        : []),
      ...tower('user', userParts),
    ],
    outputs: ['user_vector', 'item_vector'],
  }
}

/** Networks over a table: columns of numbers, and categories as codes that are looked up in tables of vectors. */
import type { ModelSpec } from '../../spec/spec.js'

export type Nodes = ModelSpec['nodes']

/** Columns of a table by what they hold. */
export interface Columns {
  readonly numbers: number
  readonly categories: number
  /** Values that a category takes, a typical one; each has one more for what was never seen. */
  readonly levels: number
}

/** Width of a category's vector: half of its values, at most 50 (Guo & Berkhahn, Entity Embeddings, 2016). */
export const embeddingWidth = (levels: number): number => Math.min(50, Math.ceil((levels + 1) / 2))

/** Columns that a model without embeddings reads: numbers, and a zero or one for each value of a category. */
export const oneHotColumns = ({ numbers, categories, levels }: Columns): number =>
  numbers + categories * levels

const rows = ({ categories, levels }: Columns) => Array.from({ length: categories }, () => levels + 1)

export function tableInputs({ numbers, categories }: Columns): ModelSpec['inputs'] {
  return {
    ...(numbers > 0 && { numbers: { kind: 'vector', features: numbers } as const }),
    ...(categories > 0 && { categories: { kind: 'tensor', shape: [categories], dtype: 'int' } as const }),
  }
}

/** One row as one vector, from the inputs of `tableInputs`. The last node is what comes next reads. */
export function tableVector(columns: Columns): Nodes {
  const { numbers, categories, levels } = columns
  if (categories === 0) return []
  return [
    {
      name: 'category_vectors',
      kind: 'embedding',
      dim: embeddingWidth(levels),
      rows: rows(columns),
      from: 'categories',
    },
    { name: 'categories_flat', kind: 'flatten' },
    ...(numbers > 0 ? [{ name: 'row', kind: 'concat', from: ['numbers', 'categories_flat'] }] : []),
  ]
}

export interface MlpSize {
  readonly hidden: readonly number[]
  readonly dropout: number
}

/** Hidden layers with batch norm over numbers and looked-up categories. Output: [outputs]. */
export function mlpSpec(columns: Columns, { hidden, dropout }: MlpSize, outputs: number): ModelSpec {
  return {
    name: 'table MLP',
    inputs: tableInputs(columns),
    nodes: [
      ...tableVector(columns),
      {
        name: 'answer',
        kind: 'mlp',
        hidden: [...hidden],
        norm: 'batch_norm',
        ...(dropout > 0 && { dropout }),
        units: outputs,
      },
    ],
  }
}

export interface FtTransformerSize {
  readonly dim: number
  readonly blocks: number
  readonly heads: number
  readonly hidden: number
  readonly dropout: number
}

/** Every column a token with attention between them (Gorishniy et al., 2021). Output: [outputs]. */
export function ftTransformerSpec(columns: Columns, size: FtTransformerSize, outputs: number): ModelSpec {
  const { numbers, categories } = columns
  const { dim, blocks, heads, hidden, dropout } = size
  return {
    name: 'FT-Transformer',
    inputs: tableInputs(columns),
    nodes: [
      ...(numbers > 0
        ? [
            { name: 'numbers_up', kind: 'unsqueeze', from: 'numbers' },
            { name: 'number_tokens', kind: 'linear', units: dim, copies: numbers, split: true },
          ]
        : []),
      ...(categories > 0
        ? [{ name: 'category_tokens', kind: 'embedding', dim, rows: rows(columns), from: 'categories' }]
        : []),
      { name: 'class_token', kind: 'parameter', shape: [1, dim] },
      {
        name: 'tokens',
        kind: 'concat',
        axis: -2,
        from: [
          'class_token',
          ...(numbers > 0 ? ['number_tokens'] : []),
          ...(categories > 0 ? ['category_tokens'] : []),
        ],
      },
      {
        name: 'blocks',
        kind: 'transformer_block',
        heads,
        hidden,
        gated: true,
        activation: 'relu',
        ...(dropout > 0 && { dropout }),
        repeat: blocks,
      },
      { kind: 'select', index: 0 },
      'layer_norm',
      'relu',
      { name: 'answer', kind: 'linear', units: outputs },
    ],
  }
}

/**
 * Rankers that read many columns of one pair: DLRM multiplies every pair of vectors (Naumov et al., 2019), DCN-V2
 * crosses all columns with themselves (Wang et al., 2021). One output: the logit of a click.
 */
import type { ModelSpec } from '../../spec/spec.js'

export interface ClickColumns {
  /** Columns of numbers. */
  readonly numbers: number
  /** Rows of the table of each column of identifiers, after hashing. */
  readonly rows: readonly number[]
  readonly dim: number
}

export interface Dlrm extends ClickColumns {
  /** Widths over the numbers, before the last one, which is `dim`; and over the products. */
  readonly bottom: readonly number[]
  readonly top: readonly number[]
}

export function dlrmSpec({ numbers, rows, dim, bottom, top }: Dlrm): ModelSpec {
  return {
    name: 'DLRM',
    inputs: inputsOf({ numbers, rows, dim }),
    nodes: [
      { name: 'bottom', kind: 'mlp', hidden: [...bottom, dim], from: 'numbers' },
      { name: 'first', kind: 'unsqueeze', axis: -2 },
      { name: 'vectors', kind: 'embedding', dim, rows: [...rows], from: 'columns' },
      { name: 'all', kind: 'concat', axis: -2, from: ['first', 'vectors'] },
      { name: 'pairs', kind: 'pairwise_dots' },
      { name: 'joined', kind: 'concat', from: ['pairs', 'bottom'] },
      { name: 'click', kind: 'mlp', hidden: [...top], units: 1 },
    ],
  }
}

export interface DcnV2 extends ClickColumns {
  readonly crosses: number
  /** Inner width of a cross; 0 for the full matrix. */
  readonly rank: number
  /** Widths of the network that follows the crosses. */
  readonly deep: readonly number[]
}

export function dcnV2Spec({ numbers, rows, dim, crosses, rank, deep }: DcnV2): ModelSpec {
  return {
    name: 'DCN-V2',
    inputs: inputsOf({ numbers, rows, dim }),
    nodes: [
      { name: 'vectors', kind: 'embedding', dim, rows: [...rows], from: 'columns' },
      { name: 'identifiers', kind: 'flatten', axes: 2 },
      { name: 'features', kind: 'concat', from: ['identifiers', 'numbers'] },
      {
        name: 'crossed',
        kind: 'cross_layer',
        repeat: crosses,
        ...(rank > 0 && { rank }),
        with: { base: 'features' },
      },
      { name: 'click', kind: 'mlp', hidden: [...deep], units: 1 },
    ],
  }
}

const inputsOf = ({ numbers, rows }: ClickColumns): ModelSpec['inputs'] => ({
  numbers: { kind: 'vector', features: numbers },
  columns: { kind: 'tensor', shape: [rows.length], dtype: 'int' },
})

/**
 * A vector for each whole number.
 *
 * Input: …, whole numbers below a known count. Output: …, dim. Weights: rows x dim; rows is that count unless said,
 * and more of them are padding. `rows` as a list: one table for each of the last axis' numbers. A look-up counts as 0
 * FLOPs. Keeps its input (64-bit numbers).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, float, show } from '../shape.js'
import { first, type Given, layer, oneInput, trainable } from './layer.js'

const schema = z.strictObject({
  dim: positive,
  rows: z.union([positive, z.array(positive).min(1).max(1024)]).optional(),
})
const rowsOf = ({ rows }: z.infer<typeof schema>, given: Given): readonly number[] =>
  [rows ?? first(given).count ?? 0].flat()

export const embedding = layer({
  kind: 'embedding',
  schema,
  takes: oneInput,
  infer(fields, given) {
    const { dtype, shape, count } = first(given)
    const columns = Array.isArray(fields.rows) ? fields.rows : undefined
    if (dtype !== 'int' || (count === undefined && !columns))
      return misfit(
        'dtype_misfit',
        'whole numbers of a known count (tokens, a category)',
        `${dtype} ${show(shape)}`,
      )
    if (columns && shape.at(-1) !== columns.length)
      return {
        ...misfit('shape_misfit', `a last axis of ${columns.length}, one for each table`, show(shape)),
        field: 'rows',
      }
    if (!columns && count !== undefined && (rowsOf(fields, given)[0] ?? 0) < count)
      return {
        ...misfit('bad_value', `at least ${count} rows, one for each number`, String(fields.rows)),
        field: 'rows',
      }
    return { main: float([...shape, fields.dim]) }
  },
  weights: (fields, given) =>
    rowsOf(fields, given).map((rows, i) =>
      trainable(Array.isArray(fields.rows) ? `table_${i}` : 'table', [rows, fields.dim]),
    ),
  // A row for each number.
  looksUp: ({ dim }, given) => elements(first(given).shape) * dim,
  keeps: () => ({ inputs: [0] }),
  kernels: ({ rows }) => (Array.isArray(rows) ? rows.length + 1 : 1),
  describe(fields, given) {
    const rows = rowsOf(fields, given)
    const tables = rows.length > 1 ? `${rows.length} tables, together ` : ''
    return `embedding of ${tables}${rows.reduce((sum, n) => sum + n)} rows, ${fields.dim} wide`
  },
})

/**
 * A vector for each whole number.
 *
 * Input: …, whole numbers below a known count. Output: …, dim. Weights: rows x dim; rows is that count unless said,
 * and more of them are padding. A look-up counts as 0 FLOPs. Keeps its input (64-bit numbers).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float, show } from '../shape.js'
import { first, type Given, layer, oneInput, trainable } from './layer.js'

const schema = z.strictObject({ dim: positive, rows: positive.optional() })
const rowsOf = ({ rows }: z.infer<typeof schema>, given: Given) => rows ?? first(given).count ?? 0

export const embedding = layer({
  kind: 'embedding',
  schema,
  takes: oneInput,
  infer(fields, given) {
    const { dtype, shape, count } = first(given)
    if (dtype !== 'int' || count === undefined)
      return misfit(
        'dtype_misfit',
        'whole numbers of a known count (tokens, a category)',
        `${dtype} ${show(shape)}`,
      )
    if (rowsOf(fields, given) < count)
      return {
        ...misfit('bad_value', `at least ${count} rows, one for each number`, String(fields.rows)),
        field: 'rows',
      }
    return { main: float([...shape, fields.dim]) }
  },
  weights: (fields, given) => [trainable('table', [rowsOf(fields, given), fields.dim])],
  keeps: () => ({ inputs: [0] }),
  describe: (fields, given) => `embedding of ${rowsOf(fields, given)} rows, ${fields.dim} wide`,
})

/**
 * Adds a vector for each position.
 *
 * Input and output: …, steps, F. Weights: rows x F where learned, none for sines; rows is the number of steps unless
 * said (Vaswani et al., 2017, section 3.5).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { sizeAt } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, type Given, layer, oneInput, trainable } from './layer.js'

const schema = z.strictObject({ rows: positive.optional(), learned: z.boolean().default(true) })
const stepsIn = (given: Given) => sizeAt(first(given).shape, -2) ?? 1

export const positionEmbedding = layer({
  kind: 'position_embedding',
  schema,
  takes: oneInput,
  infer({ rows }, given) {
    const wrong = axes(given, 'steps', 'features')
    if (wrong) return wrong
    const steps = stepsIn(given)
    if (rows !== undefined && rows < steps)
      return {
        ...misfit('bad_value', `at least ${steps} rows, one for each step`, String(rows)),
        field: 'rows',
      }
    return { main: first(given) }
  },
  weights: ({ rows, learned }, given) =>
    learned ? [trainable('table', [rows ?? stepsIn(given), featuresIn(given)])] : [],
  describe: ({ rows, learned }, given) =>
    learned
      ? `adds a learned vector for each of ${rows ?? stepsIn(given)} positions`
      : 'adds sines of the position',
})

/**
 * Coefficients times fixed curves over `units` steps: powers of time, or cosines and sines (Oreshkin et al., N-BEATS,
 * 2020, section 3.3).
 *
 * Input: …, n coefficients. Output: …, units. Stored but not learned: a table of n x units. FLOPs: 2 x rows x n x
 * units. Keeps nothing, since the table does not learn.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float, show, withFeatures } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput, rowsIn } from './layer.js'

export const basisExpansion = layer({
  kind: 'basis_expansion',
  schema: z.strictObject({ basis: z.enum(['trend', 'seasonal']), units: positive }),
  takes: oneInput,
  infer({ basis, units }, given) {
    const wrong = axes(given, 'coefficients')
    if (wrong) return wrong
    const { shape } = first(given)
    if (basis === 'seasonal' && featuresIn(given) % 2 !== 0)
      return misfit('shape_misfit', 'as many cosines as sines, an even number of coefficients', show(shape))
    return { main: float(withFeatures(shape, units)) }
  },
  weights: ({ units }, given) => [
    { name: 'table', shape: [featuresIn(given), units], trainable: false, buffer: true },
  ],
  flops: ({ units }, given) => 2 * rowsIn(given) * featuresIn(given) * units,
  describe: ({ basis, units }, given) =>
    `${basis === 'trend' ? 'powers of time' : 'cosines and sines'} over ${units} steps, ${featuresIn(given)} of them`,
})

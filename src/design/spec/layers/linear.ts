/**
 * y = x W + b on the last axis.
 *
 * Input: …, F. Output: …, units. Weights: units x F (+ units). FLOPs: 2 x rows x F x units. Keeps its input.
 * `tie` names an embedding of the same list whose table is W; the bias stays its own.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float, sameShape, show, withFeatures } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput, rowsIn, trainable } from './layer.js'

const schema = z.strictObject({
  units: positive,
  bias: z.boolean().default(true),
  tie: z.string().max(64).optional(),
})

export const linear = layer({
  kind: 'linear',
  schema,
  takes: oneInput,
  infer({ units, tie }, given) {
    const wrong = axes(given, 'features')
    if (wrong) return wrong
    if (tie !== undefined) {
      const wanted = [units, featuresIn(given)]
      const table = given.table(tie)
      if (!table)
        return { ...misfit('tie_misfit', 'the name of an earlier embedding of this list', tie), field: 'tie' }
      if (!sameShape(table.shape, wanted))
        return {
          ...misfit('tie_misfit', `a table of ${show(wanted)}`, `${show(table.shape)} from ${tie}`),
          field: 'tie',
        }
    }
    return { main: float(withFeatures(first(given).shape, units)) }
  },
  weights({ units, bias, tie }, given) {
    const shared = tie === undefined ? undefined : given.table(tie)
    const weight = trainable('weight', [units, featuresIn(given)])
    return [
      shared ? { ...weight, tiedTo: shared.path } : weight,
      ...(bias ? [trainable('bias', [units])] : []),
    ]
  },
  flops: ({ units }, given) => 2 * rowsIn(given) * featuresIn(given) * units,
  keeps: () => ({ forWeights: { inputs: [0] } }),
  describe: ({ units, bias, tie }, given) =>
    `linear ${featuresIn(given)} to ${units}${bias ? '' : ', no bias'}${tie === undefined ? '' : `, the table of ${tie}`}`,
})

/**
 * One axis as one number: its mean, sum, largest or smallest. The axis is counted from the end and goes. No weights, 0
 * FLOPs. The largest and smallest keep input and output, mean and sum nothing.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { float, replaceAxis, show, sizeAt } from '../shape.js'
import { floats } from './check.js'
import { first, layer, oneInput } from './layer.js'

const words = { mean: 'mean', sum: 'sum', max: 'maximum', min: 'minimum' }

export const reduce = layer({
  kind: 'reduce',
  schema: z.strictObject({
    by: z.enum(['mean', 'sum', 'max', 'min']).default('mean'),
    axis: z.number().int().min(-8).max(-1).default(-2),
  }),
  takes: oneInput,
  infer({ axis }, given) {
    const { shape } = first(given)
    if (sizeAt(shape, axis) === undefined)
      return { ...misfit('shape_misfit', `an axis ${axis}`, show(shape)), field: 'axis' }
    return floats(given) ?? { main: float(replaceAxis(shape, axis, [])) }
  },
  keeps: ({ by }) => (by === 'max' || by === 'min' ? { inputs: [0], output: true } : {}),
  describe: ({ by, axis }) => `${words[by]} over axis ${axis}`,
})

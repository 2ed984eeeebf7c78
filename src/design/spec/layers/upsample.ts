/** Height and width made larger by copying or by weighting neighbours. No weights, 0 FLOPs, keeps nothing. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput } from './layer.js'

export const upsample = layer({
  kind: 'upsample',
  schema: z.strictObject({
    factor: positive.optional(),
    size: z.tuple([positive, positive]).optional(),
    mode: z.enum(['bilinear', 'nearest']).default('bilinear'),
  }),
  takes: oneInput,
  infer({ factor, size }, given) {
    const wrong = axes(given, 'height', 'width', 'channels')
    if (wrong) return wrong
    if ((factor === undefined) === (size === undefined))
      return misfit('bad_value', 'a factor or a size', factor === undefined ? 'neither' : 'both')
    const { shape } = first(given)
    const grown = size ?? shape.slice(-3, -1).map((n) => n * (factor ?? 1))
    return { main: float([...shape.slice(0, -3), ...grown, featuresIn(given)]) }
  },
  describe: ({ factor, size, mode }) =>
    `${mode} upsampling ${size ? `to ${size.join(' x ')}` : `x ${factor}`}`,
})

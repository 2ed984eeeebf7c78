/**
 * One axis as one number: its mean, sum, largest or smallest. The axis is counted from the end and goes. Port `mask`,
 * true for the positions that count: all axes but the features, for axis -2 alone. No weights, 0 FLOPs. The largest and
 * smallest keep input and output, mean and sum nothing; with a mask, the mask.
 */
import { z } from 'zod'
import { type Misfit, misfit } from '../issue.js'
import { elements, float, replaceAxis, sameShape, show, sizeAt } from '../shape.js'
import { floats } from './check.js'
import { first, type Given, layer } from './layer.js'

const schema = z.strictObject({
  by: z.enum(['mean', 'sum', 'max', 'min']).default('mean'),
  axis: z.number().int().min(-8).max(-1).default(-2),
})
const words = { mean: 'mean', sum: 'sum', max: 'maximum', min: 'minimum' }
const isExtreme = (by: string) => by === 'max' || by === 'min'

function maskMisfit(axis: number, given: Given): Misfit | undefined {
  const { mask } = given.ports
  if (!mask) return undefined
  if (axis !== -2)
    return {
      ...misfit('bad_value', 'axis -2, the positions that a mask is for', String(axis)),
      field: 'axis',
    }
  if (mask.dtype !== 'bool')
    return { ...misfit('dtype_misfit', 'a mask of truths (bool)', mask.dtype), field: 'with.mask' }
  const wanted = first(given).shape.slice(0, -1)
  if (sameShape(mask.shape, wanted)) return undefined
  return { ...misfit('shape_misfit', `a mask of ${show(wanted)}`, show(mask.shape)), field: 'with.mask' }
}

export const reduce = layer({
  kind: 'reduce',
  schema,
  takes: { least: 1, most: 1, ports: ['mask'] },
  infer({ axis }, given) {
    const { shape } = first(given)
    if (sizeAt(shape, axis) === undefined)
      return { ...misfit('shape_misfit', `an axis ${axis}`, show(shape)), field: 'axis' }
    return (
      floats({ ...given, ports: {} }) ??
      maskMisfit(axis, given) ?? { main: float(replaceAxis(shape, axis, [])) }
    )
  },
  keeps({ by }, given) {
    if (!given.ports.mask) return isExtreme(by) ? { inputs: [0], output: true } : {}
    // The largest is taken of a copy in which the other positions are as far off as a number goes.
    return isExtreme(by)
      ? { inputs: [1], output: true, inside: { activations: elements(first(given).shape) } }
      : { inputs: [1] }
  },
  kernels: ({ by }, given) => (given.ports.mask ? (by === 'mean' ? 5 : 3) : 1),
  describe: ({ by, axis }, given) => `${words[by]} over axis ${axis}${given.ports.mask ? ', masked' : ''}`,
})

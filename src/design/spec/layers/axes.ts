/**
 * Axes added, taken away and repeated, each counted from the end (-1 features, -2 steps), so that leading axes never
 * disturb them. No weights, no work, no memory of their own.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { replaceAxis, show, sizeAt } from '../shape.js'
import { first, type Given, layer, oneInput } from './layer.js'

const axisSchema = z.number().int().min(-8).max(-1)
const notOne = (axis: number, given: Given) => ({
  ...misfit('shape_misfit', `an axis ${axis} of size 1`, show(first(given).shape)),
  field: 'axis',
})

/** A new axis of size 1; `axis` is where it is afterwards: -1 behind the features, -2 before them. */
export const unsqueeze = layer({
  kind: 'unsqueeze',
  schema: z.strictObject({ axis: axisSchema.default(-1) }),
  takes: oneInput,
  infer({ axis }, given) {
    const x = first(given)
    if (x.shape.length < -axis - 1)
      return { ...misfit('shape_misfit', `at least ${-axis - 1} axes`, show(x.shape)), field: 'axis' }
    return { main: { ...x, shape: x.shape.toSpliced(x.shape.length + axis + 1, 0, 1) } }
  },
  isView: true,
  describe: ({ axis }) => `a new axis at ${axis}`,
})

/** An axis of size 1 goes. */
export const squeeze = layer({
  kind: 'squeeze',
  schema: z.strictObject({ axis: axisSchema.default(-1) }),
  takes: oneInput,
  infer({ axis }, given) {
    const x = first(given)
    return sizeAt(x.shape, axis) === 1
      ? { main: { ...x, shape: replaceAxis(x.shape, axis, []) } }
      : notOne(axis, given)
  },
  isView: true,
  describe: ({ axis }) => `without axis ${axis}`,
})

/** An axis of size 1 repeated `size` times, its numbers stored once. */
export const expandAxis = layer({
  kind: 'expand',
  schema: z.strictObject({ axis: axisSchema.default(-2), size: positive }),
  takes: oneInput,
  infer({ axis, size }, given) {
    const x = first(given)
    return sizeAt(x.shape, axis) === 1
      ? { main: { ...x, shape: replaceAxis(x.shape, axis, [size]) } }
      : notOne(axis, given)
  },
  isView: true,
  describe: ({ axis, size }) => `axis ${axis} repeated ${size} times`,
})

/** Parts of a tensor along an axis counted from the end: no weights, no work, no memory of their own. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { replaceAxis, show, sizeAt } from '../shape.js'
import { first, type Given, layer, oneInput } from './layer.js'

const axisSchema = z.number().int().min(-8).max(-1)
const noAxis = (axis: number, given: Given) =>
  misfit('shape_misfit', `an axis ${axis}`, show(first(given).shape))

/** From `start` on, up to `stop` (left out: to the end); negative counts from the end. */
export const slice = layer({
  kind: 'slice',
  schema: z.strictObject({
    axis: axisSchema.default(-2),
    start: z.number().int().default(0),
    stop: z.number().int().optional(),
  }),
  takes: oneInput,
  infer({ axis, start, stop }, given) {
    const x = first(given)
    const size = sizeAt(x.shape, axis)
    if (size === undefined) return noAxis(axis, given)
    const at = (n: number) => Math.min(size, Math.max(0, n < 0 ? size + n : n))
    const length = at(stop ?? size) - at(start)
    if (length < 1)
      return misfit('bad_value', `a part of the ${size} positions`, `${start} to ${stop ?? size}`)
    return { main: { ...x, shape: replaceAxis(x.shape, axis, [length]) } }
  },
  isView: true,
  describe: ({ axis, start, stop }) => `positions ${start} to ${stop ?? 'the end'} of axis ${axis}`,
})

/** One position; the axis goes. */
export const select = layer({
  kind: 'select',
  schema: z.strictObject({ axis: axisSchema.default(-2), index: z.number().int().default(-1) }),
  takes: oneInput,
  infer({ axis, index }, given) {
    const x = first(given)
    const size = sizeAt(x.shape, axis)
    if (size === undefined) return noAxis(axis, given)
    if (index >= size || index < -size)
      return { ...misfit('bad_value', `a position among ${size}`, String(index)), field: 'index' }
    return { main: { ...x, shape: replaceAxis(x.shape, axis, []) } }
  },
  isView: true,
  describe: ({ axis, index }) =>
    `${index === -1 ? 'the last position' : `position ${index}`} of axis ${axis}`,
})

/** Parts of these sizes, as outputs `.0`, `.1`, …; they fill the axis. */
export const split = layer({
  kind: 'split',
  schema: z.strictObject({ sizes: z.array(positive).min(2).max(64), axis: axisSchema.default(-1) }),
  takes: oneInput,
  infer({ sizes, axis }, given) {
    const x = first(given)
    const size = sizeAt(x.shape, axis)
    const total = sizes.reduce((n, part) => n + part, 0)
    if (size !== total)
      return {
        ...misfit(
          'shape_misfit',
          `sizes that add up to ${size ?? 'an axis'}`,
          `${show(sizes)}, together ${total}`,
        ),
        field: 'sizes',
      }
    const parts = sizes.map((part) => ({ ...x, shape: replaceAxis(x.shape, axis, [part]) }))
    const [main = x, ...rest] = parts
    return { main, ports: Object.fromEntries(rest.map((part, i) => [String(i + 1), part])) }
  },
  isView: true,
  describe: ({ sizes }) => `in parts of ${sizes.join(', ')}`,
})

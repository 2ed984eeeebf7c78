/** The same numbers in another shape or order: no weights, no work, no memory of their own. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, show } from '../shape.js'
import { first, layer, oneInput } from './layer.js'

/** The shape with the one size that is -1 as what the other sizes leave of so many numbers. */
function filled(shape: readonly number[], numbers: number): readonly number[] {
  const rest = numbers / elements(shape.filter((size) => size !== -1))
  return Number.isInteger(rest) ? shape.map((size) => (size === -1 ? rest : size)) : shape
}

/** Exactly this shape, with as many numbers as before; one size may be -1, whatever is left. */
export const reshape = layer({
  kind: 'reshape',
  schema: z.strictObject({ shape: z.array(z.union([z.literal(-1), positive])).max(8) }),
  takes: oneInput,
  infer({ shape: asked }, given) {
    const x = first(given)
    if (asked.filter((size) => size === -1).length > 1)
      return { ...misfit('bad_value', 'at most one size of -1', show(asked)), field: 'shape' }
    const shape = filled(asked, elements(x.shape))
    if (shape.includes(-1))
      return {
        ...misfit(
          'shape_misfit',
          `sizes that divide the ${elements(x.shape)} numbers of ${show(x.shape)}`,
          show(shape),
        ),
        field: 'shape',
      }
    if (elements(shape) !== elements(x.shape))
      return {
        ...misfit(
          'shape_misfit',
          `a shape of ${elements(x.shape)} numbers, as ${show(x.shape)} has`,
          `${show(shape)}, ${elements(shape)} numbers`,
        ),
        field: 'shape',
      }
    return { main: { ...x, shape } }
  },
  isView: true,
  describe: ({ shape }, given) => `seen as ${filled(shape, elements(first(given).shape)).join(' x ')}`,
})

/** All axes as one, or the last `axes` of them. */
export const flatten = layer({
  kind: 'flatten',
  schema: z.strictObject({ axes: z.number().int().min(2).max(8).optional() }),
  takes: oneInput,
  infer({ axes }, given) {
    const x = first(given)
    const rank = x.shape.length
    if (axes !== undefined && axes > rank)
      return { ...misfit('shape_misfit', `at least ${axes} axes`, show(x.shape)), field: 'axes' }
    const kept = axes === undefined ? [] : x.shape.slice(0, rank - axes)
    return { main: { ...x, shape: [...kept, elements(x.shape.slice(kept.length))] } }
  },
  isView: true,
  describe: ({ axes }) => (axes === undefined ? 'flattened' : `the last ${axes} axes as one`),
})

/** The last axes in another order, each named from the end; the last two swapped unless said. */
export const transpose = layer({
  kind: 'transpose',
  schema: z.strictObject({
    order: z.array(z.number().int().min(-8).max(-1)).min(2).max(8).default([-1, -2]),
  }),
  takes: oneInput,
  infer({ order }, given) {
    const x = first(given)
    const rank = order.length
    const isOrder = new Set(order).size === rank && order.every((axis) => axis >= -rank)
    if (!isOrder)
      return { ...misfit('bad_value', `each of -1 to -${rank} once`, show(order)), field: 'order' }
    if (x.shape.length < rank) return misfit('shape_misfit', `at least ${rank} axes`, show(x.shape))
    const kept = x.shape.slice(0, -rank)
    return { main: { ...x, shape: [...kept, ...order.map((axis) => x.shape.at(axis) ?? 1)] } }
  },
  isView: true,
  describe: ({ order }) =>
    order.length === 2 ? 'last two axes swapped' : `axes in the order ${order.join(', ')}`,
})

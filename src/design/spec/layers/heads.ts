/**
 * Features as heads and back, for attention written from its parts: …, steps, F and …, heads, steps, F/heads. No
 * weights, no work. Split heads are a view; merged ones are copied side by side.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float, replaceAxis, sizeAt } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput } from './layer.js'

export const splitHeads = layer({
  kind: 'split_heads',
  schema: z.strictObject({ heads: positive }),
  takes: oneInput,
  infer({ heads }, given) {
    const wrong = axes(given, 'steps', 'features')
    if (wrong) return wrong
    const { shape } = first(given)
    const features = featuresIn(given)
    if (features % heads !== 0)
      return {
        ...misfit('shape_misfit', `heads that divide ${features} features`, String(heads)),
        field: 'heads',
      }
    return { main: float([...shape.slice(0, -2), heads, sizeAt(shape, -2) ?? 1, features / heads]) }
  },
  isView: true,
  describe: ({ heads }) => `in ${heads} heads`,
})

export const mergeHeads = layer({
  kind: 'merge_heads',
  schema: z.strictObject({}),
  takes: oneInput,
  infer(_, given) {
    const wrong = axes(given, 'heads', 'steps', 'features')
    if (wrong) return wrong
    const { shape } = first(given)
    const merged = (sizeAt(shape, -3) ?? 1) * featuresIn(given)
    return { main: float([...replaceAxis(shape, -3, []).slice(0, -1), merged]) }
  },
  describe: (_, given) => `heads side by side, ${sizeAt(first(given).shape, -3)} of them`,
})

/** Layers that look at a series through windows of steps. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, featuresOf, float, show, sizeAt } from '../shape.js'
import { axes } from './check.js'
import { first, layer, oneInput } from './layer.js'

/**
 * The mean of `window` steps around each step, ends repeated, as series decomposition uses it (Wu et al., Autoformer,
 * 2021). Input and output: …, steps, F. Pooling keeps
 * its input, which has the repeated ends.
 */
export const movingAverage = layer({
  kind: 'moving_average',
  schema: z.strictObject({ window: positive }),
  takes: oneInput,
  infer({ window }, given) {
    const wrong = axes(given, 'steps', 'features')
    if (wrong) return wrong
    if (window % 2 === 0)
      return {
        ...misfit('bad_value', 'an odd window, so that it has a middle', String(window)),
        field: 'window',
      }
    return { main: first(given) }
  },
  keeps({ window }, given) {
    const { shape } = first(given)
    const padded = (sizeAt(shape, -2) ?? 1) + window - 1
    return { inside: { activations: elements(shape.slice(0, -2)) * padded * featuresOf(shape) } }
  },
  // Repeating the ends, then pooling.
  kernels: () => 2,
  describe: ({ window }) => `moving average over ${window} steps`,
})

/**
 * Overlapping pieces of a series as vectors (Nie et al., PatchTST, 2023). Input: …, steps, F. Output: …, count,
 * size·F with count = floor((steps - size) / stride) + 1.
 */
export const patches = layer({
  kind: 'patches',
  schema: z.strictObject({ size: positive, stride: positive }),
  takes: oneInput,
  infer({ size, stride }, given) {
    const wrong = axes(given, 'steps', 'features')
    if (wrong) return wrong
    const { shape } = first(given)
    const steps = sizeAt(shape, -2) ?? 1
    if (size > steps)
      return {
        ...misfit('shape_misfit', `patches of at most ${steps} steps`, `size ${size} on ${show(shape)}`),
        field: 'size',
      }
    const count = Math.floor((steps - size) / stride) + 1
    return { main: float([...shape.slice(0, -2), count, size * featuresOf(shape)]) }
  },
  describe: ({ size, stride }) => `patches of ${size} steps, one every ${stride}`,
})

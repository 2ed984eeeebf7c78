/**
 * Scores that softmax must not see, set to minus infinity: for attention written from its parts.
 *
 * Input and output: …, steps, memory steps. `causal`: later positions; port `mask`, true where to look, which fits
 * from the right. No weights, 0 FLOPs. Keeps the mask.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { broadcast, elements, sameShape, show } from '../shape.js'
import { axes } from './check.js'
import { first, layer } from './layer.js'

export const maskScores = layer({
  kind: 'mask_scores',
  schema: z.strictObject({ causal: z.boolean().default(false) }),
  takes: { least: 1, most: 1, ports: ['mask'] },
  infer({ causal }, given) {
    const wrong = axes({ ...given, ports: {} }, 'steps', 'memory steps')
    if (wrong) return wrong
    const { shape } = first(given)
    const { mask } = given.ports
    if (!mask && !causal)
      return { code: 'missing_field', message: 'say causal, or connect a mask.', field: 'causal' }
    if (mask && mask.dtype !== 'bool')
      return { ...misfit('dtype_misfit', 'a mask of truths (bool)', mask.dtype), field: 'with.mask' }
    if (mask && !sameShape(broadcast([shape, mask.shape]) ?? [], shape))
      return {
        ...misfit('shape_misfit', `a mask that fits ${show(shape)} from the right`, show(mask.shape)),
        field: 'with.mask',
      }
    return { main: first(given) }
  },
  keeps: ({ causal }, given) => ({
    ...(given.ports.mask && { inputs: [1] }),
    ...(causal && { inside: { masks: elements(first(given).shape.slice(-2)) } }),
  }),
  kernels: ({ causal }, given) => (causal ? 1 : 0) + (given.ports.mask ? 1 : 0),
  describe: ({ causal }) => (causal ? 'later positions masked' : 'masked positions'),
})

/**
 * Turns vectors by their position (Su et al., RoFormer, 2021), for attention written from its parts; `attention` has a
 * field for it.
 *
 * Input and output: …, steps, F, an even number of features. No weights; element-wise, 0 FLOPs.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput } from './layer.js'

export const rotary = layer({
  kind: 'rotary',
  schema: z.strictObject({}),
  takes: oneInput,
  infer(_, given) {
    const wrong = axes(given, 'steps', 'features')
    if (wrong) return wrong
    const features = featuresIn(given)
    if (features % 2 !== 0) return misfit('shape_misfit', 'an even number of features', String(features))
    return { main: first(given) }
  },
  describe: () => 'turned by the position',
})

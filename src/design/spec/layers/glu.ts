/**
 * Half of the features times the sigmoid of the other half (Dauphin et al., 2017). Input: …, F. Output: …, F/2. No
 * weights, 0 FLOPs. Keeps its input.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { float, show, withFeatures } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput } from './layer.js'

export const glu = layer({
  kind: 'glu',
  schema: z.strictObject({}),
  takes: oneInput,
  infer(_, given) {
    const wrong = axes(given, 'features')
    if (wrong) return wrong
    const { shape } = first(given)
    if (featuresIn(given) % 2 !== 0) return misfit('shape_misfit', 'an even number of features', show(shape))
    return { main: float(withFeatures(shape, featuresIn(given) / 2)) }
  },
  keeps: () => ({ inputs: [0] }),
  describe: () => 'gated linear unit',
})

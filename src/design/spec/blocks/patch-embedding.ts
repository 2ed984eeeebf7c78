/** An image as tokens: one projection for each patch, a class token where wanted, learned positions (Dosovitskiy et al., 2021). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { first, oneInput } from '../layers/layer.js'
import { show } from '../shape.js'
import { block } from './block.js'

export const patchEmbedding = block({
  kind: 'patch_embedding',
  schema: z.strictObject({ dim: positive, patch: positive, class_token: z.boolean().default(false) }),
  takes: oneInput,
  expand({ patch, class_token }, given) {
    const { shape } = first(given)
    const [height = 0, width = 0] = shape
    if (shape.length !== 3) return misfit('shape_misfit', 'an image (height, width, channels)', show(shape))
    const count = Math.floor(height / patch) * Math.floor(width / patch)
    if (count === 0) return misfit('shape_misfit', `an image of at least ${patch} x ${patch}`, show(shape))
    return {
      params: { count },
      nodes: [
        ...(class_token ? [{ name: 'class_token', kind: 'parameter', shape: [1, '$dim'] }] : []),
        {
          name: 'projection',
          kind: 'conv2d',
          channels: '$dim',
          kernel: '$patch',
          stride: '$patch',
          from: 'x',
        },
        { name: 'tokens', kind: 'reshape', shape: ['$count', '$dim'] },
        ...(class_token ? [{ kind: 'concat', axis: -2, from: ['class_token', 'tokens'] }] : []),
        { name: 'positions', kind: 'position_embedding' },
      ],
    }
  },
  variant: ({ class_token }) => (class_token ? 'ClassToken' : undefined),
  describe: ({ dim, patch }) => `patches of ${patch} x ${patch} as vectors of ${dim}`,
})

/** Depthwise 7 x 7, layer norm, feed-forward, a learned factor, and a skip (Liu et al., A ConvNet for the 2020s, 2022). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const convnextBlock = block({
  kind: 'convnext_block',
  schema: z.strictObject({ hidden: positive.optional(), kernel: positive.default(7) }),
  takes: oneInput,
  expand: ({ hidden }, given) => ({
    params: { features: featuresIn(given), hidden: hidden ?? 4 * featuresIn(given) },
    nodes: [
      { name: 'depthwise', kind: 'conv2d', groups: 'depthwise', kernel: '$kernel', padding: 'same' },
      { name: 'norm', kind: 'layer_norm' },
      { name: 'feed_forward', kind: 'feed_forward', hidden: '$hidden' },
      { name: 'scaled', kind: 'layer_scale' },
      { kind: 'add', with: 'x' },
    ],
  }),
  describe: ({ kernel }) => `ConvNeXt block, depthwise ${kernel} x ${kernel}`,
})

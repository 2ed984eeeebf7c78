/**
 * One layer of a DenseNet (Huang et al., 2017): norm, activation and convolution twice, the result appended to what came
 * in. `repeat` makes a stage of it.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const denseBlock = block({
  kind: 'dense_block',
  schema: z.strictObject({
    growth: positive,
    /** Times the growth: the width between the two convolutions. */
    bottleneck: positive.default(4),
  }),
  takes: oneInput,
  expand: ({ growth, bottleneck }, given) => ({
    params: { features: featuresIn(given), squeezed: bottleneck * growth },
    nodes: [
      'batch_norm',
      'relu',
      { name: 'squeeze', kind: 'conv2d', channels: '$squeezed', kernel: 1, bias: false },
      'batch_norm',
      'relu',
      { name: 'new', kind: 'conv2d', channels: '$growth', kernel: 3, padding: 'same', bias: false },
      { kind: 'concat', from: ['x', 'new'] },
    ],
  }),
  describe: ({ growth }) => `dense layer, ${growth} channels more`,
})

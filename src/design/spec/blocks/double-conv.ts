/** Two 3 x 3 convolutions with norms: one level of a U-Net (Ronneberger et al., 2015). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const doubleConv = block({
  kind: 'double_conv',
  schema: z.strictObject({ channels: positive }),
  takes: oneInput,
  expand: () => ({
    nodes: [
      { name: 'first', kind: 'conv_norm', channels: '$channels' },
      { name: 'second', kind: 'conv_norm', channels: '$channels' },
    ],
  }),
  describe: ({ channels }) => `two convolutions, ${channels} channels`,
})

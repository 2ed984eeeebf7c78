/** Two dilated causal convolutions over the steps and a skip, 1 x 1 where the widths differ (Bai et al., 2018). */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const tcnBlock = block({
  kind: 'tcn_block',
  schema: z.strictObject({
    channels: positive,
    kernel: positive.default(3),
    dilation: positive.default(1),
    activation: z.enum(activationKinds).default('relu'),
    weight_norm: z.boolean().default(false),
    dropout: dropRate.default(0),
  }),
  takes: oneInput,
  expand({ channels, activation, weight_norm, dropout }, given) {
    const isProjected = featuresIn(given) !== channels
    const half = (name: string) => [
      {
        name,
        kind: 'conv1d',
        channels: '$channels',
        kernel: '$kernel',
        dilation: '$dilation',
        padding: 'causal',
        weight_norm,
      },
      { kind: activation },
      ...(dropout > 0 ? [{ kind: 'dropout', rate: '$dropout' }] : []),
    ]
    // The skip first, so that the branch is what the sum follows.
    const skip = isProjected ? [{ name: 'skip', kind: 'conv1d', channels: '$channels', kernel: 1 }] : []
    const [start, ...more] = half('first')
    return {
      params: { features: featuresIn(given) },
      nodes: [
        ...skip,
        { ...start, from: 'x' },
        ...more,
        ...half('second'),
        { kind: 'add', with: isProjected ? 'skip' : 'x' },
        { kind: activation },
      ],
    }
  },
  variant: ({ channels }, given) => (featuresIn(given) === channels ? undefined : 'Projected'),
  describe: ({ channels, kernel, dilation }) =>
    `causal convolution block, ${channels} channels, kernel ${kernel}, dilation ${dilation}`,
})

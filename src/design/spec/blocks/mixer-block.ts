/** Feed-forward over the positions, then over the features (Tolstikhin et al., MLP-Mixer, 2021). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const mixerBlock = block({
  kind: 'mixer_block',
  schema: z.strictObject({ token_hidden: positive, channel_hidden: positive }),
  takes: oneInput,
  expand: () => ({
    nodes: [
      { name: 'token_norm', kind: 'layer_norm' },
      'transpose',
      { name: 'token_mixing', kind: 'feed_forward', hidden: '$token_hidden' },
      'transpose',
      { name: 'mixed', kind: 'add', with: 'x' },
      { name: 'channel_norm', kind: 'layer_norm' },
      { name: 'channel_mixing', kind: 'feed_forward', hidden: '$channel_hidden' },
      { kind: 'add', with: 'mixed' },
    ],
  }),
  describe: ({ token_hidden, channel_hidden }) =>
    `Mixer block, ${token_hidden} wide over positions, ${channel_hidden} over features`,
})

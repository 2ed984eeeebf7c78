/** Windows of a Swin Transformer (Liu et al., 2021): attention inside windows, and maps of half the size. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'

/** Attention in windows and feed-forward, each after a norm and with a residual. */
export const swinBlock = block({
  kind: 'swin_block',
  schema: z.strictObject({
    heads: positive,
    window: positive.default(7),
    shift: z.number().int().nonnegative().default(0),
    hidden: positive.optional(),
  }),
  takes: oneInput,
  expand: ({ hidden }, given) => ({
    params: { features: featuresIn(given), hidden: hidden ?? 4 * featuresIn(given) },
    nodes: [
      { name: 'attention_norm', kind: 'layer_norm' },
      {
        name: 'attention',
        kind: 'window_attention',
        heads: '$heads',
        window: '$window',
        shift: '$shift',
      },
      { name: 'attended', kind: 'add', with: 'x' },
      { name: 'feed_forward_norm', kind: 'layer_norm' },
      { name: 'feed_forward', kind: 'feed_forward', hidden: '$hidden' },
      { kind: 'add', with: 'attended' },
    ],
  }),
  describe: ({ heads, window, shift }) =>
    `Swin block, ${heads} heads in windows of ${window} x ${window}${shift > 0 ? ` moved by ${shift}` : ''}`,
})

/** Four neighbours as one position with twice the features. */
export const patchMerging = block({
  kind: 'patch_merging',
  schema: z.strictObject({}),
  takes: oneInput,
  expand: (_, given) => ({
    params: { features: featuresIn(given), merged: 2 * featuresIn(given) },
    nodes: [
      { kind: 'space_to_depth', factor: 2 },
      { name: 'norm', kind: 'layer_norm' },
      { name: 'reduction', kind: 'linear', units: '$merged', bias: false },
    ],
  }),
  describe: () => 'four neighbours merged into one',
})

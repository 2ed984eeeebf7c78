/**
 * The inverted residual of MobileNetV2 (Sandler et al., 2018) and EfficientNet (Tan & Le, 2019): widen, filter each
 * channel, weigh the channels, narrow; a skip where size and width stay.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { featuresIn, type Given, oneInput } from '../layers/layer.js'
import { block } from './block.js'

/** One factor for each channel, from its mean over the positions (Hu et al., 2018). */
export const squeezeExcite = block({
  kind: 'squeeze_excite',
  schema: z.strictObject({
    squeezed: positive,
    activation: z.enum(activationKinds).default('relu'),
    gate: z.enum(['sigmoid', 'hard_sigmoid']).default('sigmoid'),
  }),
  takes: oneInput,
  expand: ({ activation, gate }, given) => ({
    params: { features: featuresIn(given) },
    nodes: [
      { kind: 'global_pool', axes: 2 },
      { name: 'squeeze', kind: 'linear', units: '$squeezed' },
      { kind: activation },
      { name: 'excite', kind: 'linear', units: '$features' },
      { name: 'weights', kind: gate },
      { kind: 'multiply', from: ['x', 'weights'] },
    ],
  }),
  describe: ({ squeezed }) => `squeeze-excite over ${squeezed}`,
})

export const mbconv = block({
  kind: 'mbconv',
  schema: z.strictObject({
    channels: positive,
    expand: positive.default(6),
    kernel: positive.default(3),
    stride: positive.default(1),
    /** Width between the two linears of squeeze-excite; without it there is none. */
    squeezed: positive.optional(),
    activation: z.enum(activationKinds).default('silu'),
  }),
  takes: oneInput,
  expand(fields, given) {
    const { expand, squeezed, activation } = fields
    const features = featuresIn(given)
    const widen = { name: 'expand', kind: 'conv_norm', channels: '$expanded', kernel: 1, activation }
    const weigh = { name: 'weigh', kind: 'squeeze_excite', squeezed: '$squeezed', activation }
    return {
      params: { features, expanded: expand * features },
      nodes: [
        ...(expand > 1 ? [widen] : []),
        {
          name: 'depthwise',
          kind: 'conv_norm',
          groups: 'depthwise',
          kernel: '$kernel',
          stride: '$stride',
          activation,
        },
        ...(squeezed === undefined ? [] : [weigh]),
        { name: 'project', kind: 'conv_norm', channels: '$channels', kernel: 1, activation: 'none' },
        ...(isSkipped(fields, given) ? [{ kind: 'add', with: 'x' }] : []),
      ],
    }
  },
  variant(fields, given) {
    const words = [fields.expand === 1 ? 'Narrow' : '', isSkipped(fields, given) ? '' : 'Unskipped']
    return words.join('') || undefined
  },
  describe: ({ channels, expand, kernel, stride }) =>
    `inverted residual, ${expand} times as wide inside, kernel ${kernel}, ${channels} channels${stride > 1 ? `, stride ${stride}` : ''}`,
})

/** Size and width stay, so the input is added. */
const isSkipped = ({ stride, channels }: { stride: number; channels: number }, given: Given) =>
  stride === 1 && channels === featuresIn(given)

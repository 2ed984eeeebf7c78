/**
 * The inverted residual of MobileNetV2 (Sandler et al., 2018) and EfficientNet (Tan & Le, 2019): widen, filter each
 * channel, weigh the channels, narrow; a skip where size and width stay.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { featuresIn, oneInput } from '../layers/layer.js'
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
  expand: ({ squeezed, activation, gate }, given) => ({
    nodes: [
      { kind: 'global_pool', axes: 2 },
      { name: 'squeeze', kind: 'linear', units: squeezed },
      { kind: activation },
      { name: 'excite', kind: 'linear', units: featuresIn(given) },
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
  expand({ channels, expand, kernel, stride, squeezed, activation }, given) {
    const wide = expand * featuresIn(given)
    return {
      nodes: [
        ...(expand > 1 ? [{ name: 'expand', kind: 'conv_norm', channels: wide, kernel: 1, activation }] : []),
        { name: 'depthwise', kind: 'conv_norm', groups: 'depthwise', kernel, stride, activation },
        ...(squeezed === undefined ? [] : [{ name: 'weigh', kind: 'squeeze_excite', squeezed, activation }]),
        { name: 'project', kind: 'conv_norm', channels, kernel: 1, activation: 'none' },
        ...(stride === 1 && channels === featuresIn(given) ? [{ kind: 'add', with: 'x' }] : []),
      ],
    }
  },
  describe: ({ channels, expand, kernel, stride }) =>
    `inverted residual, ${expand} times as wide inside, kernel ${kernel}, ${channels} channels${stride > 1 ? `, stride ${stride}` : ''}`,
})

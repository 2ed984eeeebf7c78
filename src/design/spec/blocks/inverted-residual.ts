/**
 * The inverted residual of MobileNetV2 (Sandler et al., 2018), MobileNetV3 (Howard et al., 2019) and EfficientNet (Tan &
 * Le, 2019): widen, filter each channel, weigh the channels, narrow; a skip where size and width stay.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { featuresIn, first, type Given, oneInput } from '../layers/layer.js'
import { block } from './block.js'

const gates = z.enum(['sigmoid', 'hard_sigmoid']).default('sigmoid')

/** One factor for each channel, from its mean over the last `axes` of the positions (Hu et al., 2018). */
export const squeezeExcite = block({
  kind: 'squeeze_excite',
  schema: z.strictObject({
    squeezed: positive,
    activation: z.enum(activationKinds).default('relu'),
    gate: gates,
    axes: z.number().int().min(1).max(3).default(2),
  }),
  takes: oneInput,
  expand: ({ activation, gate, axes }, given) => ({
    params: { features: featuresIn(given) },
    nodes: [
      { kind: 'global_pool', axes: '$axes' },
      { name: 'squeeze', kind: 'linear', units: '$squeezed' },
      { kind: activation },
      { name: 'excite', kind: 'linear', units: '$features' },
      { name: 'weights', kind: gate },
      // Beside leading axes the factors need the pooled ones back, to fit from the right.
      ...(isBesideOthers(axes, given)
        ? Array.from({ length: axes }, () => ({ kind: 'unsqueeze', axis: -2 }))
        : []),
      { kind: 'multiply', with: 'x' },
    ],
  }),
  variant: ({ axes }, given) =>
    isBesideOthers(axes, given) ? ['', 'Series', 'Map', 'Volume'][axes] : undefined,
  describe: ({ squeezed }) => `squeeze-excite over ${squeezed}`,
})

/** The axes that are pooled are not all there are before the features. */
const isBesideOthers = (axes: number, given: Given) => first(given).shape.length > axes + 1

export const mbconv = block({
  kind: 'mbconv',
  schema: z.strictObject({
    channels: positive,
    /** How many times as wide inside. */
    expand: positive.default(6),
    /** The width inside, where it is no whole multiple of what comes in (MobileNetV3); goes before `expand`. */
    expanded: positive.optional(),
    kernel: positive.default(3),
    stride: positive.default(1),
    /** Width between the two linears of squeeze-excite; without it there is none. */
    squeezed: positive.optional(),
    activation: z.enum(activationKinds).default('silu'),
    /** Between those linears; as `activation` where left out. */
    squeeze_activation: z.enum(activationKinds).optional(),
    gate: gates,
  }),
  takes: oneInput,
  expand(fields, given) {
    const { squeezed, activation, squeeze_activation = activation, gate } = fields
    const features = featuresIn(given)
    const expanded = widthInside(fields, given)
    const widen = { name: 'expand', kind: 'conv_norm', channels: '$expanded', kernel: 1, activation }
    const weigh = { kind: 'squeeze_excite', squeezed: '$squeezed', activation: squeeze_activation, gate }
    return {
      params: { features, expanded },
      nodes: [
        ...(expanded === features ? [] : [widen]),
        {
          name: 'depthwise',
          kind: 'conv_norm',
          groups: 'depthwise',
          kernel: '$kernel',
          stride: '$stride',
          activation,
        },
        ...(squeezed === undefined ? [] : [{ name: 'weigh', ...weigh }]),
        { name: 'project', kind: 'conv_norm', channels: '$channels', kernel: 1, activation: 'none' },
        ...(isSkipped(fields, given) ? [{ kind: 'add', with: 'x' }] : []),
      ],
    }
  },
  variant(fields, given) {
    const words = [
      widthInside(fields, given) === featuresIn(given) ? 'Narrow' : '',
      isSkipped(fields, given) ? '' : 'Unskipped',
    ]
    return words.join('') || undefined
  },
  describe: ({ channels, expand, expanded, kernel, stride }) =>
    `inverted residual, ${expanded ?? `${expand} times as`} wide inside, kernel ${kernel}, ${channels} channels${stride > 1 ? `, stride ${stride}` : ''}`,
})

const widthInside = (fields: { expand: number; expanded?: number | undefined }, given: Given) =>
  fields.expanded ?? fields.expand * featuresIn(given)

/** Size and width stay, so the input is added. */
const isSkipped = ({ stride, channels }: { stride: number; channels: number }, given: Given) =>
  stride === 1 && channels === featuresIn(given)

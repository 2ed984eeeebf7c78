/** The blocks of ResNet (He et al., 2016), with groups (ResNeXt) and another width (wide ResNet). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'
import { shortcut } from './conv-norm.js'

const stride = positive.default(1)

/** Two 3 x 3 convolutions. */
export const basicBlock = block({
  kind: 'basic_block',
  schema: z.strictObject({ channels: positive, stride }),
  takes: oneInput,
  expand: ({ channels, stride }, given) => ({
    nodes: [
      { name: 'first', kind: 'conv_norm', channels, stride },
      { name: 'second', kind: 'conv_norm', channels, activation: 'none' },
      ...shortcut(stride > 1 || featuresIn(given) !== channels, { channels, stride }, 'second'),
      'relu',
    ],
  }),
  describe: ({ channels, stride }) => `basic residual block, ${channels} channels${strided(stride)}`,
})

/** 1 x 1 to the width, 3 x 3 (which takes the stride), 1 x 1 to the channels, four times the width unless said. */
export const bottleneck = block({
  kind: 'bottleneck',
  schema: z.strictObject({
    width: positive,
    channels: positive.optional(),
    stride,
    groups: positive.default(1),
    dilation: positive.default(1),
  }),
  takes: oneInput,
  expand({ width, channels = 4 * width, stride, groups, dilation }, given) {
    return {
      nodes: [
        { name: 'reduce', kind: 'conv_norm', channels: width, kernel: 1 },
        { name: 'spatial', kind: 'conv_norm', channels: width, stride, groups, dilation },
        { name: 'expand', kind: 'conv_norm', channels, kernel: 1, activation: 'none' },
        ...shortcut(stride > 1 || featuresIn(given) !== channels, { channels, stride }, 'expand'),
        'relu',
      ],
    }
  },
  describe: ({ width, channels = 4 * width, stride }) =>
    `bottleneck residual block, ${width} wide, ${channels} channels${strided(stride)}`,
})

/** Norm and activation before the convolutions (He et al., Identity Mappings, 2016), as Keras' ResNetV2 has it. */
export const preactivationBlock = block({
  kind: 'preactivation_block',
  schema: z.strictObject({ width: positive, channels: positive.optional(), stride }),
  takes: oneInput,
  expand({ width, channels = 4 * width, stride }, given) {
    const convolve = (name: string, kernel: number, step: number) => [
      { name, kind: 'conv2d', channels: width, kernel, stride: step, padding: 'same', bias: false },
      { kind: 'batch_norm' },
      { kind: 'relu' },
    ]
    const isProjected = featuresIn(given) !== channels
    const pool = { name: 'shortcut', kind: 'max_pool2d', kernel: 1, stride, from: 'x' }
    const projection = { name: 'shortcut', kind: 'conv2d', channels, kernel: 1, stride, from: 'active' }
    const shortcuts = isProjected ? [projection] : stride > 1 ? [pool] : []
    const [reduce, ...rest] = convolve('reduce', 1, 1)
    return {
      nodes: [
        { kind: 'batch_norm' },
        { name: 'active', kind: 'relu' },
        ...shortcuts,
        { ...reduce, from: 'active' },
        ...rest,
        ...convolve('spatial', 3, stride),
        { name: 'expand', kind: 'conv2d', channels, kernel: 1 },
        { kind: 'add', with: shortcuts.length > 0 ? 'shortcut' : 'x' },
      ],
    }
  },
  describe: ({ width, channels = 4 * width, stride }) =>
    `pre-activation residual block, ${width} wide, ${channels} channels${strided(stride)}`,
})

const strided = (stride: number) => (stride > 1 ? `, stride ${stride}` : '')

/** The blocks of ResNet (He et al., 2016), with groups (ResNeXt) and another width (wide ResNet). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { featuresIn, type Given, oneInput } from '../layers/layer.js'
import { block } from './block.js'
import { shortcut } from './conv-norm.js'

const stride = positive.default(1)

/** Two 3 x 3 convolutions. */
export const basicBlock = block({
  kind: 'basic_block',
  schema: z.strictObject({ channels: positive, stride }),
  takes: oneInput,
  expand: ({ channels, stride }, given) => ({
    params: { features: featuresIn(given) },
    nodes: [
      { name: 'first', kind: 'conv_norm', channels: '$channels', stride: '$stride' },
      { name: 'second', kind: 'conv_norm', channels: '$channels', activation: 'none' },
      ...shortcut(isProjected(channels, stride, given), 'second'),
      'relu',
    ],
  }),
  variant: ({ channels, stride }, given) => projected(isProjected(channels, stride, given)),
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
  expand({ width, channels = 4 * width, stride }, given) {
    const spatial = { stride: '$stride', groups: '$groups', dilation: '$dilation' }
    return {
      params: { features: featuresIn(given), channels },
      nodes: [
        { name: 'reduce', kind: 'conv_norm', channels: '$width', kernel: 1 },
        { name: 'spatial', kind: 'conv_norm', channels: '$width', ...spatial },
        { name: 'expand', kind: 'conv_norm', channels: '$channels', kernel: 1, activation: 'none' },
        ...shortcut(isProjected(channels, stride, given), 'expand'),
        'relu',
      ],
    }
  },
  variant: ({ width, channels = 4 * width, stride }, given) =>
    projected(isProjected(channels, stride, given)),
  describe: ({ width, channels = 4 * width, stride }) =>
    `bottleneck residual block, ${width} wide, ${channels} channels${strided(stride)}`,
})

/** Norm and activation before the convolutions (He et al., Identity Mappings, 2016), as Keras' ResNetV2 has it. */
export const preactivationBlock = block({
  kind: 'preactivation_block',
  schema: z.strictObject({ width: positive, channels: positive.optional(), stride }),
  takes: oneInput,
  expand({ width, channels = 4 * width, stride }, given) {
    const convolve = (name: string, kernel: number, step: number | string) => [
      { name, kind: 'conv2d', channels: '$width', kernel, stride: step, padding: 'same', bias: false },
      { kind: 'batch_norm' },
      { kind: 'relu' },
    ]
    const down = { name: 'shortcut', kernel: 1, stride: '$stride' }
    const pool = { ...down, kind: 'max_pool2d', from: 'x' }
    const projection = { ...down, kind: 'conv2d', channels: '$channels', from: 'active' }
    const shortcuts = featuresIn(given) !== channels ? [projection] : stride > 1 ? [pool] : []
    const [reduce, ...rest] = convolve('reduce', 1, 1)
    return {
      params: { features: featuresIn(given), channels },
      nodes: [
        { kind: 'batch_norm' },
        { name: 'active', kind: 'relu' },
        ...shortcuts,
        { ...reduce, from: 'active' },
        ...rest,
        ...convolve('spatial', 3, '$stride'),
        { name: 'expand', kind: 'conv2d', channels: '$channels', kernel: 1 },
        { kind: 'add', with: shortcuts.length > 0 ? 'shortcut' : 'x' },
      ],
    }
  },
  variant: ({ width, channels = 4 * width, stride }, given) =>
    projected(featuresIn(given) !== channels) ?? (stride > 1 ? 'Pooled' : undefined),
  describe: ({ width, channels = 4 * width, stride }) =>
    `pre-activation residual block, ${width} wide, ${channels} channels${strided(stride)}`,
})

const strided = (stride: number) => (stride > 1 ? `, stride ${stride}` : '')

/** Size or width differ, so the input cannot be added as it is. */
const isProjected = (channels: number, stride: number, given: Given) =>
  stride > 1 || featuresIn(given) !== channels
const projected = (is: boolean) => (is ? 'Projected' : undefined)

/** Convolution without bias, batch norm, activation: what most vision networks are made of. Padding keeps the size. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { perAxis } from '../layers/extent.js'
import { oneInput } from '../layers/layer.js'
import type { NodeSpec } from '../spec.js'
import { block } from './block.js'

/** An activation, or none at the end of a residual branch. */
export const activationOrNone = z.enum([...activationKinds, 'none'])

export const convNorm = block({
  kind: 'conv_norm',
  schema: z.strictObject({
    channels: positive.optional(),
    kernel: perAxis.default(3),
    stride: perAxis.default(1),
    dilation: perAxis.default(1),
    groups: z.union([positive, z.literal('depthwise')]).default(1),
    activation: activationOrNone.default('relu'),
  }),
  takes: oneInput,
  expand: ({ activation, channels, groups }) => ({
    nodes: [
      {
        name: 'convolution',
        kind: 'conv2d',
        ...(channels !== undefined && { channels: '$channels' }),
        kernel: '$kernel',
        stride: '$stride',
        dilation: '$dilation',
        groups: groups === 'depthwise' ? groups : '$groups',
        padding: 'same',
        bias: false,
      },
      { name: 'norm', kind: 'batch_norm' },
      ...(activation === 'none' ? [] : [{ kind: activation }]),
    ],
  }),
  variant({ activation, groups }) {
    const words = [groups === 'depthwise' ? 'Depthwise' : '', activation === 'none' ? 'Plain' : '']
    return words.join('') || undefined
  },
  describe: ({ kernel }) => `convolution ${[kernel].flat().join(' x ')} with batch norm`,
})

/** The sum of a branch that ends at `to` and a shortcut, projected to the block's `channels` at its `stride`. */
export function shortcut(isProjected: boolean, to: string): NodeSpec[] {
  const projection = { kind: 'conv_norm', channels: '$channels', kernel: 1, stride: '$stride' }
  return isProjected
    ? [
        { name: 'shortcut', ...projection, activation: 'none', from: 'x' },
        { kind: 'add', with: to },
      ]
    : [{ kind: 'add', with: 'x' }]
}

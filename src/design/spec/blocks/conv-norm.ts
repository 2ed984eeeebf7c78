/** Convolution without bias, batch norm, activation: what most vision networks are made of. Padding keeps the size. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { perAxis } from '../layers/extent.js'
import { oneInput } from '../layers/layer.js'
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
  expand: ({ activation, ...convolution }) => ({
    nodes: [
      { name: 'convolution', kind: 'conv2d', ...convolution, padding: 'same', bias: false },
      { name: 'norm', kind: 'batch_norm' },
      ...(activation === 'none' ? [] : [{ kind: activation }]),
    ],
  }),
  describe: ({ kernel }) => `convolution ${[kernel].flat().join(' x ')} with batch norm`,
})

/** The sum of a branch that ends at `to` and a shortcut, which is projected where size or width differ. */
export function shortcut(
  isProjected: boolean,
  projection: { readonly channels: number; readonly stride: number },
  to: string,
) {
  return isProjected
    ? [
        { name: 'shortcut', kind: 'conv_norm', kernel: 1, activation: 'none', ...projection, from: 'x' },
        { kind: 'add', with: to },
      ]
    : [{ kind: 'add', with: 'x' }]
}

/**
 * Transposed convolutions, which make an axis longer (Zeiler et al., 2010).
 *
 * Input: …, n, C. Output: …, (n - 1)·stride + kernel - 2·padding, channels. Weights: C x channels/groups x kernel
 * (+ channels). FLOPs: 2 x n x C x channels/groups x kernel. Keeps its input.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, float, show } from '../shape.js'
import { axes } from './check.js'
import { onAxis, perAxis } from './extent.js'
import { featuresIn, first, type Layer, layer, oneInput, trainable } from './layer.js'

const schema = z.strictObject({
  channels: positive,
  kernel: perAxis,
  stride: perAxis.default(1),
  padding: z.number().int().nonnegative().default(0),
  groups: positive.default(1),
  bias: z.boolean().default(true),
})

const positions = ['', 'steps', 'height, width', 'depth, height, width']

const transposed = (rank: 1 | 2 | 3): Layer => {
  const kernelOf = ({ kernel }: z.infer<typeof schema>) =>
    Array.from({ length: rank }, (_, axis) => onAxis(kernel, axis))
  return layer({
    kind: `conv_transpose${rank}d`,
    schema,
    takes: oneInput,
    infer(fields, given) {
      const wrong = axes(given, ...(positions[rank] ?? '').split(', '), 'channels')
      if (wrong) return wrong
      const { channels, groups, padding } = fields
      const odd = [featuresIn(given), channels].find((n) => n % groups !== 0)
      if (odd !== undefined)
        return {
          ...misfit('shape_misfit', `channels that ${groups} groups divide`, String(odd)),
          field: 'groups',
        }
      const { shape } = first(given)
      const out = shape
        .slice(-rank - 1, -1)
        .map((n, axis) => (n - 1) * onAxis(fields.stride, axis) + onAxis(fields.kernel, axis) - 2 * padding)
      if (out.some((n) => n < 1))
        return {
          ...misfit('shape_misfit', 'less padding than the output is long', show(out)),
          field: 'padding',
        }
      return { main: float([...shape.slice(0, -rank - 1), ...out, channels]) }
    },
    weights: (fields, given) => [
      trainable('weight', [featuresIn(given), fields.channels / fields.groups, ...kernelOf(fields)]),
      ...(fields.bias ? [trainable('bias', [fields.channels])] : []),
    ],
    flops: (fields, given) =>
      2 * elements(first(given).shape) * (fields.channels / fields.groups) * elements(kernelOf(fields)),
    keeps: () => ({ inputs: [0] }),
    describe: (fields, given) =>
      `transposed convolution ${kernelOf(fields).join(' x ')}, ${featuresIn(given)} to ${fields.channels}, stride ${[fields.stride].flat().join(' x ')}`,
  })
}

export const transposedConvolutions: readonly Layer[] = [transposed(1), transposed(2), transposed(3)]

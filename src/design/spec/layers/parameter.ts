/** A tensor of its own that is learned: a class token, a standard deviation. No input. Weights: its shape. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { float } from '../shape.js'
import { layer, trainable } from './layer.js'

export const parameter = layer({
  kind: 'parameter',
  schema: z.strictObject({ shape: z.array(positive).min(1).max(8) }),
  takes: { least: 0, most: 0 },
  infer: ({ shape }) => ({ main: float(shape) }),
  weights: ({ shape }) => [trainable('value', shape)],
  kernels: () => 0,
  describe: ({ shape }) => `a learned tensor of ${shape.join(' x ')}`,
})

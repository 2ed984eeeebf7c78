/** Tensors of their own, from no input: learned (a class token, a standard deviation) or fixed. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { float } from '../shape.js'
import { layer, trainable } from './layer.js'

/** Weights: its shape. */
export const parameter = layer({
  kind: 'parameter',
  schema: z.strictObject({ shape: z.array(positive).min(1).max(8) }),
  takes: { least: 0, most: 0 },
  infer: ({ shape }) => ({ main: float(shape) }),
  weights: ({ shape }) => [trainable('value', shape)],
  kernels: () => 0,
  describe: ({ shape }) => `a learned tensor of ${shape.join(' x ')}`,
})

/** One number everywhere: what a recurrence starts from, a mean of zero. No weights. */
export const constant = layer({
  kind: 'constant',
  schema: z.strictObject({ shape: z.array(positive).max(8), value: z.number().default(0) }),
  takes: { least: 0, most: 0 },
  infer: ({ shape }) => ({ main: float(shape) }),
  describe: ({ shape, value }) => `a tensor of ${shape.join(' x ') || 'one number'}, all ${value}`,
})

/**
 * A learned number for each head and distance, to be added to attention scores (Raffel et al., T5, 2020).
 *
 * Input: …, steps, F; port `memory` where queries look elsewhere. Output: heads, steps, memory steps. Weights:
 * buckets x heads. A look-up: 0 FLOPs; keeps the distances' buckets (64 bit).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { float, sizeAt } from '../shape.js'
import { axes } from './check.js'
import { first, type Given, layer, trainable } from './layer.js'

const schema = z.strictObject({ heads: positive, buckets: positive.default(32) })
const stepsIn = (given: Given) => sizeAt(first(given).shape, -2) ?? 1
const memoryStepsIn = (given: Given) => sizeAt((given.ports.memory ?? first(given)).shape, -2) ?? 1

export const relativeBias = layer({
  kind: 'relative_bias',
  schema,
  takes: { least: 1, most: 1, ports: ['memory'] },
  infer: ({ heads }, given) =>
    axes(given, 'steps', 'features') ?? { main: float([heads, stepsIn(given), memoryStepsIn(given)]) },
  weights: ({ heads, buckets }) => [trainable('table', [buckets, heads])],
  keeps: (_, given) => ({ inside: { indices: stepsIn(given) * memoryStepsIn(given) } }),
  describe: ({ heads, buckets }) => `a bias for ${buckets} distances and ${heads} heads`,
})

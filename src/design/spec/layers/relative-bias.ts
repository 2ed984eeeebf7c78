/**
 * A number for each head and distance, to be added to attention scores: learned (Raffel et al., T5, 2020), or falling
 * with the distance at a rate of each head's own (Press et al., ALiBi, 2022).
 *
 * Input: …, steps, F; port `memory` where queries look elsewhere. Output: heads, steps, memory steps. `causal`: all
 * buckets are for distances back. Weights where learned: buckets x heads. A look-up: 0 FLOPs; keeps the distances'
 * buckets (64 bit), and nothing where not learned.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { float, sizeAt } from '../shape.js'
import { axes } from './check.js'
import { first, type Given, layer, trainable } from './layer.js'

const schema = z.strictObject({
  heads: positive,
  buckets: positive.default(32),
  causal: z.boolean().default(false),
  learned: z.boolean().default(true),
})
const stepsIn = (given: Given) => sizeAt(first(given).shape, -2) ?? 1
const memoryStepsIn = (given: Given) => sizeAt((given.ports.memory ?? first(given)).shape, -2) ?? 1

export const relativeBias = layer({
  kind: 'relative_bias',
  schema,
  takes: { least: 1, most: 1, ports: ['memory'] },
  infer: ({ heads }, given) =>
    axes(given, 'steps', 'features') ?? { main: float([heads, stepsIn(given), memoryStepsIn(given)]) },
  weights: ({ heads, buckets, learned }) => (learned ? [trainable('table', [buckets, heads])] : []),
  keeps: ({ learned }, given) =>
    learned ? { inside: { indices: stepsIn(given) * memoryStepsIn(given) } } : {},
  describe: ({ heads, buckets, learned }) =>
    learned
      ? `a bias for ${buckets} distances and ${heads} heads`
      : `a bias that falls with the distance, ${heads} heads`,
})

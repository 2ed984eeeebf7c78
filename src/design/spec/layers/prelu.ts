/**
 * ReLU with a learned slope for each feature below 0 (He et al., PReLU, 2015). Input and output: …, F. Weights: F, or
 * one where `shared`. Keeps its input.
 */
import { z } from 'zod'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput, trainable } from './layer.js'

export const prelu = layer({
  kind: 'prelu',
  schema: z.strictObject({ shared_slope: z.boolean().default(false) }),
  takes: oneInput,
  infer: (_, given) => axes(given, 'features') ?? { main: first(given) },
  weights: ({ shared_slope }, given) => [trainable('slope', [shared_slope ? 1 : featuresIn(given)])],
  keeps: () => ({ inputs: [0] }),
  describe: ({ shared_slope }) =>
    `ReLU with ${shared_slope ? 'one learned slope' : 'a learned slope for each feature'}`,
})

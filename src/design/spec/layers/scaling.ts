/** Products with what is learned or fixed, and normalisation to length one. Input and output: the same shape. */
import { z } from 'zod'
import { floats } from './check.js'
import { featuresIn, first, layer, oneInput, rowsIn, trainable } from './layer.js'

/** A learned factor for each feature (Touvron et al., CaiT, 2021). Weights: F. Keeps its input. */
export const layerScale = layer({
  kind: 'layer_scale',
  schema: z.strictObject({}),
  takes: oneInput,
  infer: (_, given) => floats(given) ?? { main: first(given) },
  weights: (_, given) => [trainable('scale', [featuresIn(given)])],
  keeps: () => ({ inputs: [0] }),
  describe: () => 'a learned factor for each feature',
})

/** A fixed factor. Keeps nothing. */
export const scale = layer({
  kind: 'scale',
  schema: z.strictObject({ by: z.number() }),
  takes: oneInput,
  infer: (_, given) => floats(given) ?? { main: first(given) },
  describe: ({ by }) => `times ${Number(by.toPrecision(4))}`,
})

/** Vectors of length one. Keeps its input, the lengths, and the lengths kept away from zero. */
export const l2Normalize = layer({
  kind: 'l2_normalize',
  schema: z.strictObject({}),
  takes: oneInput,
  infer: (_, given) => floats(given) ?? { main: first(given) },
  keeps: (_, given) => ({ inputs: [0], inside: { activations: 2 * rowsIn(given) } }),
  describe: () => 'scaled to length one',
})

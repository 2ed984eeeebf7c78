/**
 * A draw from a normal distribution that gradients pass through: mean + e^(log variance / 2) · noise (Kingma &
 * Welling, 2014).
 *
 * Inputs: mean and log variance of one shape, which is the output's. No weights, 0 FLOPs. Keeps the standard deviation
 * and the noise.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { elements, sameShape, show } from '../shape.js'
import { floats } from './check.js'
import { first, layer } from './layer.js'

export const sampleGaussian = layer({
  kind: 'sample_gaussian',
  schema: z.strictObject({}),
  takes: { least: 2, most: 2 },
  infer(_, given) {
    const [mean = [], variance = []] = given.inputs.map(({ shape }) => shape)
    if (!sameShape(mean, variance))
      return misfit(
        'shape_misfit',
        'a mean and a log variance of one shape',
        `${show(mean)} and ${show(variance)}`,
      )
    return floats(given) ?? { main: first(given) }
  },
  keeps: (_, given) => ({ inside: { activations: 2 * elements(first(given).shape) } }),
  // Halve, exponential, noise, product, sum.
  kernels: () => 5,
  describe: () => 'a draw from a normal distribution',
})

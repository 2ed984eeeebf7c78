/**
 * The largest k of each vector as shares, all else 0: which experts see a position, and how much each counts
 * (Shazeer et al., 2017).
 *
 * Input and output: …, n. No weights, 0 FLOPs. `normalized`: softmax over the k (Jiang et al., Mixtral, 2024);
 * otherwise over all n, so that the shares sum to less than 1 (Fedus et al., Switch, 2022). Keeps the shares and
 * where they are.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput, rowsIn } from './layer.js'

export const topK = layer({
  kind: 'top_k',
  schema: z.strictObject({ count: positive, normalized: z.boolean().default(true) }),
  takes: oneInput,
  infer({ count }, given) {
    const wrong = axes(given, 'features')
    if (wrong) return wrong
    if (count > featuresIn(given))
      return { ...misfit('bad_value', `at most ${featuresIn(given)}`, String(count)), field: 'count' }
    return { main: first(given) }
  },
  keeps: ({ count, normalized }, given) => ({
    inside: {
      activations: (normalized ? count : featuresIn(given)) * rowsIn(given),
      indices: count * rowsIn(given),
    },
  }),
  // Top k, softmax, and putting the shares in their places.
  kernels: () => 3,
  describe: ({ count }, given) => `the largest ${count} of ${featuresIn(given)}`,
})

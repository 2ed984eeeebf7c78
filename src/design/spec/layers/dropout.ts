/** Sets a share of the activations to 0 while training (Srivastava et al., 2014). Keeps a mask, nothing when serving. */
import { z } from 'zod'
import { dropRate } from '../fields.js'
import { elements } from '../shape.js'
import { floats } from './check.js'
import { first, layer, oneInput } from './layer.js'

export const dropout = layer({
  kind: 'dropout',
  schema: z.strictObject({ rate: dropRate }),
  takes: oneInput,
  infer: (_, given) => floats(given) ?? { main: first(given) },
  keeps: ({ rate }, given) => (rate > 0 ? { inside: { masks: elements(first(given).shape) } } : {}),
  isTrainingOnly: true,
  describe: ({ rate }) => `dropout ${rate}`,
})

/** One side of a retrieval model: an MLP whose output has length one, so that dot products are cosines. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const tower = block({
  kind: 'tower',
  schema: z.strictObject({ hidden: z.array(positive).min(1).max(32), units: positive }),
  takes: oneInput,
  expand: ({ hidden }) => ({
    nodes: [{ name: 'layers', kind: 'mlp', hidden, units: '$units' }, 'l2_normalize'],
  }),
  describe: ({ hidden, units }) => `tower of ${[...hidden, units].join(', ')} units, scaled to length one`,
})

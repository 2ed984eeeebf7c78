/** A series as trend (moving average) and remainder (Wu et al., Autoformer, 2021). Outputs `.trend` and `.remainder`. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const seriesDecomposition = block({
  kind: 'series_decomposition',
  schema: z.strictObject({ window: positive }),
  takes: oneInput,
  expand: () => ({
    nodes: [
      { name: 'trend', kind: 'moving_average', window: '$window' },
      { name: 'remainder', kind: 'subtract', from: ['x', 'trend'] },
    ],
    outputs: ['trend', 'remainder'],
  }),
  describe: ({ window }) => `trend over ${window} steps, and the remainder`,
})

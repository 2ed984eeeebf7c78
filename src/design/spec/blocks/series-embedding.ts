/** A series as tokens, for Transformers over variables or over patches. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

/** Each variable's whole history as one token (Liu et al., iTransformer, 2024): …, steps, F to …, F, dim. */
export const invertedEmbedding = block({
  kind: 'inverted_embedding',
  schema: z.strictObject({ dim: positive }),
  takes: oneInput,
  expand: () => ({ nodes: ['transpose', { name: 'projection', kind: 'linear', units: '$dim' }] }),
  describe: ({ dim }) => `each variable as a vector of ${dim}`,
})

/**
 * Patches of each variable alone through Transformer layers with batch norm (Nie et al., PatchTST, 2023): …, steps, F
 * to …, F, patches, dim.
 */
export const seriesPatchEncoder = block({
  kind: 'series_patch_encoder',
  schema: z.strictObject({
    dim: positive,
    patch: positive.default(16),
    stride: positive.default(8),
    layers: positive.default(3),
    heads: positive,
    hidden: positive,
  }),
  takes: oneInput,
  expand: () => ({
    nodes: [
      'transpose',
      { kind: 'unsqueeze', axis: -1 },
      { kind: 'patches', size: '$patch', stride: '$stride' },
      { name: 'projection', kind: 'linear', units: '$dim' },
      { name: 'positions', kind: 'position_embedding' },
      {
        name: 'layers',
        kind: 'transformer_block',
        repeat: '$layers',
        heads: '$heads',
        hidden: '$hidden',
        norm: 'batch_norm',
        order: 'post',
      },
    ],
  }),
  describe: ({ dim, patch, stride }) =>
    `patches of ${patch} steps, one every ${stride}, as vectors of ${dim}`,
})

/** Linear, norm, activation and dropout for each hidden width; a plain linear at the end where `units` is said. */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const mlp = block({
  kind: 'mlp',
  schema: z.strictObject({
    hidden: z.array(positive).min(1).max(32),
    units: positive.optional(),
    activation: z.enum(activationKinds).default('relu'),
    norm: z.enum(['layer_norm', 'batch_norm', 'rms_norm']).optional(),
    dropout: dropRate.default(0),
    bias: z.boolean().default(true),
  }),
  takes: oneInput,
  expand: ({ hidden, units, activation, norm, dropout, bias }) => ({
    nodes: [
      ...hidden.flatMap((width) => [
        { kind: 'linear', units: width, bias },
        ...(norm ? [{ kind: norm }] : []),
        { kind: activation },
        ...(dropout > 0 ? [{ kind: 'dropout', rate: '$dropout' }] : []),
      ]),
      ...(units === undefined ? [] : [{ kind: 'linear', units: '$units', bias }]),
    ],
  }),
  describe: ({ hidden, units }) =>
    `layers of ${[...hidden, ...(units === undefined ? [] : [units])].join(', ')} units`,
})

/**
 * Two linears with an activation between, back to the width that came in (Vaswani et al., 2017, section 3.3); gated:
 * the activation of one projection times another (Shazeer, GLU Variants, 2020).
 */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { activationKinds } from '../layers/activations.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const feedForward = block({
  kind: 'feed_forward',
  schema: z.strictObject({
    hidden: positive,
    activation: z.enum(activationKinds).default('gelu'),
    gated: z.boolean().default(false),
    bias: z.boolean().default(true),
    dropout: dropRate.default(0),
  }),
  takes: oneInput,
  expand({ activation, gated, bias, dropout }, given) {
    const project = (name: string, units: string, from?: string) => ({
      name,
      kind: 'linear',
      units,
      bias,
      ...(from && { from }),
    })
    return {
      params: { features: featuresIn(given) },
      nodes: [
        ...(gated
          ? [
              project('gate', '$hidden', 'x'),
              { name: 'opened', kind: activation },
              project('expand', '$hidden', 'x'),
              { kind: 'multiply', with: 'opened' },
            ]
          : [project('expand', '$hidden'), { kind: activation }]),
        ...(dropout > 0 ? [{ kind: 'dropout', rate: '$dropout' }] : []),
        project('contract', '$features'),
      ],
    }
  },
  variant: ({ gated }) => (gated ? 'Gated' : undefined),
  describe: ({ hidden, gated }) => `${gated ? 'gated ' : ''}feed-forward, ${hidden} wide inside`,
})

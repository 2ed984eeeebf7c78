/**
 * Mamba (Gu & Dao, 2024): a gated branch with a short causal convolution and a selective state space, after a norm and
 * with a residual.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const stateSpaceBlock = block({
  kind: 'state_space_block',
  schema: z.strictObject({
    state: positive.default(16),
    expand: positive.default(2),
    kernel: positive.default(4),
    /** Of the step sizes' projection; a sixteenth of the features, rounded up, unless said. */
    rank: positive.optional(),
  }),
  takes: oneInput,
  expand({ state, expand, rank }, given) {
    const features = featuresIn(given)
    const inner = expand * features
    const low = rank ?? Math.ceil(features / 16)
    return {
      params: { features, inner, both: 2 * inner, rank: low, selected: low + 2 * state },
      nodes: [
        { name: 'norm', kind: 'rms_norm' },
        { name: 'enter', kind: 'linear', units: '$both', bias: false },
        { name: 'branches', kind: 'split', sizes: ['$inner', '$inner'] },
        { name: 'open', kind: 'silu', from: 'branches.1' },
        {
          name: 'convolution',
          kind: 'conv1d',
          groups: 'depthwise',
          kernel: '$kernel',
          padding: 'causal',
          from: 'branches',
        },
        { name: 'u', kind: 'silu' },
        { name: 'select', kind: 'linear', units: '$selected', bias: false },
        { name: 'selected', kind: 'split', sizes: ['$rank', '$state', '$state'] },
        { name: 'steps', kind: 'linear', units: '$inner' },
        { name: 'step', kind: 'softplus' },
        {
          name: 'scanned',
          kind: 'selective_scan',
          state: '$state',
          from: ['u', 'step', 'selected.1', 'selected.2'],
        },
        { kind: 'multiply', with: 'open' },
        { name: 'leave', kind: 'linear', units: '$features', bias: false },
        { kind: 'add', with: 'x' },
      ],
    }
  },
  describe: ({ state, expand }) => `Mamba block, state of ${state}, ${expand} times as wide inside`,
})

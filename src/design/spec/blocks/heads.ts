/** The ends of models that act: values of actions, and distributions over them. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

/** Value of the state plus advantage of each action less their mean (Wang et al., Dueling Networks, 2016). */
export const duelingHead = block({
  kind: 'dueling_head',
  schema: z.strictObject({ actions: positive, hidden: positive.optional() }),
  takes: oneInput,
  expand: ({ hidden }) => ({
    nodes: [
      ...(hidden === undefined ? [] : [{ kind: 'linear', units: '$hidden' }, 'relu']),
      { name: 'advantage', kind: 'linear', units: '$actions' },
      { kind: 'reduce', by: 'mean', axis: -1 },
      { name: 'mean', kind: 'unsqueeze', axis: -1 },
      ...(hidden === undefined ? [] : [{ kind: 'linear', units: '$hidden', from: 'x' }, 'relu']),
      { name: 'value', kind: 'linear', units: 1, ...(hidden === undefined && { from: 'x' }) },
      { kind: 'add', with: 'advantage' },
      { kind: 'subtract', with: 'mean' },
    ],
  }),
  variant: ({ hidden }) => (hidden === undefined ? undefined : 'Hidden'),
  describe: ({ actions }) => `value and advantage of ${actions} actions`,
})

/** A normal distribution over actions: outputs `mean` and `log_std`, which the state says, or which is learned alone. */
export const gaussianPolicy = block({
  kind: 'gaussian_policy',
  schema: z.strictObject({ actions: positive, deviation: z.enum(['state', 'learned']).default('state') }),
  takes: oneInput,
  expand: ({ deviation }) => ({
    nodes: [
      { name: 'mean', kind: 'linear', units: '$actions' },
      deviation === 'state'
        ? { name: 'log_std', kind: 'linear', units: '$actions', from: 'x' }
        : { name: 'log_std', kind: 'parameter', shape: ['$actions'] },
    ],
    outputs: ['mean', 'log_std'],
  }),
  variant: ({ deviation }) => (deviation === 'learned' ? 'Independent' : undefined),
  describe: ({ actions }) => `mean and deviation of ${actions} actions`,
})

/** Reading a memory by likeness. Port `memory`: …, m, M. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { first, type Given } from '../layers/layer.js'
import { block } from './block.js'

const noMemory = (given: Given) =>
  given.ports.memory
    ? undefined
    : { ...misfit('not_connected', 'what is read, as the input memory', 'nothing'), field: 'with.memory' }
/** Whether one vector asks, and not one at each step. */
const isSingle = (given: Given) => first(given).shape.length < (given.ports.memory?.shape.length ?? 0)

/**
 * A weighted sum of the memory, scored by a small network (Bahdanau et al., 2015). One query (…, F) gives …, M;
 * queries at steps (…, steps, F) give …, steps, M.
 */
export const additiveAttention = block({
  kind: 'additive_attention',
  schema: z.strictObject({ units: positive }),
  takes: { least: 1, most: 1, ports: ['memory'] },
  expand(_, given) {
    const single = isSingle(given)
    return (
      noMemory(given) ?? {
        nodes: [
          { name: 'keys', kind: 'linear', units: '$units', bias: false, from: 'memory' },
          ...(single ? [] : [{ name: 'looked_up', kind: 'unsqueeze', axis: -3 }]),
          { name: 'query', kind: 'linear', units: '$units', from: 'x' },
          { kind: 'unsqueeze', axis: -2 },
          { kind: 'add', with: single ? 'keys' : 'looked_up' },
          'tanh',
          { name: 'score', kind: 'linear', units: 1, bias: false },
          'squeeze',
          'softmax',
          ...(single ? [{ kind: 'unsqueeze', axis: -2 }] : []),
          { kind: 'matmul', with: 'memory' },
          ...(single ? [{ kind: 'squeeze', axis: -2 }] : []),
        ],
      }
    )
  },
  variant: (_, given) => (isSingle(given) ? 'Single' : undefined),
  describe: ({ units }) => `additive attention, ${units} units`,
})

/** One look at a memory (Sukhbaatar et al., 2015): x + softmax(x · memory) values. Port `values`: the memory where left out. */
export const memoryHop = block({
  kind: 'memory_hop',
  schema: z.strictObject({}),
  takes: { least: 1, most: 1, ports: ['memory', 'values'] },
  expand: (_, given) =>
    noMemory(given) ?? {
      nodes: [
        { name: 'query', kind: 'unsqueeze', axis: -2, from: 'x' },
        { kind: 'matmul', with: 'memory', transpose: true },
        'softmax',
        { kind: 'matmul', with: given.ports.values ? 'values' : 'memory' },
        { kind: 'squeeze', axis: -2 },
        { kind: 'add', with: 'x' },
      ],
    },
  describe: () => 'one look at a memory',
})

/** What multiplies features with each other in models of tables and of several tasks. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { featuresIn, oneInput } from '../layers/layer.js'
import { show, sizeAt } from '../shape.js'
import type { NodeSpec } from '../spec.js'
import { block } from './block.js'

/**
 * base · (W x + b) + x (Wang et al., DCN V2, 2021); `rank`: W as a product of two thin matrices. Port `base`: what the
 * first layer read, itself where left out.
 */
export const crossLayer = block({
  kind: 'cross_layer',
  schema: z.strictObject({ rank: positive.optional() }),
  takes: { least: 1, most: 1, ports: ['base'] },
  expand({ rank }, given) {
    const thin: NodeSpec[] =
      rank === undefined ? [] : [{ name: 'thin', kind: 'linear', units: '$rank', bias: false, from: 'x' }]
    return {
      params: { features: featuresIn(given) },
      nodes: [
        ...thin,
        { name: 'weights', kind: 'linear', units: '$features', ...(rank === undefined && { from: 'x' }) },
        { kind: 'multiply', with: given.ports.base ? 'base' : 'x' },
        { kind: 'add', with: 'x' },
      ],
    }
  },
  variant: ({ rank }) => (rank === undefined ? undefined : 'LowRank'),
  describe: ({ rank }) => `crosses features${rank === undefined ? '' : `, rank ${rank}`}`,
})

/** Half of (square of the sum - sum of the squares) over n vectors: the second order of a factorization machine (Rendle, 2010). */
export const factorizationMachine = block({
  kind: 'factorization_machine',
  schema: z.strictObject({}),
  takes: oneInput,
  expand: () => ({
    nodes: [
      { kind: 'multiply', from: ['x', 'x'] },
      { name: 'squares', kind: 'reduce', by: 'sum', axis: -2 },
      { name: 'sum', kind: 'reduce', by: 'sum', axis: -2, from: 'x' },
      { kind: 'multiply', from: ['sum', 'sum'] },
      { kind: 'subtract', with: 'squares' },
      { kind: 'reduce', by: 'sum', axis: -1 },
      { kind: 'scale', by: 0.5 },
      { kind: 'unsqueeze', axis: -1 },
    ],
  }),
  describe: () => 'products of every pair of vectors, summed',
})

/** Experts weighted by what one task reads (Ma et al., MMoE, 2018). Port `experts`: …, n, F stacked. */
export const taskGate = block({
  kind: 'task_gate',
  schema: z.strictObject({ bias: z.boolean().default(true) }),
  takes: { least: 1, most: 1, ports: ['experts'] },
  expand({ bias }, given) {
    const experts = sizeAt(given.ports.experts?.shape ?? [], -2)
    if (experts === undefined)
      return {
        ...misfit(
          'not_connected',
          'stacked experts (…, n, F) as the input experts',
          given.ports.experts ? show(given.ports.experts.shape) : 'nothing',
        ),
        field: 'with.experts',
      }
    return {
      params: { count: experts },
      nodes: [
        { name: 'gate', kind: 'linear', units: '$count', bias, from: 'x' },
        'softmax',
        { kind: 'unsqueeze', axis: -2 },
        { kind: 'matmul', with: 'experts' },
        { kind: 'squeeze', axis: -2 },
      ],
    }
  },
  describe: () => 'experts weighted for one task',
})

/** Row-wise sums of neighbours, then a linear (Kipf & Welling, 2017). Port `adjacency`: …, n, n, normalised. */
export const graphConv = block({
  kind: 'graph_conv',
  schema: z.strictObject({ units: positive, bias: z.boolean().default(true) }),
  takes: { least: 1, most: 1, ports: ['adjacency'] },
  expand({ bias }, given) {
    if (!given.ports.adjacency)
      return {
        ...misfit('not_connected', 'the matrix of neighbours, as the input adjacency', 'nothing'),
        field: 'with.adjacency',
      }
    return {
      nodes: [
        { kind: 'matmul', from: ['adjacency', 'x'] },
        { name: 'weights', kind: 'linear', units: '$units', bias },
      ],
    }
  },
  describe: ({ units }) => `graph convolution to ${units}`,
})

/**
 * Products of two tensors: matrices, and vectors with vectors. No weights. FLOPs: 2 x the multiply-accumulates of
 * `matmul`; a dot product is element-wise work and a sum, 0 as the frameworks count. Both keep their factors.
 */
import { z } from 'zod'
import { type Misfit, misfit } from '../issue.js'
import { broadcast, elements, float, sameShape, show, sizeAt } from '../shape.js'
import { axes, floats } from './check.js'
import { first, type Given, layer, oneInput } from './layer.js'

const two = { least: 2, most: 2 }

/** The rows, inner size and columns of a matrix product, with the axes before them broadcast. */
function product(transpose: boolean, given: Given) {
  const [a = [], b = []] = given.inputs.map(({ shape }) => shape)
  const [inner, columns] = transpose ? [b.at(-1), b.at(-2)] : [b.at(-2), b.at(-1)]
  return { a, b, rows: a.at(-2), inner, columns, lead: broadcast([a.slice(0, -2), b.slice(0, -2)]) }
}

/** …, n, k times …, k, m (or …, m, k with `transpose`): …, n, m. */
export const matmul = layer({
  kind: 'matmul',
  schema: z.strictObject({ transpose: z.boolean().default(false) }),
  takes: two,
  infer({ transpose }, given) {
    const { a, b, rows, inner, columns, lead } = product(transpose, given)
    if (rows === undefined || columns === undefined || a.at(-1) !== inner || !lead)
      return misfit('shape_misfit', 'matrices whose inner sizes agree', `${show(a)} and ${show(b)}`)
    return floats(given) ?? { main: float([...lead, rows, columns]) }
  },
  flops: ({ transpose }, given, main) => 2 * elements(main.shape) * (product(transpose, given).inner ?? 0),
  keeps: () => ({ inputs: [0, 1] }),
  describe: ({ transpose }) => `matrix product${transpose ? ', second transposed' : ''}`,
})

/** …, F with …, F: one number for each pair of vectors. */
export const dot = layer({
  kind: 'dot',
  schema: z.strictObject({}),
  takes: two,
  infer(_, given) {
    const [a = [], b = []] = given.inputs.map(({ shape }) => shape)
    const wrong: Misfit | undefined =
      sameShape(a, b) && a.length > 0
        ? floats(given)
        : misfit('shape_misfit', 'two tensors of one shape', `${show(a)} and ${show(b)}`)
    return wrong ?? { main: float(a.slice(0, -1)) }
  },
  keeps: () => ({ inputs: [0, 1] }),
  // A product and a sum.
  kernels: () => 2,
  describe: () => 'dot product',
})

/**
 * Every pair of n vectors, as DLRM crosses its features (Naumov et al., 2019): …, n, F to …, n(n-1)/2. The whole
 * matrix of products is made, then its lower triangle taken.
 */
export const pairwiseDots = layer({
  kind: 'pairwise_dots',
  schema: z.strictObject({}),
  takes: oneInput,
  infer(_, given) {
    const { shape } = first(given)
    const n = sizeAt(shape, -2) ?? 0
    const wrong = axes(given, 'vectors', 'features')
    if (wrong) return wrong
    if (n < 2) return misfit('shape_misfit', 'at least 2 vectors', show(shape))
    return { main: float([...shape.slice(0, -2), (n * (n - 1)) / 2]) }
  },
  flops: (_, given) => 2 * elements(first(given).shape) * (sizeAt(first(given).shape, -2) ?? 0),
  keeps: () => ({ inputs: [0] }),
  // The products, and the triangle.
  kernels: () => 2,
  describe: (_, given) => `dot products of ${sizeAt(first(given).shape, -2)} vectors, each with each`,
})

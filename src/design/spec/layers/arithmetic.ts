/**
 * Sums, differences, products, quotients, and the larger or smaller number of tensors, broadcast from the right. No
 * weights; element-wise work counts as 0 FLOPs. What the derivative needs is kept: factors, what was compared, but
 * nothing of a sum.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { broadcast, float, sameShape, show } from '../shape.js'
import { floats } from './check.js'
import { type Layer, layer } from './layer.js'

const kinds = [
  { kind: 'add', most: 16, keepsFactors: false, words: 'sum' },
  { kind: 'subtract', most: 2, keepsFactors: false, words: 'difference' },
  { kind: 'multiply', most: 16, keepsFactors: true, words: 'product' },
  { kind: 'divide', most: 2, keepsFactors: true, words: 'quotient' },
  { kind: 'maximum', most: 2, keepsFactors: true, words: 'the larger of two' },
  { kind: 'minimum', most: 2, keepsFactors: true, words: 'the smaller of two' },
] as const

export const arithmetic: readonly Layer[] = kinds.map(({ kind, most, keepsFactors, words }) =>
  layer({
    kind,
    schema: z.strictObject({}),
    takes: { least: 2, most },
    infer(_, given) {
      const shapes = given.inputs.map(({ shape }) => shape)
      const shape = broadcast(shapes)
      const received = shapes.map(show).join(' and ')
      return (
        floats(given) ??
        (shape ? { main: float(shape) } : misfit('shape_misfit', 'shapes that fit from the right', received))
      )
    },
    keeps: (_, given) => (keepsFactors ? { inputs: given.inputs.map((_, i) => i) } : {}),
    describe: () => words,
  }),
)

/** Puts tensors side by side along an axis counted from the end; the other sizes agree. */
export const concat = layer({
  kind: 'concat',
  schema: z.strictObject({ axis: z.number().int().min(-8).max(-1).default(-1) }),
  takes: { least: 2, most: 64 },
  infer({ axis }, given) {
    const [head, ...rest] = given.inputs.map(({ shape }) => shape)
    if (!head || head.length < -axis)
      return misfit('shape_misfit', `at least ${-axis} axes`, show(head ?? []))
    const others = (shape: readonly number[]) => shape.toSpliced(shape.length + axis, 1).join()
    const odd = rest.find((shape) => shape.length !== head.length || others(shape) !== others(head))
    if (odd)
      return {
        code: 'shape_misfit',
        message: `concat on axis ${axis} needs equal other sizes. Received: ${show(head)} and ${show(odd)}.`,
        expected: 'equal sizes on the other axes',
        received: `${show(head)} and ${show(odd)}`,
      }
    const total = [head, ...rest].reduce((n, shape) => n + (shape.at(axis) ?? 0), 0)
    return floats(given) ?? { main: float(head.with(head.length + axis, total)) }
  },
  describe: ({ axis }) => (axis === -1 ? 'side by side' : `side by side along axis ${axis}`),
})

/** Puts tensors of one shape on a new axis before the features: n of …, F become …, n, F. */
export const stack = layer({
  kind: 'stack',
  schema: z.strictObject({}),
  takes: { least: 2, most: 64 },
  infer(_, given) {
    const shapes = given.inputs.map(({ shape }) => shape)
    const [head = []] = shapes
    const odd = shapes.find((shape) => !sameShape(shape, head))
    if (odd || head.length === 0)
      return misfit('shape_misfit', 'tensors of one shape', `${show(head)} and ${show(odd ?? head)}`)
    return floats(given) ?? { main: float([...head.slice(0, -1), shapes.length, ...head.slice(-1)]) }
  },
  describe: (_, given) => `stacked, ${given.inputs.length} as one`,
})

/**
 * Pooling: one number for a window or for everything, per feature. No weights, 0 FLOPs.
 *
 * Windows: …, positions, F to …, positions', F. Maximum keeps its input and the place of each maximum (64 bit), the
 * mean its input. `global_pool`: …, F with all axes but the features gone, or the last `axes` of them.
 */
import { z } from 'zod'
import { misfit } from '../issue.js'
import { elements, float, show } from '../shape.js'
import { axes } from './check.js'
import { extents, onAxis, perAxis, poolPaddingSchema } from './extent.js'
import { featuresIn, first, type Layer, layer, oneInput } from './layer.js'

const positions = ['', 'steps', 'height, width', 'depth, height, width']

const windowed = (by: 'max' | 'avg', rank: 1 | 2 | 3): Layer =>
  layer({
    kind: `${by}_pool${rank}d`,
    schema: z.strictObject({
      kernel: perAxis,
      stride: perAxis.optional(),
      padding: poolPaddingSchema.default('valid'),
    }),
    takes: oneInput,
    infer({ kernel, stride = kernel, padding }, given) {
      const wrong = axes(given, ...(positions[rank] ?? '').split(', '), 'features')
      if (wrong) return wrong
      const out = extents(rank, { kernel, stride, dilation: 1, padding }, given)
      if ('code' in out) return out
      const map = first(given).shape.slice(-rank - 1, -1)
      // PyTorch's kernel for three axes does not look at the padding here.
      if (by === 'avg' && rank === 3 && map.some((size, axis) => size < onAxis(kernel, axis)))
        return misfit(
          'shape_misfit',
          `a map of at least the kernel, ${[kernel].flat().join(' x ')}`,
          show(map),
        )
      const sides = typeof padding === 'string' ? [0] : [padding].flat()
      const wide = sides.find((side, axis) => 2 * side > onAxis(kernel, axis))
      if (wide !== undefined)
        return {
          ...misfit('bad_value', 'padding of at most half the kernel', String(wide)),
          field: 'padding',
        }
      return { main: float([...first(given).shape.slice(0, -rank - 1), ...out, featuresIn(given)]) }
    },
    keeps({ kernel, stride = kernel, padding }, given) {
      if (by === 'avg') return { inputs: [0] }
      const out = extents(rank, { kernel, stride, dilation: 1, padding }, given)
      const places = 'code' in out ? 0 : elements(out) * featuresIn(given)
      const lead = elements(first(given).shape.slice(0, -rank - 1))
      return { inputs: [0], inside: { indices: lead * places } }
    },
    describe: ({ kernel, stride = kernel }) => {
      const size = Array.from({ length: rank }, (_, axis) => onAxis(kernel, axis)).join(' x ')
      return `${by === 'max' ? 'maximum' : 'mean'} over ${size}, stride ${[stride].flat().join(' x ')}`
    },
  })

const globalPool = layer({
  kind: 'global_pool',
  schema: z.strictObject({
    by: z.enum(['mean', 'max', 'sum']).default('mean'),
    axes: z.number().int().min(1).max(7).optional(),
  }),
  takes: oneInput,
  infer(fields, given) {
    const { shape } = first(given)
    const gone = fields.axes ?? shape.length - 1
    const wrong = axes(given, ...Array.from({ length: gone }, () => 'positions'), 'features')
    return wrong ?? { main: float([...shape.slice(0, shape.length - 1 - gone), featuresIn(given)]) }
  },
  keeps: ({ by }) => (by === 'max' ? { inputs: [0], output: true } : {}),
  describe: ({ by }) => `${by === 'max' ? 'maximum' : by} over all positions`,
})

export const pooling: readonly Layer[] = [
  windowed('max', 1),
  windowed('max', 2),
  windowed('max', 3),
  windowed('avg', 1),
  windowed('avg', 2),
  windowed('avg', 3),
  globalPool,
]

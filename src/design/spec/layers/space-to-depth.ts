/**
 * Squares of positions as features, and back: patch merging, sub-pixel convolution (Shi et al., 2016).
 *
 * `space_to_depth`: …, height, width, F to …, height/f, width/f, F·f²; `depth_to_space` the other way. No weights, 0
 * FLOPs; a copy, which keeps nothing.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float, show } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput } from './layer.js'

const schema = z.strictObject({ factor: positive.max(64).default(2) })

export const spaceToDepth = layer({
  kind: 'space_to_depth',
  schema,
  takes: oneInput,
  infer({ factor }, given) {
    const wrong = axes(given, 'height', 'width', 'channels')
    if (wrong) return wrong
    const { shape } = first(given)
    const positions = shape.slice(-3, -1)
    if (positions.some((size) => size % factor !== 0))
      return misfit('shape_misfit', `height and width that ${factor} divides`, show(shape))
    const fewer = positions.map((size) => size / factor)
    return { main: float([...shape.slice(0, -3), ...fewer, featuresIn(given) * factor ** 2]) }
  },
  describe: ({ factor }) => `positions as features, ${factor} x ${factor} in one`,
})

export const depthToSpace = layer({
  kind: 'depth_to_space',
  schema,
  takes: oneInput,
  infer({ factor }, given) {
    const wrong = axes(given, 'height', 'width', 'channels')
    if (wrong) return wrong
    const { shape } = first(given)
    if (featuresIn(given) % factor ** 2 !== 0)
      return misfit('shape_misfit', `channels that ${factor ** 2} divides`, show(shape))
    const more = shape.slice(-3, -1).map((size) => size * factor)
    return { main: float([...shape.slice(0, -3), ...more, featuresIn(given) / factor ** 2]) }
  },
  describe: ({ factor }) => `features as positions, ${factor} x ${factor} from one`,
})

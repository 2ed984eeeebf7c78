/**
 * Self-attention inside square windows of a feature map, moved by `shift`, with a learned bias for each head and
 * distance (Liu et al., Swin Transformer, 2021).
 *
 * Input and output: …, height, width, F; maps are padded to whole windows, and the FLOPs are those of the padded map.
 * Weights: 4·F² (+ 4F) and (2·window - 1)² x heads; stored beside them, the distance of each pair of positions.
 * FLOPs: 8·positions·F² + 4·positions·window²·F. Keeps what attention keeps, and the pairs (64 bit).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements } from '../shape.js'
import type { Weight } from '../typed.js'
import { axes } from './check.js'
import { featuresIn, first, type Given, layer, oneInput, trainable } from './layer.js'

const schema = z.strictObject({
  heads: positive,
  window: positive.max(256),
  shift: z.number().int().nonnegative().default(0),
  bias: z.boolean().default(true),
})
type Fields = z.infer<typeof schema>

/** Positions of the padded map, per sample. */
function positionsIn({ window }: Fields, given: Given): number {
  const { shape } = first(given)
  const padded = shape.slice(-3, -1).map((size) => Math.ceil(size / window) * window)
  return elements(shape.slice(0, -3)) * elements(padded)
}

export const windowAttention = layer({
  kind: 'window_attention',
  schema,
  takes: oneInput,
  infer({ heads, window, shift }, given) {
    const wrong = axes(given, 'height', 'width', 'channels')
    if (wrong) return wrong
    const features = featuresIn(given)
    if (features % heads !== 0)
      return { ...misfit('shape_misfit', `heads that divide ${features}`, String(heads)), field: 'heads' }
    if (shift >= window)
      return {
        ...misfit('bad_value', `a shift below the window of ${window}`, String(shift)),
        field: 'shift',
      }
    return { main: first(given) }
  },
  weights({ heads, window, bias }, given) {
    const features = featuresIn(given)
    const projection = (name: string): Weight[] => [
      trainable(`${name}_weight`, [features, features]),
      ...(bias ? [trainable(`${name}_bias`, [features])] : []),
    ]
    return [
      ...['query', 'key', 'value', 'output'].flatMap(projection),
      trainable('distance_bias', [(2 * window - 1) ** 2, heads]),
      { name: 'distances', shape: [window ** 4], trainable: false, buffer: true },
    ]
  },
  flops(fields, given) {
    const features = featuresIn(given)
    return positionsIn(fields, given) * features * (8 * features + 4 * fields.window ** 2)
  },
  keeps(fields, given) {
    const positions = positionsIn(fields, given)
    return {
      inside: {
        // The windows, queries, keys, values, and what the output projection reads.
        activations: 5 * positions * featuresIn(given),
        scores: positions * fields.window ** 2 * fields.heads,
        // The pairs are shared by the batch and twice as wide as a statistic.
        batchStatistics: 2 * fields.window ** 4,
      },
    }
  },
  // As attention, with the bias looked up, windows made and put back; moved there and back.
  kernels: ({ shift }) => (shift > 0 ? 14 : 11),
  workspace(fields, given) {
    const positions = positionsIn(fields, given)
    return positions * (4 * featuresIn(given) + fields.window ** 2 * fields.heads)
  },
  describe: ({ heads, window, shift }, given) =>
    `self-attention in windows of ${window} x ${window}${shift > 0 ? ` moved by ${shift}` : ''}, ${heads} ${heads === 1 ? 'head' : 'heads'} of ${featuresIn(given) / heads}`,
})

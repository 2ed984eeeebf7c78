/**
 * Convolutions over one, two or three axes (LeCun et al., 1989); grouped, dilated, depthwise.
 *
 * Input: …, positions, C. Output: …, positions', channels. Weights: channels x C/groups x kernel (+ channels).
 * FLOPs: 2 x positions' x channels x C/groups x kernel. Keeps its input; causal padding makes a longer copy, which is
 * kept instead. Weight norm also keeps the filters it makes.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { type Misfit, misfit } from '../issue.js'
import type { Saved } from '../saved.js'
import { elements, float, sizeAt } from '../shape.js'
import { axes } from './check.js'
import { extents, onAxis, paddingSchema, perAxis } from './extent.js'
import { featuresIn, first, type Given, type Layer, layer, oneInput, trainable } from './layer.js'

const schema = z.strictObject({
  /** As many as come in where the convolution is depthwise and says nothing. */
  channels: positive.optional(),
  kernel: perAxis,
  stride: perAxis.default(1),
  dilation: perAxis.default(1),
  groups: z.union([positive, z.literal('depthwise')]).default(1),
  padding: paddingSchema.default('valid'),
  bias: z.boolean().default(true),
  /** Each filter as a length and a direction (Salimans & Kingma, 2016). Weights: channels more. */
  weight_norm: z.boolean().default(false),
})
type Fields = z.infer<typeof schema>

const groupsOf = ({ groups }: Fields, given: Given) => (groups === 'depthwise' ? featuresIn(given) : groups)
const channelsOf = ({ channels }: Fields, given: Given) => channels ?? featuresIn(given)
const kernelOf = (rank: number, { kernel }: Fields) =>
  Array.from({ length: rank }, (_, axis) => onAxis(kernel, axis))

function channelMisfit(fields: Fields, given: Given): Misfit | undefined {
  const groups = groupsOf(fields, given)
  if (fields.channels === undefined && fields.groups !== 'depthwise')
    return { code: 'missing_field', message: 'a convolution needs the field channels.', field: 'channels' }
  const odd = [featuresIn(given), channelsOf(fields, given)].find((n) => n % groups !== 0)
  return odd === undefined
    ? undefined
    : { ...misfit('shape_misfit', `channels that ${groups} groups divide`, String(odd)), field: 'groups' }
}

/** The filters that a length and a direction make, and the lengths of the directions: once for the batch. */
function normed(rank: number, fields: Fields, given: Given): Partial<Saved> {
  if (!fields.weight_norm) return {}
  const channels = channelsOf(fields, given)
  const filter = (featuresIn(given) / groupsOf(fields, given)) * elements(kernelOf(rank, fields))
  return { batchStatistics: channels * (filter + 1) }
}

const names = ['', 'steps', 'height, width', 'depth, height, width']

const convolution = (rank: 1 | 2 | 3): Layer =>
  layer({
    kind: `conv${rank}d`,
    schema,
    takes: oneInput,
    infer(fields, given) {
      const wrong =
        axes(given, ...(names[rank] ?? '').split(', '), 'channels') ?? channelMisfit(fields, given)
      if (wrong) return wrong
      if (fields.padding === 'causal' && rank > 1)
        return { ...misfit('bad_value', 'causal padding in conv1d only', 'causal'), field: 'padding' }
      const out = extents(rank, fields, given)
      if ('code' in out) return out
      const lead = first(given).shape.slice(0, -rank - 1)
      return { main: float([...lead, ...out, channelsOf(fields, given)]) }
    },
    weights(fields, given) {
      const channels = channelsOf(fields, given)
      const shape = [channels, featuresIn(given) / groupsOf(fields, given), ...kernelOf(rank, fields)]
      return [
        ...(fields.weight_norm ? [trainable('weight_length', [channels])] : []),
        trainable('weight', shape),
        ...(fields.bias ? [trainable('bias', [channels])] : []),
      ]
    },
    flops: (fields, given, main) =>
      2 *
      elements(main.shape) *
      (featuresIn(given) / groupsOf(fields, given)) *
      elements(kernelOf(rank, fields)),
    keeps(fields, given) {
      const shared = normed(rank, fields, given)
      if (fields.padding !== 'causal') return { inputs: [0], inside: shared }
      const { shape } = first(given)
      const padded = (sizeAt(shape, -2) ?? 1) + onAxis(fields.dilation, 0) * (onAxis(fields.kernel, 0) - 1)
      return { inside: { ...shared, activations: elements(shape.slice(0, -2)) * padded * featuresIn(given) } }
    },
    kernels: ({ padding, weight_norm }) => 1 + (padding === 'causal' ? 1 : 0) + (weight_norm ? 1 : 0),
    describe(fields, given) {
      const { stride, dilation, groups, bias } = fields
      const kernel = kernelOf(rank, fields)
      const more = [
        ...(groups === 'depthwise' ? ['depthwise'] : groups > 1 ? [`${groups} groups`] : []),
        ...(elements([stride].flat()) > 1 ? [`stride ${[stride].flat().join(' x ')}`] : []),
        ...(elements([dilation].flat()) > 1 ? [`dilation ${[dilation].flat().join(' x ')}`] : []),
        ...(fields.padding === 'causal' ? ['causal'] : []),
        ...(fields.weight_norm ? ['weight norm'] : []),
        ...(bias ? [] : ['no bias']),
      ]
      const size = rank === 1 ? `kernel ${kernel[0]}` : kernel.join(' x ')
      return [`convolution ${size}, ${featuresIn(given)} to ${channelsOf(fields, given)}`, ...more].join(', ')
    },
  })

export const convolutions: readonly Layer[] = [convolution(1), convolution(2), convolution(3)]

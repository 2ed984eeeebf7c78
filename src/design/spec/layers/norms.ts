/**
 * Normalisation over the features, over groups of them (with all positions), or (batch norm) over everything else.
 *
 * Input and output: …, F. Weights: a scale for each feature and, but for RMS norm, a shift (2F or F). Batch norm also
 * stores two running statistics: no parameters in PyTorch and Flax, parameters that do not learn in Keras. Keeps the
 * input and its statistics in 32 bit.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, show } from '../shape.js'
import type { Weight } from '../typed.js'
import { axes } from './check.js'
import { featuresIn, first, layer, oneInput, rowsIn, trainable } from './layer.js'

const scaleAndShift = (features: number, bias: boolean): Weight[] => [
  trainable('scale', [features]),
  ...(bias ? [trainable('shift', [features])] : []),
]

/** Ba, Kiros & Hinton, 2016. */
export const layerNorm = layer({
  kind: 'layer_norm',
  schema: z.strictObject({ bias: z.boolean().default(true) }),
  takes: oneInput,
  infer: (_, given) => axes(given, 'features') ?? { main: first(given) },
  weights: ({ bias }, given) => scaleAndShift(featuresIn(given), bias),
  keeps: (_, given) => ({ inputs: [0], inside: { statistics: 2 * rowsIn(given) } }),
  describe: () => 'layer norm',
})

/** Zhang & Sennrich, 2019. */
export const rmsNorm = layer({
  kind: 'rms_norm',
  schema: z.strictObject({}),
  takes: oneInput,
  infer: (_, given) => axes(given, 'features') ?? { main: first(given) },
  weights: (_, given) => scaleAndShift(featuresIn(given), false),
  keeps: (_, given) => ({ inputs: [0], inside: { statistics: rowsIn(given) } }),
  describe: () => 'RMS norm',
})

/**
 * Wu & He, 2018. Each group of channels over all positions; as many groups as channels is instance norm. Statistics: 2
 * for each group.
 */
export const groupNorm = layer({
  kind: 'group_norm',
  schema: z.strictObject({ groups: positive }),
  takes: oneInput,
  infer({ groups }, given) {
    const features = featuresIn(given)
    if (features % groups !== 0)
      return {
        ...misfit('shape_misfit', `groups that divide ${features} channels`, String(groups)),
        field: 'groups',
      }
    if (elements(first(given).shape) === groups)
      return {
        ...misfit(
          'shape_misfit',
          'more than one number in each group',
          `${show(first(given).shape)} in ${groups} groups`,
        ),
        field: 'groups',
      }
    return axes(given, 'features') ?? { main: first(given) }
  },
  weights: (_, given) => scaleAndShift(featuresIn(given), true),
  keeps: ({ groups }) => ({ inputs: [0], inside: { statistics: 2 * groups } }),
  describe: ({ groups }) => `group norm, ${groups} groups`,
})

/** Ioffe & Szegedy, 2015. */
export const batchNorm = layer({
  kind: 'batch_norm',
  schema: z.strictObject({}),
  takes: oneInput,
  infer: (_, given) => axes(given, 'features') ?? { main: first(given) },
  weights(_, given) {
    const shape = [featuresIn(given)]
    const running = (name: string): Weight =>
      given.framework === 'keras'
        ? { name, shape, trainable: false }
        : { name, shape, trainable: false, buffer: true }
    return [...scaleAndShift(featuresIn(given), true), running('running_mean'), running('running_variance')]
  },
  keeps: (_, given) => ({ inputs: [0], inside: { batchStatistics: 2 * featuresIn(given) } }),
  describe: () => 'batch norm',
})

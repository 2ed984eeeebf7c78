/** The table of primitive layers: a new one is one file and one line. */
import { activations } from './activations.js'
import { arithmetic, concat, stack } from './arithmetic.js'
import { attention } from './attention.js'
import { convolutions } from './convolution.js'
import { dropout } from './dropout.js'
import { embedding } from './embedding.js'
import type { Layer } from './layer.js'
import { linear } from './linear.js'
import { batchNorm, layerNorm, rmsNorm } from './norms.js'
import { parameter } from './parameter.js'
import { select, slice, split } from './picking.js'
import { pooling } from './pooling.js'
import { positionEmbedding } from './position-embedding.js'
import { dot, matmul, pairwiseDots } from './products.js'
import { gru, lstm } from './recurrent.js'
import { relativeBias } from './relative-bias.js'
import { l2Normalize, layerScale, scale } from './scaling.js'
import { topK } from './top-k.js'
import { transposedConvolutions } from './transposed-convolution.js'
import { upsample } from './upsample.js'
import { flatten, reshape, transpose } from './views.js'
import { movingAverage, patches } from './windows.js'

const all: readonly Layer[] = [
  parameter,
  linear,
  embedding,
  positionEmbedding,
  attention,
  relativeBias,
  layerNorm,
  rmsNorm,
  batchNorm,
  ...activations,
  dropout,
  lstm,
  gru,
  ...arithmetic,
  concat,
  stack,
  reshape,
  flatten,
  transpose,
  movingAverage,
  patches,
  ...convolutions,
  ...transposedConvolutions,
  ...pooling,
  upsample,
  layerScale,
  scale,
  l2Normalize,
  topK,
  matmul,
  dot,
  pairwiseDots,
  slice,
  select,
  split,
]

export const layers: ReadonlyMap<string, Layer> = new Map(all.map((layer) => [layer.kind, layer]))

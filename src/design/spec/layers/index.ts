/** The table of primitive layers: a new one is one file and one line. */
import { activations } from './activations.js'
import { arithmetic, concat } from './arithmetic.js'
import { attention } from './attention.js'
import { dropout } from './dropout.js'
import { embedding } from './embedding.js'
import type { Layer } from './layer.js'
import { linear } from './linear.js'
import { batchNorm, layerNorm, rmsNorm } from './norms.js'
import { positionEmbedding } from './position-embedding.js'
import { gru, lstm } from './recurrent.js'
import { flatten, reshape, transpose } from './views.js'
import { movingAverage, patches } from './windows.js'

const all: readonly Layer[] = [
  linear,
  embedding,
  positionEmbedding,
  attention,
  layerNorm,
  rmsNorm,
  batchNorm,
  ...activations,
  dropout,
  lstm,
  gru,
  ...arithmetic,
  concat,
  reshape,
  flatten,
  transpose,
  movingAverage,
  patches,
]

export const layers: ReadonlyMap<string, Layer> = new Map(all.map((layer) => [layer.kind, layer]))

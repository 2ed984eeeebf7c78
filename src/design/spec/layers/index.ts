/** The table of primitive layers: a new one is one file and one line. */
import { activations } from './activations.js'
import { arithmetic, concat, stack } from './arithmetic.js'
import { attention } from './attention.js'
import { expandAxis, squeeze, unsqueeze } from './axes.js'
import { basisExpansion } from './basis-expansion.js'
import { convolutions } from './convolution.js'
import { dropout } from './dropout.js'
import { embedding } from './embedding.js'
import { glu } from './glu.js'
import { mergeHeads, splitHeads } from './heads.js'
import type { Layer } from './layer.js'
import { linear } from './linear.js'
import { maskScores } from './mask-scores.js'
import { batchNorm, groupNorm, layerNorm, rmsNorm } from './norms.js'
import { constant, parameter } from './parameter.js'
import { select, slice, split } from './picking.js'
import { pooling } from './pooling.js'
import { positionEmbedding } from './position-embedding.js'
import { prelu } from './prelu.js'
import { dot, matmul, pairwiseDots } from './products.js'
import { gru, lstm, rnn } from './recurrent.js'
import { recurrentCells } from './recurrent-cells.js'
import { reduce } from './reduce.js'
import { relativeBias } from './relative-bias.js'
import { rotary } from './rotary.js'
import { sampleGaussian } from './sample-gaussian.js'
import { l2Normalize, layerScale, scale } from './scaling.js'
import { selectiveScan } from './selective-scan.js'
import { depthToSpace, spaceToDepth } from './space-to-depth.js'
import { topK } from './top-k.js'
import { transposedConvolutions } from './transposed-convolution.js'
import { upsample } from './upsample.js'
import { flatten, reshape, transpose } from './views.js'
import { windowAttention } from './window-attention.js'
import { movingAverage, patches } from './windows.js'

const all: readonly Layer[] = [
  parameter,
  constant,
  linear,
  embedding,
  positionEmbedding,
  attention,
  windowAttention,
  relativeBias,
  rotary,
  maskScores,
  splitHeads,
  mergeHeads,
  layerNorm,
  rmsNorm,
  batchNorm,
  groupNorm,
  ...activations,
  glu,
  dropout,
  lstm,
  gru,
  rnn,
  ...recurrentCells,
  selectiveScan,
  ...arithmetic,
  concat,
  stack,
  reshape,
  flatten,
  transpose,
  unsqueeze,
  squeeze,
  expandAxis,
  movingAverage,
  patches,
  ...convolutions,
  ...transposedConvolutions,
  ...pooling,
  upsample,
  spaceToDepth,
  depthToSpace,
  layerScale,
  prelu,
  scale,
  l2Normalize,
  basisExpansion,
  sampleGaussian,
  topK,
  matmul,
  reduce,
  dot,
  pairwiseDots,
  slice,
  select,
  split,
]

export const layers: ReadonlyMap<string, Layer> = new Map(all.map((layer) => [layer.kind, layer]))

/** The table of families: a new one is one file and one line. */
import { dlinear } from './dlinear.js'
import { exponentialSmoothing } from './exponential-smoothing.js'
import type { Family } from './family.js'
import { gradientBoostedTrees } from './gradient-boosted-trees.js'
import { gruEncoderDecoder } from './gru-encoder-decoder.js'
import { patchedTransformer } from './patched-transformer.js'
import { seasonalNaive } from './seasonal-naive.js'

/** Families for forecasting, the baseline first. */
export const families: readonly Family[] = [
  seasonalNaive,
  exponentialSmoothing,
  gradientBoostedTrees,
  dlinear,
  gruEncoderDecoder,
  patchedTransformer,
]

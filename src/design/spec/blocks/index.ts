/** The table of library blocks: a new one is one file and one line. */
import type { LibraryBlock } from './block.js'
import { convNorm } from './conv-norm.js'
import { convnextBlock } from './convnext-block.js'
import { doubleConv } from './double-conv.js'
import { feedForward } from './feed-forward.js'
import { mbconv, squeezeExcite } from './inverted-residual.js'
import { mlp } from './mlp.js'
import { moe } from './moe.js'
import { patchEmbedding } from './patch-embedding.js'
import { basicBlock, bottleneck, preactivationBlock } from './residual-blocks.js'
import { seriesDecomposition } from './series-decomposition.js'
import { tcnBlock } from './tcn-block.js'
import { tower } from './tower.js'
import { transformerBlock } from './transformer-block.js'

const all: readonly LibraryBlock[] = [
  mlp,
  feedForward,
  moe,
  transformerBlock,
  seriesDecomposition,
  tcnBlock,
  convNorm,
  doubleConv,
  basicBlock,
  bottleneck,
  preactivationBlock,
  squeezeExcite,
  mbconv,
  convnextBlock,
  patchEmbedding,
  tower,
]

export const libraryBlocks: ReadonlyMap<string, LibraryBlock> = new Map(
  all.map((block) => [block.kind, block]),
)

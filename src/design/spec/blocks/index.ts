/** The table of library blocks: a new one is one file and one line. */
import type { LibraryBlock } from './block.js'
import { convNorm } from './conv-norm.js'
import { convnextBlock } from './convnext-block.js'
import { crossLayer, factorizationMachine, graphConv, taskGate } from './cross-layer.js'
import { denseBlock } from './dense-block.js'
import { doubleConv } from './double-conv.js'
import { feedForward } from './feed-forward.js'
import { gateAddNorm, gatedResidual, interpretableAttention, variableSelection } from './gated-residual.js'
import { duelingHead, gaussianPolicy } from './heads.js'
import { mbconv, squeezeExcite } from './inverted-residual.js'
import { additiveAttention, memoryHop } from './memory.js'
import { mixerBlock } from './mixer-block.js'
import { mlp } from './mlp.js'
import { moe } from './moe.js'
import { nbeatsBlock } from './nbeats-block.js'
import { patchEmbedding } from './patch-embedding.js'
import { basicBlock, bottleneck, preactivationBlock } from './residual-blocks.js'
import { seriesDecomposition } from './series-decomposition.js'
import { invertedEmbedding, seriesPatchEncoder } from './series-embedding.js'
import { stateSpaceBlock } from './state-space-block.js'
import { patchMerging, swinBlock } from './swin-block.js'
import { tcnBlock } from './tcn-block.js'
import { tower } from './tower.js'
import { transformerBlock } from './transformer-block.js'
import { unet } from './unet.js'

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
  swinBlock,
  patchMerging,
  denseBlock,
  unet,
  gatedResidual,
  gateAddNorm,
  variableSelection,
  interpretableAttention,
  nbeatsBlock,
  invertedEmbedding,
  seriesPatchEncoder,
  additiveAttention,
  memoryHop,
  crossLayer,
  factorizationMachine,
  taskGate,
  graphConv,
  duelingHead,
  gaussianPolicy,
  stateSpaceBlock,
  mixerBlock,
]

export const libraryBlocks: ReadonlyMap<string, LibraryBlock> = new Map(
  all.map((block) => [block.kind, block]),
)

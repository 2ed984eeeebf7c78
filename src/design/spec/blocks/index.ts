/** The table of library blocks: a new one is one file and one line. */
import type { LibraryBlock } from './block.js'
import { feedForward } from './feed-forward.js'
import { mlp } from './mlp.js'
import { seriesDecomposition } from './series-decomposition.js'
import { transformerBlock } from './transformer-block.js'

const all: readonly LibraryBlock[] = [feedForward, mlp, seriesDecomposition, transformerBlock]

export const libraryBlocks: ReadonlyMap<string, LibraryBlock> = new Map(
  all.map((block) => [block.kind, block]),
)

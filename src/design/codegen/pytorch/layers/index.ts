/** The table of layers in PyTorch: one entry for each kind of the spec. */
import type { Emit } from '../emit.js'
import { dense } from './dense.js'
import { functions } from './functions.js'
import { maps } from './maps.js'
import { recurrences } from './recurrences.js'

export const emits: ReadonlyMap<string, Emit> = new Map(
  Object.entries({ ...dense, ...maps, ...functions, ...recurrences }),
)

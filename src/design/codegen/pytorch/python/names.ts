/** Names that hand-written Python takes, used or not: classes and variables of a spec keep clear of them. */
import * as arrangements from './arrangements.js'
import * as attention from './attention.js'
import * as basisExpansion from './basis-expansion.js'
import * as maps from './maps.js'
import { maskedReductions } from './masked.js'
import { inOrder, type PythonPart } from './parts.js'
import * as recurrent from './recurrent.js'
import * as selectiveScan from './selective-scan.js'
import * as windowAttention from './window-attention.js'

const files: readonly Readonly<Record<string, PythonPart>>[] = [
  arrangements,
  attention,
  basisExpansion,
  maps,
  maskedReductions,
  recurrent,
  selectiveScan,
  windowAttention,
]

export const takenNames: readonly string[] = inOrder(files.flatMap((file) => Object.values(file))).flatMap(
  ({ text }) => [...text.matchAll(/^(?:class|def) (\w+)/gm)].map(([, name = '']) => name),
)

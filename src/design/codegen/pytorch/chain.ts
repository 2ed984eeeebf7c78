/** A body that is nothing but modules in a row, which needs no forward pass of its own. */
import type { Source, TypedNode } from '../../spec/typed.js'
import type { Applied, Symbols } from './applied.js'
import { type Code, code } from './code.js'
import type { Layout } from './emit.js'
import type { BodyOf, Named } from './place.js'
import { key, type Reads } from './reads.js'

/** The modules in a row, where each node reads just the one before and nothing needs a word more. */
export function chainOf(
  body: BodyOf,
  nodes: readonly Named[],
  reads: Reads,
  apply: (node: TypedNode, symbols: Symbols) => Applied,
  wants: readonly Layout[],
): readonly Code[] | undefined {
  const [input, ...more] = body.inputs
  if (!input || more.length > 0 || body.outputs.length !== 1) return undefined
  let before: Source = { node: input.name, output: 0 }
  let layout = wants[0] ?? 0
  let size = body.inputSymbols[0]
  const modules: Code[] = []
  for (const { name, groups } of nodes) {
    for (const [i, node] of groups.entries()) {
      const { arrangement, reads: from } = node
      const isPlain = arrangement.kind === 'once' || (arrangement.kind === 'series' && !arrangement.shared)
      const [source, ...others] = from.inputs
      if (!isPlain || !source || others.length > 0 || Object.keys(from.ports).length > 0) return undefined
      if (i === 0 && (key(source) !== key(before) || reads.get(key(source))?.count !== 1)) return undefined
      if (node.frozen || node.lora || node.reuses !== undefined || node.fields.tie !== undefined)
        return undefined
      const use = apply(node, { inputs: [size], ports: {} })
      if (!use.chained || use.access || use.wants(0, layout) !== layout) return undefined
      const next = use.gives(0, layout)
      if (node.times > 1 && next !== layout) return undefined
      modules.push(
        node.times > 1 ? code`*[${use.chained} for _ in range(${String(node.times)})]` : use.chained,
      )
      layout = next
      size = use.sizes[0]
    }
    before = { node: name, output: 0 }
  }
  const [output] = body.outputs
  const isEnd = output && key(output) === key(before) && reads.get(key(output))?.count === 1
  const sameRank = input.type.shape.length === nodes.at(-1)?.groups.at(-1)?.results[0]?.shape.length
  return isEnd && (!sameRank || layout === (wants[0] ?? 0)) ? modules : undefined
}

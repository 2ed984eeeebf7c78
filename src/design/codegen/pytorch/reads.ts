/** Who reads what in a list: how often, how late, and which layout a value had best have. */
import type { TensorType } from '../../spec/shape.js'
import type { Source, TypedNode } from '../../spec/typed.js'
import type { Applied, Symbols } from './applied.js'
import type { Layout } from './emit.js'
import type { BodyOf, Named } from './place.js'

export const key = ({ node, output }: Source): string => `${node}.${output}`

export function namedNodes(nodes: readonly TypedNode[]): Named[] {
  const all: { name: string; groups: [TypedNode, ...TypedNode[]] }[] = []
  for (const node of nodes) {
    const last = all.at(-1)
    if (last?.name === node.name) last.groups.push(node)
    else all.push({ name: node.name, groups: [node] })
  }
  return all
}

export type Reads = ReadonlyMap<string, { readonly count: number; readonly last: number }>

/** How often each value is read, and by which node last; the outputs count as one more node. */
export function countReads(body: BodyOf, nodes: readonly Named[]): Reads {
  const reads = new Map<string, { count: number; last: number }>()
  const note = (source: Source, at: number) => {
    const { count = 0 } = reads.get(key(source)) ?? {}
    reads.set(key(source), { count: count + 1, last: at })
  }
  for (const [at, { groups }] of nodes.entries()) {
    const { inputs, ports } = groups[0].reads
    for (const source of [...inputs, ...Object.values(ports)]) note(source, at)
  }
  for (const source of body.outputs) note(source, nodes.length)
  return reads
}

/** Whether the next node reads the value before it writes: a loop writes what it carries first, reads the rest later. */
export function outlives(source: Source, next: TypedNode | undefined): boolean {
  const { kind } = next?.arrangement ?? { kind: 'once' }
  if (!next || kind === 'once' || kind === 'copies') return true
  const carried = kind === 'series' ? next.outputs.length : 1
  return next.reads.inputs.slice(0, carried).some((read) => key(read) === key(source))
}

const noSymbols: Symbols = { inputs: [], ports: {} }

/** The layout that the first reader with a preference wants; what has none passes the question on. */
export function preferred(
  source: Source,
  type: TensorType,
  nodes: readonly Named[],
  apply: (node: TypedNode, symbols: Symbols) => Applied,
): Layout {
  for (const { name, groups } of nodes) {
    const [node] = groups
    const input = node.reads.inputs.findIndex((read) => key(read) === key(source))
    const port = Object.entries(node.reads.ports).find(([, read]) => key(read) === key(source))?.[0]
    if (input < 0 && port === undefined) continue
    if (node.arrangement.kind === 'copies' || node.arrangement.kind === 'scan') return 0
    const use = apply(node, noSymbols)
    if (port !== undefined && input < 0) return use.portWants(port)
    // A layout that it takes as it comes tells nothing.
    const probe = 1
    if (use.wants(input, 0) === use.wants(input, probe)) return use.wants(input, 0)
    const result = node.results[0]
    if (result?.shape.length !== type.shape.length) continue
    return preferred({ node: name, output: 0 }, type, nodes, apply)
  }
  return 0
}

/** The variable of values that only the next node reads: `x`, unless the input `x` is still needed. */
export function chainVariableOf(
  body: BodyOf,
  nodes: readonly Named[],
  reads: Reads,
  labels: readonly string[],
): string {
  const [sole, ...more] = body.inputs
  const read = sole && reads.get(key({ node: sole.name, output: 0 }))
  const isFree = sole?.name === 'x' && more.length === 0 && (read?.count ?? 0) <= 1 && (read?.last ?? 0) === 0
  const isNodesName = nodes.some(({ name }) => name === 'x')
  if (isFree && !isNodesName) return 'x'
  return ['x', 'y', 'z', 'value', 'current'].find((name) => !labels.includes(name)) ?? 'chained'
}

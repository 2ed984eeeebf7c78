/**
 * A typed spec as a graph: one box for each node. Composites are opened, the largest first, as long as the picture
 * stays small enough to read.
 */
import { countNode } from '../design/estimate/totals.js'
import type { Source, TypedNode, TypedSpec } from '../design/spec/typed.js'
import { formatCount, formatShape } from '../messages/format.js'
import { folded } from './fold-graph.js'
import { type Arrow, type Box, distinct, type Graph, heightInRows } from './graph.js'

/** Frames in frames at most. */
const mostDepth = 2

/** A list of nodes with what goes in and out. */
interface List {
  readonly path: string
  readonly mostRows: number
  readonly depth: number
  readonly nodes: readonly TypedNode[]
  readonly inputs: readonly { readonly name: string; readonly shape: string }[]
  readonly outputs: readonly { readonly name: string; readonly shape: string; readonly source: Source }[]
}

/** @param mostRows that are drawn below each other, those of open frames too */
export function graphOfSpec(typed: TypedSpec, mostRows: number): Graph {
  const whole: List = {
    path: '',
    mostRows,
    depth: 0,
    nodes: typed.nodes,
    inputs: Object.entries(typed.inputs).map(([name, { shape }]) => ({ name, shape: formatShape(shape) })),
    outputs: typed.outputs.map(({ name, type, source }) => ({
      name,
      shape: formatShape(type.shape),
      source,
    })),
  }
  const groups = groupsOf(typed.nodes, 0).sort((a, b) => b.params - a.params || (a.key < b.key ? -1 : 1))
  let open: ReadonlySet<string> = new Set()
  let graph = graphOfList(whole, open, 1)
  for (let depth = 0; depth < mostDepth; depth += 1)
    for (const group of groups) {
      if (group.depth !== depth || (group.parent !== undefined && !open.has(group.parent))) continue
      const wider = new Set([...open, ...group.paths])
      const opened = graphOfList(whole, wider, 1)
      if (heightInRows(opened) > mostRows) continue
      ;[open, graph] = [wider, opened]
    }
  return graph
}

/** Composites of one kind in one list: opened together or not at all. */
interface Group {
  readonly key: string
  readonly depth: number
  readonly parent: string | undefined
  readonly paths: readonly string[]
  readonly params: number
}

function groupsOf(nodes: readonly TypedNode[], depth: number, parent?: string): Group[] {
  if (depth >= mostDepth) return []
  const composites = nodes.filter(({ body }) => body !== undefined)
  const kinds = [...new Set(composites.map(({ kind }) => kind))]
  const groups = kinds.map((kind): Group => {
    const alike = composites.filter((node) => node.kind === kind)
    return {
      key: `${parent ?? ''} ${kind}`,
      depth,
      parent,
      paths: alike.map(({ path }) => path),
      params: alike.reduce((total, node) => total + countNode(node).params, 0),
    }
  })
  return [...groups, ...composites.flatMap((node) => groupsOf(node.children, depth + 1, node.path))]
}

/** @param sets how many sets of weights the list stands for */
function graphOfList(list: List, open: ReadonlySet<string>, sets: number): Graph {
  const idOf = (name: string) => `${list.path}/${name}`
  const isWhole = list.depth === 0
  const inputs = list.inputs.map(
    ({ name, shape }): Box => ({
      ...nothing,
      id: idOf(name),
      kind: isWhole ? 'end' : 'pass',
      title: name,
      shape,
    }),
  )
  const outputs = list.outputs.map(
    ({ name, shape }, i): Box => ({
      ...nothing,
      id: idOf(`out ${i}`),
      kind: isWhole ? 'end' : 'pass',
      title: isWhole ? `${name} ${shape}` : '',
    }),
  )
  // Repetitions that differ are several nodes of one name, one after the other; what reads the name reads the last.
  const ids = new Map(list.nodes.map((node) => [node.name, idOf(node.path)]))
  const known = (source: Source) => ids.get(source.node) ?? idOf(source.node)
  const layers = list.nodes.map((node) => boxOf(list, node, idOf(node.path), open, sets))
  const arrows: Arrow[] = [
    ...list.nodes.flatMap((node, i) => {
      const before = list.nodes[i - 1]
      const carried = before?.name === node.name ? before : undefined
      const inputs = node.reads.inputs.map((source, at) =>
        carried && at < carried.outputs.length ? idOf(carried.path) : known(source),
      )
      const from = [...inputs, ...Object.values(node.reads.ports).map(known)]
      return from.map((source) => ({ from: source, to: idOf(node.path) }))
    }),
    ...list.outputs.map(({ source }, i) => ({ from: known(source), to: idOf(`out ${i}`) })),
  ]
  const read = new Set(arrows.map(({ from }) => from))
  // An input that nothing reads says nothing.
  const boxes = [...inputs.filter(({ id, kind }) => kind === 'end' || read.has(id)), ...layers, ...outputs]
  return folded({ boxes, arrows: distinct(arrows) }, list.mostRows)
}

const nothing = { detail: '', params: 0, shape: '', layers: 0 }

function boxOf(list: List, node: TypedNode, id: string, open: ReadonlySet<string>, sets: number): Box {
  const own = sets * countNode(node).params
  const box: Box = {
    id,
    kind: 'layer',
    title: `${labelOf(node, list.nodes)}${repetition(node)}`,
    detail: detailOf(node),
    params: own,
    shape: formatShape(node.results[0]?.shape ?? []),
    layers: leafCount(node),
  }
  if (!node.body || !open.has(node.path)) return box
  const inner = graphOfList(
    {
      path: id,
      mostRows: list.mostRows,
      depth: list.depth + 1,
      nodes: node.children,
      inputs: node.body.inputs.map(({ name, type }) => ({ name, shape: formatShape(type.shape) })),
      outputs: node.body.outputs.map((source, i) => ({
        name: node.outputs[i]?.port ?? '',
        shape: formatShape(node.outputs[i]?.type.shape ?? []),
        source,
      })),
    },
    open,
    sets * node.weightSets,
  )
  return { ...box, inner }
}

/** Its name; of repetitions that differ, which are several nodes of one name, also which ones: `stage[1..2]`. */
function labelOf({ path, name }: TypedNode, siblings: readonly TypedNode[]): string {
  const isPart = siblings.filter((other) => other.name === name).length > 1
  return isPart ? `${name}${/\[[\d.]+\]$/.exec(path)?.[0] ?? ''}` : name
}

function detailOf(node: TypedNode): string {
  const what = node.description || node.kind.replaceAll('_', ' ')
  return node.reuses === undefined ? what : `${what}, same weights as ${node.reuses}`
}

function repetition({ arrangement, times }: TypedNode): string {
  switch (arrangement.kind) {
    case 'once':
      return ''
    case 'series':
      return times > 1 ? ` × ${formatCount(times)}` : ''
    case 'copies':
      return `, ${formatCount(arrangement.count)} side by side`
    case 'scan':
      return `, at each of ${formatCount(arrangement.steps)} steps`
  }
}

/** Layers that it stands for, its repetitions counted. */
const leafCount = (node: TypedNode): number =>
  node.times * (node.children.length === 0 ? 1 : node.children.reduce((n, child) => n + leafCount(child), 0))

/**
 * A list of nodes as the body of a class: lines of its constructor and of its forward pass, with holes for numbers.
 * Every value has a variable and a layout; a conversion is written where a reader wants another one.
 */
import type { TensorType } from '../../spec/shape.js'
import type { Source, TypedNode } from '../../spec/typed.js'
import { type Applied, applied, type ChildClass, namesItself, type Symbols } from './applied.js'
import type { Code } from './code.js'
import { code, joined } from './code.js'
import { writeCopies } from './copies.js'
import { converted, type Layout } from './emit.js'
import { attribute, uniqueNames, variable } from './names.js'
import { writeOnce } from './once.js'
import type { Held, Lines, Named, Place } from './place.js'
import { lowRank } from './python/arrangements.js'
import type { PythonPart } from './python/parts.js'
import { writeScan } from './scan.js'
import { writeSeries } from './series.js'

/** The list, and what its numbers may come from. */
export interface BodyOf {
  readonly nodes: readonly TypedNode[]
  readonly inputs: readonly { readonly name: string; readonly type: TensorType }[]
  readonly outputs: readonly Source[]
  /** What the size of each input's last axis is called. */
  readonly inputSymbols: readonly (string | undefined)[]
  /** The whole model: values come and go with features last. */
  readonly isModel: boolean
  /** Modules keep their names where low-rank additions look for them. */
  readonly keepsNames: boolean
}

export interface Written {
  readonly init: readonly Code[]
  readonly forward: readonly Code[]
  /** The modules of a straight chain, which needs no forward. */
  readonly chain: readonly Code[] | undefined
  readonly wants: readonly Layout[]
  readonly gives: readonly Layout[]
  readonly sizes: readonly (string | undefined)[]
  readonly parts: readonly PythonPart[]
}

const key = ({ node, output }: Source) => `${node}.${output}`

export function writeBody(body: BodyOf, childOf: (node: TypedNode) => ChildClass | undefined): Written {
  const nodes = namedNodes(body.nodes)
  const reads = countReads(body, nodes)
  const apply = (node: TypedNode, symbols: Symbols) => applied(node, symbols, childOf(node))
  const wants = body.inputs.map(({ name, type }) =>
    body.isModel ? 0 : preferred({ node: name, output: 0 }, type, nodes, apply),
  )
  const held = new Map<string, Held>()
  for (const [i, { name, type }] of body.inputs.entries())
    held.set(key({ node: name, output: 0 }), {
      code: [variable(name)],
      type,
      layout: wants[i] ?? 0,
      size: body.inputSymbols[i],
    })

  const labels = [...body.inputs.map(({ name }) => name), ...nodes.map(({ name }) => name)].map(variable)
  const fresh = uniqueNames(labels)
  const chainVariable = chainVariableOf(body, nodes, reads, labels)
  const firstOf = new Map<string, string>()
  const init: Code[] = []
  const forward: Code[] = []
  const parts: PythonPart[] = []
  const like = variable(body.inputs[0]?.name ?? 'x')
  for (const [at, named] of nodes.entries()) {
    const [node] = named.groups
    const first = node.reuses === undefined ? named.name : (firstOf.get(node.reuses) ?? node.reuses)
    firstOf.set(named.name, first)
    const read = (source: Source): Held => {
      const found = held.get(key(source))
      if (!found) throw new RangeError(`Expected a value of the list. Received: ${key(source)}`)
      return found
    }
    const isRead = (output: number) => reads.has(key({ node: named.name, output }))
    const isChained = (output: number) => {
      const { count, last } = reads.get(key({ node: named.name, output })) ?? { count: 0, last: -1 }
      const source = { node: named.name, output }
      return output === 0 && count === 1 && last === at + 1 && outlives(source, nodes[at + 1]?.groups[0])
    }
    const targets = new Map<number, string>()
    const target = (output: number): string => {
      const known = targets.get(output)
      if (known !== undefined) return known
      const port = node.outputs[output]?.port.replace(/\W/g, '_') || String(output)
      const name = isChained(output)
        ? chainVariable
        : output === 0
          ? variable(named.name)
          : fresh(variable(`${named.name}_${port}`))
      targets.set(output, name)
      return name
    }
    const lines = write({
      named,
      module: `self.${attribute(first)}`,
      inputs: node.reads.inputs.map(read),
      ports: Object.fromEntries(Object.entries(node.reads.ports).map(([port, from]) => [port, read(from)])),
      like,
      apply,
      isRead,
      target,
      fresh,
    })
    if (node.reuses === undefined) {
      init.push(...lines.init)
      if (lines.init.length > 0) init.push(...afterwards(node, `self.${attribute(first)}`, firstOf))
    }
    forward.push(...lines.forward)
    parts.push(...lines.parts, ...(node.lora ? [lowRank] : []))
    for (const [output, result] of lines.results.entries())
      held.set(key({ node: named.name, output }), result)
  }

  const results = body.outputs.map((source) => held.get(key(source)))
  // As the inputs came where the axes are as many, so that a repetition may follow.
  const gives = results.map((result, i) => {
    const input = body.inputs[i]
    if (body.isModel) return 0
    return input && input.type.shape.length === result?.type.shape.length
      ? (wants[i] ?? 0)
      : (result?.layout ?? 0)
  })
  const returned = results.map((result, i) =>
    result ? converted(result.code, result.layout, gives[i] ?? 0) : [],
  )
  forward.push(code`return ${joined(returned, ', ')}`)
  return {
    init,
    forward,
    chain: body.isModel || body.keepsNames ? undefined : chainOf(body, nodes, reads, apply, wants),
    wants,
    gives,
    sizes: results.map((result) => result?.size),
    parts,
  }
}

function write(place: Place): Lines {
  switch (place.named.groups[0].arrangement.kind) {
    case 'once':
      return writeOnce(place)
    case 'series':
      return writeSeries(place)
    case 'copies':
      return writeCopies(place)
    case 'scan':
      return writeScan(place)
  }
}

/** Whether the next node reads the value before it writes: a loop writes what it carries first, reads the rest later. */
function outlives(source: Source, next: TypedNode | undefined): boolean {
  const { kind } = next?.arrangement ?? { kind: 'once' }
  if (!next || kind === 'once' || kind === 'copies') return true
  const carried = kind === 'series' ? next.outputs.length : 1
  return next.reads.inputs.slice(0, carried).some((read) => key(read) === key(source))
}

export function namedNodes(nodes: readonly TypedNode[]): Named[] {
  const all: { name: string; groups: [TypedNode, ...TypedNode[]] }[] = []
  for (const node of nodes) {
    const last = all.at(-1)
    if (last?.name === node.name) last.groups.push(node)
    else all.push({ name: node.name, groups: [node] })
  }
  return all
}

type Reads = ReadonlyMap<string, { readonly count: number; readonly last: number }>

/** How often each value is read, and by which node last; the outputs count as one more node. */
function countReads(body: BodyOf, nodes: readonly Named[]): Reads {
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

const noSymbols: Symbols = { inputs: [], ports: {} }

/** The layout that the first reader with a preference wants; what has none passes the question on. */
function preferred(
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
function chainVariableOf(
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

/** What follows the module's own line: shared tables, what does not train, low-rank additions. */
function afterwards(node: TypedNode, module: string, firstOf: ReadonlyMap<string, string>): Code[] {
  const { tie } = node.fields
  const isMany = node.arrangement.kind !== 'once'
  const table = typeof tie === 'string' ? `self.${attribute(firstOf.get(tie) ?? tie)}.weight` : undefined
  const tied =
    table === undefined
      ? []
      : isMany
        ? [`for layer in ${module}:`, `    layer.weight = ${table}`]
        : [`${module}.weight = ${table}`]
  const names = node.lora?.on.map((name) => `"${name}"`).join(', ')
  const low =
    node.lora && !namesItself(node)
      ? [`add_low_rank(${module}, ${node.lora.rank}, (${names}${node.lora.on.length === 1 ? ',' : ''}))`]
      : []
  return [...tied, ...(node.frozen ? [`${module}.requires_grad_(False)`] : []), ...low].map((line) => [line])
}

/** The modules in a row, where each node reads just the one before and nothing needs a word more. */
function chainOf(
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

/**
 * A list of nodes as the body of a class: lines of its constructor and of its forward pass, with holes for numbers.
 * Every value has a variable and a layout; a conversion is written where a reader wants another one.
 */
import type { Source, TypedNode } from '../../spec/typed.js'
import { type Applied, applied, type ChildClass, namesItself, type Symbols } from './applied.js'
import { chainOf } from './chain.js'
import { type Code, code, joined } from './code.js'
import { writeCopies } from './copies.js'
import { converted, type Layout } from './emit.js'
import { attribute, uniqueNames, variable } from './names.js'
import { writeOnce } from './once.js'
import type { BodyOf, Held, Lines, Named, Place } from './place.js'
import { lowRank } from './python/arrangements.js'
import type { PythonPart } from './python/parts.js'
import { chainVariableOf, countReads, key, namedNodes, outlives, preferred, type Reads } from './reads.js'
import { writeScan } from './scan.js'
import { writeSeries } from './series.js'

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

/** What writing a body goes through. */
interface Writing {
  readonly body: BodyOf
  readonly nodes: readonly Named[]
  readonly reads: Reads
  readonly apply: (node: TypedNode, symbols: Symbols) => Applied
  /** Values so far. */
  readonly held: Map<string, Held>
  /** The node whose module each name applies: its own, or the one that it reuses. */
  readonly firstOf: Map<string, string>
  readonly chainVariable: string
  readonly fresh: (name: string) => string
  readonly init: Code[]
  readonly forward: Code[]
  readonly parts: PythonPart[]
}

/** @param childOf the class of a block, written before */
export function writeBody(body: BodyOf, childOf: (node: TypedNode) => ChildClass | undefined): Written {
  const nodes = namedNodes(body.nodes)
  const reads = countReads(body, nodes)
  const apply = (node: TypedNode, symbols: Symbols) => applied(node, symbols, childOf(node))
  const wants = body.inputs.map(({ name, type }) =>
    body.isModel ? 0 : preferred({ node: name, output: 0 }, type, nodes, apply),
  )
  const labels = [...body.inputs, ...nodes].map(({ name }) => variable(name))
  const writing: Writing = {
    body,
    nodes,
    reads,
    apply,
    held: new Map(body.inputs.map((_, i) => inputOf(body, i, wants[i] ?? 0))),
    firstOf: new Map(),
    chainVariable: chainVariableOf(body, nodes, reads, labels),
    fresh: uniqueNames(labels),
    init: [],
    forward: [],
    parts: [],
  }
  for (const at of nodes.keys()) writeNode(writing, at)
  const { init, forward, parts } = writing
  return {
    init,
    forward,
    chain: body.isModel || body.keepsNames ? undefined : chainOf(body, nodes, reads, apply, wants),
    wants,
    ...handOver(writing, wants),
    parts,
  }
}

function inputOf(body: BodyOf, i: number, layout: Layout): [string, Held] {
  const { name = '', type = { shape: [], dtype: 'float' } } = body.inputs[i] ?? {}
  const held: Held = { code: [variable(name)], type, layout, size: body.inputSymbols[i] }
  return [key({ node: name, output: 0 }), held]
}

/** The last line; values leave as the inputs came where the axes are as many, so that a repetition may follow. */
function handOver(
  { body, held, forward }: Writing,
  wants: readonly Layout[],
): Pick<Written, 'gives' | 'sizes'> {
  const results = body.outputs.map((source) => held.get(key(source)))
  const gives = results.map((result, i): Layout => {
    if (body.isModel) return 0
    const isAlike = body.inputs[i]?.type.shape.length === result?.type.shape.length
    return (isAlike ? wants[i] : result?.layout) ?? 0
  })
  const returned = results.map((result, i) =>
    result ? converted(result.code, result.layout, gives[i] ?? 0) : [],
  )
  forward.push(code`return ${joined(returned, ', ')}`)
  return { gives, sizes: results.map((result) => result?.size) }
}

function writeNode(writing: Writing, at: number): void {
  const { held, firstOf, reads, fresh, apply, body, init, forward, parts } = writing
  const named = writing.nodes[at]
  if (!named) return
  const [node] = named.groups
  const first = node.reuses === undefined ? named.name : (firstOf.get(node.reuses) ?? node.reuses)
  firstOf.set(named.name, first)
  const module = `self.${attribute(first)}`
  const read = (source: Source): Held => {
    const found = held.get(key(source))
    if (!found) throw new RangeError(`Expected a value of the list. Received: ${key(source)}`)
    return found
  }
  const lines = arranged({
    named,
    module,
    inputs: node.reads.inputs.map(read),
    ports: Object.fromEntries(Object.entries(node.reads.ports).map(([port, from]) => [port, read(from)])),
    like: variable(body.inputs[0]?.name ?? 'x'),
    apply,
    isRead: (output) => reads.has(key({ node: named.name, output })),
    target: targetsOf(writing, at, named),
    fresh,
  })
  if (node.reuses === undefined && lines.init.length > 0)
    init.push(...lines.init, ...afterwards(node, module, firstOf))
  forward.push(...lines.forward)
  parts.push(...lines.parts, ...(node.lora ? [lowRank] : []))
  for (const [output, result] of lines.results.entries()) held.set(key({ node: named.name, output }), result)
}

/** The variables of a node's outputs: that of the chain where only the next node reads it, else the node's name. */
function targetsOf(
  { reads, nodes, chainVariable, fresh }: Writing,
  at: number,
  { name, groups: [node] }: Named,
): (output: number) => string {
  const targets = new Map<number, string>()
  const nameOf = (output: number): string => {
    const source = { node: name, output }
    const { count = 0, last = -1 } = reads.get(key(source)) ?? {}
    const isNext = count === 1 && last === at + 1 && outlives(source, nodes[at + 1]?.groups[0])
    if (output === 0) return isNext ? chainVariable : variable(name)
    const port = node.outputs[output]?.port.replace(/\W/g, '_') || String(output)
    return fresh(variable(`${name}_${port}`))
  }
  return (output) => {
    const target = targets.get(output) ?? nameOf(output)
    targets.set(output, target)
    return target
  }
}

function arranged(place: Place): Lines {
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

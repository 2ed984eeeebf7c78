/**
 * Walks a list of nodes in order: connects each to what it reads, then applies its layer or walks its block. Issues
 * are collected; a node that has one is passed over by everything that reads it.
 */
import { applyLayer, typedNode } from './apply.js'
import { type Before, type Connected, connect } from './connect.js'
import { copies } from './copies.js'
import { expand } from './expand.js'
import type { Fields } from './fields.js'
import { at, join, type Misfit, type SpecIssue } from './issue.js'
import { blockKey, type KnownBlock, knownAgain } from './known.js'
import { layers } from './layers/index.js'
import type { Given } from './layers/layer.js'
import { maxApplications } from './limits.js'
import { type ReadNode, readNode } from './node.js'
import { type Ran, type Repeated, repeat } from './repeat.js'
import { scan } from './scan.js'
import { type Bound, createScope, isMisfit, type Scope, unknownName, type Value } from './scope.js'
import type { BlockSpec, Framework, NodeSpec } from './spec.js'
import type { Tape } from './tape.js'
import type { LoraSpec, Source, TypedNode } from './typed.js'

/** What the whole walk shares. */
export interface Walk {
  readonly framework: Framework
  readonly blocks: Readonly<Record<string, BlockSpec>>
  readonly tape: Tape
  readonly issues: SpecIssue[]
  /** Blocks that have been inferred already. */
  readonly known: Map<string, KnownBlock>
}

/** A list of nodes with everything that it may see. */
export interface List {
  readonly path: string
  readonly nodes: readonly NodeSpec[]
  readonly inputs: Readonly<Record<string, Value>>
  /** The main output of the last node where undefined. */
  readonly outputs: readonly string[] | undefined
  readonly params: Fields
  readonly frozen: boolean
  /** Of a node that it stands in. */
  readonly lora: LoraSpec | undefined
  /** The kinds of the blocks that it stands in. */
  readonly inside: readonly string[]
}

export interface Walked {
  readonly nodes: readonly TypedNode[]
  /** Each by its reference; undefined where an issue keeps one from being known. */
  readonly outputs: (Bound['outputs'][number] & { readonly source: Source })[] | undefined
}

export function walkList(walk: Walk, list: List): Walked {
  const given = list.nodes.flatMap((node) => (typeof node === 'string' || !node.name ? [] : [node.name]))
  const inputNames = Object.keys(list.inputs)
  const scope = createScope(given)
  for (const [name, value] of Object.entries(list.inputs))
    scope.bind(name, { outputs: [{ port: '', value }] })
  const [sole, ...more] = inputNames
  let before: Before = sole !== undefined && more.length === 0 ? { name: sole } : undefined

  const taken = new Set(inputNames)
  const first = new Map<string, FirstUse>()
  const automatic = automaticNames([...given, ...inputNames])
  const nodes: TypedNode[] = []
  for (const written of list.nodes) {
    const node = readNode(written, list.params)
    const label = node.name ?? automatic(node.kind)
    const path = join(list.path, label)
    const isTaken = node.name !== undefined && taken.has(node.name)
    const misfits: Misfit[] = [
      ...(isTaken
        ? [{ code: 'name_taken', message: `the name ${label} is taken here already.` } as const]
        : []),
      ...node.misfits,
    ]
    const readsNothing = layers.get(node.kind)?.takes.most === 0
    if (node.from !== undefined || readsNothing) unreadBefore(walk, list, before)
    const connected = connect(node, scope, before, inputNames, readsNothing)
    let bound: Bound | undefined
    if (connected !== 'broken' && 'misfits' in connected) misfits.push(...connected.misfits)
    else if (connected !== 'broken' && misfits.length === 0) {
      const named = { node, label, path, scope }
      const ran =
        node.reuse === undefined
          ? runNode(walk, list, named, connected)
          : runAgain(walk, list, named, connected, first.get(node.reuse), given)
      if (node.modifiers.lora && ran.bound && !ran.nodes.some(hasLowRank)) misfits.push(nothingNamed(node))
      nodes.push(...ran.nodes)
      bound = ran.bound
      if (node.name !== undefined && node.reuse === undefined) first.set(node.name, { node, ran })
    }
    walk.issues.push(...misfits.map((m) => at(path, m)))
    const binding = bound ?? 'broken'
    if (node.name === undefined || isTaken) before = { label, binding }
    else {
      taken.add(node.name)
      scope.bind(node.name, binding)
      before = { name: node.name }
    }
  }
  return { nodes, outputs: outputsOf(walk, list, scope, before) }
}

/** A node without a name is read by the next one or by nothing. */
function unreadBefore(walk: Walk, list: List, before: Before): void {
  if (before && 'binding' in before && before.binding !== 'broken')
    walk.issues.push(at(join(list.path, before.label), nobodyReads))
}

const nobodyReads: Misfit = {
  code: 'not_connected',
  message: 'nothing reads it. Read it, make it an output, or leave it out.',
}

/** `linear`, `linear_2`: they serve paths only, and keep clear of the names that are given. */
function automaticNames(given: readonly string[]): (kind: string) => string {
  const taken = new Set(given)
  const used = new Map<string, number>()
  return (kind) => {
    for (;;) {
      const count = (used.get(kind) ?? 0) + 1
      used.set(kind, count)
      const name = count === 1 ? kind : `${kind}_${count}`
      if (!taken.has(name)) return name
    }
  }
}

interface Named {
  readonly node: ReadNode
  readonly label: string
  readonly path: string
  readonly scope: Scope
}

function runNode(walk: Walk, list: List, named: Named, connected: Connected): Repeated {
  const { node, path } = named
  const { modifiers, fields } = node
  if (!modifiers.when) {
    const [value] = connected.inputs
    const [passes] = connected.reads.inputs
    return { nodes: [], bound: value && { outputs: [{ port: '', value }], ...(passes && { passes }) } }
  }
  const run = (path: string, connected: Connected, fields: Fields) =>
    runOnce(walk, list, { ...named, path }, connected, fields)
  const fail = (misfit: Misfit) => {
    walk.issues.push(at(path, misfit))
  }
  if (modifiers.copies !== undefined) return copies(walk.tape, path, modifiers, fields, connected, run, fail)
  if (modifiers.scan) return scan(walk.tape, path, fields, connected, run, fail)
  if (modifiers.repeat !== undefined || modifiers.each !== undefined)
    return repeat(walk.tape, path, modifiers, fields, connected, run, fail)
  const ran = run(path, connected, fields)
  return { nodes: ran ? [ran.node] : [], bound: ran?.bound }
}

/** The node that another one reuses, with what became of it. */
interface FirstUse {
  readonly node: ReadNode
  readonly ran: Repeated
}

/** The same module on other inputs: the work is done again, the weights are those of the first. */
function runAgain(
  walk: Walk,
  list: List,
  named: Named,
  connected: Connected,
  first: FirstUse | undefined,
  names: readonly string[],
): Repeated {
  const { reuse = '' } = named.node
  const fail = (misfit: Misfit): Repeated => {
    walk.issues.push(at(named.path, { ...misfit, field: 'reuse' }))
    return { nodes: [], bound: undefined }
  }
  if (!first && names.includes(reuse) && named.scope.has(reuse)) return { nodes: [], bound: undefined }
  if (!first) return fail(unknownName(reuse, named.scope.names(), names))
  const { from, withInputs, withPorts, name } = named.node
  const node: ReadNode = { ...first.node, name, from, withInputs, withPorts }
  const ran = runNode(walk, list, { ...named, node }, connected)
  const [expected, received] = [first.ran, ran].map(({ nodes }) => JSON.stringify(nodes.map(shapesOf)))
  if (ran.bound && expected !== received)
    return fail({
      code: 'tie_misfit',
      message: `its inputs need other weights than those of ${reuse}. Give it inputs of the same sizes.`,
    })
  const table = first.ran.bound?.table
  return {
    nodes: ran.nodes.map((node) => ({ ...node, weightSets: 0, reuses: reuse })),
    bound: ran.bound && { ...ran.bound, ...(table && { table }) },
  }
}

const shapesOf = (node: TypedNode): unknown => [
  node.weights.map(({ shape }) => shape),
  node.children.map(shapesOf),
]

/** One application of a layer, or one walk through a block. */
function runOnce(walk: Walk, list: List, named: Named, connected: Connected, fields: Fields): Ran {
  const { node, label, path, scope } = named
  const fail = (misfits: readonly Misfit[]): undefined => {
    walk.issues.push(...misfits.map((m) => at(path, m)))
  }
  const given: Given = {
    inputs: connected.inputs.map(({ type }) => type),
    ports: Object.fromEntries(Object.entries(connected.ports).map(([port, { type }]) => [port, type])),
    framework: walk.framework,
    table: scope.table,
  }
  const { modifiers, origins } = node
  const lora = modifiers.lora ?? list.lora
  const frozen = list.frozen || modifiers.frozen || lora !== undefined
  const about = {
    path,
    name: label,
    kind: node.kind,
    origins,
    reads: connected.reads,
    inputs: given.inputs,
    ports: given.ports,
    arrangement: { kind: 'once' } as const,
    frozen: modifiers.frozen,
    lora: modifiers.lora,
    reuses: undefined,
    times: 1,
    weightSets: 1,
  }

  const layer = layers.get(node.kind)
  if (layer) {
    const applied = applyLayer(layer, { tape: walk.tape, about, given, connected, fields, frozen, lora })
    return 'misfits' in applied ? fail(applied.misfits) : applied
  }
  const key = blockKey(node.kind, [fields, frozen, lora], connected)
  const known = walk.known.get(key)
  if (known && walk.tape.length < maxApplications) {
    const again = knownAgain(walk.tape, known, path, connected)
    return { bound: again.bound, node: typedNode(about, again.node) }
  }
  const start = walk.tape.length
  const block = expand(node.kind, fields, given, connected, walk.blocks, list.inside)
  if ('misfits' in block) return fail(block.misfits)
  const { nodes, outputs: refs } = block.spec
  const { inputs, params } = block
  const inside = [...list.inside, node.kind]
  const inner = walkList(walk, { path, nodes, inputs, outputs: refs, params, frozen, lora, inside })
  if (!inner.outputs) return undefined
  const outputs = inner.outputs.map(({ port, value }) => ({ port, value }))
  const { variant } = block
  const ran = {
    bound: { outputs },
    node: typedNode(about, {
      description: block.description,
      fields: block.fields,
      outputs: outputs.map(({ port, value }) => ({ port, type: value.type })),
      results: outputs.map(({ value }) => value.type),
      weights: [],
      flops: 0,
      traffic: { activations: 0, weights: 0 },
      kernels: 0,
      recurrence: undefined,
      children: inner.nodes,
      body: {
        inputs: Object.entries(inputs).map(([name, { type }]) => ({ name, type })),
        outputs: inner.outputs.map(({ source }) => source),
        params,
        ...(variant !== undefined && { variant }),
      },
    }),
  }
  walk.known.set(key, { ...ran, connected, start, end: walk.tape.length })
  return ran
}

function outputsOf(walk: Walk, list: List, scope: Scope, last: Before): Walked['outputs'] {
  const refs = list.outputs ?? (last && 'name' in last ? [last.name] : [])
  const read = refs.map((ref) => ({ port: ref, found: scope.read(ref) }))
  for (const { found } of read) if (isMisfit(found)) walk.issues.push(at(join(list.path, 'outputs'), found))
  for (const name of scope.unread()) walk.issues.push(at(join(list.path, name), nobodyReads))
  if (list.outputs) unreadBefore(walk, list, last)
  if (!list.outputs && last && 'binding' in last)
    return last.binding === 'broken' ? undefined : outputOf(last.label, last.binding)
  const known = read.flatMap(({ port, found }) =>
    found === 'broken' || isMisfit(found) ? [] : [{ port, ...found }],
  )
  return known.length === read.length ? known : undefined
}

const outputOf = (label: string, { outputs, passes = { node: label, output: 0 } }: Bound) =>
  outputs.slice(0, 1).map((output) => ({ ...output, source: passes }))

const hasLowRank = ({ weights, children }: TypedNode): boolean =>
  weights.some(({ name }) => name.endsWith('_lora_up')) || children.some(hasLowRank)

function nothingNamed({ modifiers }: ReadNode): Misfit {
  const on = modifiers.lora?.on.join(', ')
  return {
    code: 'unknown_name',
    message: `nothing in this node is named ${on}. Name an attention's query, key, value or output, or a linear by its name.`,
    field: 'lora.on',
  }
}

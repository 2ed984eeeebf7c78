/**
 * Walks a list of nodes: connects each to what it reads, expands blocks, applies layers, and writes the tape. A
 * repetition whose inputs and fields are those of the one before is not inferred again: it is counted.
 */
import { libraryBlocks } from './blocks/index.js'
import type { Fields } from './fields.js'
import { at, join, knownNames, type Misfit, misfit, type SpecIssue } from './issue.js'
import { layers } from './layers/index.js'
import type { Given, Takes } from './layers/layer.js'
import { maxApplications, maxDepth, maxElements } from './limits.js'
import { type Modifiers, type ReadNode, readNode } from './node.js'
import { type Binding, type Bound, createScope, isMisfit, type Scope, type Value } from './scope.js'
import { elements, show, type TensorType } from './shape.js'
import type { BlockSpec, Framework, NodeSpec } from './spec.js'
import type { Tape } from './tape.js'
import type { TypedNode } from './typed.js'

export interface Walk {
  readonly framework: Framework
  readonly blocks: Readonly<Record<string, BlockSpec>>
  readonly tape: Tape
  readonly issues: SpecIssue[]
}

/** A list of nodes with everything that it may see. */
export interface List {
  readonly path: string
  readonly nodes: readonly NodeSpec[]
  readonly inputs: Readonly<Record<string, Value>>
  readonly outputs: readonly string[] | undefined
  readonly params: Fields
  readonly frozen: boolean
  /** The blocks of the spec that this list stands in. */
  readonly inside: readonly string[]
}

export interface Walked {
  readonly nodes: readonly TypedNode[]
  /** By the names of the references; undefined where an issue kept it from being known. */
  readonly outputs: readonly { readonly port: string; readonly value: Value }[] | undefined
}

export function walkList(walk: Walk, list: List): Walked {
  const names = list.nodes.flatMap((node) => (typeof node === 'string' || !node.name ? [] : [node.name]))
  const scope = createScope(names)
  const taken = new Set<string>()
  for (const [name, value] of Object.entries(list.inputs)) {
    scope.bind(name, one(value))
    taken.add(name)
  }
  const values = Object.values(list.inputs)
  const [sole] = values
  const start: Binding | 'several' = values.length === 1 && sole ? one(sole) : 'several'
  let previous: { name: string | undefined; binding: Binding } | undefined
  const typed: TypedNode[] = []
  const used = new Map<string, number>()

  for (const node of list.nodes) {
    const read = readNode(node, list.params)
    const label = read.name ?? automaticName(read.kind, used)
    const path = join(list.path, label)
    const report = (misfits: readonly Misfit[]) => walk.issues.push(...misfits.map((m) => at(path, m)))
    const clash = read.name !== undefined && taken.has(read.name)
    if (clash) report([{ code: 'name_taken', message: `the name "${read.name}" is taken here already.` }])
    report(read.misfits)
    if (read.name) taken.add(read.name)

    const connected = connect(read, scope, previous, start, Object.keys(list.inputs))
    if (!Array.isArray(connected) && connected !== 'broken' && !clash && read.misfits.length === 0) {
      const ran = runNode(walk, list, { read, path, label, connected, scope })
      typed.push(...ran.nodes)
      previous = { name: read.name, binding: ran.binding }
    } else {
      if (Array.isArray(connected)) report(connected)
      previous = { name: read.name, binding: 'broken' }
    }
    if (read.name && !clash) scope.bind(read.name, previous.binding)
  }

  const outputs = readOutputs(walk, list, scope, previous)
  for (const name of scope.unread().filter((name) => name !== (list.outputs ? undefined : previous?.name)))
    walk.issues.push(
      at(join(list.path, name), {
        code: 'not_connected',
        message: 'nothing reads it. Read it, make it an output, or leave it out.',
      }),
    )
  return { nodes: typed, outputs }
}

const one = (value: Value): Bound => ({ outputs: [{ port: '', value }] })

/** `linear`, `linear_2`: for paths only. */
function automaticName(kind: string, used: Map<string, number>): string {
  const count = (used.get(kind) ?? 0) + 1
  used.set(kind, count)
  return count === 1 ? kind : `${kind}_${count}`
}

interface Connected {
  readonly inputs: readonly Value[]
  readonly ports: Readonly<Record<string, Value>>
}

/** What the node reads: `from`, otherwise the node before it (or the only input), and `with`. */
function connect(
  read: ReadNode,
  scope: Scope,
  previous: { readonly name: string | undefined; readonly binding: Binding } | undefined,
  start: Binding | 'several',
  inputNames: readonly string[],
): Connected | 'broken' | Misfit[] {
  const misfits: Misfit[] = []
  let broken = false
  const get = (ref: string, field: string): Value[] => {
    const value = scope.read(ref)
    if (value === 'broken') broken = true
    else if (isMisfit(value)) misfits.push({ ...value, field })
    else return [value]
    return []
  }
  const chained = (): Value[] => {
    const before = previous?.binding ?? start
    // Reading it through the chain counts as reading it by its name.
    if (previous?.name !== undefined) scope.read(previous.name)
    else if (!previous && inputNames[0] !== undefined && start !== 'several') scope.read(inputNames[0])
    if (before === 'several') {
      misfits.push({
        code: 'not_connected',
        message: `the first node says what it reads with "from". ${knownNames('', inputNames)}`,
        field: 'from',
      })
      return []
    }
    const main = before === 'broken' ? undefined : before.outputs[0]
    if (!main) broken = true
    return main ? [main.value] : []
  }
  const inputs = [
    ...(read.from ? read.from.flatMap((ref) => get(ref, 'from')) : chained()),
    ...read.withInputs.flatMap((ref) => get(ref, 'with')),
  ]
  const ports = Object.fromEntries(
    Object.entries(read.withPorts).flatMap(([port, ref]) =>
      get(ref, `with.${port}`).map((value) => [port, value] as const),
    ),
  )
  if (misfits.length > 0) return misfits
  return broken ? 'broken' : { inputs, ports }
}

interface Running {
  readonly read: ReadNode
  readonly path: string
  readonly label: string
  readonly connected: Connected
  readonly scope: Scope
}
interface Ran {
  readonly nodes: readonly TypedNode[]
  readonly binding: Binding
}

/** A node once, or as often as it is repeated; equal repetitions in a row become one typed node. */
function runNode(walk: Walk, list: List, running: Running): Ran {
  const { read, path, connected } = running
  const { repeat, each, when, shared } = read.modifiers
  const [main] = connected.inputs
  if (!when) return main ? { nodes: [], binding: one(main) } : { nodes: [], binding: 'broken' }
  if (repeat === undefined && each === undefined) {
    const ran = runOnce(walk, list, running, path, connected, read.fields)
    return { nodes: ran.node ? [ran.node] : [], binding: ran.binding }
  }
  const groups: { node: TypedNode; first: number; count: number }[] = []
  let inputs = connected.inputs
  let binding: Binding = 'broken'
  let before: { key: string; tapeStart: number; inputs: readonly Value[]; bound: Bound } | undefined
  for (let i = 0; i < repetitions(read.modifiers); i += 1) {
    const given = { inputs, ports: connected.ports }
    const fields = { ...read.fields, ...valuesOf(each ?? {}, i) }
    const key = JSON.stringify([fields, inputs.map(({ type }) => type), aliases(given)])
    const group = groups.at(-1)
    if (before?.key === key && group) {
      const bound = again(walk.tape, before, inputs)
      group.count += 1
      before = {
        ...before,
        tapeStart: walk.tape.length - (walk.tape.length - before.tapeStart) / 2,
        inputs,
        bound,
      }
      binding = bound
    } else {
      const tapeStart = walk.tape.length
      const ran = runOnce(walk, list, running, `${path}[${i}]`, given, fields)
      if (!ran.node || ran.binding === 'broken')
        return { nodes: groups.map(folded(path, shared)), binding: 'broken' }
      groups.push({ node: ran.node, first: i, count: 1 })
      before = { key, tapeStart, inputs, bound: ran.binding }
      binding = ran.binding
    }
    if (walk.tape.length > maxApplications) {
      walk.issues.push(at(path, tooMany))
      return { nodes: [], binding: 'broken' }
    }
    // Outputs 1..k become inputs 1..k; other inputs stay.
    const { outputs } = before.bound
    inputs = inputs.map((input, n) => outputs[n]?.value ?? input)
  }
  return { nodes: groups.map(folded(path, shared)), binding }
}

const tooMany: Misfit = misfit('too_large', `at most ${maxApplications} layers, repetitions unrolled`, 'more')

const repetitions = ({ repeat, each }: Modifiers): number =>
  repeat ?? Math.max(1, ...Object.values(each ?? {}).map((values) => values.length))

const valuesOf = (each: Readonly<Record<string, readonly unknown[]>>, i: number): Fields =>
  Object.fromEntries(Object.entries(each).map(([field, values]) => [field, values[i] ?? values.at(-1)]))

/** Which inputs are one storage: a repetition with another pattern is another one. */
function aliases({ inputs, ports }: Connected): number[] {
  const storages = [...inputs, ...Object.values(ports)].map(({ storage }) => storage)
  return storages.map((storage) => storages.indexOf(storage))
}

/** The last repetition's part of the tape once more, on other inputs. */
function again(
  tape: Tape,
  before: { readonly tapeStart: number; readonly inputs: readonly Value[]; readonly bound: Bound },
  inputs: readonly Value[],
): Bound {
  const moved = new Map(before.inputs.map(({ storage }, i) => [storage, inputs[i]?.storage ?? storage]))
  const to = tape.replay(before.tapeStart, moved)
  return {
    outputs: before.bound.outputs.map(({ port, value }) => ({
      port,
      value: { ...value, storage: to(value.storage) },
    })),
  }
}

/** A group of equal repetitions as one node: `encoder[0..2]`. Shared repetitions have the weights of the first. */
function folded(path: string, shared: boolean) {
  return ({ node, first, count }: { node: TypedNode; first: number; count: number }): TypedNode => {
    const group = count === 1 ? `${path}[${first}]` : `${path}[${first}..${first + count - 1}]`
    const weightSets = !shared ? count : first === 0 ? 1 : 0
    return { ...moved(node, node.path, group), times: count, weightSets }
  }
}

function moved(node: TypedNode, from: string, to: string): TypedNode {
  const path = `${to}${node.path.slice(from.length)}`
  return { ...node, path, children: node.children.map((child) => moved(child, from, to)) }
}

interface RanOnce {
  readonly node: TypedNode | undefined
  readonly binding: Binding
}
const failed: RanOnce = { node: undefined, binding: 'broken' }

/** One application of a layer or a block. */
function runOnce(
  walk: Walk,
  list: List,
  { read, label, scope }: Running,
  path: string,
  connected: Connected,
  fields: Fields,
): RanOnce {
  const fail = (misfits: readonly Misfit[]): RanOnce => {
    walk.issues.push(...misfits.map((m) => at(path, m)))
    return failed
  }
  const given: Given = {
    inputs: connected.inputs.map(({ type }) => type),
    ports: Object.fromEntries(Object.entries(connected.ports).map(([port, { type }]) => [port, type])),
    framework: walk.framework,
    table: scope.table,
  }
  const frozen = list.frozen || read.modifiers.frozen
  const about = { path, name: label, kind: read.kind, inputs: given.inputs, times: 1, weightSets: 1 }

  const layer = layers.get(read.kind)
  if (layer) {
    const wrong = miscounted(read.kind, layer.takes, given)
    if (wrong) return fail([wrong])
    const applied = layer.apply(fields, given)
    if ('length' in applied) return fail(applied)
    const large = tooLarge([
      applied.outputs.main,
      ...applied.weights.map(({ shape }) => ({ shape, dtype: 'float' as const })),
    ])
    if (large) return fail([large])
    if (walk.tape.length >= maxApplications) return fail([tooMany])
    const { main, partOf, ports = {} } = applied.outputs
    const [input] = connected.inputs
    const storage = layer.isView && input ? input.storage : walk.tape.store(partOf ?? main)
    const outputs = [
      { port: '', value: { type: main, storage } },
      ...Object.entries(ports).map(([port, type]) => ({
        port,
        value: { type, storage: walk.tape.store(type) },
      })),
    ]
    const weights = applied.weights.map((weight) => (frozen ? { ...weight, trainable: false } : weight))
    if (!layer.isView)
      walk.tape.add({
        reads: [...connected.inputs, ...Object.values(connected.ports)].map((value) => value.storage),
        writes: outputs.map(({ value }) => value.storage),
        keeps: applied.keeps,
        learns: weights.some((weight) => weight.trainable),
        isTrainingOnly: layer.isTrainingOnly,
        workspace: applied.workspace,
      })
    const [table] = weights
    const node: TypedNode = {
      ...about,
      description: applied.description,
      fields: applied.fields,
      outputs: outputs.map(({ port, value }) => ({ port, type: value.type })),
      weights,
      flops: applied.flops,
      traffic: applied.traffic,
      kernels: applied.kernels,
      ...(applied.recurrence && { recurrence: applied.recurrence }),
      children: [],
    }
    const isTable = read.kind === 'embedding' && table
    return { node, binding: { outputs, ...(isTable && { table: { path, shape: table.shape } }) } }
  }

  const composite = expand(walk, list, read, given, connected, fields)
  if ('misfits' in composite) return fail(composite.misfits)
  const inner = walkList(walk, {
    path,
    frozen,
    nodes: composite.spec.nodes,
    inputs: composite.inputs,
    outputs: composite.spec.outputs,
    params: composite.params,
    inside: [...list.inside, read.kind],
  })
  if (!inner.outputs) return failed
  const { outputs } = inner
  const node: TypedNode = {
    ...about,
    description: composite.description,
    fields: composite.fields,
    outputs: outputs.map(({ port, value }) => ({ port, type: value.type })),
    weights: [],
    flops: 0,
    traffic: { activations: 0, weights: 0 },
    kernels: 0,
    children: inner.nodes,
  }
  return { node, binding: { outputs } }
}

interface Composite {
  readonly spec: BlockSpec
  readonly inputs: Readonly<Record<string, Value>>
  readonly params: Fields
  readonly fields: Fields
  readonly description: string
}

/** A block of the spec, or of the library, with its inputs by name. */
function expand(
  walk: Walk,
  list: List,
  read: ReadNode,
  given: Given,
  connected: Connected,
  fields: Fields,
): Composite | { readonly misfits: readonly Misfit[] } {
  const own = walk.blocks[read.kind]
  if (own) {
    if (list.inside.includes(read.kind))
      return { misfits: [{ code: 'block_in_itself', message: `block ${read.kind} holds itself.` }] }
    const { params = {} } = own
    const names = own.inputs ?? ['x']
    const unknown = Object.keys(fields).filter((field) => !Object.hasOwn(params, field))
    const misfits: Misfit[] = unknown.map((field) => ({
      code: 'unknown_field',
      message: `block ${read.kind} has no parameter ${field}. It has ${Object.keys(params).join(', ') || 'none'}.`,
      field,
    }))
    const wrong = miscounted(
      read.kind,
      { least: names.length - Object.keys(given.ports).length, most: names.length, ports: names },
      given,
    )
    if (wrong) misfits.push(wrong)
    if (misfits.length > 0) return { misfits }
    const inOrder = names.filter((name) => !(name in connected.ports))
    const positional = inOrder.flatMap((name, i) => {
      const value = connected.inputs[i]
      return value ? [[name, value] as const] : []
    })
    const filled = { ...params, ...fields }
    const inputs = { ...Object.fromEntries(positional), ...connected.ports }
    return { spec: own, inputs, params: filled, fields: filled, description: `block ${read.kind}` }
  }
  const library = libraryBlocks.get(read.kind)
  if (!library) {
    const known = [...layers.keys(), ...libraryBlocks.keys(), ...Object.keys(walk.blocks)]
    return {
      misfits: [
        {
          code: 'unknown_kind',
          message: `no layer or block "${read.kind}". ${knownNames(read.kind, known)}`,
        },
      ],
    }
  }
  const wrong = miscounted(read.kind, library.takes, given)
  if (wrong) return { misfits: [wrong] }
  if (list.inside.length >= maxDepth)
    return { misfits: [misfit('too_large', `at most ${maxDepth} blocks inside each other`, 'more')] }
  const expanded = library.expand(fields, given)
  if ('length' in expanded) return { misfits: expanded }
  const [x] = connected.inputs
  return { ...expanded, params: {}, inputs: { ...(x && { x }), ...connected.ports } }
}

function miscounted(kind: string, { least, most, ports = [] }: Takes, given: Given): Misfit | undefined {
  const odd = Object.keys(given.ports).find((port) => !ports.includes(port))
  if (odd !== undefined)
    return {
      code: 'unknown_name',
      message: `${kind} has no input "${odd}". ${knownNames(odd, ports)}`,
      field: `with.${odd}`,
    }
  const count = given.inputs.length
  if (count >= least && count <= most) return undefined
  const wanted = least === most ? String(least) : `${least} to ${most}`
  const received = count === 0 ? 'none' : given.inputs.map(({ shape }) => show(shape)).join(', ')
  const wrong = misfit('not_connected', `${wanted} ${most === 1 ? 'input' : 'inputs'}`, received)
  return count < least ? { ...wrong, message: `${wrong.message} Name more with "with".` } : wrong
}

function tooLarge(types: readonly TensorType[]): Misfit | undefined {
  const large = types.find(({ shape }) => elements(shape) > maxElements)
  return large && misfit('too_large', `tensors of at most 2^50 elements`, show(large.shape))
}

function readOutputs(
  walk: Walk,
  list: List,
  scope: Scope,
  last: { readonly name: string | undefined; readonly binding: Binding } | undefined,
): Walked['outputs'] {
  if (!list.outputs) {
    if (!last || last.binding === 'broken') return undefined
    const [main] = last.binding.outputs
    return main && [{ port: last.name ?? '', value: main.value }]
  }
  const read = list.outputs.map((ref) => ({ port: ref, value: scope.read(ref) }))
  for (const { value } of read) if (isMisfit(value)) walk.issues.push(at(join(list.path, 'outputs'), value))
  const known = read.flatMap(({ port, value }) =>
    value === 'broken' || isMisfit(value) ? [] : [{ port, value }],
  )
  return known.length === read.length ? known : undefined
}

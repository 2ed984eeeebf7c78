/** Builds a list of nodes from recipes, one after another, each fitted to what the inference says is there. */
import { inferSpec } from '../../../src/design/spec/infer.js'
import { elements, type TensorType } from '../../../src/design/spec/shape.js'
import { parseSpec } from '../../../src/design/spec/spec.js'
import type { Draw } from './draw.js'
import type { Node, Recipe, Shape, Site } from './recipe.js'

/** A tensor larger than this is made smaller before the next node, so that a spec stays small. */
const mostElements = 3_000
/** A vector longer than this is pooled before a linear reads all of it. */
const mostRead = 400

interface Value {
  readonly ref: string
  readonly type: TensorType
  /** Something must read it, or it is an output. */
  isOpen: boolean
}

export interface Build {
  /** Whether new inputs may be added: not inside a block. */
  readonly isTop: boolean
  readonly inputs: Record<string, Node>
  /** Of the whole spec, also where the list is inside one. */
  readonly blocks: Record<string, Node>
  readonly nextName: () => string
  /** What may stand inside a list of a list. */
  readonly inner: readonly Recipe[]
}

export interface List {
  /** Once an issue came it does nothing: the spec is invalid, and the issue is what a test shows. */
  readonly apply: (recipe: Recipe, draw: Draw) => void
  readonly nodes: readonly Node[]
  /** References of what nothing reads. */
  readonly outputs: () => readonly string[]
}

export function createList(build: Build): List {
  const { inputs, blocks, isTop } = build
  const nodes: Node[] = []
  const values: Value[] = []
  let isStuck = false

  const inferred = (outputs: readonly string[]) => {
    const parsed = parseSpec({ name: 'prefix', inputs, blocks, nodes, outputs })
    const result = parsed.ok ? inferSpec(parsed.spec) : parsed
    return result.ok ? result.typed : undefined
  }
  const open = () => values.filter((value) => value.isOpen).map(({ ref }) => ref)
  const read = (ref: string) => {
    const [name] = ref.split('.')
    for (const value of values) if (value.ref.split('.')[0] === name) value.isOpen = false
  }

  /** Adds a node as it is and what it gives to the values. */
  function add(node: Node): void {
    if (isStuck) return
    const name = build.nextName()
    nodes.push({ name, ...node })
    for (const ref of refsOf(node)) read(ref)
    const typed = inferred([...open(), name])
    const type = typed?.outputs.at(-1)?.type
    if (!typed || !type) {
      isStuck = true
      return
    }
    const last = typed.nodes.findLast((other) => other.name === name)
    const ports = last?.outputs.slice(1) ?? []
    for (const [i, { port }] of ports.entries()) {
      const result = last?.results[i + 1]
      if (result) values.push({ ref: `${name}.${port}`, type: result, isOpen: false })
    }
    values.push({ ref: name, type, isOpen: true })
  }

  const current = (): Value =>
    values.findLast((value) => !value.ref.includes('.')) ?? {
      ref: '',
      type: { shape: [], dtype: 'float' },
      isOpen: false,
    }
  const shape = () => current().type.shape
  const chained = (node: Node) => add({ from: [current().ref], ...node })

  /** What is here as a tensor of that shape. */
  function bridge(wanted: Shape): void {
    if (same(shape(), wanted)) return
    const size = elements(wanted)
    if (elements(shape()) !== size) {
      if (shape().length === 0) chained({ kind: 'unsqueeze' })
      if (elements(shape()) > mostRead && shape().length > 1) chained({ kind: 'global_pool' })
      if (shape().length > 1) chained({ kind: 'flatten' })
      chained({ kind: 'linear', units: size })
    }
    if (!same(shape(), wanted)) chained({ kind: 'reshape', shape: wanted })
  }

  function addInput(input: Node, type: TensorType): string {
    const name = build.nextName()
    inputs[name] = input
    // Before what is here: the current value stays the last.
    values.unshift({ ref: name, type, isOpen: true })
    return name
  }

  function other(draw: Draw, wanted: Shape): string {
    const form = draw.int(0, 5)
    const known = values.filter(({ type }) => type.dtype === 'float' && same(type.shape, wanted))
    const one = known[draw.int(0, Math.max(0, known.length - 1))]
    if (one && form < 3) return one.ref
    if (isTop && form !== 4 && form !== 5)
      return addInput(inputOf(draw, wanted), { shape: wanted, dtype: 'float' })
    const kind = form === 5 || wanted.length === 0 ? 'constant' : 'parameter'
    return aside({ kind, shape: wanted, ...(kind === 'constant' && { value: 0.5 }) })
  }

  /** Adds a node and leaves what is here where it is: its value is the last no more. */
  function aside(node: Node): string {
    add(node)
    const made = isStuck ? undefined : values.pop()
    if (!made) return current().ref
    values.unshift(made)
    return made.ref
  }

  const siteOf = (draw: Draw, inner: Shape = shape()): Site => ({
    draw,
    shape: inner,
    features: inner.at(-1) ?? 1,
    current: current().ref,
    other: (wanted) => other(draw, wanted),
    before: aside,
    mask: (wanted) =>
      isTop
        ? addInput(
            wanted.length === 1 && draw.flag()
              ? { kind: 'mask', steps: wanted[0] }
              : { kind: 'tensor', shape: wanted, dtype: 'bool' },
            { shape: wanted, dtype: 'bool' },
          )
        : undefined,
    ids: (wanted, count) => (isTop ? ids(draw, wanted, count) : undefined),
    table(dim) {
      const tables = nodes.filter(
        ({ kind, dim: width, rows, repeat, copies, lora }) =>
          kind === 'embedding' && width === dim && !Array.isArray(rows) && !repeat && !copies && !lora,
      )
      const name = tables[0]?.name
      const table =
        typeof name === 'string' ? inferred([...open()])?.nodes.find((n) => n.name === name) : undefined
      const rows = table?.weights[0]?.shape[0]
      return typeof name === 'string' && rows !== undefined ? { name, rows } : undefined
    },
    earlier() {
      const typed = inferred([...open()])
      const fits = typed?.nodes.filter(
        ({ inputs, reads, reuses, arrangement }) =>
          // Steps and slices read less than the list hands them.
          arrangement.kind !== 'scan' &&
          !(arrangement.kind === 'copies' && arrangement.split) &&
          inputs.length === 1 &&
          Object.keys(reads.ports).length === 0 &&
          reuses === undefined &&
          inputs[0]?.dtype === 'float' &&
          same(inputs[0].shape, shape()),
      )
      // Repetitions of other widths are several nodes of one name, which need not fit again.
      const names = (fits ?? [])
        .map(({ name }) => name)
        .filter((name) => typed?.nodes.filter((n) => n.name === name).length === 1)
      return names[draw.int(0, Math.max(0, names.length - 1))]
    },
    list(from, steps) {
      const list = createList({ ...build, isTop: false, inputs: { x: { kind: 'tensor', shape: from } } })
      for (let i = 0; i < steps; i += 1) {
        const recipe = build.inner[draw.int(0, build.inner.length - 1)]
        if (recipe) list.apply(recipe, draw)
      }
      return simplified(list.nodes, ['x'], [], draw).nodes
    },
    block(block) {
      const kind = `${blockNames[Object.keys(blocks).length] ?? 'block'}`
      blocks[kind] = block
      return kind
    },
  })

  function ids(draw: Draw, wanted: Shape, count: number | undefined): string {
    const type = { shape: wanted, dtype: 'int', ...(count !== undefined && { count }) } as const
    const [steps] = wanted
    const input =
      count === undefined
        ? { kind: 'tensor', shape: wanted, dtype: 'int' }
        : wanted.length === 0
          ? { kind: 'category', count }
          : wanted.length === 1 && draw.flag()
            ? { kind: 'tokens', vocab: count, steps }
            : { kind: 'tensor', shape: wanted, dtype: 'int', count }
    return addInput(input, type)
  }

  function apply(recipe: Recipe, draw: Draw): void {
    if (isStuck) return
    if (elements(shape()) > mostElements) bridge([draw.int(1, 12)])
    if (recipe.wants) bridge(recipe.wants(shape(), draw))
    if (isStuck) return
    const before = shape()
    const node = recipe.write(siteOf(draw))
    const from = node.from ?? [current().ref]
    const full: Node = Array.isArray(from) && from.length === 0 ? without(node, 'from') : { ...node, from }
    const form = recipe.isPlain ? draw.int(0, 11) : recipe.each ? draw.of([0, 0, 11]) : 0
    add({ ...full, ...modifiers(form, draw) })
    const kept = same(before, shape())
    const repeated = kept && !isStuck ? repetition(recipe, form, draw) : undefined
    if (!repeated) return
    // It gives what it was given, so it can follow itself; with other fields (a stride) it may end otherwise.
    nodes[nodes.length - 1] = { ...nodes.at(-1), ...repeated }
    const last = values.pop()
    const type = last && inferred([...open(), last.ref])?.outputs.at(-1)?.type
    if (last && type) values.push({ ...last, type })
    else isStuck = true
  }

  for (const [name, input] of Object.entries(inputs)) {
    const typed = parseSpec({ name: 'prefix', inputs: { [name]: input }, nodes: ['flatten'] })
    const result = typed.ok ? inferSpec(typed.spec) : typed
    const type = result.ok ? result.typed.inputs[name] : undefined
    if (type) values.push({ ref: name, type, isOpen: true })
  }
  return { apply, nodes, outputs: open }
}

const blockNames = ['stage', 'mixer', 'nn', 'module', 'model', 'forward', 'linear_block', 'tensor']

const same = (a: Shape, b: Shape) => a.length === b.length && a.every((size, i) => size === b[i])

function without(node: Node, field: string): Node {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== field))
}

/** Modifiers that any node may have. */
function modifiers(form: number, draw: Draw): Node {
  if (form === 8) return { frozen: true }
  if (form === 9) return { copies: draw.int(1, 3) }
  if (form === 10) return { when: draw.flag() }
  return {}
}

function repetition({ each }: Recipe, form: number, draw: Draw): Node | undefined {
  if (form === 6) return { repeat: draw.int(1, 4) }
  if (form === 7) return { repeat: draw.int(1, 3), shared: true }
  if (form === 11 && each)
    return { each: { [each.field]: each.values.slice(0, draw.int(1, each.values.length)) } }
  return undefined
}

function inputOf(draw: Draw, shape: Shape): Node {
  const [a, b, c] = shape
  const isTyped = draw.flag()
  if (isTyped && shape.length === 1) return { kind: 'vector', features: a }
  if (isTyped && shape.length === 2) return { kind: 'series', steps: a, features: b }
  if (isTyped && shape.length === 3) return { kind: 'image', size: [a, b], channels: c }
  return { kind: 'tensor', shape }
}

/** Everything that a node reads; what it applies again is not read. */
function refsOf({ from, with: more, tie }: Node): string[] {
  const refs = [from ?? [], typeof more === 'object' && more !== null ? Object.values(more) : (more ?? [])]
  return [...refs.flat(), tie].filter((ref) => typeof ref === 'string')
}

/** The same list as a person writes it: `from` and names left out where the order says it. */
export function simplified(
  nodes: readonly Node[],
  inputs: readonly string[],
  outputs: readonly string[],
  draw: Draw,
): { nodes: readonly Node[]; outputs: readonly string[] | undefined } {
  const isTerse = draw.int(0, 3) < 3
  if (!isTerse && outputs.length > 0) return { nodes: nodes.map(tidy), outputs }
  const chained = nodes.map((node, i): Node => {
    const before = i === 0 ? (inputs.length === 1 ? inputs[0] : undefined) : nodes[i - 1]?.name
    const from = node.from
    if (!Array.isArray(from) || before === undefined || from[0] !== before) return tidy(node)
    const rest = from.slice(1)
    if (rest.length === 0) return tidy(without(node, 'from'))
    return node.with === undefined
      ? { ...without(node, 'from'), with: rest.length === 1 ? rest[0] : rest }
      : node
  })
  const last = nodes.at(-1)?.name
  const shown = outputs.length === 0 || (outputs.length === 1 && outputs[0] === last) ? undefined : outputs
  const applied = chained.flatMap(({ reuse }) => (typeof reuse === 'string' ? [reuse] : []))
  const refs = [...chained.flatMap(refsOf), ...applied, ...(shown ?? [])]
  const needed = new Set(refs.map((ref) => ref.split('.')[0]))
  const short = chained.map((node) =>
    needed.has(String(node.name)) || node.reuse !== undefined ? node : without(node, 'name'),
  )
  return { nodes: short, outputs: shown }
}

/** A list of one reference is that reference; connections that are none are left out. */
function tidy(node: Node): Node {
  const { from, with: more } = node
  const isEmpty = typeof more === 'object' && more !== null && Object.keys(more).length === 0
  const rest = isEmpty ? without(node, 'with') : node
  return Array.isArray(from) && from.length === 1 ? { ...rest, from: from[0] } : rest
}

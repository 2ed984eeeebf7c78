/**
 * One class for each block and structure. Places whose text is the same but for numbers share a class; its
 * constructor takes what differs between them, and the sizes that the block's own fields name.
 */
import type { TypedNode } from '../../spec/typed.js'
import type { ChildClass, Symbols } from './applied.js'
import { classArguments } from './arguments.js'
import { writeBody } from './body.js'
import { classText, shapeLine, shapeOf } from './class-text.js'
import { type Code, code, type Hole, joined, skeleton } from './code.js'
import { type Argument, type Instance, inputSymbol } from './instance.js'
import { className, variable } from './names.js'
import type { BodyOf } from './place.js'
import type { PythonPart } from './python/parts.js'

/** A class as text. */
export interface PythonClass {
  readonly name: string
  readonly text: string
  readonly parts: readonly PythonPart[]
}

/**
 * The classes of all blocks below these nodes, inner ones first, and how each block is applied.
 * @param unique gives each class a name of its own
 */
export function writeClasses(
  nodes: readonly TypedNode[],
  keepsNames: boolean,
  unique: (wanted: string) => string,
): {
  readonly classes: readonly PythonClass[]
  readonly childOf: (node: TypedNode) => ChildClass | undefined
} {
  const levels: TypedNode[][] = []
  for (const node of nodes) collect(node, levels)
  const children = new Map<TypedNode, ChildClass>()
  const childOf = (node: TypedNode) => children.get(node)
  const classes: PythonClass[] = []
  for (const level of levels) {
    const alike = new Map<string, Instance[]>()
    for (const node of level) {
      const instance = written(node, keepsNames, childOf)
      const key = keyOf(instance)
      alike.set(key, [...(alike.get(key) ?? []), instance])
    }
    for (const instances of alike.values()) {
      const { python, uses } = writeClass(instances, unique)
      classes.push(python)
      for (const [i, { node }] of instances.entries()) {
        const use = uses[i]
        if (use) children.set(node, use)
      }
    }
  }
  return { classes, childOf }
}

/** Blocks by how many blocks stand inside each other below them. */
function collect(node: TypedNode, levels: TypedNode[][]): number {
  const height = Math.max(-1, ...node.children.map((child) => collect(child, levels))) + 1
  if (!node.body) return -1
  while (levels.length <= height) levels.push([])
  levels[height]?.push(node)
  return height
}

function written(
  node: TypedNode,
  keepsNames: boolean,
  childOf: (node: TypedNode) => ChildClass | undefined,
): Instance {
  const inputs = node.body?.inputs ?? []
  const body: BodyOf = {
    nodes: node.children,
    inputs,
    outputs: node.body?.outputs ?? [],
    inputSymbols: inputs.map(({ name }) => inputSymbol(name)),
    isModel: false,
    keepsNames,
  }
  const result = writeBody(body, childOf)
  const { chain, init, forward } = result
  const doc = inputs.map(({ name, type }, i) =>
    shapeLine(name, type.shape, result.wants[i] ?? 0, inputSymbol(name)),
  )
  const returned = (node.body?.outputs ?? []).map((_, i) =>
    shapeOf(node.outputs[i]?.type.shape ?? [], result.gives[i] ?? 0, result.sizes[i]),
  )
  return {
    node,
    written: result,
    lines: {
      doc: [...doc, code`Returns ${joined(returned, ', ')}`],
      init: chain ?? init,
      forward: chain ? [] : forward,
    },
  }
}

const keyOf = ({ node, written, lines }: Instance): string =>
  JSON.stringify([
    node.kind,
    node.body?.variant,
    node.body?.inputs.map(({ name }) => name),
    node.ports && Object.keys(node.ports),
    written.chain !== undefined,
    written.wants,
    written.gives,
    skeleton([...lines.init, ...lines.forward]),
  ])

function writeClass(
  instances: readonly Instance[],
  unique: (wanted: string) => string,
): { python: PythonClass; uses: ChildClass[] } {
  const [first] = instances
  if (!first) throw new RangeError('Expected a place where the block is used.')
  const { node, written } = first
  const name = unique(
    `${className(node.body?.variant ?? '')}${node.kind === 'chain' ? className(node.name) : className(node.kind)}`.replace(
      /^Model(?=[A-Z])/,
      '',
    ),
  )
  const { args, kept, write } = classArguments(instances)
  const python = {
    name,
    text: classText(name, first, written.chain !== undefined, { args, kept, write }, instances),
    parts: instances.flatMap(({ written }) => written.parts),
  }
  const uses = instances.map(
    ({ node, written }, i): ChildClass => ({
      name,
      args: (symbols) => callArguments(node, args, i, symbols),
      wants: written.wants,
      gives: written.gives,
      sizes: (symbols) =>
        written.sizes.map((symbol) => (symbol === undefined ? undefined : outside(node, symbol, symbols))),
    }),
  )
  return { python, uses }
}

/** What a name inside the block is where it is used. */
function outside(node: TypedNode, symbol: string, symbols: Symbols): string | undefined {
  const names = node.body?.inputs.map(({ name }) => name) ?? []
  const at = names.findIndex((name) => inputSymbol(name) === symbol)
  if (at < 0) return node.origins[symbol]
  const name = names[at] ?? ''
  if (Object.hasOwn(node.ports, name)) return symbols.ports[name]
  return symbols.inputs[names.filter((other) => !Object.hasOwn(node.ports, other)).indexOf(name)]
}

function callArguments(node: TypedNode, args: readonly Argument[], place: number, symbols: Symbols): Code {
  return joined(
    args.map(({ name, values }, i) => {
      const hole: Hole = { value: values[place] ?? 0, symbol: outside(node, name, symbols), hint: name }
      return i === 0 && name === 'features' ? code`${hole}` : code`${variable(name)}=${hole}`
    }),
    ', ',
  )
}

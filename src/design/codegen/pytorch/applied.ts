/** How one node is applied, whether it is a layer of the table or a block with a class: what the writer needs of it. */
import { featuresOf } from '../../spec/shape.js'
import type { TypedNode } from '../../spec/typed.js'
import { type Code, code, type Hole, joined } from './code.js'
import type { Emit, Layout, Use } from './emit.js'
import { emits } from './layers/index.js'
import { lowRank } from './python/arrangements.js'
import type { PythonPart } from './python/parts.js'

/** What the size of each input's last axis is called. */
export interface Symbols {
  readonly inputs: readonly (string | undefined)[]
  readonly ports: Readonly<Record<string, string | undefined>>
}

/** A block that has a class. */
export interface ChildClass {
  readonly name: string
  readonly args: (symbols: Symbols) => Code
  /** In the order of the block's inputs, and of its outputs. */
  readonly wants: readonly Layout[]
  readonly gives: readonly Layout[]
  readonly sizes: (symbols: Symbols) => readonly (string | undefined)[]
}

export interface Applied {
  readonly node: TypedNode
  /** Of the inputs in order, given the first one's layout as it comes. */
  readonly wants: (input: number, firstLayout: Layout) => Layout
  readonly portWants: (port: string) => Layout
  /** Undefined where no module is needed outside a chain. */
  readonly module: Code | undefined
  /** Its place in a chain of modules; undefined where it has none. */
  readonly chained: Code | undefined
  readonly call: (
    module: string,
    args: readonly Code[],
    portArgs: Readonly<Record<string, Code>>,
    layouts: readonly Layout[],
    like: string,
  ) => Code
  readonly gives: (output: number, firstLayout: Layout) => Layout
  readonly sizes: readonly (string | undefined)[]
  /** How an output is taken from what the call gives; undefined where that is the sole output. */
  readonly access: ((output: number) => string) | undefined
  /** The call gives a plain tuple of all outputs. */
  readonly isTuple: boolean
  readonly parts: readonly PythonPart[]
}

export function applied(node: TypedNode, symbols: Symbols, child: ChildClass | undefined): Applied {
  if (child) return ofClass(node, symbols, child)
  const emit = emits.get(node.kind)
  if (!emit) throw new RangeError(`Expected a layer of the PyTorch table. Received: ${node.kind}`)
  return ofLayer(node, symbols, emit)
}

function ofClass(node: TypedNode, symbols: Symbols, child: ChildClass): Applied {
  const names = node.body?.inputs.map(({ name }) => name) ?? []
  const at = (port: string) => names.indexOf(port)
  // The inputs of the block that no port names, in order.
  const open = names.filter((name) => !Object.hasOwn(node.ports, name))
  const module = code`${child.name}(${child.args(symbols)})`
  const isSole = node.outputs.length === 1
  const isPlain = names.length === 1 && isSole
  return {
    node,
    wants: (input) => child.wants[at(open[input] ?? '')] ?? 0,
    portWants: (port) => child.wants[at(port)] ?? 0,
    module,
    chained: isPlain ? module : undefined,
    call(module, args, portArgs) {
      const inOrder = names.map((name) =>
        Object.hasOwn(portArgs, name) ? (portArgs[name] ?? []) : (args[open.indexOf(name)] ?? []),
      )
      return code`${module}(${joined(inOrder, ', ')})`
    },
    gives: (output) => child.gives[output] ?? 0,
    sizes: child.sizes(symbols),
    access: isSole ? undefined : (output) => `[${output}]`,
    isTuple: !isSole,
    parts: [],
  }
}

function ofLayer(node: TypedNode, symbols: Symbols, emit: Emit): Applied {
  const use = useOf(node, symbols)
  const wanted = emit.wants?.(use) ?? 0
  const layoutOf = (first: Layout): Layout => (wanted === 'any' ? first : wanted)
  const plain = emit.module?.(use)
  const module = plain && node.lora && namesItself(node) ? lowRankOf(node, plain) : plain
  const size =
    emit.size === 'same' || (emit.size !== undefined && node.fields[emit.size] === undefined)
      ? symbols.inputs[0]
      : emit.size === undefined
        ? undefined
        : node.origins[emit.size]
  const firstRank = use.x.shape.length
  return {
    node,
    // A vector that meets a map stays a vector.
    wants: (input, first) =>
      wanted === 'any' && node.inputs[input]?.shape.length !== firstRank ? 0 : layoutOf(first),
    portWants: () => 0,
    module: emit.isFunction?.(use) ? undefined : module,
    chained: emit.inChain?.(use) && Object.keys(node.ports).length === 0 ? module : undefined,
    call(module, args, portArgs, layouts, like) {
      const call = { ...use, module, args, portArgs, layouts, like }
      return emit.call?.(call) ?? code`${module}(${joined(args, ', ')})`
    },
    gives: (output, first) => (output > 0 ? 0 : (emit.gives?.(use, layoutOf(first)) ?? layoutOf(first))),
    sizes: [size],
    access: emit.access ? (output) => emit.access?.(node, output) ?? '' : undefined,
    isTuple: false,
    parts: [...(emit.parts?.(use) ?? []), ...(module !== plain ? [lowRank] : [])],
  }
}

/** Low-rank additions to a linear layer itself, not to something inside. */
export const namesItself = ({ kind, name, lora }: TypedNode): boolean =>
  kind === 'linear' && (lora?.on.includes(name) ?? false)

const lowRankOf = ({ lora }: TypedNode, module: Code): Code =>
  code`LowRankLinear(${module}, ${String(lora?.rank)})`

function useOf(node: TypedNode, symbols: Symbols): Use {
  const { fields, inputs, ports } = node
  const x = inputs[0] ?? { shape: [], dtype: 'float' as const }
  const hole = (value: number, symbol: string | undefined, hint: string): Hole => ({ value, symbol, hint })
  const featuresAt = (input: number | string): Hole =>
    typeof input === 'number'
      ? hole(featuresOf(inputs[input]?.shape ?? []), symbols.inputs[input], 'features')
      : hole(featuresOf(ports[input]?.shape ?? []), symbols.ports[input], `${input}_features`)
  const field = (name: string): Hole => hole(Number(fields[name]), node.origins[name], name)
  return {
    node,
    fields,
    x,
    inputs,
    ports,
    features: featuresAt(0),
    featuresOf: featuresAt,
    field,
    computed: (value, hint) => hole(value, undefined, hint),
    option(name, unless, keyword = name) {
      const value = fields[name]
      const text = keyword === '' ? '' : `, ${keyword}=`
      if (!Array.isArray(value)) return [{ ...field(name), option: { text, unless } }]
      const items = value.map((item) => code`${hole(Number(item), undefined, name)}`)
      return value.length === 1 ? code`${text}${items[0] ?? []}` : code`${text}(${joined(items, ', ')})`
    },
  }
}

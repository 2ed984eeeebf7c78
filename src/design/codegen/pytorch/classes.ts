/**
 * One class for each block and structure. Places whose text is the same but for numbers share a class; its
 * constructor takes what differs between them, and the sizes that the block's own fields name.
 */
import { featuresOf } from '../../spec/shape.js'
import type { TypedNode } from '../../spec/typed.js'
import type { ChildClass, Symbols } from './applied.js'
import { type BodyOf, type Written, writeBody } from './body.js'
import { type Code, code, fill, type Hole, holes, joined, number, skeleton } from './code.js'
import type { Layout } from './emit.js'
import { attribute, className, docText, variable } from './names.js'
import type { PythonPart } from './python/parts.js'
import { wrapped } from './wrap.js'

/** A class as text. */
export interface PythonClass {
  readonly name: string
  readonly text: string
  readonly parts: readonly PythonPart[]
}

/** A place where a block is used. */
interface Instance {
  readonly node: TypedNode
  readonly written: Written
  /** The lines that have holes: of the docstring, the constructor and the forward pass. */
  readonly lines: Lines
}
interface Lines {
  readonly doc: readonly Code[]
  readonly init: readonly Code[]
  readonly forward: readonly Code[]
}

/** A constructor argument, with its value in each place. */
interface Argument {
  readonly name: string
  readonly values: readonly number[]
}

/** Fields that set how something is done and not how large it is: arguments only where places differ. */
const settings = new Set(
  'kernel stride dilation groups padding dropout rate axes factor window size buckets by value count'.split(
    ' ',
  ),
)

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
  const level = levels[height] ?? []
  for (let i = levels.length; i <= height; i += 1) levels[i] = []
  levels[height] = level.length > 0 ? level : (levels[height] ?? [])
  levels[height]?.push(node)
  return height
}

/** What the size of each input's last axis is called inside a block. */
const inputSymbol = (name: string): string => (name === 'x' ? 'features' : `${name}_features`)

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

const axisWords: readonly (readonly string[])[] = [[], [], ['steps'], ['height', 'width']]

/** `(batch, height, width, features)`, the features where the layout has them. */
function shapeOf(shape: readonly number[], layout: Layout, symbol: string | undefined): Code {
  if (shape.length === 0) return ['(batch)']
  const words = axisWords[shape.length]
  const axes = shape
    .slice(0, -1)
    .map((value, i): Hole => ({ value, hint: '', word: words?.[i] ?? `axis ${i + 1}` }))
  const features: Hole = { value: featuresOf(shape), symbol, hint: '', word: 'features' }
  const ordered = axes.toSpliced(axes.length - layout, 0, features)
  return code`(batch, ${joined(
    ordered.map((axis) => code`${axis}`),
    ', ',
  )})`
}

const shapeLine = (name: string, shape: readonly number[], layout: Layout, symbol: string): Code =>
  code`${variable(name)}: ${shapeOf(shape, layout, symbol)}`

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
  const { args, kept, write } = argumentsOf(instances)
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

/** The value of a name in one place. */
function numberIn({ node }: Instance, symbol: string): number | undefined {
  const input = node.body?.inputs.find(({ name }) => inputSymbol(name) === symbol)
  if (input) return featuresOf(input.type.shape)
  const value = node.body?.params[symbol]
  return typeof value === 'number' ? value : undefined
}

/** Which arguments the constructor has, and how each hole is written. */
function argumentsOf(instances: readonly Instance[]): {
  args: readonly Argument[]
  /** Lines that keep what the forward pass needs. */
  kept: readonly string[]
  write: (hole: Hole, n: number) => string
} {
  const all = instances.map(({ lines }) => holes([...lines.init, ...lines.forward]))
  const inConstructor = holes(instances[0]?.lines.init ?? []).length
  const stored = new Set<string>()
  const lines = instances[0]?.lines.init ?? []
  const args = new Map<string, Argument>()
  const texts = (all[0] ?? []).map((hole, n): string => {
    const same = all.map((places) => places[n] ?? hole)
    const values = same.map(({ value }) => value)
    const isConstant = values.every((value) => value === values[0])
    const { symbol } = hole
    const isNamed =
      symbol !== undefined &&
      same.every((other, i) => {
        const instance = instances[i]
        return other.symbol === symbol && instance !== undefined && numberIn(instance, symbol) === other.value
      })
    if (isConstant && (!isNamed || settings.has(symbol)))
      return hole.option?.unless === hole.value ? '' : `${hole.option?.text ?? ''}${number(hole.value)}`
    const name = isNamed ? symbol : extraName(hole.hint, values, args, instances)
    args.set(name, { name, values })
    // The forward pass sees only what the constructor kept.
    if (n >= inConstructor) stored.add(name)
    const written = n < inConstructor ? variable(name) : `self.${keptAs(name, lines)}`
    return `${hole.option?.text ?? ''}${written}`
  })
  const kept = [...stored].map((name) => `self.${keptAs(name, lines)} = ${variable(name)}`)
  return { args: [...args.values()].sort(byPlace(instances)), kept, write: (_, n) => texts[n] ?? '' }
}

/** An attribute beside the modules, which have the names of nodes. */
export function keptAs(name: string, init: readonly Code[]): string {
  const isTaken = init.some(
    ([start]) => typeof start === 'string' && new RegExp(`^self\\.${name}\\b`).test(start),
  )
  return isTaken || attribute(name) !== name ? `${name}_value` : name
}

/** A name for numbers that differ and come from no field; one that is there with the same numbers serves again. */
function extraName(
  hint: string,
  values: readonly number[],
  args: ReadonlyMap<string, Argument>,
  [first]: readonly Instance[],
): string {
  const taken = (name: string) =>
    args.has(name) || (first !== undefined && numberIn(first, name) !== undefined)
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? hint : `${hint}_${n}`
    const known = args.get(name)
    if (known && known.values.join() === values.join()) return name
    if (!taken(name)) return name
  }
}

/** Sizes of inputs first, then the block's parameters in their order, then what else differs. */
function byPlace([first]: readonly Instance[]): (a: Argument, b: Argument) => number {
  const order = [
    ...(first?.node.body?.inputs.map(({ name }) => inputSymbol(name)) ?? []),
    ...Object.keys(first?.node.body?.params ?? {}),
  ]
  const rank = ({ name }: Argument) => (order.includes(name) ? order.indexOf(name) : order.length)
  return (a, b) => rank(a) - rank(b)
}

function classText(
  name: string,
  { node, lines }: Instance,
  isChain: boolean,
  { args, kept, write }: ReturnType<typeof argumentsOf>,
  instances: readonly Instance[],
): string {
  const body = fill([...lines.init, ...lines.forward], write)
  const init = [...kept, ...body.slice(0, lines.init.length)]
  const forward = body.slice(lines.init.length)
  const names = new Set(args.map((arg) => arg.name))
  const docs = instances.map((instance) => holes(instance.lines.doc))
  const doc = fill(lines.doc, (hole, n) => {
    if (hole.symbol !== undefined && names.has(hole.symbol)) return variable(hole.symbol)
    const values = docs.map((places) => places[n]?.value)
    return values.every((value) => value === hole.value) ? number(hole.value) : (hole.word ?? '')
  })
  const title = docText(node.description.split(/[\d,:;(]/)[0]?.trim() || node.kind)
  const typed = args.map(
    ({ name, values }) => `${variable(name)}: ${values.every(Number.isInteger) ? 'int' : 'float'}`,
  )
  const inputs = node.body?.inputs.map((input) => `${variable(input.name)}: Tensor`) ?? []
  const outputs = node.body?.outputs.length ?? 1
  const result =
    outputs === 1 ? 'Tensor' : `tuple[${Array.from({ length: outputs }, () => 'Tensor').join(', ')}]`
  return [
    `class ${name}(${isChain ? 'nn.Sequential' : 'nn.Module'}):`,
    `    """${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    '',
    ...doc.map((line, i) => `    ${line}${i === doc.length - 1 ? '.' : ''}`),
    '    """',
    '',
    ...constructorText(typed, init, isChain),
    ...(isChain
      ? []
      : [
          '',
          ...wrapped(`    def forward(self, ${inputs.join(', ')}) -> ${result}:`),
          ...indented(withoutLastStep(forward)),
        ]),
  ].join('\n')
}

/** The constructor; none where it would do nothing of its own. */
export function constructorText(
  typed: readonly string[],
  init: readonly string[],
  isChain: boolean,
): string[] {
  const signature = `    def __init__(self${typed.map((arg) => `, ${arg}`).join('')}) -> None:`
  if (isChain)
    return [
      ...wrapped(signature),
      '        super().__init__(',
      ...init.flatMap((line) => wrapped(`            ${line},`)),
      '        )',
    ]
  return [...wrapped(signature), '        super().__init__()', ...indented(init)]
}

/** Lines of a method's body, long ones broken. */
export const indented = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => wrapped(`        ${line}`))

/** `x = f(x)` and `return x` as one. */
export function withoutLastStep(lines: readonly string[]): readonly string[] {
  const [last = '', end = ''] = lines.slice(-2)
  const name = /^return (\w+)$/.exec(end)?.[1]
  return name !== undefined && last.startsWith(`${name} = `)
    ? [...lines.slice(0, -2), `return ${last.slice(name.length + 3)}`]
    : lines
}

/** Sums over a typed tree that several estimates need. */
import type { TypedNode, TypedSpec, Weight } from '../spec/infer.js'
import { elements } from '../spec/shape.js'

export interface WeightCount {
  readonly params: number
  readonly trainable: number
  /** Of the parameters those that one position uses: of copies of which some are chosen, the chosen ones. */
  readonly active: number
  readonly buffers: number
}

const nothing: WeightCount = { params: 0, trainable: 0, active: 0, buffers: 0 }

/** a + b, the parameters of b in so many sets, of which so many are active. */
const plus = (a: WeightCount, b: WeightCount, sets = 1, active = sets): WeightCount => ({
  params: a.params + sets * b.params,
  trainable: a.trainable + sets * b.trainable,
  active: a.active + active * b.active,
  buffers: a.buffers + sets * b.buffers,
})

/** Elements of a node's weights, all its sets and children; a tied weight belongs to its table. */
export function countNode(node: TypedNode): WeightCount {
  let one = nothing
  for (const weight of node.weights) one = plus(one, countOf(weight))
  for (const child of node.children) one = plus(one, countNode(child))
  return one === nothing
    ? nothing
    : plus(nothing, one, node.weightSets, Math.min(node.times, node.weightSets))
}

function countOf({ shape, tiedTo, buffer, trainable }: Weight): WeightCount {
  if (tiedTo !== undefined) return nothing
  const n = elements(shape)
  return buffer
    ? { ...nothing, buffers: n }
    : { params: n, trainable: trainable ? n : 0, active: n, buffers: 0 }
}

/** Sums of one typed spec, which never changes: asked for by many estimates, added up once. */
const once = <T>(sumOf: (typed: TypedSpec) => T): ((typed: TypedSpec) => T) => {
  const known = new WeakMap<TypedSpec, { readonly value: T }>()
  return (typed) => {
    const found = known.get(typed) ?? { value: sumOf(typed) }
    known.set(typed, found)
    return found.value
  }
}

export const countAll: (typed: TypedSpec) => WeightCount = once((typed) =>
  typed.nodes.map(countNode).reduce((total, part) => plus(total, part), nothing),
)

/** FLOPs of one sample, all applications. */
export const nodeFlops = (node: TypedNode): number =>
  node.times * (node.flops + node.children.reduce((total, child) => total + nodeFlops(child), 0))

export const totalFlops: (typed: TypedSpec) => number = once((typed) =>
  typed.nodes.reduce((total, node) => total + nodeFlops(node), 0),
)

export interface Leaf {
  readonly node: TypedNode
  readonly times: number
  readonly sets: number
}

/** Each primitive layer once, with how many times it is applied and stored in the whole model. */
export const leaves: (typed: TypedSpec) => readonly Leaf[] = once((typed) => {
  const found: Leaf[] = []
  const walk = (node: TypedNode, times: number, sets: number): void => {
    if (node.children.length === 0)
      found.push({ node, times: times * node.times, sets: sets * node.weightSets })
    else for (const child of node.children) walk(child, times * node.times, sets * node.weightSets)
  }
  for (const node of typed.nodes) walk(node, 1, 1)
  return found
})

/** `tokens 38,597,376 + layers 85,054,464`: the parts that are not 0, at most six, the rest together. */
export function sumOf(parts: readonly { readonly name: string; readonly value: number }[]): string {
  const counted = parts.filter((part) => part.value > 0)
  if (counted.length === 0) return '0'
  const [shown, rest] = counted.length > 6 ? [counted.slice(0, 5), counted.slice(5)] : [counted, []]
  const words = shown.map((part) => `${part.name} ${grouped(part.value)}`)
  const others = rest.reduce((total, part) => total + part.value, 0)
  return [...words, ...(rest.length > 0 ? [`others ${grouped(others)}`] : [])].join(' + ')
}

/** 1,688,194; small numbers and fractions to four digits. */
export function grouped(value: number): string {
  if (!Number.isInteger(value) && Math.abs(value) < 1000) return String(Number(value.toPrecision(4)))
  if (Math.abs(value) >= 1e15) return value.toExponential(3)
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** `1 epoch`, `12 epochs`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  const said = grouped(n)
  return `${said} ${said === '1' ? one : many}`
}

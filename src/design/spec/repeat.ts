/**
 * A node in series with itself. Every repetition is inferred on its own, but one whose inputs and fields are those of
 * the one before is only counted; equal ones in a row become one typed node.
 */
import type { Connected } from './connect.js'
import type { Fields } from './fields.js'
import { type Misfit, misfit } from './issue.js'
import { maxApplications } from './limits.js'
import type { Modifiers } from './node.js'
import type { Bound, Value } from './scope.js'
import type { Tape } from './tape.js'
import type { TypedNode } from './typed.js'

/** One run of a node; undefined where an issue was told. */
export type Ran = { readonly node: TypedNode; readonly bound: Bound } | undefined

export interface Repeated {
  readonly nodes: readonly TypedNode[]
  readonly bound: Bound | undefined
}

export const tooManyLayers: Misfit = misfit(
  'too_large',
  `at most ${maxApplications} layers, repetitions unrolled`,
  'more',
)

interface Repetition extends Connected {
  readonly key: string
  readonly bound: Bound
  /** Where its part of the tape begins; it ends where the tape ends. */
  readonly tapeStart: number
}

/**
 * @param run infers one repetition at a path
 * @param fail tells an issue of the node as a whole
 */
export function repeat(
  tape: Tape,
  path: string,
  { repeat: times, each = {}, shared }: Modifiers,
  fields: Fields,
  connected: Connected,
  run: (path: string, connected: Connected, fields: Fields) => Ran,
  fail: (misfit: Misfit) => void,
): Repeated {
  const groups: { node: TypedNode; first: number; count: number }[] = []
  const nodes = () => {
    const results = last?.bound.outputs.map(({ value }) => value.type) ?? []
    return groups.map((group) => ({ ...folded(path, shared, group), results }))
  }
  const count = times ?? Math.max(...Object.values(each).map((values) => values.length))
  let given = connected
  let last: Repetition | undefined
  for (let i = 0; i < count; i += 1) {
    if (tape.length > maxApplications) {
      fail(tooManyLayers)
      return { nodes: nodes(), bound: undefined }
    }
    const own = { ...fields, ...valuesOf(each, i) }
    const key = JSON.stringify([own, given.inputs.map(({ type }) => type), aliases(given)])
    const tapeStart = tape.length
    const group = groups.at(-1)
    if (last?.key === key && group) {
      last = { ...given, key, tapeStart, bound: again(tape, last, given) }
      group.count += 1
    } else {
      const ran = run(`${path}[${i}]`, given, own)
      if (!ran) return { nodes: nodes(), bound: undefined }
      last = { ...given, key, tapeStart, bound: ran.bound }
      groups.push({ node: ran.node, first: i, count: 1 })
    }
    // Outputs 1..k become inputs 1..k; other inputs stay.
    const { outputs } = last.bound
    given = { ...given, inputs: given.inputs.map((input, n) => outputs[n]?.value ?? input) }
  }
  return { nodes: nodes(), bound: last?.bound }
}

const valuesOf = (each: Readonly<Record<string, readonly unknown[]>>, i: number): Fields =>
  Object.fromEntries(Object.entries(each).map(([field, values]) => [field, values[i] ?? values.at(-1)]))

/** Which inputs are one storage: a repetition with another pattern is another one. */
export function aliases({ inputs, ports }: Connected): number[] {
  const storages = [...inputs, ...Object.values(ports)].map(({ storage }) => storage)
  return storages.map((storage) => storages.indexOf(storage))
}

/** The last repetition's part of the tape once more, on other inputs. */
function again(tape: Tape, last: Repetition, given: Connected): Bound {
  const moved = new Map(
    last.inputs.map(({ storage }, i) => [storage, given.inputs[i]?.storage ?? storage] as const),
  )
  const to = tape.replay(last.tapeStart, moved)
  const move = (value: Value) => ({ ...value, storage: to(value.storage) })
  return { outputs: last.bound.outputs.map(({ port, value }) => ({ port, value: move(value) })) }
}

/** Equal repetitions as one node: `encoder[0..2]`. Shared repetitions have the weights of the first. */
function folded(
  path: string,
  shared: boolean,
  { node, first, count }: { readonly node: TypedNode; readonly first: number; readonly count: number },
): TypedNode {
  const group = count === 1 ? `${path}[${first}]` : `${path}[${first}..${first + count - 1}]`
  const weightSets = !shared ? count : first === 0 ? 1 : 0
  const arrangement = { kind: 'series', shared } as const
  return { ...moved(node, node.path, group), arrangement, times: count, weightSets }
}

/** A node and all in it under another path; a weight that is tied to a table inside moves with it. */
export function moved(node: TypedNode, from: string, to: string): TypedNode {
  const at = (path: string) => (path.startsWith(`${from}.`) ? `${to}${path.slice(from.length)}` : path)
  const isTied = node.weights.some(({ tiedTo }) => tiedTo !== undefined)
  return {
    ...node,
    path: `${to}${node.path.slice(from.length)}`,
    children: node.children.map((child) => moved(child, from, to)),
    ...(isTied && {
      weights: node.weights.map((weight) =>
        weight.tiedTo === undefined ? weight : { ...weight, tiedTo: at(weight.tiedTo) },
      ),
    }),
  }
}

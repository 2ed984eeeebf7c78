/** What a node reads: `from`, otherwise the node before it (or the only input), and `with`; and whether that is enough. */
import { knownNames, type Misfit, misfit } from './issue.js'
import type { Given, Takes } from './layers/layer.js'
import type { ReadNode } from './node.js'
import { type Binding, isMisfit, type Read, type Scope, type Value } from './scope.js'
import { show } from './shape.js'
import type { Reads } from './typed.js'

export interface Connected {
  readonly inputs: readonly Value[]
  readonly ports: Readonly<Record<string, Value>>
  /** Where they come from in the list. */
  readonly reads: Reads
}

/**
 * The node before this one by its name, or, where it has none, what it hands on; for the first node the list's only
 * input, undefined where there are several to choose from.
 */
export type Before =
  | { readonly name: string }
  | { readonly label: string; readonly binding: Binding }
  | undefined

/**
 * `broken` where something it reads has an issue of its own.
 * @param inputNames the inputs of the list, for the issue of a first node that does not say which it reads
 * @param readsNothing its kind takes no input, so that the node before it is none
 */
export function connect(
  { from, withInputs, withPorts }: ReadNode,
  scope: Scope,
  before: Before,
  inputNames: readonly string[],
  readsNothing: boolean,
): Connected | 'broken' | { readonly misfits: readonly Misfit[] } {
  const misfits: Misfit[] = []
  let broken = false
  const read = (ref: string, field: string): Read[] => {
    const found = scope.read(ref)
    if (found === 'broken') broken = true
    else if (isMisfit(found)) misfits.push({ ...found, field })
    else return [found]
    return []
  }
  const chained = (): Read[] => {
    if (before === undefined)
      misfits.push({
        code: 'not_connected',
        message: `the first node says with "from" which input it reads. ${knownNames('', inputNames)}`,
        field: 'from',
      })
    else if ('name' in before) return read(before.name, 'from')
    else if (before.binding === 'broken') broken = true
    else {
      const { outputs, passes = { node: before.label, output: 0 } } = before.binding
      return outputs.slice(0, 1).map(({ value }) => ({ value, source: passes }))
    }
    return []
  }
  const inputs = [
    ...(from ? from.flatMap((ref) => read(ref, 'from')) : readsNothing ? [] : chained()),
    ...withInputs.flatMap((ref) => read(ref, 'with')),
  ]
  const ports = Object.fromEntries(
    Object.entries(withPorts).flatMap(([port, ref]) =>
      read(ref, `with.${port}`).map((found) => [port, found] as const),
    ),
  )
  if (misfits.length > 0) return { misfits }
  if (broken) return 'broken'
  return {
    inputs: inputs.map(({ value }) => value),
    ports: mapValues(ports, ({ value }) => value),
    reads: { inputs: inputs.map(({ source }) => source), ports: mapValues(ports, ({ source }) => source) },
  }
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/** A kind that takes another number of inputs, or has no such port. */
export function miscounted(
  kind: string,
  { least, most, ports = [] }: Takes,
  given: Given,
): Misfit | undefined {
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
  const next = count < least ? 'Name what it reads too in "with".' : 'Leave some out of "from" and "with".'
  return misfit('not_connected', `${wanted} ${most === 1 ? 'input' : 'inputs'}`, received, next)
}

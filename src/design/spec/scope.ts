/**
 * The names of one list of nodes: what is read by name, and what was never read. A node whose own issue is already
 * told is `broken`: who reads it is passed over in silence, so that one mistake is one issue.
 */
import { knownNames, type Misfit, written } from './issue.js'
import type { SharedTable } from './layers/layer.js'
import type { TensorType } from './shape.js'
import type { Storage } from './tape.js'
import type { Source } from './typed.js'

/** A tensor on an edge. */
export interface Value {
  readonly type: TensorType
  readonly storage: Storage
}

/** A value that was read, and where it comes from. */
export interface Read {
  readonly value: Value
  readonly source: Source
}

/** What a node or an input hands on. */
export interface Bound {
  /** In order; the first is the main one. */
  readonly outputs: readonly { readonly port: string; readonly value: Value }[]
  /** The table of an embedding. */
  readonly table?: SharedTable
  /** What it passes on unchanged is still its maker's: a node that `when` switched off. */
  readonly passes?: Source
}
export type Binding = Bound | 'broken'

export interface Scope {
  bind(name: string, binding: Binding): void
  /** The value that a reference names, and notes that it was read. */
  read(ref: string): Read | 'broken' | Misfit
  /** The table of an embedding of this list; a tie counts as reading it. */
  table(name: string): SharedTable | undefined
  has(name: string): boolean
  names(): string[]
  /** Given names that nothing reads. */
  unread(): string[]
}

/** @param later the names that the list gives, to tell a name that comes later from one that never comes */
export function createScope(later: readonly string[]): Scope {
  const bound = new Map<string, Binding>()
  const wasRead = new Set<string>()

  return {
    bind(name, binding) {
      bound.set(name, binding)
    },
    read(ref) {
      const [name = '', ...rest] = ref.split('.')
      const port = rest.join('.')
      const binding = bound.get(name)
      if (binding === undefined) return unknownName(name, [...bound.keys()], later)
      wasRead.add(name)
      if (binding === 'broken') return 'broken'
      const { outputs } = binding
      const named = outputs.findIndex((out) => out.port === port)
      const output = port === '' ? 0 : named >= 0 ? named : positionOf(port)
      const found = outputs[output]
      if (found) return { value: found.value, source: binding.passes ?? { node: name, output } }
      const ports = outputs.map((out) => out.port).filter((name) => name !== '')
      return {
        code: 'unknown_name',
        message: `${name} has no output ${written(port)}. ${knownNames(port, ports)}`,
      }
    },
    table(name) {
      const binding = bound.get(name)
      if (binding !== undefined) wasRead.add(name)
      return binding === undefined || binding === 'broken' ? undefined : binding.table
    },
    has: (name) => bound.has(name),
    names: () => [...bound.keys()],
    unread: () =>
      [...bound]
        .filter(([name, binding]) => binding !== 'broken' && !wasRead.has(name))
        .map(([name]) => name),
  }
}

/** `parts.1` is the second output. */
const positionOf = (port: string): number => (/^\d{1,2}$/.test(port) ? Number(port) : -1)

/** @param later names that the list gives, of which some may come later */
export function unknownName(name: string, known: readonly string[], later: readonly string[]): Misfit {
  return later.includes(name)
    ? {
        code: 'comes_later',
        message: `"${name}" is not there yet; a node may read earlier nodes and the inputs only.`,
      }
    : { code: 'unknown_name', message: `no node or input "${name}" here. ${knownNames(name, known)}` }
}

export const isMisfit = (read: Read | 'broken' | Misfit): read is Misfit =>
  typeof read === 'object' && 'code' in read

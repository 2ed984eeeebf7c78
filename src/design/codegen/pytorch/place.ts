/** A node of a list where it is written: what it reads, what its values are called, and what becomes of it. */
import type { TensorType } from '../../spec/shape.js'
import type { Source, TypedNode } from '../../spec/typed.js'
import type { Applied, Symbols } from './applied.js'
import type { Code } from './code.js'
import type { Layout } from './emit.js'
import type { PythonPart } from './python/parts.js'

/** A value of the list. */
export interface Held {
  readonly code: Code
  readonly type: TensorType
  readonly layout: Layout
  readonly size: string | undefined
}

/** The nodes of one name: one, or the groups of equal repetitions. */
export interface Named {
  readonly name: string
  readonly groups: readonly [TypedNode, ...TypedNode[]]
}

/** What a node of the list is written with. */
export interface Place {
  readonly named: Named
  /** `self.name` */
  readonly module: string
  readonly inputs: readonly Held[]
  readonly ports: Readonly<Record<string, Held>>
  /** A tensor at hand, for the batch size. */
  readonly like: string
  readonly apply: (node: TypedNode, symbols: Symbols) => Applied
  /** Which outputs are read. */
  readonly isRead: (output: number) => boolean
  /** The variable of an output. */
  readonly target: (output: number) => string
  readonly fresh: (name: string) => string
}

/** What becomes of a node: its lines, and its values. */
export interface Lines {
  readonly init: readonly Code[]
  readonly forward: readonly Code[]
  readonly results: readonly Held[]
  readonly parts: readonly PythonPart[]
}

/** The list, and what its numbers may come from. */
export interface BodyOf {
  readonly nodes: readonly TypedNode[]
  readonly inputs: readonly { readonly name: string; readonly type: TensorType }[]
  readonly outputs: readonly Source[]
  /** What the size of each input's last axis is called. */
  readonly inputSymbols: readonly (string | undefined)[]
  /** The whole model: values come and go with features last. */
  readonly isModel: boolean
  /** Modules keep their names where low-rank additions look for them. */
  readonly keepsNames: boolean
}

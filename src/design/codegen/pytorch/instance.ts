/** A place where a block is used, and the constructor argument that a number of it may become. */
import type { TypedNode } from '../../spec/typed.js'
import type { Written } from './body.js'
import type { Code } from './code.js'

/** A place where a block is used. */
export interface Instance {
  readonly node: TypedNode
  readonly written: Written
  /** The lines that have holes: of the docstring, the constructor and the forward pass. */
  readonly lines: ClassLines
}
export interface ClassLines {
  readonly doc: readonly Code[]
  readonly init: readonly Code[]
  readonly forward: readonly Code[]
}

/** A constructor argument, with its value in each place. */
export interface Argument {
  readonly name: string
  readonly values: readonly number[]
}

/** What the size of each input's last axis is called inside a block. */
export const inputSymbol = (name: string): string => (name === 'x' ? 'features' : `${name}_features`)

/**
 * How one kind of layer is written in PyTorch. Values have a batch axis in front. A value's layout says where its
 * features are: 0, last, as in the spec; k, before the last k axes, as PyTorch's convolutions want it.
 */
import type { TensorType } from '../../spec/shape.js'
import type { TypedNode } from '../../spec/typed.js'
import type { Code, Hole } from './code.js'
import type { PythonPart } from './python/parts.js'

export type Layout = number

/** A layer in the place where it is written. */
export interface Use {
  readonly node: TypedNode
  readonly fields: Readonly<Record<string, unknown>>
  /** The first input's type. */
  readonly x: TensorType
  readonly inputs: readonly TensorType[]
  readonly ports: Readonly<Record<string, TensorType>>
  /** The size of the first input's last axis, and what it comes from. */
  readonly features: Hole
  /** The same for any input. */
  readonly featuresOf: (input: number | string) => Hole
  /** A field that is a number. */
  readonly field: (name: string) => Hole
  /** A number that is computed. */
  readonly computed: (value: number, hint: string) => Hole
  /** `, stride=2`, nothing where it is `unless` everywhere; a list is a tuple. */
  readonly option: (name: string, unless: number, keyword?: string) => Code
}

/** A call in the place where it is written. */
export interface Call extends Use {
  /** `self.name` or the variable of a loop; undefined for a layer without module. */
  readonly module: string
  readonly args: readonly Code[]
  readonly portArgs: Readonly<Record<string, Code>>
  /** The inputs' layouts after conversion. */
  readonly layouts: readonly Layout[]
  /** A tensor at hand, for the batch size and the device. */
  readonly like: string
}

export interface Emit {
  /** The layout that the inputs are brought to; `any`: taken as the first one comes. Left out: features last. */
  readonly wants?: (use: Use) => Layout | 'any'
  /** The main output's layout. Left out: the inputs'. */
  readonly gives?: (use: Use, layout: Layout) => Layout
  /** The expression that makes its module; left out for what is only a function. */
  readonly module?: (use: Use) => Code
  /** Left out: the module applied to the inputs. */
  readonly call?: (call: Call) => Code
  /** Its module may stand in a chain of modules: applied to one input, no more said. */
  readonly inChain?: (use: Use) => boolean
  /** Outside chains its call needs no module. */
  readonly isFunction?: (use: Use) => boolean
  /** Where the size of the output's last axis comes from: the input's, or a field. */
  readonly size?: 'same' | string
  /** The outputs by port; a layer whose call gives a named tuple says which field, else by position. */
  readonly access?: (node: TypedNode, output: number) => string
  /** Pieces of hand-written Python that it uses. */
  readonly parts?: (use: Use) => readonly PythonPart[]
}

/** The last size's share of a conversion: `x.movedim(-1, -3)`. */
export function converted(value: Code, from: Layout, to: Layout): Code {
  return from === to ? value : [...value, `.movedim(${-1 - from}, ${-1 - to})`]
}

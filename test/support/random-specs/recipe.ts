/**
 * What it takes to write a node of a kind that fits behind any value: one recipe for each kind, with the shape that it
 * needs to be applied to and the fields that are valid there.
 */
import type { Draw } from './draw.js'

export type Shape = readonly number[]
export type Node = Readonly<Record<string, unknown>>

/** Where a node is put. */
export interface Site {
  readonly draw: Draw
  /** What it is applied to, once there is nothing more to prepare. */
  readonly shape: Shape
  readonly features: number
  /** A reference to another tensor of numbers of this shape, made where there is none. */
  readonly other: (shape: Shape) => string
  /** A node before this one, and its reference. */
  readonly before: (node: Node) => string
  /** A tensor of truths; undefined where none can be had (inside a block). */
  readonly mask: (shape: Shape) => string | undefined
  /** A new input of whole numbers; undefined inside a block. */
  readonly ids: (shape: Shape, count?: number) => string | undefined
  /** An embedding of this list whose vectors are so long. */
  readonly table: (dim: number) => { readonly name: string; readonly rows: number } | undefined
  /** An earlier node that may be applied again to what is here. */
  readonly earlier: () => string | undefined
  /** A list of so many steps that reads one tensor of this shape, called `x`. */
  readonly list: (shape: Shape, steps: number) => readonly Node[]
  /** Defines a block of the spec and gives its kind. */
  readonly block: (block: Node) => string
  /** The reference of what it is applied to. */
  readonly current: string
}

export interface Recipe {
  readonly kind: string
  /** The shape it needs, given what is here; what is here where left out. */
  readonly wants?: (shape: Shape, draw: Draw) => Shape
  /** Kind, fields, and `with`; `from` where it reads more than the value here. */
  readonly write: (site: Site) => Node
  /** It reads one tensor and has one output, so that modifiers can be put on it. */
  readonly isPlain?: boolean
  /** A field that may differ from repetition to repetition, with its values. */
  readonly each?: { readonly field: string; readonly values: readonly unknown[] }
}

/** At least so many axes: new ones of a few positions come first. */
export const rank =
  (least: number) =>
  (shape: Shape, draw: Draw): Shape => [
    ...Array.from({ length: Math.max(0, least - shape.length) }, () => draw.int(3, 6)),
    ...shape,
  ]

/** A shape of that rank whose axis, from the end, is changed. */
export const withAxis =
  (least: number, axis: number, change: (size: number, draw: Draw) => number) =>
  (shape: Shape, draw: Draw): Shape => {
    const full = [...rank(least)(shape, draw)]
    const at = full.length + axis
    full[at] = change(full[at] ?? 1, draw)
    return full
  }

/** The size rounded up to a multiple. */
export const multipleOf = (of: number) => (size: number) => Math.ceil(size / of) * of

export const replaced = (shape: Shape, axis: number, ...sizes: number[]): Shape => [
  ...shape.slice(0, shape.length + axis),
  ...sizes,
  ...(axis === -1 ? [] : shape.slice(axis + 1)),
]

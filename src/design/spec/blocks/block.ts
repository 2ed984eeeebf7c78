/**
 * The contract of a library block: a composite written in TypeScript, because its sizes are computed from what it is
 * applied to. It expands to an ordinary block of nodes; inference and code never see the difference. Its nodes hold no
 * number of a field's: they read it as `"$field"`, and what is computed by the name that `params` gives it, so that
 * code knows where each number comes from. The last size of what comes in is always called `features`.
 */
import type { z } from 'zod'
import { type Fields, readFields } from '../fields.js'
import type { Misfit } from '../issue.js'
import type { Given, Takes } from '../layers/layer.js'
import type { BlockSpec } from '../spec.js'

export interface BlockDef<S extends z.ZodObject> {
  readonly kind: string
  readonly schema: S
  readonly takes: Takes
  /** What it calls its inputs in order; `x` alone where left out. The connected ports follow by name. */
  readonly inputs?: readonly string[]
  readonly expand: (fields: z.infer<S>, given: Given) => Omit<BlockSpec, 'inputs'> | Misfit
  /** A word in PascalCase for a form of another structure (`Projected`); undefined for the usual form. */
  readonly variant?: (fields: z.infer<S>, given: Given) => string | undefined
  readonly describe: (fields: z.infer<S>) => string
}

export interface Expanded {
  readonly spec: BlockSpec
  readonly fields: Fields
  readonly description: string
  readonly variant?: string
}

export interface LibraryBlock {
  readonly kind: string
  /** The names of its fields. */
  readonly fields: readonly string[]
  readonly takes: Takes
  readonly inputs: readonly string[]
  readonly expand: (fields: Fields, given: Given) => Expanded | readonly Misfit[]
}

export function block<S extends z.ZodObject>(def: BlockDef<S>): LibraryBlock {
  const { inputs: inOrder = ['x'] } = def
  return {
    kind: def.kind,
    takes: def.takes,
    fields: Object.keys(def.schema.shape),
    inputs: inOrder,
    expand(raw, given) {
      const read = readFields(def.kind, def.schema, raw)
      if (!read.ok) return read.misfits
      const spec = def.expand(read.fields, given)
      if ('code' in spec) return [spec]
      const inputs = [...inOrder, ...Object.keys(given.ports)]
      const variant = def.variant?.(read.fields, given)
      return {
        spec: { inputs, ...spec },
        fields: read.fields,
        description: def.describe(read.fields),
        ...(variant !== undefined && { variant }),
      }
    },
  }
}

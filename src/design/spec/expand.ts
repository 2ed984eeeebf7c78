/** A composite node as the list of nodes it stands for: a block that the spec defines, or one of the library. */
import { z } from 'zod'
import { libraryBlocks } from './blocks/index.js'
import { type Connected, miscounted } from './connect.js'
import { type Fields, meantKind, readFields } from './fields.js'
import { knownNames, type Misfit, misfit } from './issue.js'
import { layers } from './layers/index.js'
import type { Given } from './layers/layer.js'
import { maxDepth } from './limits.js'
import { schemaMisfits } from './schema-words.js'
import type { Value } from './scope.js'
import { type BlockSpec, blockSchema } from './spec.js'

export interface Composite {
  readonly spec: BlockSpec
  readonly inputs: Readonly<Record<string, Value>>
  readonly params: Fields
  /** What the node says of itself, with defaults. */
  readonly fields: Fields
  readonly description: string
  /** A word for a form of another structure. */
  readonly variant?: string | undefined
}

/** @param inside the kinds of the blocks that the node stands in */
export function expand(
  kind: string,
  fields: Fields,
  given: Given,
  connected: Connected,
  blocks: Readonly<Record<string, BlockSpec>>,
  inside: readonly string[],
): Composite | { readonly misfits: readonly Misfit[] } {
  if (inside.length >= maxDepth)
    return { misfits: [misfit('too_large', `at most ${maxDepth} blocks inside each other`, 'more')] }
  if (kind === 'chain') return chain(fields, given, connected)
  const own = Object.hasOwn(blocks, kind) ? blocks[kind] : undefined
  if (own)
    return inside.includes(kind)
      ? {
          misfits: [
            {
              code: 'block_in_itself',
              message: `block ${kind} holds itself. Use repeat to stack it, or another block inside it.`,
            },
          ],
        }
      : ownBlock(kind, own, fields, given, connected)

  const library = libraryBlocks.get(kind)
  if (!library) {
    const known = [...layers.keys(), ...libraryBlocks.keys(), ...Object.keys(blocks)]
    const message = `no layer or block "${kind}". ${meantKind(kind, known) ?? knownNames(kind, known)}`
    return { misfits: [{ code: 'unknown_kind', message }] }
  }
  const wrong = miscounted(kind, library.takes, given)
  if (wrong) return { misfits: [wrong] }
  const expanded = library.expand(fields, given)
  if ('length' in expanded) return { misfits: expanded }
  const inOrder = library.inputs.flatMap((name, i) => {
    const value = connected.inputs[i]
    return value ? [[name, value] as const] : []
  })
  // A library block may name numbers that it computes: its nodes read them, and its fields, as `$name`.
  const params = { ...expanded.fields, ...expanded.spec.params }
  return { ...expanded, params, inputs: { ...Object.fromEntries(inOrder), ...connected.ports } }
}

/** Inputs in order go to the block's inputs that no port names. */
function ownBlock(
  kind: string,
  spec: BlockSpec,
  fields: Fields,
  given: Given,
  connected: Connected,
): Composite | { readonly misfits: readonly Misfit[] } {
  const { params = {}, inputs: names = ['x'] } = spec
  const misfits = Object.keys(fields)
    .filter((field) => !Object.hasOwn(params, field))
    .map((field): Misfit => {
      const has = Object.keys(params).join(', ') || 'none'
      return {
        code: 'unknown_field',
        message: `block ${kind} has no parameter ${field}. It has: ${has}.`,
        field,
      }
    })
  const open = names.filter((name) => !Object.hasOwn(connected.ports, name))
  const wrong = miscounted(kind, { least: open.length, most: open.length, ports: names }, given)
  if (wrong) misfits.push(wrong)
  if (misfits.length > 0) return { misfits }
  const inOrder = open.flatMap((name, i) => {
    const value = connected.inputs[i]
    return value ? [[name, value] as const] : []
  })
  const filled = { ...params, ...fields }
  const inputs = { ...Object.fromEntries(inOrder), ...connected.ports }
  return { spec, inputs, params: filled, fields: filled, description: `block ${kind}` }
}

const chainSchema = z.strictObject({
  nodes: z
    .array(z.union([z.string(), z.record(z.string(), z.unknown())]))
    .min(1)
    .max(256),
  outputs: z.array(z.string()).min(1).max(64).optional(),
})

/** A block written in place: one input `x`, and the ports that are connected. */
function chain(
  fields: Fields,
  given: Given,
  connected: Connected,
): Composite | { readonly misfits: readonly Misfit[] } {
  const read = readFields('chain', chainSchema, fields)
  if (!read.ok) return read
  const names = ['x', ...Object.keys(connected.ports)]
  const wrong = miscounted('chain', { least: 1, most: 1, ports: names }, given)
  if (wrong) return { misfits: [wrong] }
  const parsed = blockSchema.safeParse({ inputs: names, ...read.fields })
  if (!parsed.success)
    return {
      misfits: parsed.error.issues.flatMap((issue) => schemaMisfits(issue, read.fields)),
    }
  const [x] = connected.inputs
  return {
    spec: parsed.data,
    inputs: { ...(x && { x }), ...connected.ports },
    params: {},
    fields: {},
    description: `${parsed.data.nodes.length} in a row`,
  }
}

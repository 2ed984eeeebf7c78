/** A node as it is written, taken apart: its kind, where it reads, its modifiers, and its own fields. */
import { z } from 'zod'
import { type Fields, fillParams } from './fields.js'
import type { Misfit } from './issue.js'
import { maxRank, maxRepeat } from './limits.js'
import { isName, nameRule } from './names.js'
import { schemaMisfits } from './schema-words.js'
import type { NodeSpec } from './spec.js'

const modifiersSchema = z.object({
  repeat: z.number().int().min(1).max(maxRepeat).optional(),
  /** One value per repetition, the last one stays. */
  each: z
    .record(z.string(), z.array(z.unknown()).min(1).max(maxRepeat))
    .refine((fields) => Object.keys(fields).length > 0, {
      error: 'expected at least one field with its values',
    })
    .optional(),
  shared: z.boolean().default(false),
  /** In parallel, each with its own weights; `split`: each on its slice; `chosen`: so many for each position. */
  copies: z.number().int().min(1).max(maxRepeat).optional(),
  split: z.boolean().default(false),
  chosen: z.number().int().min(1).max(maxRepeat).optional(),
  /** Over the steps of the first input. */
  scan: z.boolean().default(false),
  lora: z
    .strictObject({
      rank: z.number().int().min(1).max(maxRank),
      on: z
        .array(z.string().refine(isName, { error: nameRule }))
        .min(1)
        .max(16)
        .default(['query', 'value']),
    })
    .optional(),
  frozen: z.boolean().default(false),
  when: z.boolean().default(true),
})
export type Modifiers = z.infer<typeof modifiersSchema>

const unmodified: ReadModifiers = { value: modifiersSchema.parse({}), misfits: [] }

/** What it is and where it stands, beside its fields and modifiers. */
const placing = new Set(['kind', 'name', 'from', 'with', 'reuse'])

export interface ReadNode {
  readonly kind: string
  /** The earlier node that is applied again, instead of a kind. */
  readonly reuse: string | undefined
  readonly name: string | undefined
  readonly from: readonly string[] | undefined
  readonly withInputs: readonly string[]
  readonly withPorts: Readonly<Record<string, string>>
  readonly modifiers: Modifiers
  /** `$params` filled in, not yet checked. */
  readonly fields: Fields
  /** Which field is a parameter, by its name. */
  readonly origins: Readonly<Record<string, string>>
  readonly misfits: readonly Misfit[]
}

export function readNode(node: NodeSpec, params: Fields): ReadNode {
  const written = typeof node === 'string' ? { kind: node } : node
  const { kind = '', reuse, name, from, with: more } = written
  const fields: [string, unknown][] = []
  const modified: [string, unknown][] = []
  const origins: [string, string][] = []
  const missing: string[] = []
  for (const [key, value] of Object.entries(written)) {
    if (placing.has(key)) continue
    const read = fillParams(value, params)
    missing.push(...read.missing)
    if (typeof value === 'string' && value.startsWith('$')) origins.push([key, value.slice(1)])
    const into = Object.hasOwn(modifiersSchema.shape, key) ? modified : fields
    into.push([key, read.value])
  }
  const modifiers = modified.length > 0 ? readModifiers(Object.fromEntries(modified)) : unmodified
  return {
    kind,
    reuse,
    name,
    from: from === undefined ? undefined : [from].flat(),
    withInputs: typeof more === 'string' ? [more] : Array.isArray(more) ? more : [],
    withPorts: typeof more === 'object' && !Array.isArray(more) ? more : {},
    modifiers: modifiers.value,
    fields: Object.fromEntries(fields),
    origins: Object.fromEntries(origins),
    misfits: [
      ...missing.map((param): Misfit => {
        const known = Object.keys(params).join(', ') || 'none'
        return { code: 'unknown_name', message: `no parameter "${param}" here. Known: ${known}.` }
      }),
      ...(reuse === undefined
        ? kind === ''
          ? [{ code: 'missing_field', message: 'a node needs a kind.', field: 'kind' } as const]
          : []
        : reuseMisfits(
            written,
            name,
            fields.map(([field]) => field),
          )),
      ...modifiers.misfits,
    ],
  }
}

/** What is applied again is as it was written the first time; only where it reads is its own. */
function reuseMisfits(written: object, name: string | undefined, fields: readonly string[]): Misfit[] {
  const own = ['kind', ...Object.keys(modifiersSchema.shape)].filter((key) => key in written)
  return [
    ...(name === undefined
      ? [
          {
            code: 'missing_field',
            message: 'a node that reuses another needs a name.',
            field: 'name',
          } as const,
        ]
      : []),
    ...[...own, ...fields].map(
      (field): Misfit => ({
        code: 'bad_value',
        message: `a node that reuses another has only name, from and with. Leave ${field} out.`,
        field,
      }),
    ),
  ]
}

interface ReadModifiers {
  readonly value: Modifiers
  readonly misfits: readonly Misfit[]
}

function readModifiers(fields: Fields): ReadModifiers {
  const result = modifiersSchema.safeParse(fields)
  if (result.success) return { value: result.data, misfits: clashes(result.data) }
  return {
    value: unmodified.value,
    misfits: result.error.issues.flatMap((issue) => schemaMisfits(issue, fields)),
  }
}

/** Modifiers that mean nothing together. */
function clashes({ repeat, each, shared, copies, split, chosen, scan }: Modifiers): Misfit[] {
  const isSeries = repeat !== undefined || each !== undefined
  const needs = (field: string, other: string): Misfit => ({
    code: 'missing_field',
    message: `${field} needs the field ${other}.`,
    field,
  })
  const ways = [isSeries && 'repeat', copies !== undefined && 'copies', scan && 'scan'].filter(
    (way) => way !== false,
  )
  return [
    ...(ways.length > 1
      ? [
          {
            code: 'bad_value',
            message: `a node has one of repeat, copies and scan. Put one around the other with {"kind": "chain", "nodes": […]}. Received: ${ways.join(' and ')}.`,
            field: ways[1] ?? '',
          } as const,
        ]
      : []),
    ...(shared && !isSeries ? [needs('shared', 'repeat')] : []),
    ...(split && copies === undefined ? [needs('split', 'copies')] : []),
    ...(chosen !== undefined && copies === undefined ? [needs('chosen', 'copies')] : []),
  ]
}

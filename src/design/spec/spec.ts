/** The model spec: a typed tree of named modules over named tensors, as JSON (docs/spec.md). */
import { z } from 'zod'
import { at, type SpecIssue } from './issue.js'
import { isName, isTitle, nameRule, titleRule } from './names.js'
import { schemaMisfits } from './schema-words.js'

export type { IssueCode, SpecIssue } from './issue.js'

export const frameworks = ['pytorch', 'keras', 'flax'] as const
export type Framework = (typeof frameworks)[number]

const nameSchema = z.string().refine(isName, { error: nameRule })
/** An earlier node or an input by name, or one of its ports: `encoder.state`. */
const refSchema = z.string().min(1).max(130)
const refsSchema = z.union([refSchema, z.array(refSchema).min(1).max(64)])
/** A number, the name of a size, or a `$parameter`. */
const sizeSchema = z.union([z.number().int().positive(), z.string().min(1).max(65)])

export const inputSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('tokens'), vocab: sizeSchema, steps: sizeSchema }),
    z.strictObject({ kind: z.literal('category'), count: sizeSchema }),
    z.strictObject({ kind: z.literal('vector'), features: sizeSchema }),
    z.strictObject({ kind: z.literal('series'), steps: sizeSchema, features: sizeSchema }),
    z.strictObject({
      kind: z.literal('image'),
      size: z.union([sizeSchema, z.tuple([sizeSchema, sizeSchema])]),
      channels: sizeSchema.optional(),
    }),
    z.strictObject({ kind: z.literal('mask'), steps: sizeSchema }),
    z.strictObject({
      kind: z.literal('tensor'),
      shape: z.array(sizeSchema).max(8),
      dtype: z.enum(['float', 'int', 'bool']).optional(),
      count: sizeSchema.optional(),
    }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? 'one of the kinds tokens, category, vector, series, image, mask, tensor'
        : undefined,
  },
)
export type InputSpec = z.infer<typeof inputSchema>

/** Kind, connections and modifiers are looked at here; a node's own fields by its kind, once `$params` are filled in. */
const nodeObjectSchema = z.looseObject({
  kind: z.string().min(1).max(64).optional(),
  reuse: nameSchema.optional(),
  name: nameSchema.optional(),
  from: refsSchema.optional(),
  with: z.union([refsSchema, z.record(z.string().max(64), refSchema)]).optional(),
})
const nodeSchema = z.union([z.string().min(1).max(64), nodeObjectSchema])
export type NodeSpec = z.infer<typeof nodeSchema>

export const blockSchema = z.strictObject({
  inputs: z.array(nameSchema).min(1).max(16).optional(),
  params: z.record(nameSchema, z.unknown()).optional(),
  nodes: z.array(nodeSchema).min(1),
  outputs: z.array(refSchema).min(1).max(64).optional(),
})
export type BlockSpec = z.infer<typeof blockSchema>

export const modelSpecSchema = z.strictObject({
  name: z.string().refine(isTitle, { error: titleRule }),
  inputs: z.record(nameSchema, inputSchema),
  nodes: z.array(nodeSchema).min(1),
  outputs: z.array(refSchema).min(1).max(64).optional(),
  params: z.record(nameSchema, z.unknown()).optional(),
  sizes: z.record(nameSchema, z.number().int().positive()).optional(),
  blocks: z.record(nameSchema, blockSchema).optional(),
  framework: z.enum(frameworks).optional(),
})
export type ModelSpec = z.infer<typeof modelSpecSchema>

export type ParsedSpec =
  | { readonly ok: true; readonly spec: ModelSpec }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] }

/** Checks the outer form: fields, names, types. Kinds, connections and shapes are inferSpec's. Never throws. */
export function parseSpec(json: unknown): ParsedSpec {
  const result = modelSpecSchema.safeParse(json)
  if (result.success) return { ok: true, spec: result.data }
  return {
    ok: false,
    issues: result.error.issues.flatMap((issue) =>
      schemaMisfits(issue, json).map((misfit) => at('', misfit)),
    ),
  }
}

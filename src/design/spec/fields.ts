/** A node's own fields: `$parameters` filled in, then checked by the schema of the node's kind, with issues that teach. */
import { z } from 'zod'
import { knownNames, type Misfit } from './issue.js'
import { schemaMisfits } from './schema-words.js'

export type Fields = Readonly<Record<string, unknown>>

export type ReadFields<F> =
  | { readonly ok: true; readonly fields: F }
  | { readonly ok: false; readonly misfits: readonly Misfit[] }

/** Words of other frameworks, known here only to be answered. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  units: ['out_features', 'hidden_size', 'features', 'output_dim', 'num_units'],
  channels: ['out_channels', 'filters'],
  dim: ['embedding_dim', 'output_dim', 'd_model', 'features'],
  rows: ['num_embeddings', 'input_dim'],
  heads: ['num_heads', 'n_head', 'n_heads', 'num_attention_heads'],
  hidden: ['dim_feedforward', 'intermediate_size', 'd_ff', 'ffn_dim'],
  kernel: ['kernel_size'],
  stride: ['strides'],
  bias: ['use_bias'],
  rate: ['p', 'dropout_rate', 'drop_prob'],
  layers: ['num_layers', 'depth'],
}

/** Kinds by the words of other frameworks. */
const otherKinds: Readonly<Record<string, readonly string[]>> = {
  linear: ['dense', 'fc', 'fully_connected'],
  attention: ['multi_head_attention', 'multihead_attention', 'mha', 'self_attention', 'cross_attention'],
  feed_forward: ['ffn', 'feedforward'],
  layer_norm: ['layer_normalization'],
  batch_norm: ['batch_normalization', 'batch_norm_1d', 'batch_norm_2d'],
  transformer_block: ['transformer_encoder_layer', 'encoder_layer', 'transformer_layer'],
  concat: ['concatenate', 'cat'],
  multiply: ['mul'],
  subtract: ['sub'],
}

/** `Did you mean linear?` for a kind of another framework, whatever its capitals. */
export function meantKind(kind: string, known: readonly string[]): string | undefined {
  const plain = (word: string) => word.toLowerCase().replace(/_/g, '')
  const word = plain(kind.slice(0, 64))
  const meant = known.find(
    (name) =>
      plain(name) === word ||
      (Object.hasOwn(otherKinds, name) ? (otherKinds[name] ?? []) : []).some(
        (other) => plain(other) === word,
      ),
  )
  return meant && `Did you mean ${meant}?`
}

/** @param kind the node's kind, for the words of the issue */
export function readFields<S extends z.ZodObject>(
  kind: string,
  schema: S,
  raw: Fields,
): ReadFields<z.infer<S>> {
  const result = schema.safeParse(raw)
  if (result.success) return { ok: true, fields: result.data }
  const names = Object.keys(schema.shape)
  return {
    ok: false,
    misfits: result.error.issues.flatMap((issue): Misfit[] => {
      if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
        return issue.keys.map((key) => unknownField(kind, key, names))
      return schemaMisfits(issue, raw).map((misfit) =>
        misfit.code === 'missing_field'
          ? { ...misfit, message: `${kind} needs the field ${misfit.field}.` }
          : misfit,
      )
    }),
  }
}

function unknownField(kind: string, key: string, names: readonly string[]): Misfit {
  const meant = names.find((name) => otherWords[name]?.includes(key))
  const next = meant === undefined ? knownNames(key, names) : `Did you mean ${meant}?`
  return { code: 'unknown_field', message: `${kind} has no field ${key}. ${next}`, field: key }
}

/** Replaces each value that is `$name` by that parameter, at any depth. Names of parameters that are not there. */
export function fillParams(value: unknown, params: Fields): { value: unknown; missing: readonly string[] } {
  return hasHole(value) ? filled(value, params) : { value, missing: [] }
}

/** Most fields have none: they are left as they are. */
function hasHole(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('$')
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHole)
}

function filled(value: unknown, params: Fields): { value: unknown; missing: readonly string[] } {
  if (typeof value === 'string' && value.startsWith('$')) {
    const name = value.slice(1)
    return Object.hasOwn(params, name) ? { value: params[name], missing: [] } : { value, missing: [name] }
  }
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => fillParams(item, params))
    return { value: items.map((item) => item.value), missing: items.flatMap((item) => item.missing) }
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, fillParams(item, params)] as const)
    return {
      value: Object.fromEntries(entries.map(([key, item]) => [key, item.value])),
      missing: entries.flatMap(([, item]) => item.missing),
    }
  }
  return { value, missing: [] }
}

/** Sizes and counts of fields. */
export const positive = z.number().int().positive()
/** A share of activations to drop. */
export const dropRate = z.number().min(0).lt(1)

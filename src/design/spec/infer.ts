/** Spec → typed spec: resolves names and parameters, expands blocks, infers every shape, lists every weight. */
import type { Framework, ModelSpec, SpecIssue } from './spec.js'
import type { TypedSpec } from './typed.js'

export type { TensorType } from './shape.js'
export type { TypedNode, TypedSpec, Weight } from './typed.js'

export interface InferOptions {
  /** Default: the spec's own, otherwise pytorch. */
  readonly framework?: Framework
  /** Binds named sizes, over the spec's defaults. */
  readonly sizes?: Readonly<Record<string, number>>
}

export type Inferred =
  | { readonly ok: true; readonly typed: TypedSpec }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] }

export function inferSpec(_spec: ModelSpec, _options: InferOptions = {}): Inferred {
  throw new Error('inference is being built')
}

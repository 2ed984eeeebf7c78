/** Spec → typed spec: resolves names and parameters, expands blocks, infers every shape, lists every weight. */

import { libraryBlocks } from './blocks/index.js'
import type { Fields } from './fields.js'
import { inputType } from './inputs.js'
import { at, knownNames, type SpecIssue } from './issue.js'
import { layers } from './layers/index.js'
import { maxElements } from './limits.js'
import type { Value } from './scope.js'
import { elements } from './shape.js'
import type { Framework, ModelSpec } from './spec.js'
import { createTape, type Tape } from './tape.js'
import type { TypedSpec } from './typed.js'
import { walkList } from './walk.js'

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

/** Never throws for a spec that `parseSpec` accepted. All issues at once; what a broken node feeds is passed over. */
export function inferSpec(spec: ModelSpec, options: InferOptions = {}): Inferred {
  const framework = options.framework ?? spec.framework ?? 'pytorch'
  const issues: SpecIssue[] = []
  const tape = createTape()

  // 1. Sizes and parameters.
  const sizes = bindSizes(spec, options.sizes ?? {}, issues)
  const params: Fields = { ...sizes, ...spec.params }

  // 2. Names that are the grammar's own.
  for (const name of Object.keys(spec.blocks ?? {}))
    if (layers.has(name) || libraryBlocks.has(name))
      issues.push(
        at(`blocks.${name}`, {
          code: 'name_taken',
          message: `there is a ${name} already; give the block another name.`,
        }),
      )

  // 3. Inputs, then every node.
  const inputs = typeInputs(spec, params, tape, issues)
  if (issues.length > 0) return { ok: false, issues }
  const walked = walkList(
    { framework, blocks: spec.blocks ?? {}, tape, issues, known: new Map() },
    {
      path: '',
      nodes: spec.nodes,
      inputs,
      outputs: spec.outputs,
      params,
      frozen: false,
      lora: undefined,
      inside: [],
    },
  )
  if (issues.length > 0 || !walked.outputs) return { ok: false, issues }

  // 4. Sums over the tape.
  const { saved, peakElements } = tape.sum(walked.outputs.map(({ value }) => value.storage))
  return {
    ok: true,
    typed: {
      spec,
      name: spec.name,
      framework,
      sizes,
      params,
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, { type }]) => [name, type])),
      outputs: walked.outputs.map(({ port, value, source }) => ({
        name: port || 'output',
        type: value.type,
        source,
      })),
      nodes: walked.nodes,
      saved,
      peakElements,
    },
  }
}

function bindSizes(
  spec: ModelSpec,
  given: Readonly<Record<string, number>>,
  issues: SpecIssue[],
): Readonly<Record<string, number>> {
  const known = Object.keys(spec.sizes ?? {})
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name))
      issues.push(
        at(`sizes.${name}`, {
          code: 'unknown_name',
          message: `this spec has no size "${name}". ${knownNames(name, known)}`,
        }),
      )
    else if (!Number.isSafeInteger(value) || value < 1)
      issues.push(
        at(`sizes.${name}`, {
          code: 'bad_value',
          message: `a size is a whole number above 0. Received: ${value}.`,
        }),
      )
  }
  for (const name of known.filter((name) => Object.hasOwn(spec.params ?? {}, name)))
    issues.push(at(`sizes.${name}`, { code: 'name_taken', message: `"${name}" is a parameter already.` }))
  return { ...spec.sizes, ...given }
}

function typeInputs(
  spec: ModelSpec,
  params: Fields,
  tape: Tape,
  issues: SpecIssue[],
): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {}
  for (const [name, input] of Object.entries(spec.inputs)) {
    const read = inputType(input, (size) => (Object.hasOwn(params, size) ? params[size] : undefined))
    if ('misfits' in read) issues.push(...read.misfits.map((m) => at(`inputs.${name}`, m)))
    else if (elements(read.type.shape) > maxElements)
      issues.push(at(`inputs.${name}`, { code: 'too_large', message: 'an input has at most 2^50 elements.' }))
    else values[name] = { type: read.type, storage: tape.store(read.type) }
  }
  if (Object.keys(spec.inputs).length === 0)
    issues.push(at('inputs', { code: 'missing_field', message: 'a model needs an input.' }))
  return values
}

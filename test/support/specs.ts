/** Shortcuts for tests about specs: read and infer in one step, and a fault that says what was wrong. */
import { type InferOptions, inferSpec } from '../../src/design/spec/infer.js'
import type { SpecIssue } from '../../src/design/spec/issue.js'
import { parseSpec } from '../../src/design/spec/spec.js'
import type { TypedSpec } from '../../src/design/spec/typed.js'

/** A spec as a test writes it: inputs and nodes, the name does not matter. */
export interface Sketch {
  readonly inputs: object
  readonly nodes: readonly unknown[]
  readonly [field: string]: unknown
}

/** Throws with the issues where there are any. */
export function typedOf(sketch: Sketch, options: InferOptions = {}): TypedSpec {
  const inferred = inferSketch(sketch, options)
  if (!inferred.ok)
    throw new Error(inferred.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return inferred.typed
}

/** Throws where there are none. */
export function issuesOf(sketch: Sketch, options: InferOptions = {}): readonly SpecIssue[] {
  const inferred = inferSketch(sketch, options)
  if (inferred.ok) throw new Error('The spec has no issue.')
  return inferred.issues
}

function inferSketch(sketch: Sketch, options: InferOptions) {
  const parsed = parseSpec({ name: 'sketch', ...sketch })
  return parsed.ok ? inferSpec(parsed.spec, options) : parsed
}

/** An input of exactly this shape, called x. */
export const tensor = (...shape: number[]) => ({ x: { kind: 'tensor', shape } })

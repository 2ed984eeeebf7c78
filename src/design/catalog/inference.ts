/** Shapes of a spec are the same wherever it is asked for: kept, because questions design the same model many times. */
import { type Inferred, inferSpec } from '../spec/infer.js'
import type { Framework, ModelSpec } from '../spec/spec.js'

const kept = new Map<string, Inferred>()
const most = 512

/** As inferSpec. A memory of results only: the same spec gives the same answer, remembered or not. */
export function infer(spec: ModelSpec, framework: Framework): Inferred {
  const key = `${framework} ${JSON.stringify(spec)}`
  const known = kept.get(key)
  if (known) return known
  const result = inferSpec(spec, { framework })
  if (kept.size >= most) kept.clear()
  kept.set(key, result)
  return result
}

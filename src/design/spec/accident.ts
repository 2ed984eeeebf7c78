/**
 * Lengths that agree by accident: two named sizes that are the same number today. The spec is valid as it stands, so
 * these are warnings; bound to other sizes it would break.
 */
import { type InferOptions, inferSpec } from './infer.js'
import type { SpecIssue } from './issue.js'
import type { ModelSpec } from './spec.js'

export interface SizeWarnings {
  /** Nodes that join two named sizes which only happen to be equal; code `size_accident`. */
  readonly accidents: readonly SpecIssue[]
  /** Nodes that hold a named size to its number by one of their own (rows of a table, a reshape), with their issue. */
  readonly fixed: readonly SpecIssue[]
}

/**
 * Infers again with each named size doubled: what breaks then and is whole again once another size of the same number
 * is doubled with it agrees by accident. Doubling keeps what divides dividing. A size that a node reads as `$size`
 * changes with it and breaks nothing.
 * @param spec one that `inferSpec` accepts with these options; another one has no warnings
 */
export function sizeWarnings(spec: ModelSpec, options: InferOptions = {}): SizeWarnings {
  const sizes: Readonly<Record<string, number>> = { ...spec.sizes, ...options.sizes }
  const doubled = (...names: readonly string[]): readonly SpecIssue[] => {
    const changed = Object.fromEntries(names.map((name) => [name, 2 * (sizes[name] ?? 1)]))
    const inferred = inferSpec(spec, { ...options, sizes: { ...options.sizes, ...changed } })
    return inferred.ok ? [] : inferred.issues
  }
  const accidents = new Map<string, SpecIssue>()
  const fixed: SpecIssue[] = []
  if (doubled().length > 0) return { accidents: [], fixed }
  for (const [name, size] of Object.entries(sizes)) {
    // A limit of ours says nothing of the spec.
    const broken = doubled(name).filter(({ code }) => code !== 'too_large')
    if (broken.length === 0) continue
    const equal = Object.keys(sizes).filter((other) => other !== name && sizes[other] === size)
    const mending = equal.map((other) => ({ other, left: new Set(doubled(name, other).map(pathOf)) }))
    for (const issue of broken) {
      const mended = mending.find(({ left }) => !left.has(issue.path))
      if (mended) {
        const pair = [name, mended.other].sort()
        accidents.set(JSON.stringify([issue.path, pair]), accident(issue.path, pair, size))
      } else fixed.push({ ...issue, message: `not with ${name} ${2 * size}: ${issue.message}` })
    }
  }
  return { accidents: [...accidents.values()], fixed }
}

const pathOf = ({ path }: SpecIssue) => path

const accident = (path: string, pair: readonly string[], size: number): SpecIssue => ({
  path,
  code: 'size_accident',
  message: `${pair.join(' and ')} agree only because both are ${size}. If they always are, use one name for both; otherwise join them with a layer that takes any two lengths, as attention with a memory or a linear over steps.`,
})

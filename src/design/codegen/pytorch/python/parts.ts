/** A hand-written class or function that generated models use: written out once where it is used, and only then. */
export interface PythonPart {
  readonly name: string
  /** What it uses itself; written before it. */
  readonly needs?: readonly PythonPart[]
  /** Modules besides torch. */
  readonly imports?: readonly ('math' | 'NamedTuple')[]
  readonly text: string
}

/** Every part once, what is needed before what needs it. */
export function inOrder(parts: Iterable<PythonPart>): PythonPart[] {
  const ordered = new Map<string, PythonPart>()
  const add = (part: PythonPart): void => {
    if (ordered.has(part.name)) return
    for (const needed of part.needs ?? []) add(needed)
    ordered.set(part.name, part)
  }
  for (const part of parts) add(part)
  return [...ordered.values()]
}

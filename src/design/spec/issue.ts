/** What is wrong with a spec, as data: the same issue goes to a person and, unchanged, to a model as a tool result. */

export const issueCodes = [
  'unknown_kind',
  'unknown_field',
  'missing_field',
  'bad_value',
  'unknown_name',
  'name_taken',
  'not_connected',
  'comes_later',
  'block_in_itself',
  'shape_misfit',
  'dtype_misfit',
  'tie_misfit',
  'size_unbound',
  'size_accident',
  'too_large',
  'not_supported',
] as const
export type IssueCode = (typeof issueCodes)[number]

export interface SpecIssue {
  /** Names from the outside in, with the repetition's index: `encoder[3].attention`. */
  readonly path: string
  readonly code: IssueCode
  /** What was expected, what came, and the next step where there is one. */
  readonly message: string
  readonly expected?: string
  readonly received?: string
}

/** The part of an issue that a layer knows: not where it stands. `field` is appended to the path. */
export interface Misfit {
  readonly code: IssueCode
  readonly message: string
  readonly expected?: string
  readonly received?: string
  readonly field?: string
}

/** Expected … Received: …, with a next step. */
export function misfit(code: IssueCode, expected: string, received: string, next?: string): Misfit {
  const message = `expected ${expected}. Received: ${received}.${next === undefined ? '' : ` ${next}`}`
  return { code, message, expected, received }
}

export function at(path: string, { field, ...rest }: Misfit): SpecIssue {
  return { path: field === undefined ? path : join(path, field), ...rest }
}

export const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('.')

/** A value as it was written, cut where it is long. */
export function written(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

/** `Known: ids, mask. Did you mean ids?`; at most twelve names. */
export function knownNames(word: string, names: readonly string[]): string {
  const listed = names.slice(0, 12).join(', ')
  const known = names.length === 0 ? 'Known: none.' : `Known: ${listed}${names.length > 12 ? ', …' : ''}.`
  const near = nearest(word, names)
  return near === undefined ? known : `${known} Did you mean ${near}?`
}

/** The closest name within a third of the word's length (at least one edit); undefined where nothing is close. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const name of names) {
    const distance = edits(word.toLowerCase(), name.toLowerCase())
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

/** Levenshtein distance, a row at a time. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/**
 * How people name a design: `7K2M` is its short id, `7K2M-A` its proposal A of the newest revision, `7K2M-2` its
 * revision 2 and `7K2M-2A` a proposal of that. Short ids are the first characters of a session's id.
 */

export interface Ref {
  /** In capitals; the beginning of a session's id, at least `shortest` characters of it. */
  readonly id: string
  /** Counted from 0, the first proposals; the newest where left out. */
  readonly revision?: number
  readonly proposal?: string
}

export const shortestRef = 4
const form = /^#?([A-Z2-7]{4,16})(?:-(\d{1,3})?([A-D])?)?$/

/** Undefined for what is no name of a design. Case does not matter; 0, 1 and 8, which no id has, are read as O, I and B. */
export function parseRef(text: string): Ref | undefined {
  const [id = '', part] = text.toUpperCase().split('-')
  const letters: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' }
  const mended = id.replace(/[018]/g, (digit) => letters[digit] ?? digit)
  const match = form.exec(part === undefined ? mended : `${mended}-${part}`)
  if (!match || text.split('-').length > 2 || part === '') return undefined
  const [, name = '', revision, proposal] = match
  return {
    id: name,
    ...(revision !== undefined && { revision: Number(revision) }),
    ...(proposal !== undefined && { proposal }),
  }
}

/** `7K2M-2A`. */
export const formatRef = ({ id, revision, proposal }: Ref): string =>
  revision === undefined && proposal === undefined ? id : `${id}-${revision ?? ''}${proposal ?? ''}`

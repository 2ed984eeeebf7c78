/** How lists and sentences are put together in every field. */
import { counted } from '../brief/facts.js'

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

/** `all 12 images`, `the one image`. */
export const allOf = (n: number, one: string, many = `${one}s`): string =>
  n === 1 ? `the one ${one}` : `all ${counted(n, one, many)}`

/** With a capital at its start. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

export const withoutPeriod = (words: string): string => words.replace(/\.$/, '')

/** With its article: `an image`, `a forecast`. */
export const oneOf = (noun: string): string =>
  `${/^[aeio]|^u(?!n[ai]|s|ti)/i.test(noun) ? 'an' : 'a'} ${noun}`

/** Whether a hint occurs in a text, by the rules that the files of cases state. */

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const ascii = '[A-Za-z0-9]'

/**
 * Case-insensitive. Four characters or fewer stand as a whole word; a longer hint starts at a word border, so that a
 * stem works; a number touches no other digit; what is not Latin matches anywhere.
 */
export function hintPattern(hint: string): RegExp {
  const body = escaped(hint)
  if (/[^\u0000-\u024f\u2010-\u2030\u20ac]/.test(hint)) return new RegExp(body, 'giu')
  const first = /^\d/.test(hint) ? '(?<!\\d)' : `(?<!${ascii})`
  const last = /\d$/.test(hint) ? '(?!\\d)' : hint.length <= 4 ? `(?!${ascii})` : ''
  const whole = hint.length <= 4 && !/^\d+$/.test(hint)
  return new RegExp(`${whole ? `(?<!${ascii})` : first}${body}${whole ? `(?!${ascii})` : last}`, 'gi')
}

/** Words that turn what follows them in the same clause into its opposite. */
const negation =
  /(?:\b(?:no|not|never|without|instead of|rather than|neither|nor|cannot|avoid|skip|don't|doesn't|isn't|excluded?|ruled out|left out|kein\w*|nicht|ohne|sans|sin)\b)[^.;:!?\n|]*$/i
/** Words that follow what they refuse: "bf16 is not supported". */
const refusal = /^[^.;:!?\n|]{0,40}\b(?:is|are|does|do|would|was) (?:not|no|never)\b/i

/** Where the hint stands outside a negation. */
export function occurrences(text: string, hint: string, countNegated = false): string[] {
  return [...text.matchAll(hintPattern(hint))].flatMap(({ index, 0: found }) => {
    const before = text.slice(Math.max(0, index - 60), index)
    const after = text.slice(index + found.length, index + found.length + 80)
    if (!countNegated && (negation.test(before) || refusal.test(after))) return []
    return [`${before.slice(-30)}${found}${after.slice(0, 30)}`.replace(/\s+/g, ' ')]
  })
}

export const includesAny = (text: string, hints: readonly string[]): string | undefined =>
  hints.find((hint) => occurrences(text, hint).length > 0)

/**
 * Python text with holes for numbers. A class is written once for all places that use it; only when every place is
 * known is it clear whether a number is a literal, a constructor argument, or another argument's value.
 */

/** A number of the model in the text. */
export interface Hole {
  readonly value: number
  /** The parameter of the surrounding class that it comes from. */
  readonly symbol?: string | undefined
  /** What it would be called as a constructor argument. */
  readonly hint: string
  /** Left out, with this text before it, where it is the same literal everywhere. */
  readonly option?: { readonly text: string; readonly unless: number }
  /** In words, where it differs and is no argument: docstrings take no arguments. */
  readonly word?: string
}
export type Piece = string | Hole
export type Code = readonly Piece[]

/** Template of text, numbers' holes and further code. */
export function code(strings: TemplateStringsArray, ...values: readonly (string | Hole | Code)[]): Code {
  return strings.flatMap((text, i): Piece[] => {
    const value = values[i]
    const pieces = value === undefined ? [] : typeof value === 'object' && isCode(value) ? value : [value]
    return text === '' ? [...pieces] : [text, ...pieces]
  })
}

const isCode = (value: Hole | Code): value is Code => Array.isArray(value)

/** Pieces of code with a text between them. */
export const joined = (parts: readonly Code[], between: string): Code =>
  parts.flatMap((part, i) => (i === 0 ? part : [between, ...part]))

/** The text with every number left blank: what two places of one class have in common. */
export const skeleton = (lines: readonly Code[]): string =>
  lines
    .map((line) =>
      line.map((piece) => (typeof piece === 'string' ? piece : `\u0000${piece.option?.text ?? ''}`)).join(''),
    )
    .join('\n')

export const holes = (lines: readonly Code[]): Hole[] =>
  lines.flatMap((line) => line.filter((piece): piece is Hole => typeof piece !== 'string'))

/** A number as Python writes it. */
export const number = (value: number): string => String(value)

/** @param write the text of the n-th hole of all lines */
export function fill(lines: readonly Code[], write: (hole: Hole, n: number) => string): string[] {
  let n = 0
  return lines.map((line) =>
    line
      .map((piece) => {
        if (typeof piece === 'string') return piece
        n += 1
        return write(piece, n - 1)
      })
      .join(''),
  )
}

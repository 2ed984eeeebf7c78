/** A contradiction or risk in the brief, with the arithmetic that shows it (design.md 5.1). */

export interface Flag {
  /** `C03` … of the check list in docs/architecture.md. */
  readonly id: string
  readonly severity: 'block' | 'warn'
  /** "You asked A and B." */
  readonly conflict: string
  /** The numbers: "A needs x, B allows y". */
  readonly arithmetic: string
  /** Ways out, the smallest change first. */
  readonly waysOut: readonly string[]
}

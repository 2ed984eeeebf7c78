/** A question whose answer would change the design, as data. */

export interface Choice {
  /** `[A-Za-z0-9_.-]{1,40}`: it travels in buttons. */
  readonly id: string
  readonly label: string
}

export interface Question {
  /** Names the fact it asks for. */
  readonly id: string
  readonly text: string
  /** What the answer changes, computed: "DLinear leads with "daily"; … with "hourly"". */
  readonly why: string
  /** Two to four; the question for the target has more. */
  readonly choices: readonly Choice[]
  /** The id of the choice that is assumed when nobody answers. */
  readonly default: string
}

/** An answer: a choice's id, or free words that the brief reader reads. */
export interface Answer {
  readonly question: string
  readonly choice?: string
  readonly words?: string
}

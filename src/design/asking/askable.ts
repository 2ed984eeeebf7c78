/** The contract of a fact that a person can be asked for, and how a choice puts it into a brief. */
import type { Brief } from '../brief/brief.js'
import type { Fact } from '../brief/fact.js'
import type { Choice } from '../question.js'

export interface AskableChoice extends Choice {
  /** Short words that mean it too, folded. */
  readonly aliases?: readonly string[]
  /** It is what `complete` assumes where nobody answers. */
  readonly usual?: true
  readonly apply: (brief: Brief) => Brief
}

export interface Askable {
  /** Names the fact so that "<id>: <answer>" reads as one: `series: 40`. */
  readonly id: string
  readonly text: string
  readonly isKnown: (brief: Brief) => boolean
  /** In their natural order; fewer than two where there is nothing to choose. */
  readonly choices: (completed: Brief) => readonly AskableChoice[]
}

export const answered = <T>(value: T, words: string): Fact<T> => ({ value, source: 'answered', words })
export const withData = (brief: Brief, data: Partial<Brief['data']>): Brief => ({
  ...brief,
  data: { ...brief.data, ...data },
})
export const withTargets = (brief: Brief, targets: Partial<Brief['targets']>): Brief => ({
  ...brief,
  targets: { ...brief.targets, ...targets },
})
export const withConstraints = (brief: Brief, constraints: Partial<Brief['constraints']>): Brief => ({
  ...brief,
  constraints: { ...brief.constraints, ...constraints },
})

export const usualIf = (is: boolean): { usual?: true } => (is ? { usual: true } : {})
export const idOf = (label: string) => label.replace(/[^A-Za-z0-9]+/g, '-')

/** Everything that words can change in a brief: in relation to what is there, taken back, or said anew. */
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { readBrief } from '../../design/brief/read.js'
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import { dropped } from './drops.js'
import { namedProposals, tokensOf } from './mentions.js'
import { type Changed, scaled } from './scaled.js'
import { tightened } from './tighter.js'
import { beginning } from './words.js'

/** What is known and, once something could be proposed, what is proposed. */
export interface Known {
  readonly brief: Brief
  readonly present?: {
    readonly set: ProposalSet
    /** What "it" is: the chosen proposal, else the recommended one. */
    readonly it: Proposal
  }
}
export type Present = Required<Known>['present'] & { readonly brief: Brief }

export type RelativeChange =
  | ({ readonly kind: 'changed' } & Changed)
  | { readonly kind: 'not'; readonly why: string }

/** "Why is there no budget limit?" asks; "what if we halve it?" and "can you halve it?" change. */
const asks =
  /^\W*(which|why|is|are|was|were|what|how|when|where|does|do|did|would|will|welche\w*|warum|wieso|ist|sind|wie|cual|por que|es|son|quel\w*|pourquoi|est)\b/
const revises = /^\W*(?:(?:and|ok|so|but) )?(what if|what about|how about|was wenn|wie ware es|y si|et si)\b/

/**
 * A change that only the present design gives a meaning: "halve the budget", "make it smaller", "drop the intervals".
 * @param asHypothesis the words were a question for what it would bring
 */
export function relative(
  text: string,
  { brief, present }: Known,
  asHypothesis = false,
): RelativeChange | undefined {
  const words = beginning(text)
  if (!asHypothesis && asks.test(words) && !revises.test(words)) return undefined
  if (present) {
    const [named] = namedProposals(tokensOf(text), present.set.proposals)
    const wish = tightened(words, brief, named ?? present.it, present.set)
    if (wish) return wish
  }
  const change = dropped(words, brief) ?? scaled(words, brief)
  return change && { kind: 'changed', ...change }
}

/** The same, and facts as the brief reader reads them. */
export function anyChange(text: string, known: Known, asHypothesis = false): RelativeChange | undefined {
  const change = relative(text, known, asHypothesis)
  if (change) return change
  const reading = readBrief(text, known.brief)
  return sameFacts(reading.brief, known.brief)
    ? undefined
    : { kind: 'changed', brief: reading.brief, notes: reading.notes }
}

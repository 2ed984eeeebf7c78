/** Everything that words can change in a brief: in relation to what is there, taken back, or said anew. */
import type { Brief } from '../../design/brief/brief.js'
import { readDevices } from '../../design/brief/devices.js'
import { grouped, sayDevice } from '../../design/brief/facts.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { readQuantities } from '../../design/brief/quantities.js'
import { readBrief } from '../../design/brief/read.js'
import { deviceById } from '../../design/estimate/hardware.js'
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import { solve } from '../../design/proposing/solve.js'
import { judged } from '../../design/request.js'
import { dropped } from './drops.js'
import { namedProposals, tokensOf } from './mentions.js'
import { type Changed, scaled, withFact } from './scaled.js'
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

/** What words come to: the brief with their changes, how they were understood, and what they leave to be read. */
export interface Amended extends Changed {
  /** Why a change cannot be had, one sentence each. */
  readonly refused: readonly string[]
  /** Words that change nothing in relation to the design: they may say facts. */
  readonly rest: string
}

/** "Why is there no budget limit?" asks; "what if we halve it?" and "can you halve it?" change. */
const asks =
  /^\W*(which|why|is|are|was|were|what|how|when|where|does|do|did|would|will|welche\w*|warum|wieso|ist|sind|wie|cual|por que|es|son|quel\w*|pourquoi|est)\b/
const revises = /^\W*(?:(?:and|ok|so|but) )?(what if|what about|how about|was wenn|wie ware es|y si|et si)\b/

/**
 * Changes that only the present design gives a meaning: "halve the budget and make it smaller", "drop the intervals".
 * @param asHypothesis the words were a question for what it would bring
 * @returns undefined where there is none
 */
export function relative(text: string, known: Known, asHypothesis = false): Amended | undefined {
  const words = beginning(text)
  if (!asHypothesis && asks.test(words) && !revises.test(words)) return undefined
  const start: Amended = { brief: known.brief, notes: [], refused: [], rest: '' }
  // "How much faster would it be on an A100?" supposes the A100, not a limit.
  const wishes = !asHypothesis || sameFacts(readBrief(text, known.brief).brief, known.brief)
  const end = clauses(text).reduce((sofar, clause) => withClause(sofar, clause, known, wishes), start)
  const nothing = end.notes.length + end.refused.length === 0
  return nothing ? undefined : end
}

/** "Halve the budget, and make it smaller": each may be a change of its own. */
const clauses = (text: string): string[] =>
  text.split(/\s*(?:[;,](?!\d)|\b(?:and|und|plus|y|et)\b)\s*/i).filter((part) => part.trim() !== '')

function withClause(sofar: Amended, clause: string, { present }: Known, wishes: boolean): Amended {
  const { brief } = sofar
  const words = beginning(clause)
  const [named] = present ? namedProposals(tokensOf(clause), present.set.proposals) : []
  const wish = present && wishes ? tightened(words, brief, named ?? present.it, present.set) : undefined
  if (wish?.kind === 'not') return { ...sofar, refused: [...sofar.refused, wish.why] }
  const change =
    wish ??
    dropped(words, brief) ??
    fewerParams(clause, brief) ??
    moreOfTheSame(clause, brief) ??
    scaled(words, brief)
  if (!change) return { ...sofar, rest: sofar.rest === '' ? clause : `${sofar.rest}, ${clause}` }
  return { ...sofar, brief: change.brief, notes: [...sofar.notes, ...change.notes] }
}

/** The same, and then facts as the brief reader reads them. */
export function amended(text: string, known: Known, asHypothesis = false): Amended | undefined {
  const change = relative(text, known, asHypothesis) ?? {
    brief: known.brief,
    notes: [],
    refused: [],
    rest: text,
  }
  const reading = change.rest === '' ? undefined : readBrief(change.rest, change.brief)
  const read = reading && !sameFacts(reading.brief, change.brief) ? reading : undefined
  if (!read && change.notes.length + change.refused.length === 0) return undefined
  return {
    ...change,
    brief: read?.brief ?? change.brief,
    notes: [...change.notes, ...(read?.notes ?? [])],
    rest: '',
  }
}

/** "No more than 5M parameters". */
function fewerParams(clause: string, brief: Brief): Changed | undefined {
  const most =
    /\b(at most|no more|not more|under|below|less|fewer|max\w*|up to|within|hochstens|maximal|weniger|menos|au plus|moins|limit\w*|cap)\b|[<≤]/
  if (!most.test(beginning(clause))) return undefined
  const tokens = tokensOf(clause)
  const count = readQuantities(tokens).find(
    ({ unit, last, value }) =>
      unit.kind === 'count' &&
      value > 0 &&
      /^(param|gewichte|weights?$|pesos?$)/.test(tokens[last + 1]?.text ?? ''),
  )
  return (
    count && {
      brief: withFact(brief, 'constraints.paramsLimit', count.value, clause),
      notes: [`At most ${grouped(count.value)} parameters, in every proposal.`],
    }
  )
}

/** "4 GPUs" without a model: so many of the device that there is, where it is one. */
function moreOfTheSame(clause: string, brief: Brief): Changed | undefined {
  const mention = readDevices(tokensOf(clause)).find(
    ({ guessed, gb, use }) => guessed && gb === undefined && use !== 'serving',
  )
  if (!mention || judged(brief).kind !== 'design') return undefined
  const device = solve(brief).brief.constraints.trainingDevice?.value
  if (!device || deviceById(device.id)?.kind !== 'gpu') return undefined
  const choice = { id: device.id, count: mention.choice.count }
  return {
    brief: withFact(brief, 'constraints.trainingDevice', choice, clause),
    notes: [`No model of GPU is named: ${sayDevice(choice)} to train on, as ${sayDevice(device)} before.`],
  }
}

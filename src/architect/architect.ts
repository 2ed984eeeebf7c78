/**
 * The contract of an architect: it sees a conversation and decides the next step. It has no access to the
 * session, the queue or the platform. Two implementations: offline (the design core alone) and Claude.
 */
import type { Brief } from '../design/brief/brief.js'
import type { Profile } from '../design/brief/profile.js'
import type { CitedProposal, ProposalSet, Revision } from '../design/proposal.js'
import type { Answer, Question } from '../design/question.js'

/** What a person said, in the order it reached us. */
export interface UserEntry {
  readonly kind: 'user'
  readonly at: number
  readonly user: { readonly id: string; readonly name?: string }
  /** Their words; for a button or form, what they chose in words. */
  readonly text: string
  /** Answers given by button, select or form to the open round. */
  readonly answers?: readonly Answer[]
  /** The rest of the round was left to us ("use your assumptions"). */
  readonly assumeRest?: boolean
}

export interface AskEntry {
  readonly kind: 'ask'
  readonly at: number
  readonly round: number
  readonly questions: readonly Question[]
  /** Facts read so far, shown above the questions. */
  readonly understood: ProposalSet['understood']
  /** On how the words were read. */
  readonly notes?: ProposalSet['notes']
  /** Found by the turn, of a first step. */
  readonly similar?: readonly SimilarDesign[]
}

/** A decided design of the same team that a new problem resembles. None of its words: it may be forgotten, this one not. */
export interface SimilarDesign {
  /** Its short id. */
  readonly ref: string
  /** The proposal that was chosen. */
  readonly chosen: string
  /** What the two have in common, as the new problem says it. */
  readonly alike: readonly string[]
}

export interface ProposeEntry {
  readonly kind: 'propose'
  readonly at: number
  readonly set: ProposalSet
  /** Absent for the first proposals. */
  readonly revision?: Revision
  /** Found by the turn, of a first step. */
  readonly similar?: readonly SimilarDesign[]
}

export interface SayEntry {
  readonly kind: 'say'
  readonly at: number
  /** Small Markdown (src/messages/inline.ts); figures may be cited as placeholders: `{{B.latency}}`. */
  readonly text: string
  /** The proposals whose figures the text cites. */
  readonly cites?: readonly CitedProposal[]
}

/** Why a request is not designed for. The words are in src/messages. */
export type DeclineReason = 'empty' | 'not-a-design-request' | 'unreadable'

export interface DeclineEntry {
  readonly kind: 'decline'
  readonly at: number
  readonly reason: DeclineReason
}

/** Written by the turn itself, never by an architect. */
export interface FailedEntry {
  readonly kind: 'failed'
  readonly at: number
  /** A Fault's code, or `unexpected`. */
  readonly code: string
}

export interface StoppedEntry {
  readonly kind: 'stopped'
  readonly at: number
  readonly by: string
  /** The whole design was called off, not only what ran. */
  readonly cancels?: true
}

/** A proposal was chosen to be built: the team's decision until it is opened again. */
export interface DecideEntry {
  readonly kind: 'decide'
  readonly at: number
  readonly by: Speaker
  /** The entry whose proposal it is, its revision (0: the first proposals) and the proposal's name. */
  readonly entry: number
  readonly revision: number
  readonly proposal: string
  readonly name: string
  /** Given with the choice. What is given later is a ReasonEntry. */
  readonly why?: string
  /** What the choice means, as SayEntry's text. */
  readonly text: string
  readonly cites: readonly CitedProposal[]
}

/** Why the last decision was made. */
export interface ReasonEntry {
  readonly kind: 'reason'
  readonly at: number
  readonly by: Speaker
  readonly text: string
}

/** The decision is open again. */
export interface ReopenEntry {
  readonly kind: 'reopen'
  readonly at: number
  readonly by: Speaker
}

export type Entry =
  | UserEntry
  | AskEntry
  | ProposeEntry
  | SayEntry
  | DeclineEntry
  | FailedEntry
  | StoppedEntry
  | DecideEntry
  | ReasonEntry
  | ReopenEntry

/** Who spoke or pressed. */
export type Speaker = UserEntry['user']

/** All that an architect sees. `unread` are the newest entries, not yet answered; they are not in `transcript`. */
export interface Conversation {
  readonly brief: Brief | undefined
  readonly transcript: readonly Entry[]
  readonly unread: readonly UserEntry[]
  /** The team's standing facts, for a first request. */
  readonly profile?: Profile
}

/** What the architect decides. `brief` is what is known afterwards; absent where the text gave none. */
export type Step = {
  readonly brief?: Brief
} & (
  | Omit<AskEntry, 'at' | 'round'>
  | Omit<ProposeEntry, 'at'>
  | Omit<SayEntry, 'at'>
  | Omit<DeclineEntry, 'at'>
  /** Of the newest proposals. */
  | Pick<DecideEntry, 'kind' | 'proposal' | 'why' | 'text' | 'cites'>
)

export interface StepContext {
  /** Aborted when somebody pressed Stop, the lease was lost, or the process is closing. */
  readonly signal: AbortSignal
  /** Says what is being done. May be lost. */
  readonly onStatus: (text: string) => void
  /**
   * Makes work so far durable (Claude: each assistant message and its tool results).
   * Contract: throws LeaseLost when the session is somebody else's now; the step must end then.
   */
  readonly checkpoint: (entries: readonly Entry[]) => Promise<void>
}

export interface Architect {
  readonly name: string
  /** Contract: may be called again with the same conversation after a crash; the same input must be answerable again. */
  next(conversation: Conversation, context: StepContext): Promise<Step>
}

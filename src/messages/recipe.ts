/**
 * Which messages an entry of the transcript becomes. The outbox holds these recipes, not rendered messages: a
 * recipe is a few bytes, and is rendered from the transcript when it is delivered (or delivered again).
 */
import type { DecideEntry, Entry } from '../architect/architect.js'
import type { NoticeKind } from '../chat/commands.js'
import type { ThreadRef } from '../chat/thread.js'

export type MessageRecipe =
  /** The session's first message: it opens the thread and is its index from then on; `entry` holds the newest proposals. */
  | { readonly kind: 'opening'; readonly entry?: number }
  /** Message `part` (from 0) of the transcript's entry `entry` (from 0). */
  | { readonly kind: 'entry'; readonly entry: number; readonly part: number }
  /** What the team's channel is told of entry `entry`. */
  | { readonly kind: 'notice'; readonly entry: number }

/** The messages that say entry `index`, in order. A person's own entry says nothing. */
export function recipesFor(index: number, entry: Entry): MessageRecipe[] {
  return Array.from({ length: messageCount(entry) }, (_, part) => ({ kind: 'entry', entry: index, part }))
}

function messageCount(entry: Entry): number {
  switch (entry.kind) {
    case 'user':
    // The reason of a decision is shown with it.
    case 'reason':
      return 0
    case 'propose':
      return 1 + entry.set.proposals.length
    case 'ask':
    case 'say':
    case 'decline':
    case 'failed':
    case 'stopped':
    case 'decide':
    case 'reopen':
      return 1
  }
}

/** What a team's channel may be told of an entry; undefined where it says nothing to a channel. */
export function noticeOf(entry: Entry): NoticeKind | undefined {
  switch (entry.kind) {
    case 'propose':
      return entry.revision ? 'revised' : 'proposed'
    case 'decide':
      return 'decided'
    case 'failed':
      return 'failed'
    default:
      return undefined
  }
}

/** What a message may say of its session besides the entry itself. */
export interface SessionView {
  readonly session: string
  /** How people name it: `7K2M`. */
  readonly short: string
  readonly thread: ThreadRef
  /** The first words of the request. */
  readonly title: string
  readonly state: SessionState
  /** The round of questions that is open, 0 when none is. */
  readonly openRound: number
  /** Name of the recommended proposal and number of proposals, once there are any. */
  readonly recommended?: { readonly id: string; readonly name: string }
  readonly revision: number
  /** While the state is `decided`. */
  readonly decision?: Decision
}

/** What was decided, without what it means. */
export type Decision = Pick<DecideEntry, 'at' | 'by' | 'entry' | 'revision' | 'proposal' | 'name' | 'why'>

export type SessionState =
  | 'intake'
  | 'clarifying'
  | 'designing'
  | 'proposed'
  | 'decided'
  | 'cancelled'
  | 'failed'

/** What the architect is shown of a session: which entries are still to be answered, and which are history. Pure. */
import type { Conversation, Entry, UserEntry } from '../src/architect/architect.js'
import { entryFromEvent, retryWords } from '../src/session/events-to-entries.js'
import type { Turn } from '../src/session/store.js'

export interface Reading {
  /** Entries of the turn's events, not yet in the transcript. */
  readonly fresh: readonly UserEntry[]
  readonly conversation: Conversation
}

/**
 * Reads the turn's events. Words that a failure, a stop before the first step, or a crash after a checkpoint
 * left unanswered are shown as unread again.
 */
export function readConversation(turn: Turn): Reading {
  const { transcript, head } = turn
  const fresh = turn.events
    .map((event) => entryFromEvent(event, transcript, head.openRound))
    // A button that means nothing here (any more) says nothing.
    .filter((entry) => entry.text.trim() !== '' || entry.answers || entry.assumeRest)

  const answeredUpTo = transcript.findLastIndex((entry) => isAnswer(entry, turn))
  const open = transcript.slice(answeredUpTo + 1)
  const unanswered = open.filter((entry): entry is UserEntry => entry.kind === 'user')
  const history = transcript.filter((entry, i) => i <= answeredUpTo || entry.kind !== 'user')
  const unread = [...unanswered, ...fresh]
  const words = unread.filter((entry) => entry.text !== retryWords)
  return {
    fresh,
    conversation: {
      brief: head.brief,
      transcript: history,
      unread: words.length > 0 ? words : unread,
      profile: turn.profile,
    },
  }
}

/** While a step with checkpoints runs, what it has written is not the answer yet. */
function isAnswer(entry: Entry, { head, transcript }: Turn): boolean {
  if (entry.kind === 'user' || entry.kind === 'failed') return false
  if (entry.kind === 'stopped') return head.brief !== undefined
  return (
    head.working !== '1' ||
    transcript.indexOf(entry) < transcript.findLastIndex(({ kind }) => kind === 'user')
  )
}

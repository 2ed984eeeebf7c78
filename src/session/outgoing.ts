/** Which messages a commit puts into the outbox: posts for what is new, updates for what became out of date. Pure. */
import type { Entry } from '../architect/architect.js'
import { type MessageRecipe, noticeOf, recipesFor } from '../messages/recipe.js'
import { type Head, type HeadChange, type OutboxItem, viewOf, withChange } from './head.js'

export interface Outgoing {
  readonly items: readonly OutboxItem[]
  /** The change, completed by the outbox number of a question round's message. */
  readonly change: HeadChange
}

/**
 * @param transcript as it is before the new entries
 */
export function outgoing(
  head: Head,
  change: HeadChange,
  transcript: readonly Entry[],
  entries: readonly Entry[],
  outboxLength: number,
): Outgoing {
  const items: OutboxItem[] = []
  const made: { askMessage?: number; decideMessage?: number } = {}
  const after = withChange(head, change)
  const isStale = JSON.stringify(viewOf(after)) !== JSON.stringify(viewOf(head))
  const index: OutboxItem = { kind: 'update', of: 0, recipe: opening([...transcript, ...entries]) }
  entries.forEach((entry, i) => {
    if (entry.kind === 'ask') made.askMessage = outboxLength + items.length
    if (entry.kind === 'decide') made.decideMessage = outboxLength + items.length
    for (const recipe of recipesFor(transcript.length + i, entry)) {
      items.push({ kind: 'post', recipe })
      // Right behind the first: where messages come one by one, the index does not wait for all of them.
      if (isStale && items.length === 1) items.push(index)
    }
  })
  if (isStale && items.length === 0) items.push(index)

  const again = (of: number | undefined, entry: number) => {
    if (of === undefined || entry < 0) return
    items.push({ kind: 'update', of, recipe: { kind: 'entry', entry, part: 0 } })
  }
  if (head.openRound > 0 && after.openRound !== head.openRound)
    again(
      head.askMessage,
      transcript.findIndex((entry) => entry.kind === 'ask' && entry.round === head.openRound),
    )
  const decided = (of: Head) => JSON.stringify(viewOf(of).decision)
  if (decided(after) !== decided(head))
    again(
      head.decideMessage,
      transcript.findLastIndex(({ kind }) => kind === 'decide'),
    )

  // After all that the thread is told: a channel that must be waited for holds nothing up.
  entries.forEach((entry, i) => {
    const of = noticeOf(entry)
    if (of) items.push({ kind: 'notice', of, recipe: { kind: 'notice', entry: transcript.length + i } })
  })
  return { items, change: { ...change, ...made } }
}

/** The index of the thread, with the newest proposals where there are any. */
function opening(transcript: readonly Entry[]): MessageRecipe {
  const entry = transcript.findLastIndex(({ kind }) => kind === 'propose')
  return entry < 0 ? { kind: 'opening' } : { kind: 'opening', entry }
}

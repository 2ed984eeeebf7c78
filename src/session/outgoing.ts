/** Which messages a commit puts into the outbox: posts for what is new, updates for what became out of date. Pure. */
import type { Entry } from '../architect/architect.js'
import { recipesFor } from '../messages/recipe.js'
import { type Head, type HeadChange, type OutboxItem, viewOf, withChange } from './head.js'

export interface Outgoing {
  readonly items: readonly OutboxItem[]
  /** The change, completed by the outbox number of a question round's message. */
  readonly change: HeadChange
}

/**
 * @param entries the new entries; the first of them will be number `transcriptLength` of the transcript
 * @param askEntry the transcript's entry of the open round, where one is open
 */
export function outgoing(
  head: Head,
  change: HeadChange,
  entries: readonly Entry[],
  transcriptLength: number,
  outboxLength: number,
  askEntry: number | undefined,
): Outgoing {
  const items: OutboxItem[] = []
  let askMessage: number | undefined
  entries.forEach((entry, i) => {
    if (entry.kind === 'ask') askMessage = outboxLength + items.length
    for (const recipe of recipesFor(transcriptLength + i, entry)) items.push({ kind: 'post', recipe })
  })

  const after = withChange(head, change)
  const roundClosed = head.openRound > 0 && after.openRound !== head.openRound
  if (roundClosed && head.askMessage !== undefined && askEntry !== undefined)
    items.push({ kind: 'update', of: head.askMessage, recipe: { kind: 'entry', entry: askEntry, part: 0 } })
  if (JSON.stringify(viewOf(after)) !== JSON.stringify(viewOf(head)))
    items.push({ kind: 'update', of: 0, recipe: { kind: 'opening' } })

  return { items, change: askMessage === undefined ? change : { ...change, askMessage } }
}

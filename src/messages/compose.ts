/** Recipe + transcript -> message: the one entrance to everything the program says in a thread. Pure. */
import type { Entry } from '../architect/architect.js'
import { fromDecline, fromFailure, fromOpening, fromSaying, fromStop } from './from-conversation.js'
import { fromDecision, fromReopening } from './from-decision.js'
import { fromNotice } from './from-notice.js'
import { fromProposal, fromProposalSet } from './from-proposals.js'
import { fromQuestions } from './from-questions.js'
import type { OutgoingMessage } from './message.js'
import type { MessageRecipe, SessionView } from './recipe.js'

/**
 * @param id the message's stable id, `<session>:<n>`
 * @param entry the entry the recipe names, where it names one
 * Throws a RangeError when recipe and entry do not belong together, which is a fault of the caller.
 */
export function compose(
  id: string,
  recipe: MessageRecipe,
  view: SessionView,
  entry: Entry | undefined,
): OutgoingMessage {
  if (recipe.kind === 'opening') return fromOpening(id, view, entry)
  if (recipe.kind === 'notice') return fromNotice(id, view, entry)
  if (!entry || entry.kind === 'user' || entry.kind === 'reason')
    throw new RangeError(`Expected an entry that says something. Received: ${entry?.kind ?? 'none'}`)
  switch (entry.kind) {
    case 'ask':
      return fromQuestions(id, view, entry)
    case 'propose':
      return recipe.part === 0
        ? fromProposalSet(id, recipe.entry, entry, view)
        : fromProposal(id, view, recipe.entry, entry, recipe.part)
    case 'decide':
      return fromDecision(id, view, recipe.entry, entry)
    case 'reopen':
      return fromReopening(id, entry)
    case 'say':
      return fromSaying(id, entry)
    case 'decline':
      return fromDecline(id, entry)
    case 'failed':
      return fromFailure(id, view, entry)
    case 'stopped':
      return fromStop(id, entry)
  }
}

/** Decided designs that a new problem resembles, with the way to look at them. */
import type { SimilarDesign } from '../architect/architect.js'
import { escapeText } from './inline.js'
import { list, type MessageBlock, text } from './message.js'
import { teamAction } from './team-action.js'

export function similarBlocks(similar: readonly SimilarDesign[] = []): MessageBlock[] {
  if (similar.length === 0) return []
  return [
    text('**Decided before, and alike**'),
    list(
      similar.map(
        ({ ref, chosen, alike }) =>
          `**${ref}**: ${escapeText(chosen)} was chosen. Alike in ${escapeText(alike.join(', '))}.`,
      ),
    ),
    {
      kind: 'actions',
      actions: similar.map(({ ref }) => ({ label: `Show ${ref}`, action: teamAction('show', ref) })),
    },
  ]
}

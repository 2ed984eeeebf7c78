/** A decision as messages: who chose what and what that means, the reason, and the way back. */
import type { DecideEntry, ReopenEntry } from '../architect/architect.js'
import { decisionChoices, onDecision, whyField } from '../chat/action.js'
import { fillFigures } from './figures.js'
import { escapeText, plainText } from './inline.js'
import { type MessageBlock, type OutgoingMessage, text } from './message.js'
import { shorten } from './plain.js'
import type { SessionView } from './recipe.js'
import { saidBlocks } from './said.js'

export const nameOf = ({ id, name }: { readonly id: string; readonly name?: string | undefined }): string =>
  name || id

export function fromDecision(
  id: string,
  view: SessionView,
  index: number,
  entry: DecideEntry,
): OutgoingMessage {
  const words = fillFigures(entry.text, entry.cites)
  // An older decision, or one that is open again, is history.
  const holds = view.decision?.at === entry.at
  const why = holds ? view.decision?.why : entry.why
  return {
    id,
    fallback: shorten(plainText(`${escapeText(nameOf(entry.by))} decided. ${words}`), 900),
    blocks: [
      ...saidBlocks(words),
      text(
        `Decided by ${escapeText(nameOf(entry.by))}${entry.revision > 0 ? `, from revision ${entry.revision}` : ''}${holds ? '' : '. Open again since'}.`,
        'muted',
      ),
      ...(why ? [text(`**Why:** ${escapeText(why)}`)] : []),
      ...(holds ? [...(why ? [] : whyForm(view)), reopenButton(view)] : []),
    ],
    files: [{ kind: 'decision', entry: index, form: 'markdown', name: `decision-${entry.proposal}.md` }],
  }
}

/** Asked once, with the decision; nothing waits for it. */
const whyForm = ({ session }: SessionView): MessageBlock[] => [
  {
    kind: 'form',
    submit: {
      label: 'Add the reason',
      action: { session, round: 0, question: onDecision, choice: decisionChoices.why },
    },
    fields: [
      {
        id: whyField,
        label: 'Why this one? (optional)',
        hint: 'One or two sentences for the decision record.',
        options: [],
        default: '',
        freeText: true,
      },
    ],
  },
]

const reopenButton = ({ session }: SessionView): MessageBlock => ({
  kind: 'actions',
  actions: [
    {
      label: 'Open again',
      action: { session, round: 0, question: onDecision, choice: decisionChoices.reopen },
    },
  ],
})

export function fromReopening(id: string, entry: ReopenEntry): OutgoingMessage {
  const sentence = `${nameOf(entry.by)} opened the decision again. Go on in this thread, or choose a proposal.`
  return { id, fallback: sentence, blocks: [text(escapeText(sentence))] }
}

/** What a team's channel is told: one compact message for an event, with the way to the thread. */
import type { Entry } from '../architect/architect.js'
import type { NoticeKind } from '../chat/commands.js'
import type { FigureName, Proposal } from '../design/proposal.js'
import { figureLabels } from './figures.js'
import { formatFigure } from './format.js'
import { nameOf } from './from-decision.js'
import { escapeText } from './inline.js'
import { type OutgoingMessage, sentence, text } from './message.js'
import { noticeOf, type SessionView } from './recipe.js'

/** The figures that a channel reads. */
const told = ['params', 'latency', 'trainingTime', 'trainingCost'] as const satisfies readonly FigureName[]

/** Throws a RangeError for an entry that says nothing to a channel, which is a fault of the caller. */
export function fromNotice(id: string, view: SessionView, entry: Entry | undefined): OutgoingMessage {
  const kind = entry && noticeOf(entry)
  if (!entry || !kind)
    throw new RangeError(`Expected an entry to tell of. Received: ${entry?.kind ?? 'none'}`)
  const title = `${view.short} ${kind}: ${view.title}`
  const line = lineOf(kind, entry)
  return {
    id,
    fallback: `${title}. ${line}`,
    blocks: [
      text(`**${escapeText(title)}**`),
      text(escapeText(line)),
      { kind: 'thread', thread: view.thread, label: 'Open the conversation' },
    ],
  }
}

function lineOf(kind: NoticeKind, entry: Entry): string {
  if (entry.kind === 'propose') {
    const { proposals, recommendation } = entry.set
    const best = proposals.find(({ id }) => id === recommendation.id)
    const count = `${proposals.length} ${proposals.length === 1 ? 'proposal' : 'proposals'}`
    return `${kind === 'revised' ? `Revision ${entry.revision?.number}, ` : ''}${count}. Recommended: ${best ? `${best.id} ${best.name}: ${figures(best)}` : recommendation.id}.`
  }
  if (entry.kind === 'decide')
    return `${nameOf(entry.by)} chose ${entry.proposal} ${entry.name}.${entry.why ? ` Why: ${entry.why}` : ''}`
  return 'Something went wrong on our side. What was written is kept: somebody can try again in the thread.'
}

const figures = ({ figures: known }: Proposal): string =>
  told
    .flatMap((name) => {
      const figure = known[name]
      return figure ? [`${figureLabels[name].toLowerCase()} ${formatFigure(figure)}`] : []
    })
    .join(', ')

/** To whoever named a channel that cannot be reached. */
export function fromChannelGone(id: string): OutgoingMessage {
  const words =
    'The channel that you named for notices cannot be reached any more (archived, or I was removed), so notices are off. Name another with `notify #channel`.'
  return sentence(id, words, 'warning')
}

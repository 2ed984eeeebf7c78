/** A team's designs in answers to its commands: lists, one design, two side by side, files. */
import type { ProposeEntry } from '../architect/architect.js'
import { formatRef } from '../chat/ref.js'
import type { ThreadRef } from '../chat/thread.js'
import type { Proposal } from '../design/proposal.js'
import { blueprint } from './blueprint.js'
import { comparison } from './from-proposals.js'
import { escapeText } from './inline.js'
import { heading, type OutgoingMessage, sentence, type TableBlock, text } from './message.js'
import type { SessionState, SessionView } from './recipe.js'
import { commandButton, teamAction } from './team-action.js'

/** One row of a list of designs. */
export interface ListedDesign {
  readonly view: SessionView
  readonly state: SessionState
  readonly thread: ThreadRef
  /** ms since 1970. */
  readonly updatedAt: number
}

const stateWords: Readonly<Record<SessionState, string>> = {
  intake: 'begun',
  clarifying: 'waits for answers',
  designing: 'is being designed',
  proposed: 'proposed',
  decided: 'decided',
  cancelled: 'cancelled',
  failed: 'failed',
}

/** Rows that get a button of their own; the others are named by their ids. */
const mostButtons = 5

export function fromStatus(id: string, designs: readonly ListedDesign[]): OutgoingMessage {
  return designs.length === 0
    ? sentence(id, 'Nothing is being designed now, and nothing waits for an answer.')
    : listing(id, `${counted(designs.length)} open`, designs)
}

/** @param words what was looked for, `''` for all; @param more whether older ones are left out */
export function fromHistory(
  id: string,
  words: string,
  designs: readonly ListedDesign[],
  more: boolean,
): OutgoingMessage {
  if (designs.length === 0)
    return sentence(
      id,
      words === ''
        ? 'There are no designs yet. Describe a problem to begin the first one.'
        : `No design holds "${escapeText(words)}". \`history\` lists all of them.`,
    )
  const title =
    words === '' ? `The newest ${counted(designs.length)}` : `${counted(designs.length)} with "${words}"`
  return listing(id, title, designs, more ? 'Older ones are left out: add words to find one.' : undefined)
}

function listing(
  id: string,
  title: string,
  designs: readonly ListedDesign[],
  note?: string,
): OutgoingMessage {
  return {
    id,
    fallback: `${title}: ${designs.map(({ view }) => `${view.short} ${view.title}`).join('; ')}`,
    about: designs.map(({ view }) => view.session),
    blocks: [
      heading(2, escapeText(title)),
      listedRows(title, designs),
      {
        kind: 'actions',
        actions: designs
          .slice(0, mostButtons)
          .map(({ view }) => commandButton(`Show ${view.short}`, 'show', view.short)),
      },
      ...(note ? [text(note, 'muted')] : []),
    ],
  }
}

export const listedRows = (caption: string, designs: readonly ListedDesign[]): TableBlock => ({
  kind: 'table',
  caption,
  header: ['Id', 'Problem', 'State', 'Chosen or recommended', 'Last change (UTC)'],
  rows: designs.map(({ view, state, updatedAt }) => [
    `**${escapeText(view.short)}**`,
    escapeText(view.title),
    stateWords[state],
    escapeText(best(view)),
    dayOf(updatedAt),
  ]),
})

const best = ({ decision, recommended }: SessionView): string =>
  decision
    ? `${decision.proposal} ${decision.name} (chosen)`
    : recommended
      ? `${recommended.id} ${recommended.name}`
      : 'none yet'

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const counted = (n: number) => `${n} ${n === 1 ? 'design' : 'designs'}`

/** One design: what was asked, where it stands, its newest proposals. */
export function fromDesign(
  id: string,
  design: ListedDesign,
  newest: ProposeEntry | undefined,
): OutgoingMessage {
  const { view, state, thread } = design
  const title = `${view.short}: ${view.title}`
  const line = `${stateWords[state]}${view.revision > 0 ? `, revision ${view.revision}` : ''}; last change on ${dayOf(design.updatedAt)}. Chosen or recommended: ${best(view)}.`
  const buttons = (newest?.set.proposals ?? []).map((proposal) =>
    commandButton(`Show ${proposal.id}`, 'show', formatRef({ id: view.short, proposal: proposal.id })),
  )
  return {
    id,
    fallback: `${title}: ${line}`,
    about: [view.session],
    blocks: [
      heading(2, escapeText(title)),
      text(escapeText(line.charAt(0).toUpperCase() + line.slice(1))),
      ...(view.decision?.why ? [text(`**Why:** ${escapeText(view.decision.why)}`)] : []),
      ...(newest ? [comparison(newest.set.proposals)] : []),
      { kind: 'thread', thread, label: 'Open the conversation' },
      {
        kind: 'actions',
        actions: [...buttons, ...(newest ? [commandButton('Export', 'export', view.short)] : [])],
      },
    ],
  }
}

/** One proposal in full. @param ref as it was named */
export function fromProposalOf(
  id: string,
  session: string,
  ref: string,
  { set }: ProposeEntry,
  proposal: Proposal,
): OutgoingMessage {
  return {
    id,
    fallback: `${ref}: ${proposal.name}`,
    about: [session],
    blocks: [text(`**${escapeText(ref)}**`, 'muted'), ...blueprint(proposal, set.proposals)],
  }
}

/** Asks before a design is forgotten. */
export function fromForgetting(id: string, view: SessionView): OutgoingMessage {
  const words = `Forget ${view.short}, "${view.title}"? Its conversation, proposals and decisions are removed for good; messages that a platform shows may stay there.`
  return {
    id,
    fallback: words,
    about: [view.session],
    blocks: [
      text(escapeText(words), 'warning'),
      {
        kind: 'actions',
        actions: [
          {
            label: 'Forget it for good',
            action: teamAction('forget', view.session),
            style: 'danger',
          },
        ],
      },
    ],
  }
}

/** What was asked for is done; the design is not named any more. */
export const fromForgotten = (id: string): OutgoingMessage => sentence(id, 'The design is forgotten.')

/** In place of a message that told of several designs, when one of them is forgotten. */
export const fromPartForgotten = (id: string): OutgoingMessage =>
  sentence(id, 'What stood here told of a design, among others, that was forgotten since.', 'muted')

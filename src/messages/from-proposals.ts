/** Proposals as messages: first the overview of the set (and what a revision changed), then one blueprint each. */
import type { ProposeEntry } from '../architect/architect.js'
import { chooseProposal, feedback, feedbackChoices, mostOfChoice } from '../chat/action.js'
import { formatRef } from '../chat/ref.js'
import type { Assumption, FigureName, Proposal, ProposalSet, Revision } from '../design/proposal.js'
import { architectureHeading, blueprint } from './blueprint.js'
import { figureLabels, fillFigures } from './figures.js'
import { flagBlocks } from './flags.js'
import { formatFigure } from './format.js'
import { similarBlocks } from './from-similar.js'
import { escapeText, plainText } from './inline.js'
import {
  type Button,
  heading,
  list,
  type MessageBlock,
  type OutgoingMessage,
  type TableBlock,
  text,
} from './message.js'
import { describeChart, describeLayers } from './picture-words.js'
import { shorten } from './plain.js'
import type { SessionView } from './recipe.js'
import { commandButton } from './team-action.js'

/**
 * Part 0: the overview.
 * @param index of the entry in the transcript, for the files
 * @param view of the session, for the buttons; there are none where it is left out
 */
export function fromProposalSet(
  id: string,
  index: number,
  entry: ProposeEntry,
  view?: SessionView,
): OutgoingMessage {
  const { set, revision } = entry
  const recommended = set.proposals.find((p) => p.id === set.recommendation.id)
  const fill = (source: string) => fillFigures(source, set.proposals, recommended)
  const title = revision ? `Revision ${revision.number}` : count(set.proposals.length, 'proposal')
  const best = recommended ? `${recommended.id} ${recommended.name}` : set.recommendation.id
  return {
    id,
    fallback: shorten(
      plainText(`${title}. Recommended: ${escapeText(best)}. ${fill(set.recommendation.why)}`),
      900,
    ),
    blocks: [
      heading(2, title),
      ...flagBlocks(set.flags),
      ...(revision ? changes(revision, fill) : []),
      text(`**Recommended: ${escapeText(best)}**`, 'highlight'),
      comparison(set.proposals),
      chart(index, set),
      heading(3, `Why ${set.recommendation.id}`),
      text(fill(set.recommendation.why)),
      text(fill(set.recommendation.switchFact)),
      ...assumptions(
        'Taken from your words',
        set.understood.filter(({ fromTeam }) => !fromTeam),
      ),
      ...assumptions(
        'From the team profile',
        set.understood.filter(({ fromTeam }) => fromTeam),
      ),
      ...(set.notes ?? []).map((note) => text(escapeText(note), 'muted')),
      ...assumptions('Assumed; say otherwise and the design follows', set.assumptions),
      ...rejected(set, fill),
      ...similarBlocks(entry.similar),
      ...(view ? next(view, index, entry) : []),
    ],
    files: [
      { kind: 'proposals', entry: index, form: 'markdown', name: 'proposals.md' },
      { kind: 'proposals', entry: index, form: 'json', name: 'proposals.json' },
    ],
  }
}

/** Part 1 and on: one proposal in full. */
export function fromProposal(
  id: string,
  view: SessionView,
  index: number,
  entry: ProposeEntry,
  part: number,
): OutgoingMessage {
  const proposal = entry.set.proposals[part - 1]
  if (!proposal)
    throw new RangeError(
      `Expected part 1 to ${entry.set.proposals.length} of the proposals. Received: ${part}`,
    )
  const overview = plainText(fillFigures(proposal.overview, entry.set.proposals, proposal))
  return {
    id,
    fallback: shorten(`Proposal ${proposal.id}: ${proposal.name}. ${overview}`, 900),
    blocks: [
      // In a thread of several, which one it is.
      text(
        `**Proposal ${proposal.id}**${proposal.id === entry.set.recommendation.id ? ', recommended' : ''}`,
        proposal.id === entry.set.recommendation.id ? 'highlight' : 'muted',
      ),
      ...withDiagram(blueprint(proposal, entry.set.proposals), index, proposal),
      { kind: 'actions', actions: [chooseButton(view, index, proposal)] },
    ],
    files: [
      {
        kind: 'proposal',
        entry: index,
        proposal: proposal.id,
        form: 'markdown',
        name: `proposal-${proposal.id}.md`,
      },
      {
        kind: 'proposal',
        entry: index,
        proposal: proposal.id,
        form: 'json',
        name: `proposal-${proposal.id}.json`,
      },
    ],
  }
}

/** What a team does with an overview: take what is recommended, look at two closely, take files along, judge. */
function next(view: SessionView, index: number, { set, revision }: ProposeEntry): MessageBlock[] {
  const best = set.proposals.find(({ id }) => id === set.recommendation.id)
  const other = set.proposals.find(({ id }) => id !== best?.id)
  const ref = ({ id }: Proposal) =>
    formatRef({ id: view.short, revision: revision?.number ?? 0, proposal: id })
  const pair = best && other ? `${ref(best)}_${ref(other)}` : ''
  return [
    {
      kind: 'actions',
      actions: [
        ...(best ? [{ ...chooseButton(view, index, best), style: 'primary' as const }] : []),
        ...(best && other && pair.length <= mostOfChoice
          ? [commandButton(`Compare ${best.id} with ${other.id}`, 'compare', pair)]
          : []),
        commandButton('Export', 'export', view.short),
      ],
    },
    {
      kind: 'feedback',
      action: { session: view.session, round: index, question: feedback, choice: feedbackChoices.useful },
    },
  ]
}

/** The round of its action names the entry, so that a choice is of exactly these figures. */
const chooseButton = ({ session }: SessionView, entry: number, { id }: Proposal): Button => ({
  label: `Choose ${id}`,
  action: { session, round: entry, question: chooseProposal, choice: id },
})

/** The picture stands where the document tells of the architecture. */
function withDiagram(blocks: readonly MessageBlock[], entry: number, proposal: Proposal): MessageBlock[] {
  const recipe = {
    kind: 'proposal',
    entry,
    proposal: proposal.id,
    form: 'picture',
    name: `layers-${proposal.id}.png`,
  } as const
  const diagram: MessageBlock = { kind: 'image', recipe, alt: escapeText(describeLayers(proposal)) }
  return blocks.flatMap((block) =>
    block.kind === 'heading' && block.text === architectureHeading ? [block, diagram] : [block],
  )
}

function chart(entry: number, set: ProposalSet): MessageBlock {
  const recipe = { kind: 'proposals', entry, form: 'picture', name: 'proposals.png' } as const
  return { kind: 'image', recipe, alt: escapeText(describeChart(set)) }
}

/** The whole set as one document: for the file and the command line. */
export function proposalsDocument(set: ProposalSet): MessageBlock[] {
  return set.proposals.flatMap((proposal) => blueprint(proposal, set.proposals))
}

const compared = [
  'params',
  'flops',
  'weightMemory',
  'trainingMemory',
  'latency',
  'trainingTime',
  'trainingCost',
] as const satisfies readonly FigureName[]

export function comparison(proposals: readonly Proposal[]): TableBlock {
  return {
    kind: 'table',
    caption: 'The proposals side by side',
    header: ['Figure', ...proposals.map((p) => `**${p.id}** ${escapeText(p.name)}`)],
    align: ['left', ...proposals.map(() => 'right' as const)],
    rows: compared.map((name) => [
      figureLabels[name],
      ...proposals.map((p) => {
        const figure = p.figures[name]
        return figure ? formatFigure(figure) : 'unknown'
      }),
    ]),
  }
}

function changes(revision: Revision, fill: (source: string) => string): MessageBlock[] {
  const blocks: MessageBlock[] = []
  if (revision.facts.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'What changed in the brief',
      header: ['Fact', 'Before', 'Now'],
      rows: revision.facts.map((f) => [f.label, f.before, f.after].map(escapeText)),
    })
  if (revision.figures.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'What that moved',
      header: ['Proposal', 'Figure', 'Before', 'Now'],
      align: ['left', 'left', 'right', 'right'],
      rows: revision.figures.map((f) => [
        escapeText(f.proposal),
        figureLabels[f.figure],
        f.before ? formatFigure(f.before) : 'unknown',
        f.after ? formatFigure(f.after) : 'unknown',
      ]),
    })
  if (revision.notes.length > 0) blocks.push(list(revision.notes.map(fill)))
  if (blocks.length === 0) blocks.push(text('Nothing in the figures moved.'))
  return blocks
}

function assumptions(title: string, facts: readonly Assumption[]): MessageBlock[] {
  if (facts.length === 0) return []
  const item = (fact: Assumption) => {
    const effect = fact.effect ? `: ${escapeText(fact.effect)}` : ''
    return `${escapeText(fact.label)}: **${escapeText(fact.value)}**${effect}`
  }
  return [heading(3, title), list(facts.map(item))]
}

function rejected(set: ProposalSet, fill: (source: string) => string): MessageBlock[] {
  if (set.rejected.length === 0) return []
  return [
    heading(3, 'Considered and left out'),
    list(set.rejected.map((r) => `${escapeText(r.name)}: ${fill(r.reason)}`)),
  ]
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`

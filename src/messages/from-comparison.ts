/** Two designs, proposals or revisions side by side: figures, and the facts that differ. */
import type { ProposeEntry } from '../architect/architect.js'
import type { FigureName, Proposal } from '../design/proposal.js'
import { changedFacts } from '../design/revision.js'
import { figureLabels, figureNames } from './figures.js'
import { formatFigure } from './format.js'
import { escapeText } from './inline.js'
import { heading, type OutgoingMessage, text } from './message.js'
import { commandButton } from './team-action.js'

/** A side of a comparison. */
export interface ComparedSide {
  readonly session: string
  readonly ref: string
  readonly title: string
  readonly entry: ProposeEntry
  readonly proposal: Proposal
}

/** All but what is trained of the parameters. */
const compared = figureNames.filter((name) => name !== 'trainableParams')

export function fromComparison(id: string, sides: readonly [ComparedSide, ComparedSide]): OutgoingMessage {
  const [a, b] = sides
  const names = sides.map(({ ref, proposal }) => `${ref} ${proposal.name}`)
  const facts = changedFacts(a.entry.set, b.entry.set)
  return {
    id,
    fallback: `${names.join(' beside ')}: ${compared.map((name) => `${figureLabels[name]} ${sides.map((side) => said(side, name)).join(' / ')}`).join('; ')}`,
    about: sides.map(({ session }) => session),
    blocks: [
      heading(2, escapeText(names.join(' beside '))),
      {
        kind: 'table',
        caption: 'Figures side by side',
        header: [
          'Figure',
          ...sides.map(({ ref, proposal }) => `**${escapeText(ref)}** ${escapeText(proposal.name)}`),
        ],
        align: ['left', 'right', 'right'],
        rows: [
          ...compared.map((name) => [figureLabels[name], ...sides.map((side) => said(side, name))]),
          ['Problem', ...sides.map(({ title }) => escapeText(title))],
          ['Devices', ...sides.map(({ proposal }) => escapeText(proposal.training.distribution))],
        ],
      },
      ...(facts.length > 0
        ? [
            text('**Facts that differ**'),
            {
              kind: 'table' as const,
              caption: 'Facts that differ',
              header: ['Fact', ...sides.map(({ ref }) => escapeText(ref))],
              rows: facts.map(({ label, before, after }) => [label, before, after].map(escapeText)),
            },
          ]
        : [text('Both begin from the same facts.', 'muted')]),
      { kind: 'actions', actions: sides.map(({ ref }) => commandButton(`Show ${ref}`, 'show', ref)) },
    ],
  }
}

function said({ proposal }: ComparedSide, name: FigureName): string {
  const figure = proposal.figures[name]
  return figure ? formatFigure(figure) : 'unknown'
}

/** A decision as the record that teams keep beside their code (Nygard, Documenting Architecture Decisions, 2011). */
import type { DecideEntry } from '../architect/architect.js'
import type { Assumption, Proposal, ProposalSet } from '../design/proposal.js'
import { fillFigures } from './figures.js'
import { nameOf } from './from-decision.js'
import { comparison } from './from-proposals.js'
import { escapeText } from './inline.js'
import { heading, list, type MessageBlock, text } from './message.js'
import type { SessionView } from './recipe.js'

/** @param set the proposals that the decision chose among. Throws a RangeError where the chosen one is not of them. */
export function decisionRecord(view: SessionView, entry: DecideEntry, set: ProposalSet): MessageBlock[] {
  const chosen = set.proposals.find(({ id }) => id === entry.proposal)
  if (!chosen) throw new RangeError(`Expected a proposal of the set. Received: ${entry.proposal}`)
  const holds = view.decision?.at === entry.at
  const why = holds ? view.decision?.why : entry.why
  const fill = (source: string) => fillFigures(source, set.proposals, chosen)
  const others = set.proposals.filter((proposal) => proposal !== chosen)
  return [
    heading(1, escapeText(`${entry.name}: ${view.title}`)),
    list([
      `**Status:** ${holds ? 'accepted' : 'superseded'}`,
      `**Date:** ${new Date(entry.at).toISOString().slice(0, 10)}`,
      `**Decided by:** ${escapeText(nameOf(entry.by))}`,
      `**Design:** ${view.session}, revision ${entry.revision}, proposal ${entry.proposal}`,
    ]),
    heading(2, 'Context'),
    text(escapeText(view.title)),
    ...facts('What was said', set.understood),
    ...facts('What was assumed', set.assumptions),
    heading(2, 'Decision'),
    text(`We build **${escapeText(entry.name)}**. ${fill(chosen.overview)}`),
    text(why ? `**Why:** ${escapeText(why)}` : 'No reason was given.'),
    heading(2, 'Considered options'),
    comparison(set.proposals),
    ...others.map((other) => text(optionWords(other, set))),
    heading(2, 'Consequences'),
    list([
      ...chosen.tradeoffs.map(
        ({ aspect, thisApproach }) => `**${escapeText(aspect)}:** ${fill(thisApproach)}`,
      ),
    ]),
    ...(chosen.risks.length > 0 ? [text('**Risks**'), list(chosen.risks.map(fill))] : []),
    heading(2, 'When to look at it again'),
    text(reconsider(entry, set, fill)),
  ]
}

function facts(title: string, rows: readonly Assumption[]): MessageBlock[] {
  if (rows.length === 0) return []
  return [
    text(`**${title}**`),
    list(rows.map(({ label, value }) => `${escapeText(label)}: ${escapeText(value)}`)),
  ]
}

function optionWords(option: Proposal, set: ProposalSet): string {
  const when = option.tradeoffs.find(({ aspect }) => aspect === 'Take it when')?.thisApproach
  const overview = fillFigures(option.overview, set.proposals, option)
  return `**${option.id} ${escapeText(option.name)}.** ${overview}${when ? ` Take it when: ${fillFigures(when, set.proposals, option)}.` : ''}`
}

function reconsider(entry: DecideEntry, set: ProposalSet, fill: (source: string) => string): string {
  const { id, switchFact, why } = set.recommendation
  if (id === entry.proposal) return fill(switchFact)
  return `Recommended was ${id}: ${fill(why)}`
}

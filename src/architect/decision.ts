/** What choosing a proposal means, in words: the same whether it was said or pressed. */
import type { CitedProposal, Proposal, ProposalSet } from '../design/proposal.js'
import { cited } from './offline/answer.js'
import { bullets, capital, literal, lowered, ownFigures } from './offline/prose.js'

const firstSteps = 3

/** What a choice means: figures, what is given up, where to begin, what would switch it, how to choose again. */
export function sayChosen(
  chosen: Proposal,
  set: ProposalSet,
): { readonly text: string; readonly cites: readonly CitedProposal[] } {
  const { id, name, plan, tradeoffs } = chosen
  const { recommendation } = set
  const recommended = set.proposals.find((proposal) => proposal.id === recommendation.id)
  const other = set.proposals.find((proposal) => proposal.id !== id)
  const when = tradeoffs.find(({ aspect }) => aspect === 'Take it when')?.thisApproach
  const given =
    recommended && recommended.id !== id
      ? `Recommended was ${recommended.id} ${literal(recommended.name)}: it answers in {{${recommended.id}.latency}} and trains in {{${recommended.id}.trainingTime}}.`
      : ''
  const switches =
    recommendation.id === id
      ? recommendation.switchFact
      : when
        ? `When it is the first choice: ${lowered(when)}.`
        : ''
  const cost = chosen.figures.trainingCost ? ` for {{${id}.trainingCost}}` : ''
  return {
    text: [
      `**Decided: ${id} ${literal(name)}.** It has {{${id}.params}} parameters, answers in {{${id}.latency}} and trains in {{${id}.trainingTime}}${cost}.${given ? ` ${given}` : ''}`,
      `**First steps**\n${bullets(plan.slice(0, firstSteps).map((step) => ownFigures(step, chosen)))}`,
      ownFigures(switches, chosen),
      `It stands until somebody opens it again${other ? `, or chooses another: _go with ${other.id}_` : ''}. A changed fact designs again.`,
    ]
      .filter((block) => block !== '')
      .map(capital)
      .join('\n\n'),
    cites: set.proposals.map(cited),
  }
}

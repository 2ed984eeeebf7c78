/** Why a proposal is recommended, and why a family is not. */
import { familyOf } from '../../design/catalog/asked.js'
import type { Proposal, ProposalSet, Rejected } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { answersTo, type FamilyMention } from './mentions.js'
import { bullets, literal, lowered, ownFigures } from './prose.js'

/** @param named families as the person named them */
export function whyNot(named: readonly FamilyMention[], set: ProposalSet): Answer {
  return { text: named.map((family) => whyNotOne(family, set)).join('\n\n'), cites: set.proposals.map(cited) }
}

function whyNotOne(mention: FamilyMention, set: ProposalSet): string {
  const { family, words } = mention
  if (family === 'neural') return whyNoNetwork(set)
  const shown = set.proposals.filter((proposal) => answersTo(family, proposal.family))
  if (shown.length === 0) return whyLeft(mention, set.rejected, set.proposals)
  return `**${literal(words)}**: ${shown.map((proposal) => against(proposal, set)).join('\n')}`
}

/** Why a family that was named is not among the proposals. */
export function whyLeft(
  { family, words }: FamilyMention,
  rejected: readonly Rejected[],
  proposals: readonly Proposal[] = [],
): string {
  const title = `**${literal(words)}**`
  const left = rejected.filter((row) => answersTo(family, row.family))
  const known = [...proposals, ...rejected].map(({ name }) => literal(name)).join(', ')
  if (left.length === 0)
    return `${title}: ${familyOf(family) ? `it is for problems of another kind. For this one there are ${known}.` : 'it is not in the catalogue yet, so nothing is computed for it.'}`
  const reasons = left.map(({ name, reason }) => `${literal(name)}: ${literal(reason)}`)
  const ask = left.some(({ canBeBuilt }) => canBeBuilt)
    ? ` Write _use ${literal(words)}_ and it is among the proposals.`
    : ''
  return `${title}: ${reasons.length > 1 ? `\n${bullets(reasons)}` : reasons.join('')}${ask}`
}

/** A family that is among the proposals: recommended, or shown beside the recommended one. */
function against(shown: Proposal, set: ProposalSet): string {
  if (shown.id === set.recommendation.id)
    return `it is the one that is recommended, as ${shown.id}. ${set.recommendation.why}`
  const row = (aspect: string) => shown.tradeoffs.find((tradeoff) => tradeoff.aspect === aspect)
  const performance = row('Performance')
  const when = row('Take it when')
  const recommended = set.recommendation.id
  const lines = [
    ...(performance
      ? [`${shown.id}: ${performance.thisApproach}`, `${recommended}: ${performance.alternative}`]
      : []),
    `latency {{${shown.id}.latency}} against {{${recommended}.latency}}, training {{${shown.id}.trainingTime}} against {{${recommended}.trainingTime}}`,
    ...(when ? [`when to take it: ${lowered(when.thisApproach)}`] : []),
  ]
  return `it is among the proposals, as ${shown.id} ${literal(shown.name)}, but ${recommended} ${literal(shown.alternativeName)} ranks before it.\n${bullets(lines.map((line) => ownFigures(line, shown)))}`
}

function whyNoNetwork(set: ProposalSet): string {
  const networks = set.proposals
    .filter(({ parts }) => parts.some(({ kind }) => kind === 'network'))
    .map(({ id, name }) => `${id} ${literal(name)}`)
  const left = networkRows(set)
  return [
    networks.length > 0
      ? `**Neural networks** are among the proposals: ${networks.join(', ')}.`
      : '**No neural network** is among the proposals.',
    ...(left.length > 0
      ? [bullets(left.map(({ name, reason }) => `${literal(name)}: ${literal(reason)}`))]
      : []),
  ].join('\n')
}

const networkRows = ({ rejected }: ProposalSet): Rejected[] =>
  rejected.filter(({ family }) => familyOf(family)?.ruledOutBy.includes('neural'))

/** The recommended one's reasons, or those for a proposal that was named. */
export function why(
  proposals: readonly Proposal[],
  named: readonly FamilyMention[],
  set: ProposalSet,
): Answer {
  const cites = set.proposals.map(cited)
  const [first] = proposals
  const { id, why: reason, switchFact } = set.recommendation
  if (first && first.id !== id) return { text: `**${literal(first.name)}**: ${against(first, set)}`, cites }
  if (!first && named.length > 0) return whyNot(named, set)
  const recommended = set.proposals.find((proposal) => proposal.id === id)
  return {
    text: `**${id} ${literal(recommended?.name ?? '')}** is recommended. ${reason}\n\n${switchFact}`,
    cites,
  }
}

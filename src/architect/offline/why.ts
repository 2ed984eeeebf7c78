/** Why a proposal is recommended, and why a family is not. */
import { familyOf, familyTitle } from '../../design/catalog/asked.js'
import type { Proposal, ProposalSet, Rejected } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, literal } from './prose.js'

/** Words of the vocabulary for one cell of a recurrent network: the reason speaks of the family. */
const cells: Readonly<Record<string, string>> = { lstm: 'LSTM', gru: 'GRU' }
/** How to ask for a family in words that are understood. */
const asked: Readonly<Record<string, string>> = {
  lstm: 'an LSTM',
  gru: 'a GRU',
  recurrent: 'a recurrent network',
  transformer: 'a transformer',
  linear: 'a linear model',
  trees: 'boosted trees',
  smoothing: 'exponential smoothing',
}

/** @param words families named by the person, as brief/vocabulary.ts has them */
export function whyNot(words: readonly string[], set: ProposalSet): Answer {
  const answers = words.map((word) => whyNotOne(word, set))
  return { text: answers.join('\n\n'), cites: set.proposals.map(cited) }
}

function whyNotOne(word: string, set: ProposalSet): string {
  const family = familyOf(word)
  if (word === 'neural') return whyNoNetwork(set)
  const title = cells[word] ?? familyTitle(word)
  if (!family) {
    const wanted = set.rejected.find((row) => row.family === word)
    return `**${literal(title)}**: ${wanted ? literal(wanted.reason) : 'it is not in the catalogue yet, so nothing is computed for it.'}`
  }
  const shown = set.proposals.find((proposal) => proposal.family === family.id)
  const cell = cells[word] ? ` GRU and LSTM are one family here, the recurrent encoder-decoder.` : ''
  if (shown) return `**${literal(title)}**: ${against(shown, set)}${cell}`
  const left = set.rejected.find((row) => row.family === family.id)
  const ask =
    left?.canBeBuilt && asked[word] ? ` Write _use ${asked[word]}_ and it is among the proposals.` : ''
  return `**${literal(title)}**: ${left ? literal(left.reason) : 'it was not considered.'}${cell}${ask}`
}

/** A family that is among the proposals: recommended, or shown beside the recommended one. */
function against(shown: Proposal, set: ProposalSet): string {
  if (shown.id === set.recommendation.id)
    return `it is the one that is recommended, as ${shown.id}. ${set.recommendation.why}`
  const row = (aspect: string) => shown.tradeoffs.find((tradeoff) => tradeoff.aspect === aspect)
  const performance = row('Performance')
  const when = row('Take it when')
  const lines = [
    ...(performance
      ? [`${shown.id}: ${performance.thisApproach}`, `${set.recommendation.id}: ${performance.alternative}`]
      : []),
    `latency {{${shown.id}.latency}} against {{${set.recommendation.id}.latency}}, training {{${shown.id}.trainingTime}} against {{${set.recommendation.id}.trainingTime}}`,
    ...(when
      ? [`when to take it: ${when.thisApproach.charAt(0).toLowerCase()}${when.thisApproach.slice(1)}`]
      : []),
  ]
  return `it is among the proposals, as ${shown.id}, but ${set.recommendation.id} ${literal(shown.alternativeName)} ranks before it.\n${bullets(lines)}`
}

function whyNoNetwork(set: ProposalSet): string {
  const networks = set.proposals
    .filter(({ spec }) => spec !== null)
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
  rejected.filter(({ family }) =>
    ['linear', 'recurrent', 'attention', 'convolution'].includes(familyOf(family)?.kind ?? ''),
  )

/** The recommended one's reasons, or those for a proposal that was named. */
export function why(proposals: readonly Proposal[], words: readonly string[], set: ProposalSet): Answer {
  const cites = set.proposals.map(cited)
  const [named] = proposals
  const { id, why: reason, switchFact } = set.recommendation
  if (named && named.id !== id) return { text: `**${literal(named.name)}**: ${against(named, set)}`, cites }
  if (!named && words.length > 0) return whyNot(words, set)
  const recommended = set.proposals.find((proposal) => proposal.id === id)
  return {
    text: `**${id} ${literal(recommended?.name ?? '')}** is recommended. ${reason}\n\n${switchFact}`,
    cites,
  }
}

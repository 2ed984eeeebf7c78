/** What is written of a design on what somebody asks about, where no other answer fits: its sentences that share their words. */
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { namedProposals, tokensOf } from './mentions.js'
import { bullets, literal, ownFigures } from './prose.js'
import { beginning } from './words.js'

const mostPassages = 3
/** Words that every question has, and those that every blueprint has. */
const common = new Set(
  'what which when where with would will have does this that they them there then than from into your ours their about should could must need needs want wants make makes made know work works model models data team people someone anybody proposal design thing things good much many more most long first tell show give take does done going happens happen people when each same very also just like'.split(
    ' ',
  ),
)

/** @returns undefined where nothing that is written shares a telling word with the question */
export function passages(question: string, set: ProposalSet): Answer | undefined {
  const asked = stems(beginning(question))
  if (asked.size === 0) return undefined
  const [named] = namedProposals(tokensOf(question), set.proposals)
  const meant = named ?? set.proposals.find(({ id }) => id === set.recommendation.id)
  if (!meant) return undefined
  const found = written(meant)
    .map((text) => ({
      text,
      shared: [...stems(text.toLowerCase())].filter((stem) => asked.has(stem)).length,
    }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
  const best = found[0]?.shared ?? 0
  const lines = found.filter(({ shared }) => shared === best).slice(0, mostPassages)
  if (lines.length === 0) return undefined
  return {
    text: `Of ${meant.id} ${literal(meant.name)} the blueprint says:\n${bullets(lines.map(({ text }) => ownFigures(text, meant)))}`,
    cites: set.proposals.map(cited),
  }
}

function written({
  overview,
  plan,
  risks,
  training,
  tradeoffs,
  notCounted,
  assumptions,
  files,
}: Proposal): string[] {
  return [
    ...plan,
    ...risks,
    ...training.evaluation,
    ...tradeoffs.map(({ aspect, thisApproach }) => `${aspect}: ${thisApproach}`),
    ...training.regularization,
    ...assumptions.map(literal),
    ...(notCounted.length > 0 ? [`Not counted: ${notCounted.map(literal).join('; ')}`] : []),
    ...files.map(({ path, purpose }) => `\`${path}\`: ${purpose}`),
    overview,
  ]
}

/** The beginnings of its telling words: `explained` and `explanation` are one. */
function stems(words: string): Set<string> {
  const long = words.split(/[^\p{L}]+/u).filter((word) => word.length >= 4 && !common.has(word))
  return new Set(long.map((word) => word.slice(0, 5)))
}

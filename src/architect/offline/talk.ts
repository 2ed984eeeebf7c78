/** Questions about the proposals: why, why not, compare, where a figure comes from, what was assumed. */
import type { ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { compare } from './compare.js'
import { namedFamilies, namedFigures, namedProposals, tokensOf } from './mentions.js'
import { explainFigures, figuresOfValue } from './origin.js'
import { bullets, literal } from './prose.js'
import { topic } from './topics.js'
import { why, whyNot } from './why.js'

const supposes =
  /^\W*(what|how about) if\b|^\W*(suppose|assume|assuming|imagine|make it|change|use|switch|drop|was wenn|y si|et si)\b/
const asksWhy = /\b(why|how come|warum|wieso|pourquoi|por que)\b/
const denies = /\b(not|no|n't|isn't|isnt|aren't|without|nicht|kein|keine|keinen|pas)\b|why no\b/
const compares =
  /\b(compare|compared|comparison|versus|vs|difference|differ|vergleich\w*)\b|\b(which|what)\b.*\b(is|are|one|has|needs?)\b.*\b(better|best|faster|fastest|cheaper|cheapest|smaller|smallest|simpler|simplest)\b/
const asksOrigin =
  /\b(where|how)\b.*\b(come|comes|came|from|comput\w*|calculat\w*|deriv\w*|estimat\w*|get|got|arrive|know)\b|\b(formula|arithmetic|explain|show me the (math|calculation)|source)\b/
const asksFigure = /^\W*(what|how|which|tell|show|give)\b/
const asksAssumed = /\b(what|which)\b.*\b(assum\w*|defaults?)\b|\bassumptions\b/
const asksSwitch =
  /\b(what|when|which)\b.*\b(switch|change|changes|change (the|your) (mind|recommendation)|flip)\b.*\b(recommend\w*|choice|mind|winner)\b/

/** Undefined where the words are no question about the set: they may be facts. */
export function talk(text: string, set: ProposalSet): Answer | undefined {
  const words = text.slice(0, 500).toLowerCase()
  if (supposes.test(words)) return undefined
  const tokens = tokensOf(text)
  const families = namedFamilies(tokens)
  const proposals = namedProposals(tokens, set.proposals)
  const figures = namedFigures(text)

  if (proposals.length > 1 && (asksWhy.test(words) || /\bthan\b|\bor\b/.test(words)))
    return compare(proposals, figures, set)
  if (asksWhy.test(words)) {
    if (denies.test(words) && families.length > 0) return whyNot(families, set)
    return why(proposals, families, set)
  }
  if (compares.test(words)) return compare(proposals, figures, set)
  if (asksOrigin.test(words)) {
    const valued = figuresOfValue(tokens, set)
    if (valued.length > 0) return explainFigures(valued, set)
    if (figures.length > 0) return explainFigures(pairs(proposals, figures, set), set)
  }
  if (asksSwitch.test(words)) return { text: set.recommendation.switchFact, cites: set.proposals.map(cited) }
  if (asksAssumed.test(words)) return assumed(set)
  const hasQuantity = tokens.some(({ kind }) => kind === 'number')
  if (asksFigure.test(words) && figures.length > 0 && !hasQuantity) return compare(proposals, figures, set)
  const preferred = /\b(better|worse)\b.*\bthan\b/.test(words) && families.length > 0
  if (preferred) return whyNot(families, set)
  return hasQuantity ? undefined : topic(words, proposals, set)
}

function pairs(
  proposals: ReturnType<typeof namedProposals>,
  figures: ReturnType<typeof namedFigures>,
  set: ProposalSet,
) {
  const meant =
    proposals.length > 0 ? proposals : set.proposals.filter(({ id }) => id === set.recommendation.id)
  return meant.flatMap((proposal) => figures.map((figure) => ({ proposal, figure })))
}

function assumed({ assumptions }: ProposalSet): Answer {
  if (assumptions.length === 0)
    return { text: 'Nothing was assumed: every fact that the design needs was said.' }
  const lines = assumptions.map(
    ({ label, value, effect }) =>
      `${literal(label)}: **${literal(value)}**${effect ? `. ${literal(effect)}` : ''}`,
  )
  return { text: `Assumed, because nobody said otherwise:\n${bullets(lines)}` }
}

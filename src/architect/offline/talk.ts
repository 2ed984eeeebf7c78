/** Questions about the proposals: why, why not, compare, where a number comes from, what was assumed, what it is. */
import type { FigureName, Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { compare, comparedAspects } from './compare.js'
import { namedLayers } from './layers.js'
import { namedFamilies, namedFigures, namedProposals, tokensOf } from './mentions.js'
import { explainNumbers } from './numbers.js'
import { explainFigures, figuresOfValue } from './origin.js'
import { bullets, literal, lowered } from './prose.js'
import { factAsked, topic } from './topic.js'
import { why, whyNot } from './why.js'
import { beginning } from './words.js'

const supposes =
  /^\W*(what|how about) if\b|^\W*(suppose|assume|assuming|imagine|make it|change|use|switch|drop|was wenn|y si|et si)\b/
const asksWhy = /\b(why|how come|what for|warum|wieso|weshalb|pourquoi|por que)\b/
const denies = /\b(not|no|n't|isn't|isnt|aren't|without|nicht|kein|keine|keinen|pas|sin)\b|why no\b/
const asksAdvice =
  /\b(which|what|who)\b.*\b(would you|do you|should (i|we)|you'd)\b.*\b(recommend|choose|pick|take|go|suggest|prefer|advise)\w*\b|\byour (recommendation|advice|opinion|favou?rite|pick)\b|\bwhich (one )?is (the )?best\b|\bwhat('s| is) (the )?best\b|\bshould (we|i) (go|take|use|choose|pick)\b|\b(welche\w*|was) (empfiehlst|empfehlen|ist (die|das|der) beste)\b|\b(cual|que) (recomiendas|recomendarias|es (la|el) mejor)\b|\b(lequel|laquelle|que) (recommand\w*|conseill\w*|est (le|la) meilleure?)\b/
const compares =
  /\b(compare|compared|comparison|versus|vs|difference|differ|vergleich\w*|unterschied\w*|compara\w*|diferencia\w*|comparer?|comparez)\b|\b(which|what|who|welche\w*|cual|quel\w*|lequel|laquelle)\b.*\b(better|best|faster|fastest|quickest|cheaper|cheapest|smaller|smallest|lightest|biggest|largest|slowest|simpler|simplest|easiest|most \w+|least \w+|schnellst\w*|billigst\w*|kleinst\w*|einfachst\w*|mas \w+|plus \w+)\b/
const asksOrigin =
  /\b(where|how|wo|woher|wie|donde|como|d'ou|comment)\b.*\b(come|comes|came|from|comput\w*|calculat\w*|deriv\w*|estimat\w*|get|got|arrive|know|kommt|kommen|berechn\w*|sale\w*|viene\w*|calcul\w*|vient|viennent)\b|\b(formula|arithmetic|formel|show me the (math|calculation))\b|\bexplain\b.*\d|\b(sources?|quellen?|fuentes?)\b|\b(why|warum|pourquoi|por que)\b(?!.*\b(not|no|kein\w*|pas)\b)[^?]*\d/
const asksFigure = /^\W*(what|how|which|tell|show|give|was|wie|welche\w*|cuant\w*|cual|que|quel\w*|combien)\b/
const asksAssumed =
  /\b(what|which|was|welche\w*|que|quel\w*)\b.*\b(assum\w*|defaults?|angenommen|annahmen|supon\w*|supuest\w*|suppos\w*|hypothes\w*)\b|\bassumptions\b|\bannahmen\b/
const asksUnderstood =
  /\b(what|which|was)\b.*\b(understood|understand|read|know (about|of)|facts|verstanden)\b/
const asksSwitch =
  /\b(what|when|which|was|wann|que|cuando|qu'|quand)\b.*\b(switch|change|changes|flip|andern|cambiar\w*|change\w*)\b.*\b(recommend\w*|choice|mind|winner|decision|opinion|meinung|empfehlung|opinion|avis)\b|\bswitch fact\b/

/**
 * @param text one sentence as it was written
 * @param it the proposal that is meant where none is named; default the recommended one
 * @returns undefined where the words are no question about the set: they may be facts
 */
export function talk(
  text: string,
  set: ProposalSet,
  it = set.proposals.find(({ id }) => id === set.recommendation.id),
): Answer | undefined {
  const words = beginning(text)
  if (supposes.test(words)) return undefined
  const tokens = tokensOf(text)
  const families = namedFamilies(tokens)
  const proposals = namedProposals(tokens, set.proposals)
  const figures = namedFigures(words)
  const aspects = comparedAspects(words, set)
  const hasNumber = tokens.some(({ kind }) => kind === 'number')

  if (asksAdvice.test(words))
    return proposals.length > 1 ? compare(proposals, figures, aspects, set) : why(proposals, families, set)
  if (asksWhy.test(words) && denies.test(words) && families.length > 0) return whyNot(families, set)
  if (proposals.length > 1 && (asksWhy.test(words) || /\bthan\b|\bor\b|\boder\b|\bals\b/.test(words)))
    return compare(proposals, figures, aspects, set)
  if (asksOrigin.test(words)) {
    const valued = figuresOfValue(tokens, set)
    if (valued.length > 0) return explainFigures(valued, set)
    if (figures.length > 0 && !hasNumber) return explainFigures(pairs(proposals, figures, it), set)
    const numbers = hasNumber
      ? explainNumbers(tokens, proposals.length > 0 ? proposals : set.proposals, set)
      : undefined
    if (numbers) return numbers
  }
  // "Why is B so slow?" asks for the arithmetic.
  if (asksWhy.test(words) && figures.length > 0 && !denies.test(words))
    return explainFigures(pairs(proposals, figures, it), set)
  if (asksWhy.test(words)) return why(proposals, families, set)
  if (compares.test(words)) return compare(proposals, figures, aspects, set)
  if (asksSwitch.test(words)) return switching(set)
  if (asksAssumed.test(words)) return factAsked(words, set) ?? assumed(set)
  if (asksUnderstood.test(words)) return understood(set)
  const layers =
    asksFigure.test(words) && figures.some((name) => name === 'params' || name === 'flops')
      ? namedLayers(words, proposals.length > 0 ? proposals : set.proposals)
      : undefined
  if (layers) return layers
  const early = topic(words, proposals, set, it)
  if (asksFigure.test(words) && figures.length > 0 && !hasNumber && !(early && beforeFigures.test(words)))
    return compare(proposals, figures, aspects, set)
  const preferred =
    /\b(better|worse|besser|mejor|mieux)\b.*\b(than|als|que)\b/.test(words) && families.length > 0
  if (preferred) return whyNot(families, set)
  return hasNumber && !asksEnough.test(words) ? undefined : early
}

const asksEnough = /\b(enough|sufficient|genug|suficiente\w*|assez)\b/

/** Questions that speak of a figure in passing: how long it takes to build, whether data are enough, how it is trained. */
const beforeFigures =
  /\b(build|implement|ship|develop|effort|bauen|umsetzen|construir|construire)\b|\b(enough|genug|suficiente|assez)\b|\b(monthly|per month|a month|running|serving) costs?\b|\bper month\b|\b(learning rate|loss|optimi[sz]er|schedule|batch|epochs?)\b|\b(mean|means|stands? for|define|bedeutet|significa|signifie)\b/

function pairs(proposals: readonly Proposal[], figures: readonly FigureName[], it: Proposal | undefined) {
  const meant = proposals.length > 0 ? proposals : it ? [it] : []
  return meant.flatMap((proposal) => figures.map((figure) => ({ proposal, figure })))
}

function switching({ recommendation, proposals }: ProposalSet): Answer {
  const others = proposals.filter(({ id }) => id !== recommendation.id)
  const when = others.flatMap(({ id, name, tradeoffs }) => {
    const row = tradeoffs.find(({ aspect }) => aspect === 'Take it when')
    return row ? [`${id} ${literal(name)}: ${lowered(row.thisApproach)}`] : []
  })
  return {
    text: [recommendation.switchFact, bullets(when)].filter((block) => block !== '').join('\n'),
    cites: proposals.map(cited),
  }
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

function understood({ understood: facts, notes }: ProposalSet): Answer {
  const lines = facts.map(({ label, value }) => `${literal(label)}: **${literal(value)}**`)
  return {
    text: `Taken from your words:\n${bullets(lines)}${notes.map((note) => `\n${literal(note)}`).join('')}`,
  }
}

/** A question that is no comparison and asks for no figure: a word, the layers, a topic, the proposal itself, a fact. */
import type { Assumption, Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { architecture } from './layers.js'
import { bullets, literal, lowered, ownFigures } from './prose.js'
import { meaning } from './terms.js'
import { row, title, topics } from './topics.js'

const asks =
  /^\W*(what|how|which|when|who|can|could|is|are|will|does|do|show|give|tell|explain|where|list|describe|summari[sz]e|was|wie|welche\w*|wann|wer|zeig\w*|erklar\w*|ist|sind|que|cual\w*|como|cuando|muestra\w*|explica\w*|es|son|quel\w*|comment|quand|montre\w*|explique\w*|est|tl;?dr|pros|sum(mary| up))\b|\?\s*$/

/** "What is B?", "how does the GRU work?", "tell me about C". */
const asksItself =
  /\b(how (does|do|would)|tell me (more )?about|explain|describe|what('s| is| are| does)|more (about|on)|details?|wie funktioniert|was ist|erklar\w*|que es|como funciona|explica|c'est quoi|comment (fonctionne|marche)|explique)\b/

const asksThis =
  /\b(explain|describe|erklar\w*|explica\w*|explique\w*) (it|this|that|es|das|esto|eso|ca|cela)\b|\bhow does (it|this|that) work\b|\btell me (more )?about (it|this|that)\b/

const asksTerm = /\b(mean|means|meaning|stands? for|define|c'est quoi|bedeutet|heis+t|significa|signifie)\b/
/** "What is pinball loss?", and not "what is the loss?". */
const asksWord =
  /^\W*(what|was|que|qu)('s| is| are| ist| sind| es| son|'est-ce que)\s+(?!the\b|our\b|your\b|my\b|d(er|ie|as)\b|el\b|la\b|le\b)/
const asksLayers =
  /\b(architectur\w*|architektur|arquitectura|layers?|schichten|capas|couches|structure|diagram)\b/
/** "B?" and no more. */
const fewWords = 3

/** @param words folded; @param proposals those that are named; @param it what is meant where none is */
export function topic(
  words: string,
  proposals: readonly Proposal[],
  set: ProposalSet,
  it: Proposal | undefined,
): Answer | undefined {
  if (!asks.test(words)) return undefined
  const cites = set.proposals.map(cited)
  const named = proposals.length > 0
  const meant = named ? proposals : it ? [it] : []
  const [first] = meant
  const term = named ? undefined : meaning(words)
  if (term && (asksTerm.test(words) || asksWord.test(words))) return { text: term }
  if (!first) return undefined
  if (asksLayers.test(words)) return architecture(meant)
  const found = topics.find(({ about: pattern }) => pattern.test(words))
  if (found) return { text: ownFigures(found.answer(first, set), first), cites }
  const itself = named
    ? asksItself.test(words) || words.trim().split(/\s+/).length <= fewWords
    : asksThis.test(words)
  if (itself) return { text: meant.map(about).join('\n\n'), cites }
  return factAsked(words, set) ?? (term === undefined ? undefined : { text: term })
}

function about(proposal: Proposal): string {
  const explained = row(proposal, 'Explanation')
  return ownFigures(
    [
      `**${title(proposal)}**: ${proposal.overview}`,
      ...(explained ? [`${explained}.`] : []),
      `When to take it: ${lowered(row(proposal, 'Take it when') ?? 'as the facts are')}.`,
    ].join(' '),
    proposal,
  )
}

/** "Which budget did you use?", "how many series?": a fact by its label, said or assumed. */
export function factAsked(words: string, { understood, assumptions }: ProposalSet): Answer | undefined {
  const named = (facts: readonly Assumption[]) =>
    facts.filter(({ label }) =>
      label
        .toLowerCase()
        .split(/[^a-z]+/)
        .every((word) => word.length < 3 || words.includes(word)),
    )
  const said = named(understood).map(
    ({ label, value }) => `${literal(label)}: **${literal(value)}**, from your words`,
  )
  const taken = named(assumptions).map(
    ({ label, value, effect }) =>
      `${literal(label)}: **${literal(value)}**, assumed${effect ? `. ${literal(effect)}` : ''}`,
  )
  return said.length + taken.length > 0 ? { text: bullets([...said, ...taken]) } : undefined
}

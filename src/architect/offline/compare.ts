/** Proposals side by side, figure by figure and aspect by aspect, with how far apart they are. */
import { plain } from '../../design/brief/facts.js'
import { figureLabels } from '../../design/figure-labels.js'
import type { FigureName, Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, literal, lowered, ownFigures } from './prose.js'

/** What is compared where nobody says on what. */
const usual = [
  'params',
  'latency',
  'trainingMemory',
  'trainingTime',
  'trainingCost',
] as const satisfies readonly FigureName[]

/** Rows of the trade-off table that repeat figures, or say no more than that one is recommended. */
const figureAspects = new Set(['Resources', 'Serving', 'Size', 'Capacity', 'Take it when'])

/** Words for the aspects that every field has. */
const aspectWords: readonly (readonly [RegExp, string])[] = [
  [
    /\b(accura\w*|quality|precis\w+|better|best|performance|genau\w*|qualitat|calidad|qualite)\b/,
    'Performance',
  ],
  [
    /\b(compl\w+|simple\w*|simplest|simpler|easy|easier|easiest|upkeep|maintain\w*|maintenance|operat\w*|einfach\w*|komplex\w*)\b/,
    'Complexity',
  ],
  [/\b(explain\w*|interpretab\w*|transparen\w*|explanations?|erklarbar\w*)\b/, 'Explanation'],
]

/** @param words folded; the aspects of the trade-off tables that they name, the fields' own among them */
export function comparedAspects(words: string, { proposals }: ProposalSet): string[] {
  const all = [...new Set(proposals.flatMap(({ tradeoffs }) => tradeoffs.map(({ aspect }) => aspect)))]
  const named = aspectWords.filter(([pattern]) => pattern.test(words)).map(([, aspect]) => aspect)
  return all.filter(
    (aspect) =>
      named.includes(aspect) || (!figureAspects.has(aspect) && words.includes(aspect.toLowerCase())),
  )
}

/** @param named the proposals to compare; fewer than two mean all of them, or the one with the rest */
export function compare(
  named: readonly Proposal[],
  figures: readonly FigureName[],
  aspects: readonly string[],
  set: ProposalSet,
): Answer {
  const alone = named.length === 1 && figures.length > 0
  const proposals = named.length > 1 || alone ? named : set.proposals
  const nothing = figures.length + aspects.length === 0
  const blocks = (nothing ? usual : figures).map((figure) => block(figure, proposals))
  const told = nothing && named.length === 2 ? kindsOf(named) : aspects
  const lead = nothing && named.length === 2 ? [order(named, set)] : []
  return {
    text: [...lead, ...blocks, ...told.map((aspect) => kind(aspect, proposals))].join('\n\n'),
    cites: set.proposals.map(cited),
  }
}

/** Which of two is the better choice here, and when the other one is. */
function order(named: readonly Proposal[], { recommendation }: ProposalSet): string {
  const [first, second] = named
  if (!first || !second) return ''
  const best = first.id === recommendation.id ? 'is recommended' : 'ranks before it'
  const when = rowOf(second, 'Take it when')
  return `**${first.id} ${literal(first.name)}** ${best}${when ? `. ${second.id} ${literal(second.name)}: ${lowered(when)}` : ''}.`
}

function block(figure: FigureName, proposals: readonly Proposal[]): string {
  const lines = proposals.map(({ id, name }) => `${id} ${literal(name)}: {{${id}.${figure}|range}}`)
  const verdict = ratio(figure, proposals)
  return `**${figureLabels[figure]}**\n${bullets(lines)}${verdict ? `\n${verdict}` : ''}`
}

/** Which takes least, and how many times that is in the most: "Least: A. B takes 12 times as much as A." */
function ratio(figure: FigureName, proposals: readonly Proposal[]): string | undefined {
  const known = proposals
    .flatMap(({ id, figures }) => (figures[figure] ? [{ id, value: figures[figure].value }] : []))
    .sort((a, b) => a.value - b.value)
  const [least, most] = [known[0], known.at(-1)]
  if (!least || !most || least.id === most.id || least.value <= 0) return undefined
  const times = most.value / least.value
  if (times < 1.05) return `${least.id} and ${most.id} are as good as equal.`
  return `Least: ${least.id}. ${most.id} takes ${plain(Number(times.toPrecision(times < 10 ? 2 : 3)))} times as much as ${least.id}.`
}

/** What no figure says of two proposals: aspects in which they differ. */
const kindsOf = ([a, b]: readonly Proposal[]): string[] =>
  (a?.tradeoffs ?? [])
    .filter(({ aspect }) => !figureAspects.has(aspect))
    .filter(({ aspect, thisApproach }) => b && rowOf(b, aspect) !== thisApproach)
    .map(({ aspect }) => aspect)

const rowOf = ({ tradeoffs }: Proposal, aspect: string): string | undefined =>
  tradeoffs.find((tradeoff) => tradeoff.aspect === aspect)?.thisApproach

const kind = (aspect: string, proposals: readonly Proposal[]): string =>
  `**${literal(aspect)}**\n${bullets(proposals.map((p) => `${p.id} ${literal(p.name)}: ${ownFigures(rowOf(p, aspect) ?? 'nothing is known', p)}`))}`

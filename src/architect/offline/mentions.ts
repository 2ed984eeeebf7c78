/** Which proposals, families and figures a text speaks of. */
import { readTokens, type Token } from '../../design/brief/tokens.js'
import { familyAt } from '../../design/brief/vocabulary.js'
import { familyOf } from '../../design/catalog/asked.js'
import type { FigureName, Proposal } from '../../design/proposal.js'
import { mostCharacters } from './words.js'

/** As facts are read: words of other languages that name a family or a figure are the English ones. */
export const tokensOf = (text: string): Token[] => readTokens(text.slice(0, mostCharacters)).tokens

/** A family as it was named: the name that the catalogue has for it, and the words. */
export interface FamilyMention {
  readonly family: string
  readonly words: string
}

/** The families named, in order, each once. */
export function namedFamilies(tokens: readonly Token[]): FamilyMention[] {
  const found = tokens.flatMap((token, i): FamilyMention[] => {
    const named = familyAt(tokens, i)
    if (named) return [{ family: named.family, words: raw(tokens, i, named.last) }]
    return token.text === 'baseline' ? [{ family: 'naive', words: 'the baseline' }] : []
  })
  return found.filter(({ family }, i) => found.findIndex((other) => other.family === family) === i)
}

/** As it was written: a hyphen joins, a space does not. */
const raw = (tokens: readonly Token[], first: number, last: number) =>
  tokens
    .slice(first, last + 1)
    .map((token, i) => (i > 0 && !token.glued ? ` ${token.raw}` : token.raw))
    .join('')

/** Whether a family of the catalogue answers to a name that people use. */
export function answersTo(name: string, familyId: string): boolean {
  const family = familyOf(familyId)
  if (name === 'naive' && family?.kind === 'baseline') return true
  return familyId === name || family?.words.includes(name) === true
}

/** The proposals named by letter (`A`, `proposal b`) or by family, in the order of the set. */
export function namedProposals(tokens: readonly Token[], proposals: readonly Proposal[]): Proposal[] {
  const names = namedFamilies(tokens).map(({ family }) => family)
  const letters = tokens.flatMap((token, i) => (isLetter(tokens, i) ? [token.text.toUpperCase()] : []))
  return proposals.filter(
    ({ id, family }) => letters.includes(id) || names.some((name) => answersTo(name, family)),
  )
}

/** A capital from A to D, or any of them after "proposal"; an "A" before a noun is an article. */
function isLetter(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (!token || !/^[a-d]$/.test(token.text)) return false
  if (/^(proposal|option|design|variant|approach)$/.test(tokens[at - 1]?.text ?? '')) return true
  if (!/^[A-D]$/.test(token.raw)) return false
  if (token.raw !== 'A') return true
  const next = tokens[at + 1]
  return next === undefined || next.kind === 'mark' || joins.test(next.text)
}
const joins =
  /^(and|or|und|oder|y|o|et|ou|als|que|mit|contre|vs|versus|to|with|against|computed|calculated|compared|need|needs|take|takes|cost|costs|is|has|on|so|over|than)$/

const superlatives: readonly (readonly [RegExp, FigureName])[] = [
  [/\b(fastest|quickest|schnellste\w*|mas rapid\w+|le plus rapide|la plus rapide)\b/, 'latency'],
  [/\b(cheapest|least expensive|billigste\w*|gunstigste\w*|mas barat\w+|moins chere?)\b/, 'trainingCost'],
  [/\b(smallest|lightest|kleinste\w*|mas pequen\w+|plus petite?)\b/, 'params'],
]
/** The proposal of "the cheapest": undefined where the words name no extreme. */
export function superlative(words: string, proposals: readonly Proposal[]): Proposal | undefined {
  const figure = superlatives.find(([pattern]) => pattern.test(words))?.[1]
  if (!figure) return undefined
  const known = proposals.flatMap((proposal) => {
    const value = proposal.figures[figure]?.value
    return value === undefined ? [] : [{ proposal, value }]
  })
  return known.sort((a, b) => a.value - b.value)[0]?.proposal
}

/** Folded, in English, German, Spanish and French. The first match wins: longer names stand first. */
const figureWords: readonly (readonly [RegExp, FigureName])[] = [
  [
    /\b(training|train) (memory|ram|vram)\b|\b(memory|ram|vram)\b[^.?]*\btrain(ing)?\b|\bgpu memory\b|\bvram\b|\btrainingsspeicher\b|\bmemoria de entrenamiento\b|\bmemoire d'entrainement\b/,
    'trainingMemory',
  ],
  [/\b(serving|inference) (memory|ram)\b|\b(memory|ram)\b[^.?]*\b(serv(e|ing)|inference)\b/, 'servingMemory'],
  [
    /\b(model|weights?) (size|memory)\b|\bsize of the model\b|\bhow (big|large)\b|\bwie gros+\b|\bque tan grande\b|\bquelle taille\b|\bmodellgros+e\b/,
    'weightMemory',
  ],
  [/\btrainable\b/, 'trainableParams'],
  [
    /\bparam(eter)?s?\b|\bweights\b|\bsmall(er|est)\b|\b(big|larg)g?est\b|\bparametern?\b|\bparametros\b|\bparametres\b/,
    'params',
  ],
  [/\bflops?\b|\boperations\b/, 'flops'],
  [
    /\b(training|train) (time|hours|duration)\b|\bhow long\b|\b(time|hours|duration) (to|of|for) train|\b(faster|fastest|quicker|quickest|slow\w*) to train\b|\btrains? (the )?(fast|quick|slow)\w*|\btrainingszeit\b|\btiempo de entrenamiento\b|\btemps d'entrainement\b|\bwie lange\b|\bcuanto (tiempo )?(tarda|dura)\b/,
    'trainingTime',
  ],
  [
    /\b(latency|latencies|inference time|response time|speed|fast|faster|fastest|quick\w*|slow|slower|slowest|latenz|latencia|latence|schnell\w*|langsam\w*|rapid\w+)\b/,
    'latency',
  ],
  [
    /\b(cost|costs|price|prices|dollars?|expensive|cheap|cheaper|cheapest|money|usd|kosten|kostet|preis|teuer\w*|billig\w*|gunstig\w*|costes?|cuesta|precio|barat\w*|couts?|coute|prix)\b|\$/,
    'trainingCost',
  ],
  [/\bmemory\b|\bram\b|\bspeicher\b|\bmemoria\b|\bmemoire\b/, 'trainingMemory'],
]

/** @param words folded; the figures that they name, in the order of the table */
export function namedFigures(words: string): FigureName[] {
  let rest = words
  const found: FigureName[] = []
  for (const [pattern, name] of figureWords) {
    if (!pattern.test(rest)) continue
    found.push(name)
    // "Training memory" must not be read as memory once more.
    rest = rest.replace(new RegExp(pattern.source, 'g'), ' ')
  }
  return [...new Set(found)]
}

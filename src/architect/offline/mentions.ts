/** Which proposals, families and figures a text speaks of. */
import { type Token, tokenize } from '../../design/brief/tokens.js'
import { familyAt } from '../../design/brief/vocabulary.js'
import { familyOf } from '../../design/catalog/asked.js'
import type { FigureName, Proposal } from '../../design/proposal.js'

/** Questions in a thread are short; of a long text only the beginning can be one. */
const mostCharacters = 500

export const tokensOf = (text: string): Token[] => tokenize(text.slice(0, mostCharacters), false)

/** Words of brief/vocabulary.ts for the families named, in order, each once. */
export function namedFamilies(tokens: readonly Token[]): string[] {
  const words = tokens.flatMap(
    (token, i) => familyAt(tokens, i)?.family ?? (token.text === 'baseline' ? 'naive' : []),
  )
  return [...new Set(words)]
}

/** The proposals named by letter (`A`, `proposal b`) or by family, in the order of the set. */
export function namedProposals(tokens: readonly Token[], proposals: readonly Proposal[]): Proposal[] {
  const families = namedFamilies(tokens).map((word) => familyOf(word)?.id)
  const letters = tokens.flatMap((token, i) => (isLetter(tokens, i) ? [token.text.toUpperCase()] : []))
  return proposals.filter(({ id, family }) => letters.includes(id) || families.includes(family))
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
  /^(and|or|vs|versus|to|with|against|computed|calculated|compared|need|needs|take|takes|cost|costs|is|has|on|so|over|than)$/

/** The first match wins: longer names stand first. */
const figureWords: readonly (readonly [RegExp, FigureName])[] = [
  [
    /\b(training|train) (memory|ram|vram)\b|\b(memory|ram|vram)\b[^.?]*\btrain(ing)?\b|\bgpu memory\b|\bvram\b/,
    'trainingMemory',
  ],
  [/\b(serving|inference) (memory|ram)\b|\b(memory|ram)\b[^.?]*\b(serv(e|ing)|inference)\b/, 'servingMemory'],
  [/\b(model|weights?) (size|memory)\b|\bsize of the model\b|\bhow (big|large)\b/, 'weightMemory'],
  [/\btrainable\b/, 'trainableParams'],
  [/\bparam(eter)?s?\b|\bweights\b/, 'params'],
  [/\bflops?\b|\boperations\b/, 'flops'],
  [
    /\b(latency|latencies|inference time|response time|speed|fast|faster|fastest|slow|slower|latenz)\b/,
    'latency',
  ],
  [/\b(cost|costs|price|prices|dollars?|expensive|cheap|cheaper|cheapest|money|usd)\b|\$/, 'trainingCost'],
  [
    /\b(training|train) (time|hours|duration)\b|\bhow long\b|\b(time|hours|duration) (to|of|for) train/,
    'trainingTime',
  ],
  [/\bmemory\b|\bram\b/, 'trainingMemory'],
]

/** The figures that the words name, in the order of the table. */
export function namedFigures(text: string): FigureName[] {
  let rest = text.slice(0, mostCharacters).toLowerCase()
  const found: FigureName[] = []
  for (const [pattern, name] of figureWords) {
    if (!pattern.test(rest)) continue
    found.push(name)
    // "Training memory" must not be read as memory once more.
    rest = rest.replace(new RegExp(pattern.source, 'g'), ' ')
  }
  return [...new Set(found)]
}

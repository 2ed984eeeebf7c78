/** Several things predicted at once: "churn and lifetime value", "classification and regression", "three heads". */
import type { Token } from './tokens.js'
import { unitWord } from './units.js'

export type TargetKind = 'classification' | 'regression'

/** What people predict, by what kind of answer it has. */
const targets: readonly (readonly [TargetKind, string])[] = [
  [
    'classification',
    'churn default fraud gender sex emotion click clicks conversion purchase cancellation category class type diagnosis intent sentiment failure species brand colour color classification topic damage return returns breakage theft language disease cart mood like share ctr late storno stornierung kauf compra achat acquisto aankoop add_to_cart',
  ],
  [
    'regression',
    'ltv clv value price age cost costs amount revenue spend spending duration weight height rating score severity delay quantity regression size basket depth volume income salary time tip lieferzeit tiempo importe betrag montant',
  ],
]
const kindOf = new Map(
  targets.flatMap(([kind, list]) => list.split(' ').map((word) => [word, kind] as const)),
)

const asking =
  /^(predict|predicts|predicting|estimate|estimating|classify|infer|learn|output|outputs|for|model|head|heads|targets|tasks|both|detect|learns|gives|fur|para|pour|per|tarea|task|:)$/
/** Here the inputs begin, or another matter. */
const ends = /^(from|using|with|based|given|by|within|because|so|[.;!?])$/
const reach = 16

export interface SeveralTargets {
  readonly kinds: readonly TargetKind[]
  readonly first: number
  readonly last: number
  /** "One network for all of them" is said. */
  readonly together: boolean
}

/** Two or more joined targets after a word that asks for them: the longest list. */
export function severalTargets(tokens: readonly Token[]): SeveralTargets | undefined {
  let best: readonly { kind: TargetKind; at: number }[] = []
  for (let i = 0; i < tokens.length; i += 1) {
    if (!asking.test(tokens[i]?.text ?? '') && !isWanted(tokens, i)) continue
    const found = targetsFrom(tokens, i + 1)
    if (found.length >= 2 && found.length > best.length) best = found
  }
  const [first, last] = [best[0], best.at(-1)]
  return (
    first &&
    last && { kinds: best.map(({ kind }) => kind), first: first.at, last: last.at, together: saysOne(tokens) }
  )
}

/** "We want lifetime value and churn predicted": the verb stands behind. */
function isWanted(tokens: readonly Token[], at: number): boolean {
  const clause = tokens[at]?.clause
  return (
    /^(want|wants|need|needs)$/.test(tokens[at]?.text ?? '') &&
    tokens
      .slice(at + 1, at + 1 + reach)
      .some(
        ({ text, clause: own }) => own === clause && /^(predicted|estimated|forecast|forecasted)$/.test(text),
      )
  )
}

/** "Delay (minutes)", "damage (yes/no)": what the answer is says of which kind it is. */
function toldInBrackets(tokens: readonly Token[], at: number): TargetKind | undefined {
  if (tokens[at + 1]?.text !== '(') return undefined
  const word = tokens[at + 2]?.text ?? ''
  if (/^(yes|ja|si|oui|binary)$/.test(word)) return 'classification'
  return unitWord(word) || /^(number|percent|%|euros?|usd)$/.test(word) ? 'regression' : kindOf.get(word)
}

/** "One model", "a single network", "ein Netz", "un seul réseau". */
function saysOne(tokens: readonly Token[]): boolean {
  return tokens.some(({ text, raw }, i) => {
    if (
      !/^(one|single|joint|shared|same|ein|einziges|seul|solo|unico|unica)$/i.test(text) &&
      !/^(ein|eine|seul|solo)$/i.test(raw)
    )
      return false
    return tokens
      .slice(i + 1, i + 3)
      .some((next) => /^(models?|nets?|networks?|netz|netzwerk|reseau|red|rete|rede)$/.test(next.text))
  })
}

function targetsFrom(tokens: readonly Token[], from: number): { kind: TargetKind; at: number }[] {
  const found: { kind: TargetKind; at: number }[] = []
  const names = new Set<string>()
  let joined = true
  for (let i = from; i < Math.min(tokens.length, from + reach); i += 1) {
    const token = tokens[i]
    if (!token || ends.test(token.text)) break
    if (/^(and|&|\+|plus|,|as|und|y|et|e)$/.test(token.text)) joined = true
    // "Days on market" are a target, days alone a length of time.
    const days = token.text === 'days' && /^(on|to|until|past|late)$/.test(tokens[i + 1]?.text ?? '')
    const kind = days ? 'regression' : kindOf.get(token.text)
    // "Click probability and purchase type": one noun a target.
    const series = token.text === 'time' && /^(series|step|steps|horizon)$/.test(tokens[i + 1]?.text ?? '')
    if (!kind || !joined || series || names.has(token.text)) continue
    // "Age (regression)" says of one target what kind it is.
    const told = toldInBrackets(tokens, i)
    found.push({ kind: told ?? kind, at: i })
    names.add(token.text)
    if (told) names.add(tokens[i + 2]?.text ?? '')
    joined = false
  }
  return found
}

/** Times without a unit of time: counts of steps beside their word (`horizon 96`), and years from which to which. */
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import { putTime } from './read-times.js'
import type { Token } from './tokens.js'
import { nextWords } from './units.js'

type CountRole = 'horizon' | 'lookback' | 'season' | 'history'
const countRoles: readonly (readonly [CountRole, RegExp])[] = [
  ['horizon', /^(horizon|horizonte|vorhersagehorizont|prognosehorizont)$/],
  ['lookback', /^(lookback|look-back|context|window|ruckblick)$/],
  ['history', /^(history|historie|historia|historique)$/],
  ['season', /^(season|seasonality|period|periodicity|saison|saisonalitat)$/],
]

/** `horizon 96`, `look-back = 336`, `next 24 points`: a count beside the word, in steps of the series. */
export function readBareTimes(draft: Draft, quantities: readonly Quantity[]): void {
  readYears(draft)
  for (const quantity of quantities) {
    const counts = quantity.unit.kind === 'count' && !quantity.spelled && quantity.value > 0
    if (!counts || draft.used.has(quantity.first)) continue
    const role = countRole(draft, quantity)
    if (role) putTime(draft, quantity, role)
  }
}

function countRole({ tokens }: Draft, { first, last }: Quantity): CountRole | undefined {
  const before = [1, 2, 3, 4].map((d) => tokens[first - d]?.text ?? '')
  const points = /^(points|values|werte|puntos|valores|observations|samples)$/.test(
    tokens[last + 1]?.text ?? '',
  )
  if (points && nextWords.has(before[0] ?? '')) return 'horizon'
  // "24 candles ahead"
  if (tokens[last + 1]?.kind === 'word' && /^(ahead|voraus)$/.test(tokens[last + 2]?.text ?? ''))
    return 'horizon'
  const at = before.findIndex((word) => !/^(:|=|of|is|von|de|length|size|steps)$/.test(word))
  const word = before[at] ?? ''
  const joined = before[at + 1] === '-' ? `${before[at + 2] ?? ''}-${word}` : word
  return countRoles.find(([, words]) => words.test(joined) || words.test(word))?.[0]
}

const isYear = (token: Token | undefined) => token?.kind === 'number' && /^(19|20)\d\d$/.test(token.text)

/** "2018-2023", "from 2018 to 2023": both years count. */
function readYears(draft: Draft): void {
  const { tokens, said } = draft
  if (said.has('history')) return
  tokens.forEach((token, i) => {
    const joint = /^(-|–|to|through|until|till|bis|a|hasta)$/.test(tokens[i + 1]?.text ?? '')
    const end = tokens[i + 2]
    if (!joint || !isYear(token) || !isYear(end) || tokens[i + 3]?.text === '-') return
    const years = Number(end?.text) - Number(token.text) + 1
    if (years >= 2)
      draft.brief.data.historyLength = put(
        draft,
        'history',
        { value: years, unit: 'year' as const },
        i,
        i + 2,
      )
  })
}

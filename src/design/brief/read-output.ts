/** What a forecast gives: one value or an interval, and which quantiles. */
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import { isNegated } from './vocabulary.js'

const intervalStems =
  /^(interval|quantil|uncertain|probabilist|calibrat|conformal|confidence|unsicherheit|incertidumbre|incertitude|percentil|perzentil|bands?$|distribution$|distributional|wahrscheinlich|konfidenz|confianza)/
const pointWords =
  /^(point|punkt|puntual|puntuales|ponctuels?|ponctuelles?|pontual|pontuais|puntuali?|deterministic)$/
const pointed =
  /^(forecasts?|predictions?|estimates?|vorhersagen?|prognosen?|only|values?|pronosticos?|previsions?|previsioni?|previsao|previsoes|predicciones|prediccion)$/

export function readOutput(draft: Draft, quantities: readonly Quantity[]): void {
  const { tokens, brief } = draft
  const forecasts = (brief.domain?.value ?? 'time_series') === 'time_series'
  tokens.forEach((token, i) => {
    const next = tokens[i + 1]?.text ?? ''
    if (intervalStems.test(token.text) && !isOtherInterval(draft, i)) {
      if (!forecasts) readUncertainty(draft, i)
      else {
        const value = isNegated(tokens, i) ? ('point' as const) : ('intervals' as const)
        brief.targets.output = put(draft, 'output', value, i, i)
      }
    } else if (pointWords.test(token.text) && pointed.test(next))
      brief.targets.output = put(draft, 'output', 'point' as const, i, i + 1)
    // "Prévision ponctuelle": Romance languages put the adjective last.
    else if (pointWords.test(token.text) && pointed.test(tokens[i - 1]?.text ?? ''))
      brief.targets.output = put(draft, 'output', 'point' as const, i - 1, i)
  })
  if (!forecasts) return
  readQuantileNames(draft)
  readQuantileList(draft)
  readIntervalWidth(draft, quantities)
}

const doubts =
  /^(uncertain|probabilist|calibrat|conformal|credible|unsicherheit|incertidumbre|incertitude|incertezza|incerteza|confidence$|confiden|konfidenz|confianza)/

/** Elsewhere than in a forecast: how sure each answer is. "In confidence" and "confidence" alone say little. */
function readUncertainty(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  if (!doubts.test(word) || (word === 'confidence' && tokens[i - 1]?.text === 'in')) return
  brief.targets.uncertainty = put(draft, 'uncertainty', !isNegated(tokens, i), i, i)
}

/** "15-minute intervals" and "interval '7 days'" are lengths of time, "95th percentile latency" a limit. */
function isOtherInterval({ tokens, used, said }: Draft, at: number): boolean {
  const [word, before, next] = [at, at - 1, at + 1].map((i) => tokens[i]?.text ?? '')
  if (/^perc?z?entil/.test(word ?? '')) return said.has('latency')
  if (!/^interval/.test(word ?? '')) return false
  const step =
    used.has(at - 1) || /^(second|minute|hour|min|hourly|daily|time|sampling|regular)s?$/.test(before ?? '')
  return step || /^(of|['":=])$/.test(next ?? '')
}

/** Tokens from one entry of a list to the next: `P5, P50 and P95`. */
const listGap = 3

/** `P10/P50/P90`, `q0.1`: quantiles, unless they stand beside a latency. */
function readQuantileNames(draft: Draft): void {
  const all = draft.tokens.flatMap((token, i) => {
    const percent = /^[pq](\d{1,2})$/.exec(token.text)?.[1]
    return percent === undefined || draft.used.has(i) ? [] : [{ i, level: Number(percent) / 100 }]
  })
  // One list: what stands apart speaks of something else.
  const gap = all.findIndex(({ i }, k) => k > 0 && i - (all[k - 1]?.i ?? i) > listGap)
  const found = gap < 0 ? all : all.slice(0, gap)
  const levels = found.map(({ level }) => level).filter((level) => level > 0 && level < 1)
  const [first, last] = [found[0], found.at(-1)]
  const latencyOnly = levels.every((level) => level >= 0.9) && draft.brief.targets.latency !== undefined
  if (new Set(levels).size < 2 || latencyOnly || !first || !last) return
  putQuantiles(draft, levels, first.i, last.i)
}

/** `quantiles 5/50/95`, `quantiles 0.1, 0.5 and 0.9` */
function readQuantileList(draft: Draft): void {
  const { tokens, said } = draft
  const at = tokens.findIndex(({ text }) =>
    /^(quantile|quantil|percentile|perzentil|percentil|cuantil|interval)[a-z]*$/.test(text),
  )
  if (at < 0 || said.has('quantiles') || said.has('latency')) return
  const levels: number[] = []
  let last = at
  for (let i = at + 1; i < Math.min(tokens.length, at + 20); i += 1) {
    const token = tokens[i]
    if (token?.kind === 'number') {
      levels.push((token.value ?? 0) < 1 ? (token.value ?? 0) : (token.value ?? 0) / 100)
      last = i
    } else if (!/^(\/|,|:|=|%|\(|and|und|y|et|of|a|at|de|von|zu|to|bis)$/.test(token?.text ?? '')) break
  }
  // One number after "intervals" is their width or a length of time.
  const enough = levels.length > (/^interval/.test(tokens[at]?.text ?? '') ? 1 : 0)
  const valid = enough && levels.every((level) => level > 0 && level < 1)
  if (valid) putQuantiles(draft, levels, at, last)
}

const widths =
  /^(interval|intervals|confidence|prediction|band|bands|intervalo|intervalos|intervalle|intervalles|intervalle|intervall|coverage)$/

/** "90% prediction intervals" lie between P5 and P95. */
function readIntervalWidth(draft: Draft, quantities: readonly Quantity[]): void {
  if (draft.said.has('quantiles')) return
  for (const { unit, value, first, last } of quantities) {
    if (unit.kind !== 'percent' || value < 50 || value >= 100) continue
    const [before, joint] = [draft.tokens[first - 2], draft.tokens[first - 1]]
    const after = widths.test(draft.tokens[last + 1]?.text ?? '')
    if (
      !after &&
      !(widths.test(before?.text ?? '') && /^(at|of|al|de|a|zu|mit|del|do|di|van)$/.test(joint?.text ?? ''))
    )
      continue
    // "80% and 95% intervals": one lies within the other.
    const [between, other] = [
      draft.tokens[first - 1]?.text ?? '',
      quantities.find((q) => q.last === first - 2),
    ]
    const nested =
      /^(and|und|et|y|e|\/|&|,)$/.test(between) && other?.unit.kind === 'percent' && other.value >= 50
        ? [other.value]
        : []
    const tails = [value, ...nested].map((width) => Number(((100 - width) / 200).toPrecision(12)))
    const end = [last + 2, last + 1, last].find(
      (at) => at === last || widths.test(draft.tokens[at]?.text ?? ''),
    )
    const from = after ? (other && nested.length > 0 ? other.first : first) : first - 2
    putQuantiles(draft, [...tails, 0.5, ...tails.map((tail) => 1 - tail)], from, end ?? last)
    return
  }
}

const mostQuantiles = 9

function putQuantiles(draft: Draft, levels: readonly number[], first: number, last: number): void {
  const sorted = [...new Set(levels)].sort((a, b) => a - b).slice(0, mostQuantiles)
  draft.brief.targets.quantiles = put(draft, 'quantiles', sorted, first, last)
  draft.said.delete('output')
  draft.brief.targets.output = put(draft, 'output', 'intervals' as const, first, last)
}

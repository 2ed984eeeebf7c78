/** Lengths of time in a text: horizon, history, step, season, look-back, latency, training time. */
import type { Span } from './brief.js'
import { type CuedRole, type TimeRole, timeRole } from './cues.js'
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'
import { nextWords, secondsPer } from './units.js'

interface Timed extends CuedRole {
  readonly quantity: Quantity
}

/** @returns the lengths of time that no word claims, in order: one may be the horizon, one the history */
export function readTimes(draft: Draft, quantities: readonly Quantity[]): Quantity[] {
  const timed: Timed[] = []
  for (const quantity of quantities) {
    const { unit, value } = quantity
    if (!(value > 0) || (unit.kind !== 'time' && unit.kind !== 'steps')) continue
    timed.push(asListed(draft, timed.at(-1), { quantity, ...timeRole(draft.tokens, quantity) }))
  }
  for (const { quantity, role } of surest(timed)) putTime(draft, quantity, role)
  readBareCounts(draft, quantities)
  readYears(draft)
  return timed.filter(({ role }) => !role).map(({ quantity }) => quantity)
}

/** `30d/60d/90d`, `7 days and 4 weeks`: every entry of a list plays the role of the first. */
function asListed({ tokens }: Draft, before: Timed | undefined, next: Timed): Timed {
  if (!before || next.quantity.first - before.quantity.last !== 2) return next
  const joint = tokens[before.quantity.last + 1]?.text ?? ''
  if (!/^(\/|and|or|und|oder|y|o|et|ou|&)$/.test(joint)) return next
  return next.role === undefined || next.role === before.role ? { ...next, ...cued(before) } : next
}

const cued = ({ role, distance }: Timed): CuedRole => ({ role, distance })

/** How much farther from its cue a time may stand than another of the same role: beyond it was never meant. */
const clearlyFarther = 1.5

function surest(timed: readonly Timed[]): { quantity: Quantity; role: TimeRole }[] {
  const best = new Map<TimeRole, number>()
  for (const { role, distance } of timed)
    if (role) best.set(role, Math.min(distance, best.get(role) ?? Number.POSITIVE_INFINITY))
  return timed.flatMap(({ quantity, role, distance }) =>
    role && distance <= (best.get(role) ?? 0) + clearlyFarther ? [{ quantity, role }] : [],
  )
}

/** A shorter time that no word claims is more likely a latency or a clip than a horizon. */
const leastHorizonSeconds = 60

/** The horizon of "a 63-day trajectory model": the first length of time that nothing else claims. */
export const freeHorizon = (free: readonly Quantity[]): Quantity | undefined =>
  free.find((quantity) => secondsOf(quantity) >= leastHorizonSeconds)

export function putHorizon(draft: Draft, quantity: Quantity): void {
  putTime(draft, quantity, 'horizon')
}

/** "500 meters, 3 years, forecast 1 week": a much longer time beside a horizon is what is known so far. */
export function readFreeHistory(draft: Draft, free: readonly Quantity[]): void {
  const { horizon, frequency } = draft.brief.data
  if (!horizon || draft.said.has('history')) return
  const step = frequency && frequency.value.unit !== 'step' ? frequency.value : undefined
  const stepSeconds = step ? step.value * secondsPer[step.unit === 'step' ? 'day' : step.unit] : undefined
  const inSteps = (unit: string) => unit === 'step' || unit === 'steps'
  const ahead =
    horizon.value.value *
    (horizon.value.unit === 'step' ? (stepSeconds ?? 1) : secondsPer[horizon.value.unit])
  const history = free.find((quantity) => {
    if (draft.used.has(quantity.first)) return false
    const steps = inSteps(quantity.unit.kind)
    // Steps and days compare only where the step is known.
    if (steps !== inSteps(horizon.value.unit) && stepSeconds === undefined) return false
    return (steps ? quantity.value * (stepSeconds ?? 1) : secondsOf(quantity)) >= longerThanHorizon * ahead
  })
  if (history) putTime(draft, history, 'history')
}

const longerThanHorizon = 3

const secondsOf = ({ unit, value }: Quantity) => (unit.kind === 'time' ? value * secondsPer[unit.unit] : 60)

function putTime(draft: Draft, quantity: Quantity, role: TimeRole): void {
  const { first, last } = quantity
  const span = spanOf(quantity)
  const { data, constraints } = draft.brief
  switch (role) {
    case 'horizon':
      putLonger(draft, span, quantity)
      return
    case 'history':
      data.historyLength = put(draft, 'history', span, first, last)
      return
    case 'step':
      data.frequency = put(draft, 'step', span, first, last)
      return
    case 'season':
      putCycle(draft, span, first, last)
      return
    case 'lookback':
      data.lookback = put(draft, 'look-back', span, first, last)
      return
    case 'latency':
      putLatency(draft, quantity)
      return
    case 'training':
      if (quantity.unit.kind === 'time')
        constraints.trainingHours = put(draft, 'training time', secondsOf(quantity) / 3600, first, last)
      return
    case 'other':
      return
  }
}

/** Of a list ("30/60/90 days", "30 and 60 minutes") the longest horizon holds the others. */
function putLonger(draft: Draft, span: Span, { first, last }: Quantity): void {
  const { data } = draft.brief
  const before = draft.said.get('horizon')
  const known = data.horizon?.value
  if (before && known && first - before.last <= 2 && first > before.last) {
    if (known.unit === span.unit && known.value >= span.value) return
    draft.said.delete('horizon')
  }
  data.horizon = put(draft, 'horizon', span, first, last)
}

const week = secondsPer.week
const lengthOf = ({ value, unit }: Span) => value * (unit === 'step' ? 1 : secondsPer[unit])

/** Several cycles may hold at once: kept is the longest up to a week, which holds the shorter ones, else the shortest. */
export function putCycle(draft: Draft, span: Span, first: number, last: number): void {
  const { data } = draft.brief
  const known = draft.said.has('season') ? data.season?.value : undefined
  const rank = (cycle: Span) => (lengthOf(cycle) <= week ? lengthOf(cycle) : week / lengthOf(cycle))
  if (known && rank(known) >= rank(span)) return
  draft.said.delete('season')
  data.season = put(draft, 'season', span, first, last)
}

/** In the person's own unit: months stay months. */
function spanOf({ unit, value }: Quantity): Span {
  return { value, unit: unit.kind === 'time' ? unit.unit : 'step' }
}

/** Latency is said in minutes at most; "within 2 days" is none. */
const longestLatencySeconds = 600

/** A median and a p99 are two targets, not two values for one: the higher percentile binds. */
function putLatency(draft: Draft, quantity: Quantity): void {
  const seconds = secondsOf(quantity)
  if (quantity.unit.kind !== 'time' || seconds > longestLatencySeconds) return
  if (quantity.comparator === 'at least') return
  const at = percentileNear(draft, quantity)
  const latency = {
    ms: Number((seconds * 1000).toPrecision(12)),
    ...(at && { percentile: at.percentile }),
  }
  const { targets } = draft.brief
  const known = draft.said.has('latency') ? targets.latency?.value.percentile : undefined
  if (known !== undefined && at && known !== at.percentile) {
    if (known > at.percentile) return
    draft.said.delete('latency')
  }
  const first = Math.min(quantity.first, at?.first ?? quantity.first)
  const last = Math.max(quantity.last, at?.last ?? quantity.last)
  targets.latency = put(draft, 'latency', latency, first, last)
}

/** `p99 < 50ms`, `50 ms at p95`, `P99.9`, `99th percentile`: before or after, in the same clause. */
function percentileNear({ tokens }: Draft, { first, last }: Quantity) {
  const clause = tokens[first]?.clause
  for (let d = 1; d <= 5; d += 1)
    for (const at of [first - d, last + d]) {
      const token = tokens[at]
      if (!token || token.clause !== clause) continue
      const percentile = percentileOf(token.text, tokens[at + 1])
      if (percentile !== undefined) return { percentile, first: at, last: at }
      if (/^(median|mediana|p50)$/.test(token.text)) return { percentile: 50, first: at, last: at }
    }
  return undefined
}

/** p95, p99.9, p999 (which is 99.9), `99th`, `95 percentile`. */
function percentileOf(word: string, next: Token | undefined): number | undefined {
  const digits =
    /^p(\d{2,4}|\d\d\.\d+)$/.exec(word)?.[1] ??
    (isPercentileWord(next) ? /^\d{2}$/.exec(word)?.[0] : undefined)
  if (digits === undefined) return undefined
  const value = Number(/^\d{3,4}$/.test(digits) ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits)
  return value >= 1 && value < 100 ? value : undefined
}

const isPercentileWord = (token: Token | undefined) =>
  /^(th|percentile|perzentil|percentil)$/.test(token?.text ?? '')

type CountRole = 'horizon' | 'lookback' | 'season' | 'history'
const countRoles: readonly (readonly [CountRole, RegExp])[] = [
  ['horizon', /^(horizon|horizonte|vorhersagehorizont|prognosehorizont)$/],
  ['lookback', /^(lookback|look-back|context|window|ruckblick)$/],
  ['history', /^(history|historie|historia|historique)$/],
  ['season', /^(season|seasonality|period|periodicity|saison|saisonalitat)$/],
]

/** `horizon 96`, `look-back = 336`, `next 24 points`: a count beside the word, in steps of the series. */
function readBareCounts(draft: Draft, quantities: readonly Quantity[]): void {
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

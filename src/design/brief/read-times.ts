/** Lengths of time in a text: horizon, history, step, season, look-back, latency, training time. */
import type { LatencyTarget, Span } from './brief.js'
import { type TimeRole, timeRole } from './cues.js'
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import { secondsPer, type TimeUnit } from './units.js'

interface Timed {
  readonly quantity: Quantity
  readonly role: TimeRole | undefined
}

export function readTimes(draft: Draft, quantities: readonly Quantity[]): void {
  const timed = quantities
    .filter(({ unit, value }) => value > 0 && (unit.kind === 'time' || unit.kind === 'steps'))
    .map((quantity): Timed => ({ quantity, role: timeRole(draft.tokens, quantity) }))
  for (const { quantity, role } of timed) if (role) putTime(draft, quantity, role)
  readBareHorizon(draft, quantities)
  if (draft.brief.data.horizon) return
  // "63-day trajectory model": the first length of time that nothing else claims.
  const free = timed.find(({ quantity, role }) => !role && secondsOf(quantity) >= 60)
  if (free) putTime(draft, free.quantity, 'horizon')
}

const secondsOf = ({ unit, value }: Quantity) => (unit.kind === 'time' ? value * secondsPer[unit.unit] : 60)

function putTime(draft: Draft, quantity: Quantity, role: TimeRole): void {
  const { first, last } = quantity
  const span = spanOf(quantity)
  const { data, targets, constraints } = draft.brief
  switch (role) {
    case 'horizon':
      data.horizon = put(draft, 'horizon', span, first, last)
      return
    case 'history':
      data.historyLength = put(draft, 'history', span, first, last)
      return
    case 'step':
      data.frequency = put(draft, 'step', span, first, last)
      return
    case 'season':
      data.season = put(draft, 'season', span, first, last)
      return
    case 'lookback':
      data.lookback = put(draft, 'look-back', span, first, last)
      return
    case 'latency': {
      const latency = latencyOf(draft, quantity)
      if (!latency) return
      // A median and a p99 are two targets, not two values for one: the higher percentile binds.
      const known = targets.latency?.value.percentile
      if (known !== undefined && latency.percentile !== undefined && known !== latency.percentile) {
        if (known > latency.percentile) return
        draft.said.delete('latency')
      }
      targets.latency = put(draft, 'latency', latency, first, last)
      return
    }
    case 'training':
      if (quantity.unit.kind === 'time')
        constraints.trainingHours = put(draft, 'training time', secondsOf(quantity) / 3600, first, last)
      return
    case 'other':
      return
  }
}

/** Whole months and the like stay as said; only what has no name in the table is brought to one. */
function spanOf({ unit, value }: Quantity): Span {
  return { value, unit: unit.kind === 'time' ? unit.unit : 'step' }
}

/** Latency is said in seconds or less; "within 2 days" is no latency. */
function latencyOf(draft: Draft, quantity: Quantity): LatencyTarget | undefined {
  const seconds = secondsOf(quantity)
  if (quantity.unit.kind !== 'time' || seconds > 600) return undefined
  const percentile = percentileNear(draft, quantity)
  const ms = Number((seconds * 1000).toPrecision(12))
  return { ms, ...(percentile !== undefined && { percentile }) }
}

/** `p99 < 50ms`, `50 ms at p95`, `P99.9`: before or after, in the same clause. */
function percentileNear({ tokens, used }: Draft, { first, last }: Quantity): number | undefined {
  const clause = tokens[first]?.clause
  for (let d = 1; d <= 5; d += 1)
    for (const at of [first - d, last + d]) {
      const found = /^p(\d{2,4})$/.exec(tokens[at]?.text ?? '')?.[1]
      if (found === undefined || tokens[at]?.clause !== clause) continue
      used.add(at)
      const decimals =
        tokens[at + 1]?.text === '.' && tokens[at + 2]?.glued ? `.${tokens[at + 2]?.text ?? ''}` : ''
      const value = Number(
        found.length > 2 ? `${found.slice(0, 2)}.${found.slice(2)}` : `${found}${decimals}`,
      )
      if (value >= 1 && value < 100) return value
    }
  return undefined
}

/** `horizon 96`, `horizon: 63`, `next 24 points`: a count beside the word, in steps of the series. */
function readBareHorizon(draft: Draft, quantities: readonly Quantity[]): void {
  for (const quantity of quantities) {
    if (quantity.unit.kind !== 'count' || quantity.spelled || draft.used.has(quantity.first)) continue
    const before = [1, 2].map((d) => draft.tokens[quantity.first - d]?.text ?? '')
    const linked = /^(:|=|of|is|von|de)$/.test(before[0] ?? '') ? before[1] : before[0]
    const named = /^(horizon|horizonte|vorhersagehorizont|prognosehorizont)$/.test(linked ?? '')
    const points = /^(points|values|werte|puntos)$/.test(draft.tokens[quantity.last + 1]?.text ?? '')
    if (!named && !(points && /^(next|following|nachsten|proximos)$/.test(before[0] ?? ''))) continue
    draft.brief.data.horizon = put(
      draft,
      'horizon',
      { value: quantity.value, unit: 'step' },
      quantity.first,
      quantity.last,
    )
  }
}

const adjectives = new Map<string, TimeUnit>(
  (
    [
      ['second', 'secondly'],
      ['minute', 'minutely minutlich'],
      ['hour', 'hourly stundlich stundliche stundlichen horario horaria horarios horarias horaire'],
      ['day', 'daily taglich tagliche taglichen diario diaria diarios diarias quotidien quotidienne'],
      ['week', 'weekly wochentlich wochentliche wochentlichen semanal semanales hebdomadaire'],
      ['month', 'monthly monatlich monatliche monatlichen mensual mensuales mensuel mensuelle'],
      ['quarter', 'quarterly vierteljahrlich trimestral'],
      ['year', 'yearly annual annually jahrlich anual annuel'],
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
)

const notAStep =
  /^(batch|retrain|retraining|report|reports|budget|job|jobs|run|runs|refresh|update|updates|meeting|cost|costs)/
const runs = /^(retrain|retrained|retraining|run|runs|running|updated|refreshed|refit|executed|lauft)$/
const cycles =
  /^(season|seasonal|seasonality|cycle|cycles|pattern|patterns|period|periodicity|saison|saisonalitat|estacionalidad)/

/** Hourly, daily, wöchentlich …: the step of the data, unless the word belongs to a job or to a cycle. */
export function readFrequencyWords(draft: Draft): void {
  draft.tokens.forEach((token, i) => {
    const unit = adjectives.get(token.text)
    if (!unit || draft.used.has(i)) return
    const after = [1, 2, 3].map((d) =>
      draft.tokens[i + d]?.clause === token.clause ? (draft.tokens[i + d]?.text ?? '') : '',
    )
    const before = draft.tokens[i - 1]?.text ?? ''
    const span: Span = { value: 1, unit }
    if (after.some((word) => cycles.test(word))) {
      if (!draft.said.has('season') || unit === 'week' || unit === 'day') {
        draft.said.delete('season')
        draft.brief.data.season = put(draft, 'season', span, i, i + 1)
      }
      return
    }
    if (notAStep.test(after[0] ?? '') || runs.test(before)) return
    draft.brief.data.frequency = put(draft, 'step', span, i, i)
  })
}

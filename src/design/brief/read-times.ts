/** Lengths of time in a text: horizon, history, step, season, look-back, latency, training time. */
import type { Span } from './brief.js'
import { type CuedRole, type TimeRole, timeRole } from './cues.js'
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import { putLatency } from './read-latency.js'
import { secondsPer } from './units.js'

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
export const freeHorizon = ({ brief }: Draft, free: readonly Quantity[]): Quantity | undefined =>
  free.find(
    (quantity) =>
      secondsOf(quantity) >= leastHorizonSeconds && !isHistory(quantity, brief.data.frequency?.value),
  )

/** Nobody forecasts so many steps at once. */
const mostSteps = 150

/** Nobody forecasts a year in steps of a day or less: so long a time without a word for it lies behind. */
export const pastTime = ({ brief }: Draft, free: readonly Quantity[]): Quantity | undefined =>
  free.find((quantity) => isHistory(quantity, brief.data.frequency?.value))

function isHistory(quantity: Quantity, step: Span | undefined): boolean {
  if (quantity.unit.kind !== 'time' || !step || step.unit === 'step') return false
  const [length, one] = [secondsOf(quantity), step.value * secondsPer[step.unit]]
  const far = length >= mostSteps * one || (length >= 3 * secondsPer.year && one <= secondsPer.quarter)
  return length >= 0.99 * secondsPer.year && (one <= secondsPer.day || far)
}

export function putHorizon(draft: Draft, quantity: Quantity): void {
  putTime(draft, quantity, 'horizon')
}

/** What is left once the horizon is known: a much longer time is the history, a short one with a hyphen the step. */
export function readFreeTimes(draft: Draft, free: readonly Quantity[]): void {
  const { horizon, frequency } = draft.brief.data
  const past = draft.said.has('history')
    ? undefined
    : pastTime(
        draft,
        free.filter(({ first }) => !draft.used.has(first)),
      )
  if (past) putTime(draft, past, 'history')
  if (!horizon) return
  const left = free.filter(({ first }) => !draft.used.has(first))
  // "Predict glucose 30 minutes ahead, 5-min CGM"
  const step = left.find(
    (quantity) =>
      (quantity.hyphen || fillsClause(draft, quantity)) &&
      quantity.unit.kind === 'time' &&
      /^(second|minute)$/.test(quantity.unit.unit),
  )
  if (step && draft.said.has('horizon') && !frequency) putTime(draft, step, 'step')
  if (draft.said.has('history')) return
  const history = left.find(
    (quantity) => quantity !== step && isMuchLonger(quantity, horizon.value, frequency?.value),
  )
  if (history) putTime(draft, history, 'history')
}

/** "15min." between two stops. */
const fillsClause = ({ tokens }: Draft, { first, last }: Quantity): boolean =>
  tokens[first - 1]?.clause !== tokens[first]?.clause || tokens[first - 1]?.kind === 'mark'
    ? tokens[last + 1] === undefined || tokens[last + 1]?.clause !== tokens[last]?.clause
    : false

const longerThanHorizon = 3

/** "500 meters, 3 years, forecast 1 week". Steps and days compare only where the length of a step is known. */
function isMuchLonger(quantity: Quantity, horizon: Span, step: Span | undefined): boolean {
  const seconds = step && step.unit !== 'step' ? step.value * secondsPer[step.unit] : undefined
  const inSteps = quantity.unit.kind === 'steps'
  if (inSteps && horizon.unit === 'step') return quantity.value >= longerThanHorizon * horizon.value
  if (seconds === undefined && (inSteps || horizon.unit === 'step')) return false
  const length = inSteps ? quantity.value * (seconds ?? 1) : secondsOf(quantity)
  const ahead = horizon.value * (horizon.unit === 'step' ? (seconds ?? 1) : secondsPer[horizon.unit])
  return length >= longerThanHorizon * ahead
}

const secondsOf = ({ unit, value }: Quantity) => (unit.kind === 'time' ? value * secondsPer[unit.unit] : 60)

export function putTime(draft: Draft, quantity: Quantity, role: TimeRole): void {
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
      putLatency(draft, quantity, secondsOf(quantity))
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

/** The cycles that a series of a given step can have, and what the calendar says of a future step. */
import type { Span } from '../../brief/brief.js'
import { saySpan } from '../../brief/facts.js'
import { secondsPer } from '../../brief/units.js'
import { spanSeconds } from './complete.js'

export interface Cycle {
  /** `week`, or `14 days` for one that has no name. */
  readonly name: string
  readonly steps: number
}

const namedCycles: readonly (readonly [string, number])[] = [
  ['day', secondsPer.day],
  ['week', secondsPer.week],
  ['year', secondsPer.year],
]
/** Fewer steps are no cycle that a model could learn. */
const leastSteps = 4

/** Cycles that the history shows twice, shortest first; one that somebody named comes alone. */
export function cyclesOf(step: Span, historySteps: number, said: Span | undefined): Cycle[] {
  const stepSeconds = spanSeconds({ value: 1, unit: 'step' }, step)
  if (said) {
    const steps = Math.round(spanSeconds(said, step) / stepSeconds)
    return steps >= 2 ? [{ name: said.value === 1 ? said.unit : saySpan(said), steps }] : []
  }
  if (step.unit === 'step') return []
  return namedCycles
    .map(([name, seconds]) => ({ name, steps: Math.round(seconds / stepSeconds) }))
    .filter(({ steps }) => steps >= leastSteps && 2 * steps <= historySteps)
}

/** What the calendar says of a step: its place in these cycles, each as sine and cosine, and whether it is a holiday. */
export interface Calendar {
  readonly waves: readonly string[]
  readonly holiday: boolean
}

export const noCalendar: Calendar = { waves: [], holiday: false }

export function calendarOf(step: Span): Calendar {
  if (step.unit === 'step') return noCalendar
  const seconds = spanSeconds({ value: 1, unit: 'step' }, step)
  const waves = namedCycles.filter(([, cycle]) => 2 * seconds <= cycle).map(([name]) => name)
  return { waves, holiday: seconds <= secondsPer.week }
}

/** Columns that the calendar makes of one step. */
export const calendarColumns = ({ waves, holiday }: Calendar): number => 2 * waves.length + (holiday ? 1 : 0)

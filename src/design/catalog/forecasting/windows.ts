/** Training windows: how long the look-back is, how many windows there are, and how many of them are worth counting. */

import type { Amount } from '../problem.js'
import { spanSeconds } from './complete.js'
import type { ForecastSizes } from './problem.js'

/** A cycle longer than this many horizons is left to the calendar: two of it would eat the windows. */
const cycleReach = 4
/** Where there is no such cycle: an hour ahead still hangs on the day, ten seconds ahead do not. */
const farReach = 26
/** A cycle that is reached so is taken where a network walks it step by step only if two of it are at most so long: beyond, the state forgets (Bai, Kolter & Koltun, 2018). */
const mostWalked = 200
/** A few steps that show the level and its noise. */
const leastLookback = 16

/** Training windows of a look-back, over all series. They overlap, so they are worth less than their number. */
export function windowsOf(problem: ForecastSizes, lookback: number): number {
  return problem.seriesCount * Math.max(0, problem.trainingSteps - lookback - problem.horizonSteps + 1)
}

/** Windows that share no step, total points / window length: the honest count of examples. */
export function independentWindows(problem: ForecastSizes, lookback: number): number {
  const apart = (problem.seriesCount * problem.trainingSteps) / (lookback + problem.horizonSteps)
  return Math.floor(Math.min(apart, windowsOf(problem, lookback)))
}

/**
 * A look-back of `horizons` horizons or two cycles of the longest that is not far longer than the horizon, whichever is longer, on a grid of 16 steps so that a step more
 * of horizon does not move it; never more than half of what is left for training.
 * @param walked the network goes through it step by step
 */
export function lookbackOf(
  problem: ForecastSizes,
  horizons: number,
  { walked = false }: { readonly walked?: boolean } = {},
): number {
  const said = problem.brief.data.lookback?.value
  const step = problem.brief.data.frequency?.value ?? { value: 1, unit: 'day' as const }
  if (said) {
    const steps = Math.round(spanSeconds(said, step) / spanSeconds({ value: 1, unit: 'step' }, step))
    return Math.max(2, Math.min(steps, problem.trainingSteps))
  }
  const { cycles, horizonSteps } = problem
  const near = (reach: number) => cycles.findLast(({ steps }) => steps <= reach * horizonSteps)
  const far = near(farReach)
  const reached = walked && far && 2 * far.steps > mostWalked ? undefined : far
  const cycle = near(cycleReach) ?? reached
  const wanted = Math.max(leastLookback, 2 * (cycle?.steps ?? 1), horizons * horizonSteps)
  const grid = wanted > 64 ? 16 : wanted > 16 ? 4 : 1
  const rounded = Math.ceil(wanted / grid) * grid
  const most = Math.floor((problem.trainingSteps - problem.horizonSteps) / 2)
  const bounded = rounded <= most ? rounded : Math.floor(most / grid) * grid
  return Math.max(2, bounded)
}

/** Look-back of the window that amounts are counted in, in horizons: the same for every family. */
const referenceHorizons = 3

export const referenceWindows = (problem: ForecastSizes): number =>
  independentWindows(problem, lookbackOf(problem, referenceHorizons))

/** Working rule of the field: total points / window length under 1,000, to 50,000, above. */
export function amountOf(problem: ForecastSizes): Amount {
  const windows = referenceWindows(problem)
  return windows < 1_000 ? 'little' : windows < 50_000 ? 'some' : 'much'
}

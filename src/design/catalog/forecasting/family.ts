/** A family of forecasting models: what it reads of the future, and how far it looks back at each size. */
import type { Family, Rung } from '../family.js'
import type { ForecastProblem } from './problem.js'

export interface WindowRung extends Rung {
  /** Steps of the past that one forecast reads. */
  readonly lookback: number
}

export interface ForecastFamily extends Family<ForecastProblem, WindowRung> {
  /** It reads the calendar and planned inputs of the future. */
  readonly readsFuture: boolean
}

/**
 * The facts of a forecasting problem that a person can be asked for. Whether one is asked is decided in
 * questions.ts, by designing under each choice.
 */
import type { Askable } from './askable.js'
import { frequency, future, history, horizon, seasonality, series } from './data.js'
import { device, explanation, latency, output } from './limits.js'

/** In the order in which they are asked where their answers change equally much: data before limits and wishes. */
export const askables: readonly Askable[] = [
  horizon,
  series,
  history,
  frequency,
  future,
  output,
  seasonality,
  latency,
  explanation,
  device,
]

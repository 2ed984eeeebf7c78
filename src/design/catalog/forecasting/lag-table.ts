/** The table that boosted trees learn from: one row for each forecast origin and step ahead. */
import type { ForecastProblem } from './problem.js'
import { lookbackOf, windowsOf } from './windows.js'

/** More rows than this add time, not accuracy: origins are sampled. */
export const mostRows = 4_000_000
/** Horizons of past that the lags may reach into. */
const horizons = 2
/** Mean, deviation and age of the series. */
const seriesColumns = 3

export const lagLookback = (problem: ForecastProblem): number => lookbackOf(problem, horizons)

/** Lags that a forecaster would try: the last few steps, one to four cycles back, and means over cycles. */
export function lagColumns(problem: ForecastProblem): { lags: number[]; means: number[] } {
  const lookback = lagLookback(problem)
  const cycleLags = problem.cycles.flatMap(({ steps: n }) => [n, 2 * n, 3 * n, 4 * n])
  const lags = [...new Set([1, 2, 3, ...cycleLags])].filter((lag) => lag <= lookback).sort((a, b) => a - b)
  const mean = Math.max(2, problem.season)
  return { lags, means: [mean, 4 * mean].filter((width) => width <= lookback) }
}

/** Step ahead, lags and means of each value, calendar and plans of the target step, series statistics. */
export function tableColumns(problem: ForecastProblem): number {
  const { lags, means } = lagColumns(problem)
  return 1 + problem.channels * (lags.length + means.length) + problem.futureFeatures + seriesColumns
}

/** Origins x steps ahead before sampling. */
export const allRows = (problem: ForecastProblem): number =>
  windowsOf(problem, lagLookback(problem)) * problem.horizonSteps

export const tableRows = (problem: ForecastProblem): number =>
  Math.max(1, Math.min(mostRows, allRows(problem)))

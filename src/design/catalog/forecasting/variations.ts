/** Changes of a forecast's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { grouped, saySpan } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { ForecastProblem } from './problem.js'

const roundSteps = [1, 2, 5]
const mostSeries = 1_000_000
/** How many round numbers up and down are tried. */
const reach = 6

/** @param brief completed */
export function variations(brief: Brief, problem: ForecastProblem): Variation[] {
  return [
    ...plannedInputs(brief),
    ...seriesCounts(brief, problem.seriesCount),
    ...histories(brief),
    ...outputs(brief),
  ]
}

function plannedInputs(brief: Brief): Variation[] {
  const known = brief.data.knownFuture?.value === 'planned'
  const data = { ...brief.data, knownFuture: assumed(known ? ('calendar' as const) : ('planned' as const)) }
  return [
    {
      condition: known
        ? 'no planned inputs were known in advance'
        : 'planned inputs (prices, promotions, weather forecasts) were known in advance',
      brief: { ...brief, data },
    },
  ]
}

/** Round numbers above and below, nearest first. */
function seriesCounts(brief: Brief, now: number): Variation[] {
  const rounds: number[] = []
  for (let power = 1; power <= mostSeries; power *= 10)
    for (const step of roundSteps) if (step * power <= mostSeries) rounds.push(step * power)
  const up = rounds.filter((n) => n > now).slice(0, reach)
  const down = rounds
    .filter((n) => n < now)
    .reverse()
    .slice(0, reach)
  const both = Array.from({ length: reach }, (_, i) => [up[i], down[i]]).flat()
  return both
    .filter((n) => n !== undefined)
    .map((n) => ({
      condition: `there ${n === 1 ? 'was' : 'were'} ${grouped(n)} series instead of ${grouped(now)}`,
      brief: { ...brief, data: { ...brief.data, seriesCount: assumed(n) } },
    }))
}

function histories(brief: Brief): Variation[] {
  const now = brief.data.historyLength?.value
  if (!now) return []
  return [2, 1 / 2, 4, 1 / 4].map((factor) => {
    const value = { ...now, value: now.value * factor }
    return {
      condition: `the history was ${saySpan(value)} instead of ${saySpan(now)}`,
      brief: { ...brief, data: { ...brief.data, historyLength: assumed(value) } },
    }
  })
}

function outputs(brief: Brief): Variation[] {
  const isPoint = brief.targets.output?.value === 'point'
  const { quantiles: _, ...rest } = brief.targets
  const output = assumed(isPoint ? ('intervals' as const) : ('point' as const))
  return [
    {
      condition: isPoint ? 'intervals were wanted' : 'one value per step was enough',
      brief: { ...brief, targets: { ...rest, output } },
    },
  ]
}

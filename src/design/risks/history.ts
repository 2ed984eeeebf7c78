/** C21: a horizon longer than the history, or fewer than two cycles seen. */
import { counted, grouped, saySpan } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { complete } from '../catalog/forecasting/complete.js'
import { forecastProblem } from '../catalog/forecasting/problem.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'

/** One part to train on, three to test a forecast of that length on. */
const historyPerHorizon = 4

const steps = (n: number) => counted(n, 'step')

export function historyTooShort(reading: Reading): Flag[] {
  const { brief } = reading
  const { horizon, historyLength, season } = brief.data
  const isForecast = brief.domain === undefined || brief.domain.value === 'time_series'
  if (!historyLength || !isForecast) return []
  const { horizonSteps, historySteps, cycles } = forecastProblem(complete(brief))
  const flags: Flag[] = []
  if (horizon && horizonSteps >= historySteps)
    flags.push(
      flagOf(reading, {
        id: 'C21',
        severity: 'block',
        conflict: `You want ${saySpan(horizon.value)} ahead from ${saySpan(historyLength.value)} of history.`,
        arithmetic: `${steps(horizonSteps)} to predict, ${steps(historySteps)} known: not one example of such a forecast exists.`,
        ways: [
          ...(historySteps >= historyPerHorizon
            ? [
                {
                  say: `Predict at most ${steps(Math.floor(historySteps / historyPerHorizon))}: three test periods and training data remain.`,
                },
              ]
            : []),
          {
            say: `Bring at least ${steps(historyPerHorizon * horizonSteps)} of history, of these series or of similar ones.`,
          },
        ],
      }),
    )
  const cycle = season && cycles.at(-1)
  if (cycle && 2 * cycle.steps > historySteps)
    flags.push(
      flagOf(reading, {
        id: 'C21',
        severity: 'warn',
        conflict: `You named a cycle of ${saySpan(season.value)} and ${saySpan(historyLength.value)} of history.`,
        arithmetic: `${grouped(historySteps)} / ${grouped(cycle.steps)} = ${counted(historySteps / cycle.steps, 'cycle')} seen; two are the least that can be told from chance.`,
        ways: [
          { say: 'Leave the cycle out: say "no seasonality".' },
          { say: `Bring at least ${steps(2 * cycle.steps)} of history: two cycles.` },
        ],
      }),
    )
  return flags
}

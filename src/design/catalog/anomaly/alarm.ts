/** From scores to alarms: a threshold that keeps the budget, persistence, and grouping. Every number is computed. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { secondsPer } from '../../brief/units.js'
import { number, numbered } from '../limits.js'
import type { AnomalyProblem } from './problem.js'

/** Scores above a quantile that settle where it lies. */
const scoresPerTail = 30
/** Odd decisions of neighbouring ones that make an alarm. */
export const persistence = { odd: 3, of: 5 } as const

/** `1.16e-6`: three digits. */
const rate = (value: number) =>
  value >= 0.001 ? `${plain(Number((100 * value).toPrecision(3)))}%` : value.toExponential(2)

/** How many decisions there are, and what the budget leaves each of them. */
export function budgetWords(problem: AnomalyProblem): string {
  const { form, units, decisionsPerDay, alertsPerDay, falseRate, stepSeconds } = problem
  const perDay =
    form === 'stream'
      ? `${counted(units, 'unit')} x ${counted(Math.round(secondsPer.day / stepSeconds), 'decision')} a day`
      : `${counted(Math.round(decisionsPerDay), 'record')} a day`
  return `${counted(alertsPerDay, 'alert')} a day over ${perDay} leave ${rate(falseRate)} a decision (${grouped(alertsPerDay)} / ${grouped(Math.round(decisionsPerDay))})`
}

/** Clean scores from which the quantile of that rate can be read, and the days they take. */
function calibrationWords({ falseRate, decisionsPerDay, days }: AnomalyProblem): string {
  const scores = scoresPerTail / falseRate
  const needed = scores / decisionsPerDay
  const read = `its quantile wants ${numbered(scores, 'clean score')} (${scoresPerTail} / the rate), ${numbered(needed, 'day')} of them`
  return needed <= days
    ? read
    : `${read}, more than the ${numbered(days, 'day')} there ${number(days) === '1' ? 'is' : 'are'}: a generalised Pareto tail is fitted to the largest 1% instead (Siffer et al., SPOT, 2017)`
}

/** The steps from score to alarm, for the plan. */
export function alarmStep(problem: AnomalyProblem): string {
  const { odd, of } = persistence
  const stream = problem.form === 'stream'
  const persistent = stream
    ? ` An alarm needs ${odd} odd decisions of ${of} on the same unit. That lets single decisions be odd far more often than the budget leaves; how much more depends on how neighbours hang together, so the threshold is set on whole alarms, by replaying the clean days.`
    : ''
  const group = stream
    ? 'Alarms of one cause come together: they are grouped by unit, place and time (10 minutes) into one alert, with a cool-down of an hour on what was reported.'
    : 'Records of one account, machine or sender on a day are grouped into one alert.'
  return `Set the threshold in \`src/alarm.py\` from the budget: ${budgetWords(problem)}; ${calibrationWords(problem)}.${persistent} ${group}`
}

/** How a detector is judged where right answers are few: in time, at the fixed budget, on events and injected faults. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { number, numbered } from '../limits.js'
import { leastLift } from '../plan.js'
import { budgetWords } from './alarm.js'
import type { AnomalyFamily } from './family.js'
import { type AnomalyProblem, trainShare } from './problem.js'

/** Sizes of injected faults, in median absolute deviations. */
const faultSizes = [3, 5, 8]
/** A fault is injected this often to know recall within ten points. */
const faultsOfAKind = 100

export function evaluation(problem: AnomalyProblem, { kind }: AnomalyFamily): string[] {
  const { labels, cases, days, form } = problem
  const testDays = (1 - trainShare) * days
  const asked = problem.brief.targets.metric?.value
  return [
    `Backtest in time: the older ${plain(trainShare * 100)}% ${labels === 'enough' ? 'are learned from' : 'say what is normal'}, the newer ${counted(Number(testDays.toPrecision(3)), 'day')} test; nothing that was known later is used${labels === 'enough' ? ', and the newest rows wait until their label had time to come' : ''}.`,
    `Metrics at the fixed budget (${budgetWords(problem)}): recall of events and the delay until the first alarm, alarms a day by ${form === 'stream' ? 'unit' : 'group'}; PR-AUC where cases are known${asked ? `; ${asked} as asked for` : ''}. No accuracy, and no point-adjusted F1, which flatters random scores (Kim et al., 2022).`,
    labels === 'enough'
      ? `Known cases${cases === undefined ? '' : ` (${grouped(cases)})`} split in time; kinds of case that were never seen are tested by leaving one kind out of training.${reach(problem)}`
      : `${labels === 'few' ? 'The few known cases only judge, they train nothing. ' : ''}Injected faults: spikes, level shifts, frozen values, lost correlation and drift, at ${faultSizes.join(', ')} median absolute deviations, ${faultsOfAKind} of each kind and size into the test days: recall of 50% is then known to within ${numbered(196 * Math.sqrt(0.25 / faultsOfAKind), 'point')}. Past incident tickets are the second test.`,
    kind === 'baseline'
      ? `This is the bar: another detector ships only if it finds more events at the same ${counted(problem.alertsPerDay, 'alert')} a day.`
      : `Stop rule: unless it finds at least ${plain(leastLift * 100)} points more of the events than robust thresholds at the same ${counted(problem.alertsPerDay, 'alert')} a day, those ship instead. Deep detectors are often not ahead of simple ones (Schmidl et al., 2022; Sarfraz et al., 2024).`,
  ]
}

/** What the budget can find at most: cases a day beside alerts a day. */
function reach({ form, cases, days, alertsPerDay }: AnomalyProblem): string {
  if (form !== 'records' || cases === undefined) return ''
  const perDay = cases / days
  const share = number((100 * Math.min(perDay, alertsPerDay)) / Math.max(perDay, alertsPerDay))
  const means =
    perDay > alertsPerDay
      ? `no detector can find more than ${share}% of them`
      : `to find them all it may be wrong in ${number(100 - Number(share))}% of its alerts`
  return ` They are ${number(perDay)} a day; with ${counted(alertsPerDay, 'alert')} a day ${means}.`
}

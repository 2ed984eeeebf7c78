/** The implementation plan around a family's own steps, and the files that it names. */
import { counted } from '../../brief/facts.js'
import type { PlannedFile } from '../../proposal.js'
import { number, numbered } from '../limits.js'
import { buildSteps, networkFiles } from '../plan.js'
import { alarmStep } from './alarm.js'
import { bucketsOf } from './buckets.js'
import { enoughCases } from './complete.js'
import type { AnomalyFamily } from './family.js'
import { type AnomalyProblem, bands, statistics } from './problem.js'
import { pace } from './words.js'

/** A sample as a converter gives it: 16 bits. */
const bytesPerSample = 2

const isLive = ({ brief }: AnomalyProblem) =>
  brief.constraints.streaming?.value === true ||
  brief.constraints.deployment?.value === 'online' ||
  brief.constraints.deployment?.value === 'edge'

export function plan(problem: AnomalyProblem, { kind }: AnomalyFamily, own: readonly string[]): string[] {
  return [
    contract(problem),
    `Set up the bar in \`src/baseline.py\`: robust thresholds (median and absolute deviation${bucketsOf(problem) > 1 ? ' by hour of the season' : ''}${problem.form === 'stream' ? ', EWMA' : ''}), one state a ${problem.form === 'stream' ? 'series' : 'column'}${problem.labels === 'enough' ? '; beside it the rules that are in use today, if there are any' : ''}.`,
    ...own,
    alarmStep(problem),
    `Replay in \`src/evaluate.py\`: the test days ${problem.labels === 'enough' ? 'with their known cases' : 'with and without injected faults'}, at the fixed budget, against the bar, with the stop rule.`,
    serve(problem),
    upkeep(problem, kind === 'trees'),
  ]
}

/** @param isTaught it learns from known cases */
function upkeep({ labels }: AnomalyProblem, isTaught: boolean): string {
  const drift = 'a drift of the score distribution (PSI over 0.2) or twice the budget of alarms for a day'
  if (isTaught)
    return `Retrain every month on all labels that had time to come, the confirmed and rejected alerts among them, and keep the last model to go back to; ${drift} asks for it at once.`
  const kept =
    labels === 'enough'
      ? 'Confirmed and rejected alerts are kept: they are the next labels.'
      : `Confirmed and rejected alerts are kept: some ${enoughCases} of them make a supervised model possible.`
  return `Refit on a rolling window every week, without what was confirmed as odd; ${drift} asks for it at once. ${kept}`
}

function contract(problem: AnomalyProblem): string {
  const { form, units, metrics, stepSeconds, waveformHz } = problem
  if (form === 'records')
    return 'Pin the data contract in `src/data.py`: one record with its columns as known when it comes, counts and sums over its past (1 hour, 1 day, 30 days) made point in time; assert types, ranges and no duplicates.'
  if (waveformHz !== undefined)
    return `Pin the data contract in \`src/data.py\`: ${counted(waveformHz, 'sample')} a second of ${metrics === 1 ? 'one channel' : `each of ${counted(metrics, 'channel')}`} become ${bands} band energies of the spectrum and ${statistics} statistics (level, crest factor, kurtosis …) a second; the running state (speed, load) beside them, since what is normal depends on it. A second of samples takes ${number((waveformHz * metrics * bytesPerSample) / 1000)} KB as 16-bit numbers.`
  const perSecond = (units * metrics) / stepSeconds
  return `Pin the data contract in \`src/data.py\`: ${counted(units, 'unit')} x ${counted(metrics, 'metric')} ${pace(problem)} are ${numbered(perSecond, 'value')} a second; gaps explicit, clocks aligned, every series scaled by its own median and deviation so that one model serves all units.`
}

function serve(problem: AnomalyProblem): string {
  const { form, units, stepSeconds, brief } = problem
  const kafka = brief.team.infrastructure?.value.includes('kafka')
  if (!isLive(problem))
    return 'Run `src/serve.py` on a schedule: check inputs against the data contract, write scores, reasons and alerts with the version of the model; the bar runs beside it as the fallback.'
  if (brief.constraints.deployment?.value === 'edge')
    return `Run \`src/serve.py\` on the device: a ring buffer of the window, scores kept for a day, alerts sent when there is a link; the bar runs beside it as the fallback.`
  if (form === 'records')
    return `Serve from \`src/serve.py\`: score every record as it comes, with the counts and sums of its past kept in memory and brought forward by each record; log score, reasons and the version of the model. An answer that comes too late is that of the bar, which runs beside it as the fallback.`
  const rate = form === 'stream' ? ` ${numbered(units / stepSeconds, 'decision')} a second,` : ''
  return `Serve from \`src/serve.py\` as a stream${kafka ? ' (a Kafka topic keyed by unit, so that one consumer keeps the state of a unit)' : ' keyed by unit'}:${rate} state checkpointed, values that come late dropped after two steps, a silent unit reported as such; the bar runs beside it as the fallback.`
}

export function planFiles(problem: AnomalyProblem, own: readonly PlannedFile[]): PlannedFile[] {
  const isStream = problem.form === 'stream'
  return [
    {
      path: 'src/data.py',
      purpose: isStream
        ? 'data contract, scaling by each series, windows'
        : 'data contract, counts and sums over the past, point in time',
    },
    { path: 'src/baseline.py', purpose: 'robust thresholds, their state and its updates' },
    ...own,
    {
      path: 'src/alarm.py',
      purpose: isStream
        ? 'threshold from the budget, persistence, grouping, cool-down'
        : 'threshold from the budget, grouping',
    },
    {
      path: 'src/evaluate.py',
      purpose: `replay in time, ${problem.labels === 'enough' ? 'known cases' : 'injected faults'}, recall and delay at the budget`,
    },
    { path: 'src/serve.py', purpose: 'scores what comes in, keeps state, raises alerts' },
  ]
}

export const networkSteps = (problem: AnomalyProblem, what: string): string[] => [
  ...buildSteps(problem, what, 'error on clean days'),
]

export const networkPlanFiles = (problem: AnomalyProblem): PlannedFile[] => planFiles(problem, networkFiles)

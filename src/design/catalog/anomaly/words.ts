/** Phrases that all detectors share: what comes in, what comes out, what threatens them. */
import { counted, sayStep } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { number } from '../limits.js'
import { type AnomalyProblem, bands, statistics } from './problem.js'

/** `30 metrics`, `24 numbers condensed from a second`. */
export function valueWords({ form, metrics, values, waveformHz }: AnomalyProblem): string {
  if (waveformHz !== undefined)
    return `${counted(values, 'number')} condensed from a second (${bands} bands and ${statistics} statistics ${metrics === 1 ? 'of one channel' : `for each of ${counted(metrics, 'channel')}`})`
  return form === 'records' ? counted(metrics, 'column') : counted(metrics, 'metric')
}

/** `every 10 seconds`, `hourly`. */
export function pace({ stepSeconds, waveformHz, brief }: AnomalyProblem): string {
  const step = brief.data.frequency?.value
  return step && waveformHz === undefined ? sayStep(step) : `every ${number(stepSeconds)} s`
}

export const windowInput = (problem: AnomalyProblem, name: string): TensorRow[] => [
  {
    name,
    shape: [problem.window, problem.values],
    meaning: `the last ${counted(problem.window, 'moment')} of a unit (${number(problem.window * problem.stepSeconds)} s), ${valueWords(problem)}, each scaled by its own median and deviation`,
  },
]

export const momentInput = (problem: AnomalyProblem, columns: number, how: string): TensorRow[] => [
  { name: 'values', shape: [columns], meaning: `${valueWords(problem)}${how}` },
]

export const scoreOutput = (meaning: string): TensorRow[] => [{ name: 'score', shape: [1], meaning }]

export function dataRisks({ labels, form, waveformHz, units }: AnomalyProblem): string[] {
  return [
    ...(labels === 'enough'
      ? [
          'Labels come late and only of what was found: keep a maturity gap, and look at a random sample by hand.',
        ]
      : ['What is called normal holds unknown faults: trim the oddest 1% before fitting.']),
    form === 'stream'
      ? 'A changed operation (release, new load, new season) looks like a fault: mark planned changes and mute around them.'
      : 'Those who are looked for change their ways: what is found today is not what will come.',
    ...(waveformHz !== undefined
      ? ['Speed and load change the spectrum more than many faults do: compare only like states.']
      : []),
    ...(units > 1 ? ['A new unit has no past: it starts on the statistics of units like it.'] : []),
    'Alarm fatigue: an alert that is not acted on twice is muted or mended.',
  ]
}

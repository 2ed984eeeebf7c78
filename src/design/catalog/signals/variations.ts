/** Changes of a signals problem's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import { placeOf } from '../backbones/serving.js'
import type { Variation } from '../field.js'
import type { SignalProblem } from './problem.js'

const factors = [2, 5, 1 / 2, 10, 1 / 5, 50, 1 / 10, 1 / 50]
const mostWindows = 10_000_000
const leastWindows = 50
const microcontroller = { id: 'cortex-m4', count: 1 } as const

/** @param brief completed */
export function variations(brief: Brief, problem: SignalProblem): Variation[] {
  return [...windows(brief, problem), ...groups(brief, problem), ...places(brief, problem)]
}

function windows(brief: Brief, { windows: there, groups: of }: SignalProblem): Variation[] {
  return factors
    .map((factor) => Number((there * factor).toPrecision(1)))
    .filter((count) => count >= Math.max(leastWindows, of) && count <= mostWindows && count !== there)
    .map((count) => ({
      condition: `there were ${counted(count, 'labelled window')} instead of ${grouped(there)}`,
      brief: { ...brief, data: { ...brief.data, labelled: assumed(count) } },
    }))
}

/** Of as many people or machines as show how they differ, or of a few. */
function groups(brief: Brief, { groups: there, windows: all, signal }: SignalProblem): Variation[] {
  return [3, 30, 300]
    .filter((count) => count !== there && count <= all)
    .map((count) => ({
      condition: `the windows were of ${counted(count, signal.group.one, signal.group.many)} instead of ${grouped(there)}`,
      brief: { ...brief, data: { ...brief.data, subjects: assumed(count) } },
    }))
}

/** Of what runs on a CPU anyway: another device was chosen with a reason. */
function places(brief: Brief, problem: SignalProblem): Variation[] {
  if (placeOf(problem) !== 'cpu') return []
  const { latency: _, ...targets } = brief.targets
  return [
    {
      condition: 'it had to run on a Cortex-M4 beside the sensor',
      brief: {
        ...brief,
        targets,
        constraints: {
          ...brief.constraints,
          servingDevice: assumed({ ...microcontroller }),
          deployment: assumed('edge' as const),
        },
      },
    },
  ]
}

/** Changes of an audio problem's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { grouped } from '../../brief/facts.js'
import { placeOf } from '../backbones/serving.js'
import type { Variation } from '../field.js'
import { usualBoard } from './complete.js'
import type { AudioProblem } from './problem.js'
import { hourWords } from './words.js'

/** Labelled faults from which a trained classifier is worth it. */
const enoughFaults = 500
const factors = [2, 5, 1 / 2, 10, 1 / 5, 50, 1 / 10]
const mostClips = 10_000_000
const leastClips = 20

/** @param brief completed */
export function variations(brief: Brief, problem: AudioProblem): Variation[] {
  return [
    ...labels(brief, problem),
    ...streams(brief, problem),
    ...amounts(brief, problem),
    ...places(brief, problem),
  ]
}

const round = (count: number) => Number(count.toPrecision(1))

function amounts(brief: Brief, { clips, hours, goal, clipSeconds }: AudioProblem): Variation[] {
  const { audioHours: _, ...data } = brief.data
  if (goal === 'transcribe')
    return factors.map((factor) => {
      const there = round(hours * factor)
      return {
        condition: `there were ${hourWords(there)} with their words instead of ${hourWords(hours)}`,
        brief: {
          ...brief,
          data: {
            ...data,
            audioHours: assumed(there),
            labelled: assumed(Math.max(1, Math.round((there * 3600) / clipSeconds))),
          },
        },
      }
    })
  return factors
    .map((factor) => round(clips * factor))
    .filter((count) => count >= leastClips && count <= mostClips && count !== clips)
    .map((count) => ({
      condition: `there were ${grouped(count)} ${goal === 'find_odd' ? 'normal' : 'labelled'} clips instead of ${grouped(clips)}`,
      brief: { ...brief, data: { ...data, labelled: assumed(count) } },
    }))
}

function labels(brief: Brief, { goal }: AudioProblem): Variation[] {
  if (goal !== 'find_odd') return []
  return [
    {
      condition: `${grouped(enoughFaults)} clips of known faults were labelled as well`,
      brief: {
        ...brief,
        task: assumed('audio classification' as const),
        data: { ...brief.data, classes: assumed(2), labelled: assumed(2 * enoughFaults) },
      },
    },
  ]
}

function streams(brief: Brief, { goal, isStream }: AudioProblem): Variation[] {
  if (goal !== 'transcribe') return []
  const { latency: _, ...targets } = brief.targets
  return [
    {
      condition: isStream
        ? 'recordings were written down afterwards'
        : 'words had to appear while they are said',
      brief: {
        ...brief,
        targets,
        constraints: {
          ...brief.constraints,
          streaming: assumed(!isStream),
          deployment: assumed(isStream ? ('batch' as const) : ('online' as const)),
        },
      },
    },
  ]
}

/** Of what runs on a CPU anyway: a GPU was chosen with a reason. */
function places(brief: Brief, problem: AudioProblem): Variation[] {
  if (placeOf(problem) !== 'cpu') return []
  return [
    {
      condition: 'it had to run on a Raspberry Pi 4',
      brief: {
        ...brief,
        constraints: {
          ...brief.constraints,
          servingDevice: assumed({ ...usualBoard }),
          deployment: assumed('edge' as const),
        },
      },
    },
  ]
}

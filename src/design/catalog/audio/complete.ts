/** Fills what nobody said of an audio problem with stated defaults, on a copy, marked as assumed. */
import { places } from '../../asking/choices.js'
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import type { Task } from '../../brief/tasks.js'
import { usualLanguage } from '../../brief/usual-language.js'
import { completeSetting } from '../defaults.js'
import { type Goal, goalOf } from './problem.js'

export const defaultHours = 10
/** Where no speech is written down yet, so much is for a test. */
const testHours = 1
export const defaultClasses = 10
const defaultSeconds: Readonly<Record<Goal, number>> = {
  classify: 10,
  tag: 10,
  events: 10,
  keywords: 1,
  transcribe: 10,
  find_odd: 10,
}
/** A word is answered before the next one begins. */
const wordMs = 100
/** Looks of a microcontroller for spoken words: five a second. */
const controllerMs = 200
/** What is said is written before the next few words. */
const streamMs = 500
/** Share of its length that a clip may take, so that no clip waits; on battery the device sleeps most of the time. */
const busyShare = 0.5
const batteryShare = 0.2
export const usualBoard = places.board.device
/** A board of so little memory has no operating system; the memory of a common one where nobody said. */
const usualController = { id: 'cortex-m4', count: 1 } as const
const controllerBytes = 4e6
const usualControllerBytes = 256_000
/** What a transcription of recordings runs on. */
const usualServer = places.gpu.device

/** The brief with every fact that an audio problem needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data, constraints, targets } = brief
  const task: Task =
    brief.task?.value ??
    (data.multiLabel?.value
      ? 'multi-label audio classification'
      : data.audioHours
        ? 'speech recognition'
        : 'audio classification')
  const goal = goalOf(task)
  const seconds = data.clipSeconds ?? assumed(defaultSeconds[goal])
  const none = data.labels?.value === 'none'
  const hours = data.audioHours?.value ?? (goal === 'transcribe' && none ? testHours : defaultHours)
  // Of normal sounds all that there are is learned from.
  const counted = goal === 'find_odd' ? data.rows?.value : undefined
  const clips = data.labelled ?? assumed(counted ?? Math.round((hours * 3600) / seconds.value))
  const isEdge = constraints.deployment?.value === 'edge'
  const isController = isControllerIn(brief)
  const latency = targets.latency ?? latencyOf(brief, goal, seconds.value, isController)
  const board = isController ? usualController : usualBoard
  const server = isEdge || isController ? board : goal === 'transcribe' ? usualServer : undefined
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('audio' as const),
    task: brief.task ?? assumed(task),
    data: {
      ...data,
      clipSeconds: seconds,
      labelled: clips,
      ...(goal === 'transcribe' && {
        audioHours:
          data.audioHours ??
          assumed(Math.max(0.1, Number(((clips.value * seconds.value) / 3600).toPrecision(2)))),
        languages: data.languages ?? assumed([usualLanguage(brief)]),
      }),
      ...(goal !== 'transcribe' &&
        goal !== 'find_odd' && { classes: data.classes ?? assumed(usualClasses(brief, task)) }),
    },
    targets: { ...targets, ...(latency && { latency }) },
    constraints: {
      ...constraints,
      ...(server && { servingDevice: constraints.servingDevice ?? assumed({ ...server }) }),
      ...(isController && { memoryBytes: constraints.memoryBytes ?? assumed(usualControllerBytes) }),
    },
  }
  return completeSetting(known, 'batch')
}

/** Each speaker is a class. */
const usualClasses = ({ data, request }: Brief, task: Task): number => {
  if (task === 'speaker identification' && data.users) return data.users.value
  // "A baby cry detector": it is there or not.
  const isOne = task === 'audio classification' && /\bdetector\b/i.test(request)
  return data.positives || data.positiveRate || isOne ? 2 : defaultClasses
}

const controllerWords = /\b(?:micro-?contr[oô]l\w+|mikrocontroller|mcus?)\b/i
const isControllerIn = ({ constraints, request }: Brief): boolean =>
  constraints.servingDevice?.value.id.startsWith('cortex') ||
  (constraints.servingDevice?.source !== 'stated' && controllerWords.test(request)) ||
  (constraints.deployment?.value === 'edge' &&
    (constraints.memoryBytes?.value ?? Number.POSITIVE_INFINITY) <= controllerBytes)

/** Where sound keeps coming, an answer has to be there before the next one is due. */
function latencyOf(
  { constraints }: Brief,
  goal: Goal,
  seconds: number,
  isController: boolean,
): Brief['targets']['latency'] {
  const isStream = constraints.streaming?.value === true
  // Nothing else runs on a microcontroller: the typical time is the time.
  const share = constraints.onBattery?.value ? batteryShare : busyShare
  if (isController) {
    const ms = goal === 'keywords' ? controllerMs : Math.max(controllerMs, Math.round(1000 * seconds * share))
    return assumed({ ms, percentile: 50 })
  }
  if (constraints.deployment?.value !== 'edge' && !isStream) return undefined
  if (goal === 'keywords') return assumed({ ms: wordMs, percentile: 95 })
  if (goal === 'transcribe') return assumed({ ms: isStream ? streamMs : 1000 * seconds, percentile: 95 })
  return assumed({ ms: Math.max(wordMs, Math.round(1000 * seconds * share)), percentile: 95 })
}

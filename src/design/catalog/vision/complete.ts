/** Fills what nobody said of a vision problem with stated defaults, on a copy, marked as assumed. */
import { places } from '../../asking/choices.js'
import type { Brief, DeviceChoice, LatencyTarget } from '../../brief/brief.js'
import { assumed, stated } from '../../brief/fact.js'
import type { Task } from '../../brief/tasks.js'
import { deviceById } from '../../estimate/hardware.js'
import { completeSetting } from '../defaults.js'
import { type Goal, goalOf } from './problem.js'
import { volumeOf } from './volume.js'

/** Where nobody said how many. */
export const defaultClasses = 10
const defaultKinds = 5
const defaultRegions = 2
/** Of a person, as COCO counts them. */
const defaultJoints = 17
const defaultPerClass = 500
/** Images of a first set where classes do not decide how many there are. */
export const defaultImages: Readonly<Record<Goal, number>> = {
  classify: 5_000,
  tag: 5_000,
  measure: 5_000,
  segment: 500,
  detect: 2_000,
  retrieve: 20_000,
  find_odd: 500,
  read: 5_000,
  watch: 3_000,
  pose: 2_000,
}
const classesOf: Partial<Record<Goal, number>> = {
  classify: defaultClasses,
  tag: defaultClasses,
  segment: defaultRegions,
  detect: defaultKinds,
  watch: defaultClasses,
  pose: defaultJoints,
}
/** What is labelled first where nothing is: enough to know how good anything is. */
const firstLabels = 200
/** Longer side of an image: what a classifier reads anyway, and what small objects and edges need. */
const defaultPixels: Readonly<Record<Goal, number>> = {
  classify: 224,
  tag: 224,
  measure: 224,
  segment: 512,
  detect: 640,
  retrieve: 224,
  find_odd: 256,
  read: 320,
  watch: 224,
  pose: 256,
}
/**
 * How soon an image is answered where nobody said: what such a device does with a fitting network, five images a second
 * in the field, one on a microcontroller. A mask, boxes or a clip are more work.
 */
const usualMs = {
  accelerator: { whole: 100, dense: 200 },
  board: { whole: 200, dense: 1_000 },
  cpu: { whole: 500, dense: 2_000 },
  microcontroller: { whole: 1_000, dense: 5_000 },
} as const
const usualPercentile = 95
const denseGoals: readonly Goal[] = ['segment', 'detect', 'find_odd', 'watch', 'pose']

/** Where nobody said on what it runs: one 16 GB GPU, and in the field a board without one. */
const usualServer = places.gpu.device
const usualBoard = places.board.device

/** Working memory that only small devices are short of. */
const smallBytes = 500e6
/** Of a slice. */
const volumePixels = 512

/** The brief with every fact that a vision problem needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data } = brief
  const task: Task =
    brief.task?.value ??
    (data.multiLabel?.value ? 'multi-label image classification' : 'image classification')
  const goal = goalOf(task)
  const usualClasses = classesOf[goal]
  const classes = data.classes ?? (usualClasses === undefined ? undefined : assumed(usualClasses))
  const counted = goal === 'classify' || goal === 'tag'
  const perClass = data.examplesPerClass?.value ?? defaultPerClass
  const images =
    goal !== 'find_odd' && data.labels?.value === 'none'
      ? firstLabels
      : goal === 'find_odd'
        ? (data.rows?.value ?? defaultImages.find_odd)
        : counted && classes
          ? perClass * classes.value
          : defaultImages[goal]
  const { deployment, memoryBytes, servingDevice } = brief.constraints
  // So little memory is that of a phone's app or a board.
  const isTight = !servingDevice && (memoryBytes?.value ?? Number.POSITIVE_INFINITY) <= smallBytes
  const isEdge = deployment?.value === 'edge' || (!deployment && isTight)
  const perSecond = brief.targets.throughputPerSecond?.value
  const server = isEdge ? usualBoard : usualServer
  const volume = goal === 'segment' ? volumeOf(brief.request) : undefined
  const isVolume = volume !== undefined
  const side = volume?.side
  // A scan is answered when it is read, not while somebody waits for each slice.
  const isBatch = deployment?.value === 'batch' || (isVolume && !deployment && !brief.targets.latency)
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('vision' as const),
    task: brief.task ?? assumed(task),
    data: {
      ...data,
      ...(classes && { classes }),
      labelled: data.labelled ?? assumed(images),
      imageSize:
        data.imageSize ??
        (side ? stated(side.pixels, side.words) : assumed(isVolume ? volumePixels : defaultPixels[goal])),
    },
    constraints: {
      ...brief.constraints,
      servingDevice: servingDevice ?? assumed({ ...server }),
      ...(isEdge && { deployment: deployment ?? assumed('edge' as const) }),
      ...(isBatch && { deployment: deployment ?? assumed('batch' as const) }),
    },
    targets: {
      ...brief.targets,
      ...(!isBatch && {
        latency:
          brief.targets.latency ??
          assumed(usualLatency(goal, servingDevice?.value ?? server, isEdge, isEdge ? perSecond : undefined)),
      }),
    },
  }
  return completeSetting(known, 'online')
}

/**
 * @param perSecond images that one device in the field has to answer: it has to be done with one before the next comes;
 * undefined where further machines can share the work
 */
function usualLatency(
  goal: Goal,
  { id }: DeviceChoice,
  isEdge: boolean,
  perSecond: number | undefined,
): LatencyTarget {
  const kind = deviceById(id)?.kind
  const cpu = id.startsWith('cortex') ? 'microcontroller' : isEdge ? 'board' : 'cpu'
  const place = kind === 'cpu' ? cpu : 'accelerator'
  const usual = usualMs[place][denseGoals.includes(goal) ? 'dense' : 'whole']
  return { ms: Math.min(usual, 1000 / (perSecond ?? 1)), percentile: usualPercentile }
}

/** Fills what nobody said of a signals problem with stated defaults, on a copy, marked as assumed. */
import type { Brief, Span } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import type { Task } from '../../brief/tasks.js'
import { secondsPer } from '../../brief/units.js'
import { completeSetting } from '../defaults.js'
import { goalOf, rateOf } from './problem.js'
import { beat, isOfBeats, type Signal, signalOf } from './signal.js'

/** People, patients or machines, where nobody said. */
export const defaultGroups = 30
/** A board of so little memory has no operating system; the memory of a common one where nobody said. */
const usualController = { id: 'cortex-m4', count: 1 } as const
export const usualBoard = { id: 'raspberry-pi-4', count: 4 } as const
const controllerBytes = 4e6
const usualControllerBytes = 256_000
/** Windows overlap by half: an answer has to be there before the next one is due, on battery in a fifth of that. */
const hopShare = 0.5
const busyShare = 0.5
const batteryShare = 0.2
const hopLimits = { least: 20, most: 1_000 } as const
const twoClasses = 2
/** Something is to be found, so it is there or not. */
const finding =
  /\b(detect\w*|whether|alarm\w*|d[ée]tect\w*|detecci[oó]n\w*|detec[çt]\w*|rilev\w*|wykry\w*)\b|\bnormal (or|vs\.?|versus|from|and) abnormal\b|检测|検出|감지|обнаруж/iu
const isFound = ({ request, data }: Brief): boolean =>
  data.positiveRate !== undefined || finding.test(request)
/** Under so many people or machines nobody begins, and above so many windows nobody means all. */
const leastGroups = 10
/** So long a window is a whole recording, mostly the only one of its person. */
const wholeSeconds = 600
const mostAssumed = 200_000

/** The brief with every fact that a signals problem needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data, constraints, targets } = brief
  const signal = signalOf(brief.request)
  const task: Task =
    brief.task?.value ??
    (signal.id === 'wear'
      ? 'remaining useful life'
      : data.multiLabel?.value
        ? 'multi-label signal classification'
        : 'signal classification')
  const goal = goalOf(task)
  const isBeat = isOfBeats(brief.request)
  const timed = timing(brief, signal, isBeat)
  const groups = data.subjects ?? assumed(groupsIn(brief, signal, isBeat))
  const each = isBeat ? beat.perGroup : signal.perGroup
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('signals' as const),
    task: brief.task ?? assumed(task),
    data: {
      ...data,
      ...timed,
      channels: data.channels ?? assumed(isBeat ? beat.channels : channelsIn(brief.request, signal)),
      subjects: groups,
      labelled: data.labelled ?? assumed(labelledIn(brief, timed, groups.value * each)),
      ...(goal === 'classify' || goal === 'tag'
        ? { classes: data.classes ?? assumed(isFound(brief) ? twoClasses : signal.classes) }
        : {}),
    },
  }
  const isEdge = constraints.deployment?.value === 'edge'
  const isController = isControllerIn(brief)
  const latency = targets.latency ?? latencyOf(known, isController)
  const device = isController ? usualController : isEdge ? usualBoard : undefined
  return completeSetting(
    {
      ...known,
      targets: { ...targets, ...(latency && { latency }) },
      constraints: {
        ...constraints,
        ...(device && { servingDevice: constraints.servingDevice ?? assumed({ ...device }) }),
        ...(isController && { memoryBytes: constraints.memoryBytes ?? assumed(usualControllerBytes) }),
      },
    },
    'batch',
  )
}

/** Rate and window: what was said, and what follows from it; a window that was counted in samples stays so. */
function timing(brief: Brief, signal: Signal, isBeat: boolean): Partial<Brief['data']> {
  const { data } = brief
  const rate = rateOf(brief)
  const isTimed = rate !== undefined || data.frequency !== undefined
  const step = isTimed
    ? {}
    : signal.rateHz !== undefined
      ? { sampleRateHz: assumed(signal.rateHz) }
      : {
          frequency: assumed({
            value: signal.stepMinutes ?? 1,
            unit: signal.stepMinutes ? 'minute' : 'step',
          } as const),
        }
  if (data.windowSteps || data.windowSeconds) return step
  const hz = rate ?? signal.rateHz
  const usualSeconds = isBeat
    ? beat.seconds
    : signal.rateHz !== undefined
      ? signal.steps / signal.rateHz
      : undefined
  // A usual length of time where the signal has a rate; so many samples where a sample is an event or a meter's step.
  return hz !== undefined && usualSeconds !== undefined
    ? { ...step, windowSeconds: assumed(Number(usualSeconds.toPrecision(4))) }
    : { ...step, windowSteps: assumed(signal.steps) }
}

/** Axes that the sensors of a request have. */
const axes: readonly (readonly [RegExp, number])[] = [
  [/\baccel\w*|\bacc\b|acc[eé]l\w*|aceler\w*|beschleunig\w*|加速度|가속도|акселер/iu, 3],
  [/\bgyro\w*|giroscop\w*|陀螺|ジャイロ|гироскоп/iu, 3],
  [/\bmagnetomet\w*/iu, 3],
]
const inertial = /\b(imus?|inertial\w*)\b/iu
const imuAxes = 6
const oneLead = /\b(single|one|1)[- ]?(lead|channel)\b|einkanal\w*|monocanal/iu

function channelsIn(request: string, signal: Signal): number {
  if (oneLead.test(request)) return 1
  if (signal.id !== 'motion') return signal.channels
  const named = axes.reduce((total, [words, count]) => total + (words.test(request) ? count : 0), 0)
  return Math.max(named, inertial.test(request) ? imuAxes : 0) || signal.channels
}

/** Of so many windows as a person or machine usually gives. */
function groupsIn({ data }: Brief, signal: Signal, isBeat: boolean): number {
  const labelled = data.labelled?.value
  if (labelled === undefined) return defaultGroups
  if ((data.windowSeconds?.value ?? 0) >= wholeSeconds) return Math.max(1, labelled)
  const each = isBeat ? beat.perGroup : signal.perGroup
  return Math.max(1, Math.min(labelled, Math.max(leastGroups, Math.round(labelled / each))))
}

/** Examples of every class were said, or all there is of rows. */
function labelledIn(brief: Brief, timed: Partial<Brief['data']>, usual: number): number {
  const { data } = brief
  if (data.examplesPerClass && data.classes) return data.examplesPerClass.value * data.classes.value
  if (data.rows) return data.rows.value
  const recorded = secondsOf(data.historyLength?.value)
  const known = { ...data, ...timed }
  const rate = rateOf({ ...brief, data: known })
  const window =
    known.windowSeconds?.value ?? (rate && known.windowSteps ? known.windowSteps.value / rate : undefined)
  // Windows overlap by half.
  if (recorded && window) return Math.max(1, Math.round(recorded / (window * hopShare)))
  return Math.min(usual, Math.max(mostAssumed, data.subjects?.value ?? 0))
}

const secondsOf = (span: Span | undefined): number | undefined =>
  span && span.unit !== 'step' ? span.value * secondsPer[span.unit] : undefined

const isControllerIn = ({ constraints }: Brief): boolean =>
  constraints.servingDevice?.value.id.startsWith('cortex') ||
  (constraints.deployment?.value === 'edge' &&
    (constraints.memoryBytes?.value ?? Number.POSITIVE_INFINITY) <= controllerBytes)

/** Where the signal keeps coming, an answer has to be there before the next window. */
function latencyOf(brief: Brief, isController: boolean): Brief['targets']['latency'] {
  const { data, constraints } = brief
  if (constraints.deployment?.value !== 'edge' && constraints.streaming?.value !== true && !isController)
    return undefined
  const rate = rateOf(brief)
  const seconds = data.windowSeconds?.value ?? (rate && data.windowSteps ? data.windowSteps.value / rate : 1)
  const share = constraints.onBattery?.value ? batteryShare : busyShare
  const ms = Math.min(
    hopLimits.most,
    Math.max(hopLimits.least, Math.round(1000 * seconds * hopShare * share)),
  )
  // Nothing else runs on a microcontroller: the typical time is the time.
  return assumed({ ms, percentile: isController ? 50 : 95 })
}

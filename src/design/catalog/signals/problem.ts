/** A completed signals brief in the numbers that families are built from: what is answered, windows, samples, subjects. */
import type { Brief } from '../../brief/brief.js'
import { counted, grouped, plain } from '../../brief/facts.js'
import { secondsPer } from '../../brief/units.js'
import { type Amount, type Noun, type Problem, settingOf } from '../problem.js'
import { isOfBeats, type Signal, signalOf } from './signal.js'

/** What the model answers for a window: a class, several labels, a number, or how long a machine will still run. */
export type Goal = 'classify' | 'tag' | 'regress' | 'life'

/** How the test is set aside: every group in turn, ten parts of whole groups in turn, a part for good, or by time. */
export type Split = 'each' | 'folds' | 'held out' | 'time'

export interface SignalProblem extends Problem {
  readonly goal: Goal
  readonly signal: Signal
  /** A window is one beat of a heart. */
  readonly isBeat: boolean
  /** Numbers that the model gives: one a class or label, one for a number. */
  readonly outputs: number
  readonly classes: number
  /** Samples of a window, and values a sample. */
  readonly steps: number
  readonly channels: number
  /** Absent where a sample is an event (a cycle of a machine). */
  readonly rateHz?: number
  readonly windowSeconds?: number
  readonly windows: number
  /** In one training; the others are for choices and test. */
  readonly trainingWindows: number
  /** Windows that are tested on once, over all folds. */
  readonly testWindows: number
  /** People, patients or machines; 1 where all is of one. */
  readonly groups: number
  readonly split: Split
  /** Trainings that the split takes. */
  readonly folds: number
}

const goals: Readonly<Record<string, Goal>> = {
  'signal classification': 'classify',
  'multi-label signal classification': 'tag',
  'signal regression': 'regress',
  'remaining useful life': 'life',
}
export const goalOf = (task: string | undefined): Goal => goals[task ?? ''] ?? 'classify'

/** Groups up to which each is left out in turn, and up to which whole groups are dealt into folds. */
const leaveOneUpTo = 15
const foldsUpTo = 100
const folds = 10
export const heldOutShare = 0.15
/** Windows under and over which there is little and much to learn from. */
const few = 2_000
const many = 50_000
/** With fewer people or machines the spread between them is not seen, however many windows each has. */
const fewGroups = 5
/** A window is seen shifted, scaled and noisy: as many numbers may be learned for each as C07 allows for a target. */
const views = 10

/** @param brief completed by `complete` */
export function signalProblem(brief: Brief): SignalProblem {
  const { data } = brief
  const goal = goalOf(brief.task?.value)
  const signal = signalOf(brief.request)
  // A cycle of a machine is one sample, however fast its sensors are read within it.
  const rateHz = goal === 'life' ? undefined : rateOf(brief)
  const steps = stepsOf(brief, rateHz, signal)
  const windows = Math.max(1, Math.round(data.labelled?.value ?? 1))
  const groups = Math.min(windows, Math.max(1, Math.round(data.subjects?.value ?? 1)))
  const single = goal === 'regress' || goal === 'life'
  const classes = single ? 1 : Math.max(2, data.classes?.value ?? 2)
  const dealt = deal(windows, groups)
  const amount: Amount = windows < few || groups < fewGroups ? 'little' : windows < many ? 'some' : 'much'
  return {
    ...settingOf(brief),
    ...dealt,
    targets: views * dealt.trainingWindows,
    targetsNoun: { one: 'augmented window', many: 'augmented windows' },
    targetsFrom: `${counted(dealt.trainingWindows, 'training window')} x ${views} views`,
    subject: data.subject?.value ?? subjects[goal],
    answer: goal === 'life' || goal === 'regress' ? estimates : predictions,
    example: { one: 'window', many: 'windows' },
    goal,
    signal,
    isBeat: isOfBeats(brief.request),
    outputs: classes,
    classes,
    steps,
    channels: Math.max(1, data.channels?.value ?? signal.channels),
    ...(rateHz !== undefined && { rateHz, windowSeconds: steps / rateHz }),
    windows,
    groups,
    amount,
  }
}

const predictions: Noun = { one: 'prediction', many: 'predictions' }
const estimates: Noun = { one: 'estimate', many: 'estimates' }

const subjects: Readonly<Record<Goal, string>> = {
  classify: 'the class of a window',
  tag: 'what holds in a window',
  regress: 'a number for a window',
  life: 'the remaining useful life',
}

/** Samples a second, as said or from the step of the data; undefined where a step is no length of time. */
export function rateOf({ data }: Brief): number | undefined {
  if (data.sampleRateHz) return Math.max(1e-6, data.sampleRateHz.value)
  const step = data.frequency?.value
  if (!step || step.unit === 'step') return undefined
  return 1 / (step.value * secondsPer[step.unit])
}

const leastSteps = 8

function stepsOf({ data }: Brief, rateHz: number | undefined, signal: Signal): number {
  const seconds = data.windowSeconds?.value
  const counted = data.windowSteps?.value
  const steps = counted ?? (seconds && rateHz ? seconds * rateHz : signal.steps)
  return Math.max(leastSteps, Math.round(steps))
}

/** Which windows are on which side: whole groups where there are several. */
function deal(
  windows: number,
  groups: number,
): Pick<SignalProblem, 'split' | 'folds' | 'trainingWindows' | 'testWindows'> {
  const rest = (share: number) => Math.max(1, Math.round(windows * share))
  // One group more is kept for choices.
  if (groups > 2 && groups <= leaveOneUpTo)
    return { split: 'each', folds: groups, trainingWindows: rest(1 - 2 / groups), testWindows: windows }
  if (groups > leaveOneUpTo && groups <= foldsUpTo)
    return { split: 'folds', folds, trainingWindows: rest(1 - 2 / folds), testWindows: windows }
  return {
    split: groups > 2 ? 'held out' : 'time',
    folds: 1,
    trainingWindows: rest(1 - 2 * heldOutShare),
    testWindows: rest(heldOutShare),
  }
}

/** `128 samples (2.56 s at 50 Hz)`, `96 samples of 15 minutes`, `30 cycles`. */
export function windowWords({ steps, rateHz, windowSeconds, goal }: SignalProblem): string {
  if (rateHz === undefined || windowSeconds === undefined)
    return `${grouped(steps)} ${goal === 'life' ? 'cycles' : 'samples'}`
  const step = 1 / rateHz
  if (step >= 60) return `${counted(steps, 'sample')} of ${sayStep(step)}`
  return `${counted(steps, 'sample')} (${short(windowSeconds)} at ${rateWords(rateHz)})`
}

const sayStep = (seconds: number): string =>
  seconds >= 3600 ? `${plain(seconds / 3600)} h` : `${plain(Number((seconds / 60).toPrecision(3)))} minutes`
const short = (seconds: number): string => {
  const value = (n: number) => plain(Number(n.toPrecision(3)))
  if (seconds < 1e-3) return `${value(seconds * 1e6)} µs`
  return seconds < 1 ? `${value(seconds * 1e3)} ms` : `${value(seconds)} s`
}

/** `50 Hz`, `12 kHz`, `1 MHz`. */
export function rateWords(hz: number): string {
  const value = (n: number) => plain(Number(n.toPrecision(4)))
  if (hz >= 1e6) return `${value(hz / 1e6)} MHz`
  return hz >= 1e4 ? `${value(hz / 1e3)} kHz` : `${value(hz)} Hz`
}

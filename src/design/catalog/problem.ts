/** What every problem has in common, in the numbers that families are sized and compared by: limits, devices, data. */
import type { Brief, DeviceChoice, LatencyTarget } from '../brief/brief.js'
import { cpuCore, defaultCores } from '../brief/devices.js'
import { deviceById } from '../estimate/hardware.js'

/** `forecast`, `forecasts`. */
export interface Noun {
  readonly one: string
  readonly many: string
}

/** How much there is to learn from: little is for statistics and linear models, much for large networks. */
export type Amount = 'little' | 'some' | 'much'

/** Limits and devices of a completed brief. */
export interface Setting {
  readonly brief: Brief
  readonly latency?: LatencyTarget
  readonly memoryBytes?: number
  readonly budgetUsd?: number
  readonly trainingHours?: number
  readonly trainingDevice: DeviceChoice
  readonly servingDevice: DeviceChoice
  /** The device that was named, where no figure of it is known and a smaller one of its line stands in for it. */
  readonly servingFor?: string
  /** Cores for what runs on a CPU in any case. */
  readonly trainingCores: number
  readonly servingCores: number
  readonly framework: 'pytorch' | 'keras' | 'flax'
}

/** A field's own problem extends this with the sizes that its families are built from. */
export interface Problem extends Setting {
  /** What it is about, in the person's word: `the series`, `support tickets`. */
  readonly subject: string
  /** What the model gives for one request: `forecast`. */
  readonly answer: Noun
  /** What it is trained on, one at a time: `window`, `image`. */
  readonly example: Noun
  /** Numbers to learn from: a label, a value of a series, an interaction. Bounds what is trained from scratch. */
  readonly targets: number
  /** What they are, and how their number comes about: `value`, `values`; `200 series x 900 days of training data`. */
  readonly targetsNoun: Noun
  readonly targetsFrom: string
  readonly amount: Amount
}

/** Boards of which no peak is published in a format that networks run in, and the slower one of their line. */
const standIns: Readonly<Record<string, string>> = { 'jetson-agx-orin-64': 'jetson-orin-nano-8' }

/** @param brief completed by its field */
export function settingOf(brief: Brief): Setting {
  const { targets, constraints } = brief
  const training = constraints.trainingDevice?.value ?? { id: cpuCore, count: defaultCores }
  const named = constraints.servingDevice?.value ?? { id: cpuCore, count: defaultCores }
  const standIn = Object.hasOwn(standIns, named.id) ? standIns[named.id] : undefined
  const serving = standIn ? { ...named, id: standIn } : named
  const cores = ({ id, count }: DeviceChoice) => (deviceById(id)?.kind === 'cpu' ? count : defaultCores)
  return {
    brief,
    ...(targets.latency && { latency: targets.latency.value }),
    ...(constraints.memoryBytes && { memoryBytes: constraints.memoryBytes.value }),
    ...(constraints.budgetUsd && { budgetUsd: constraints.budgetUsd.value }),
    ...(constraints.trainingHours && { trainingHours: constraints.trainingHours.value }),
    trainingDevice: training,
    servingDevice: serving,
    ...(standIn && { servingFor: named.id }),
    trainingCores: cores(training),
    servingCores: cores(serving),
    framework: constraints.framework?.value ?? 'pytorch',
  }
}

/** The same problem without the limits that were assumed: those that somebody named stay. */
export function withoutAssumed<P extends Problem>(problem: P): P {
  const { targets, constraints } = problem.brief
  const isAssumed = (fact: { readonly source: string } | undefined) => fact?.source === 'assumed'
  const { latency, budgetUsd, trainingHours, ...rest } = problem
  return {
    ...(rest as P),
    ...(latency && !isAssumed(targets.latency) && { latency }),
    ...(budgetUsd !== undefined && !isAssumed(constraints.budgetUsd) && { budgetUsd }),
    ...(trainingHours !== undefined && !isAssumed(constraints.trainingHours) && { trainingHours }),
  }
}

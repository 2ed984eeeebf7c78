/** The hard limits of a problem against computed figures, with the margin each is held with. */
import { grouped, plain } from '../brief/facts.js'
import type { Figure } from '../estimate/figure.js'
import { deviceById } from '../estimate/hardware.js'
import type { Assessment, Broken } from './candidate.js'
import type { Problem } from './problem.js'
import { oneOf } from './words.js'

/** Share of a latency limit that may be used: 30% head-room. */
export const latencyShare = 0.7
/** Share of a memory that may be used. */
export const memoryShare = 0.9
/** Trainings that a budget must pay for: tuning and failed runs cost about three times a single run. */
export const trainingsPerBudget = 3

/**
 * What of a latency figure a percentile asks for: a lognormal spread whose median is the typical value and whose 99th
 * percentile is the upper end. Under the median, or where none is named, the typical value and the upper end.
 */
export function latencyAt(latency: Figure, percentile: number | undefined): number {
  if (percentile === undefined) return latency.high
  if (percentile <= 50 || latency.value <= 0) return latency.value
  const share = normalQuantile(Math.min(percentile, 99.99) / 100) / normalQuantile(0.99)
  return latency.value * (latency.high / latency.value) ** share
}

/** Of the standard normal, for 0.5 to 1: error under 4.5e-4 (Abramowitz & Stegun, 1964, formula 26.2.23). */
function normalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - probability))
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  )
}

/** What is known of a model before its training is planned. */
export interface Served extends Pick<Assessment, 'learned' | 'targets' | 'servingDevice' | 'deviceBytes'> {
  readonly figures: Pick<Assessment['figures'], 'latency' | 'weightMemory' | 'servingMemory'>
}

/** The limits that a model breaks however it is trained. */
export function brokenServing(problem: Problem, served: Served): Broken[] {
  return [...data(problem, served), ...latency(problem, served), ...memory(problem, served)]
}

/** Every limit that the assessed model breaks. */
export function brokenLimits(problem: Problem, assessment: Assessment): Broken[] {
  return [
    ...brokenServing(problem, assessment),
    ...params(problem, assessment),
    ...trainingMemory(assessment),
    ...budget(problem, assessment),
    ...time(problem, assessment),
  ]
}

/** A model trained from scratch has at most as many numbers as it has values to learn from. */
function data(problem: Problem, { learned, targets }: Served): Broken[] {
  if (learned <= targets) return []
  return [
    {
      limit: 'data',
      needed: learned,
      enough: learned,
      reason: `it learns ${numbered(learned, 'number')}, and there ${countedTargets(targets, problem)} to learn from (${targets < problem.targets ? `so many of ${number(problem.targets)} are used` : problem.targetsFrom})`,
    },
  ]
}

/** `is 1 label`, `are 1,200 labels`. */
export const countedTargets = (
  targets: number,
  { targetsNoun: { one, many } }: Pick<Problem, 'targetsNoun'>,
): string => `${number(targets) === '1' ? 'is' : 'are'} ${numbered(targets, one, many)}`

/** What only stores what it saw, as a baseline does, has no parameters in that sense. */
function params({ brief }: Problem, { figures, learned, parts }: Assessment): Broken[] {
  const most = brief.constraints.paramsLimit?.value
  const needed = figures.params.value
  const onlyStores = learned === 0 && parts.every(({ kind }) => kind === 'estimator')
  if (most === undefined || needed <= most || onlyStores) return []
  const reason = `it has ${numbered(needed, 'parameter')}; ${number(most)} ${most === 1 ? 'is' : 'are'} allowed`
  return [{ limit: 'params', needed, enough: needed, reason }]
}

function latency(problem: Problem, assessment: Served): Broken[] {
  const { figures } = assessment
  const limit = problem.latency
  if (!limit) return []
  const needed = latencyAt(figures.latency, limit.percentile)
  const allowed = latencyShare * limit.ms
  if (needed <= allowed) return []
  const at = limit.percentile ? ` at p${plain(limit.percentile)}` : ''
  return [
    {
      limit: 'latency',
      needed,
      enough: needed / latencyShare,
      reason: `${oneOf(problem.answer.one)} takes ${over(needed, allowed)} ms${at}; the limit of ${number(limit.ms)} ms with 30% head-room allows ${number(allowed)} ms`,
      ...bandwidthBound(problem, assessment),
    },
  ]
}

/** Every weight is read once for an answer: weight bytes / memory bandwidth (Williams et al., Roofline, 2009). */
function bandwidthBound(problem: Problem, { figures, servingDevice }: Served): Pick<Broken, 'bound'> {
  const device = deviceById(servingDevice)
  if (!device?.bandwidth) return {}
  const bandwidth = device.bandwidth * (device.kind === 'cpu' ? problem.servingCores : 1)
  const { value } = figures.weightMemory
  return {
    bound: `reading its ${number(value / 1e6)} MB of weights once takes ${number((value / bandwidth) * 1000)} ms at ${number(bandwidth / 1e9)} GB/s, whatever the implementation`,
  }
}

/** All parts against a memory that was named; against an accelerator's own only what lies in it. */
function memory(problem: Problem, { figures, servingDevice, deviceBytes }: Served): Broken[] {
  const device = deviceById(servingDevice)
  const shared = device?.kind === 'soc' || device?.kind === 'cpu'
  const limits = [
    [figures.servingMemory.high, problem.memoryBytes],
    [shared ? figures.servingMemory.high : deviceBytes, device?.memoryBytes],
  ] as const
  const broken = limits.flatMap(([needed, most]) =>
    most && needed > memoryShare * most ? [{ needed, allowed: memoryShare * most }] : [],
  )
  const tightest = broken.sort((a, b) => a.allowed - b.allowed)[0]
  if (!tightest) return []
  const { needed, allowed } = tightest
  return [
    {
      limit: 'memory',
      needed,
      enough: needed / memoryShare,
      reason: `it takes ${megabytesOver(needed, allowed)} while serving; ${megabytes(allowed)} may be used`,
    },
  ]
}

function trainingMemory({ figures, training }: Assessment): Broken[] {
  const memory = deviceById(training.device)?.memoryBytes
  const needed = figures.trainingMemory.value
  const allowed = memoryShare * (memory ?? 0)
  if (!memory || needed <= allowed) return []
  return [
    {
      limit: 'training-memory',
      needed,
      enough: needed / memoryShare,
      reason: `training takes ${megabytesOver(needed, allowed)} of one device; ${megabytes(allowed)} may be used`,
    },
  ]
}

function budget(problem: Problem, { figures }: Assessment): Broken[] {
  const cost = figures.trainingCost?.value
  if (problem.budgetUsd === undefined || cost === undefined) return []
  const needed = trainingsPerBudget * cost
  if (needed <= problem.budgetUsd) return []
  return [
    {
      limit: 'budget',
      needed,
      enough: needed,
      reason: `a training costs $${number(cost)}, ${trainingsPerBudget} of them (tuning, failed runs) ${dollarsOver(needed, problem.budgetUsd)}; the budget is $${plain(problem.budgetUsd)}`,
    },
  ]
}

function time(problem: Problem, { figures }: Assessment): Broken[] {
  const needed = figures.trainingTime.value
  if (problem.trainingHours === undefined || needed <= problem.trainingHours) return []
  return [
    {
      limit: 'time',
      needed,
      enough: needed,
      reason: `training takes ${over(needed, problem.trainingHours)} h; ${number(problem.trainingHours)} h ${problem.trainingHours === 1 ? 'is' : 'are'} allowed`,
    },
  ]
}

const megabytes = (bytes: number) => `${number(bytes / 1e6)} MB`

/** What is over a limit and reads the same in three digits is said to be over it. */
const isJustOver = (needed: number, allowed: number) => number(needed) === number(allowed)
const over = (needed: number, allowed: number) =>
  `${isJustOver(needed, allowed) ? 'just over ' : ''}${number(needed)}`
const megabytesOver = (needed: number, allowed: number) => `${over(needed / 1e6, allowed / 1e6)} MB`
const dollarsOver = (needed: number, allowed: number) =>
  `${isJustOver(needed, allowed) ? 'just over ' : ''}$${number(needed)}`

/** Three significant digits, thousands grouped: a number inside a reason, in the unit that the reason names. */
export function number(value: number): string {
  return grouped(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3)))
}

/** `1 day`, `2.35 days`: with three significant digits. */
export function numbered(value: number, one: string, many = `${one}s`): string {
  const said = number(value)
  return `${said} ${said === '1' ? one : many}`
}

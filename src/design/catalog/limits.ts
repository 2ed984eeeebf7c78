/** The hard limits of a problem against computed figures, with the margin each is held with. */
import { plain } from '../brief/facts.js'
import type { Figure } from '../estimate/figure.js'
import { deviceById } from '../estimate/hardware.js'
import type { Assessment } from './candidate.js'
import type { Problem } from './problem.js'

/** Share of a latency limit that may be used: 30% head-room. */
export const latencyShare = 0.7
/** Share of a memory that may be used. */
export const memoryShare = 0.9
/** Trainings that a budget must pay for: tuning and failed runs cost about three times a single run. */
export const trainingsPerBudget = 3

/** What of a latency figure a percentile asks for: the upper end covers p99, the typical value the median. */
export function latencyAt(latency: Figure, percentile: number | undefined): number {
  return percentile !== undefined && percentile <= 60 ? latency.value : latency.high
}

/** 1 far below the limit, 0 at it; 1 where there is no limit. */
export function latencyRoom(latency: Figure, problem: Problem): number {
  if (!problem.latency) return 1
  return Math.max(0, 1 - latencyAt(latency, problem.latency.percentile) / problem.latency.ms)
}

export interface Broken {
  readonly limit: 'data' | 'latency' | 'memory' | 'training-memory' | 'budget' | 'time'
  /** "needs … , … is allowed", with both numbers. */
  readonly reason: string
}

/** Every limit that the assessed model breaks. */
export function brokenLimits(problem: Problem, assessment: Assessment, stored: number): Broken[] {
  return [
    ...data(problem, assessment, stored),
    ...latency(problem, assessment),
    ...memory(problem, assessment),
    ...trainingMemory(assessment),
    ...money(problem, assessment),
  ]
}

/** A model trained from scratch has at most as many numbers as it has values to learn from. */
function data(problem: Problem, { parts }: Assessment, stored: number): Broken[] {
  const learns = parts.some(
    (part) => part.kind === 'network' || part.estimator.kind === 'gradient_boosted_trees',
  )
  if (!learns || stored <= problem.targets) return []
  return [
    {
      limit: 'data',
      reason: `${number(stored)} numbers to learn from ${number(problem.targets)} values (${number(problem.seriesCount)} series x ${number(problem.trainingSteps)} training steps${problem.channels > 1 ? ` x ${problem.channels} values` : ''})`,
    },
  ]
}

function latency(problem: Problem, { figures }: Assessment): Broken[] {
  const limit = problem.latency
  if (!limit) return []
  const needed = latencyAt(figures.latency, limit.percentile)
  const allowed = latencyShare * limit.ms
  if (needed <= allowed) return []
  const at = limit.percentile ? ` at p${plain(limit.percentile)}` : ''
  return [
    {
      limit: 'latency',
      reason: `${number(needed)} ms${at} a forecast; the limit of ${plain(limit.ms)} ms with 30% head-room allows ${number(allowed)} ms`,
    },
  ]
}

function memory(problem: Problem, { figures, servingDevice }: Assessment): Broken[] {
  const device = deviceById(servingDevice)?.memoryBytes ?? undefined
  const limit = Math.min(problem.memoryBytes ?? Number.POSITIVE_INFINITY, device ?? Number.POSITIVE_INFINITY)
  if (figures.servingMemory.high <= memoryShare * limit) return []
  return [
    {
      limit: 'memory',
      reason: `${number(figures.servingMemory.high / 1e6)} MB while serving; ${number((memoryShare * limit) / 1e6)} MB may be used`,
    },
  ]
}

function trainingMemory({ figures, training }: Assessment): Broken[] {
  const memory = deviceById(training.device)?.memoryBytes
  if (!memory || figures.trainingMemory.value <= memoryShare * memory) return []
  return [
    {
      limit: 'training-memory',
      reason: `${number(figures.trainingMemory.value / 1e9)} GB to train on one device; ${number((memoryShare * memory) / 1e9)} GB may be used`,
    },
  ]
}

function money(problem: Problem, { figures }: Assessment): Broken[] {
  const broken: Broken[] = []
  const cost = figures.trainingCost
  if (problem.budgetUsd !== undefined && cost && trainingsPerBudget * cost.value > problem.budgetUsd)
    broken.push({
      limit: 'budget',
      reason: `$${number(cost.value)} a training, three of them (tuning, failed runs) $${number(trainingsPerBudget * cost.value)}; the budget is $${plain(problem.budgetUsd)}`,
    })
  if (problem.trainingHours !== undefined && figures.trainingTime.value > problem.trainingHours)
    broken.push({
      limit: 'time',
      reason: `${number(figures.trainingTime.value)} h of training; ${plain(problem.trainingHours)} h are allowed`,
    })
  return broken
}

/** Three significant digits, thousands grouped: a number inside a reason, in the unit that the reason names. */
export function number(value: number): string {
  const rounded = Number(value.toPrecision(Math.abs(value) >= 1000 ? 12 : 3))
  return (Math.abs(rounded) >= 1000 ? Math.round(rounded) : rounded)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ',')
}

/**
 * Conflicts that only built models can show: a limit that every model which learns from data breaks. Each names the
 * model that comes nearest, what it needs, and the smallest change of the limit at which it could be built.
 */
import { counted, plain } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import type { Broken, Limit, Refusal } from '../catalog/candidate.js'
import {
  countedTargets,
  latencyShare,
  memoryShare,
  number,
  numbered,
  trainingsPerBudget,
} from '../catalog/limits.js'
import type { Problem } from '../catalog/problem.js'
import { oneOf } from '../catalog/words.js'
import { fasterDevice } from './faster-device.js'
import type { Solution } from './solve.js'

/** Ids of the check list that is shared with risks/. */
const ids: Readonly<Record<Limit, string>> = {
  data: 'C07',
  params: 'C01',
  latency: 'C03',
  memory: 'C01',
  'training-memory': 'C02',
  budget: 'C09',
  time: 'C09',
}

export function conflicts(solution: Solution): Flag[] {
  const { problem, ranking, refused } = solution
  if (ranking.some(({ family }) => family.kind !== 'baseline' || family.learns)) return []
  const tried = refused.filter(({ family, broken }) => family.kind !== 'baseline' && broken.length > 0)
  const limits = [...new Set(tried.flatMap(({ broken }) => broken.map(({ limit }) => limit)))]
  // A limit that every model breaks is the one to speak of; others would be named in vain.
  const common = limits.filter((limit) => tried.every(({ broken }) => broken.some((b) => b.limit === limit)))
  const nearest = (common.length > 0 ? common : limits).flatMap((limit) => nearestTo(limit, tried) ?? [])
  const hasBar = ranking.length > 0
  return nearest.map(({ refusal, broken }) => {
    const faster = broken.limit === 'latency' ? fasterDevice(solution) : undefined
    return flagOf(problem, refusal, broken, [
      ...(faster ? [faster] : []),
      ...(hasBar ? ['Take the plain baseline below: it holds every limit.'] : []),
    ])
  })
}

/** The model that would be allowed by the smallest change of the limit. */
function nearestTo(limit: Limit, tried: readonly Refusal[]) {
  return tried
    .flatMap((refusal) => refusal.broken.map((broken) => ({ refusal, broken })))
    .filter(({ broken }) => broken.limit === limit)
    .sort((a, b) => a.broken.enough - b.broken.enough)[0]
}

/** @param others ways out besides a change of the limit itself */
function flagOf(problem: Problem, refusal: Refusal, broken: Broken, others: readonly string[]): Flag {
  const { limit } = broken
  return {
    id: ids[limit],
    severity: 'block',
    conflict: `${asked(problem, limit)} No model that learns from data holds that.`,
    arithmetic: `The nearest, ${refusal.name}, at its smallest: ${broken.reason}${broken.bound ? `; ${broken.bound}` : ''}.`,
    waysOut: [...waysOut(problem, broken), ...others],
  }
}

/** The limit in a sentence; one that was assumed is said to be. */
function asked({ brief, ...problem }: Problem, limit: Limit): string {
  const { targets, constraints } = brief
  const verb = (fact: { source: string } | undefined) =>
    fact?.source === 'assumed' ? 'I assumed' : 'You asked for'
  switch (limit) {
    case 'params':
      return `${verb(constraints.paramsLimit)} at most ${numbered(constraints.paramsLimit?.value ?? 0, 'parameter')}.`
    case 'latency': {
      const at = problem.latency?.percentile ? ` at p${plain(problem.latency.percentile)}` : ''
      return `${verb(targets.latency)} ${oneOf(problem.answer.one)} within ${number(problem.latency?.ms ?? 0)} ms${at}.`
    }
    case 'memory':
      return constraints.memoryBytes
        ? `${verb(constraints.memoryBytes)} at most ${number((problem.memoryBytes ?? 0) / 1e6)} MB while serving.`
        : `${verb(constraints.servingDevice)} the memory of the serving device.`
    case 'training-memory':
      return `${verb(constraints.trainingDevice)} the memory of the training device.`
    case 'budget':
      return `${verb(constraints.budgetUsd)} a budget of $${plain(problem.budgetUsd ?? 0)}.`
    case 'time':
      return `${verb(constraints.trainingHours)} a training within ${number(problem.trainingHours ?? 0)} h.`
    case 'data':
      return `There ${countedTargets(problem.targets, problem)} to learn from.`
  }
}

/** The smallest change first: the limit at which the nearest model is allowed, rounded up to two digits. */
function waysOut(problem: Problem, { limit, needed, enough }: Broken): string[] {
  const up = roundUp(enough)
  switch (limit) {
    case 'params':
      return [`Allow ${numbered(roundUp(needed), 'parameter')}.`]
    case 'latency':
      return [
        `Allow ${plain(up)} ms (${number(needed)} ms / ${latencyShare}).`,
        `Compute the ${problem.answer.many} ahead in a batch run and serve them from a table.`,
      ]
    case 'memory':
      return [`Allow ${number(roundUp(enough / 1e6))} MB (${number(needed / 1e6)} MB / ${memoryShare}).`]
    case 'training-memory':
      return [`Train on a device of at least ${plain(roundUp(enough / 1e9))} GB.`]
    case 'budget':
      return [`Raise the budget to $${plain(up)}: ${trainingsPerBudget} trainings of the cheapest model.`]
    case 'time':
      return [
        `Allow ${plain(up)} h of training.`,
        problem.trainingDevice.id.startsWith('cpu') ? 'Train on a GPU.' : 'Train on a faster device.',
      ]
    case 'data':
      return [
        `Bring at least ${counted(Math.ceil(needed), problem.targetsNoun.one, problem.targetsNoun.many)}.`,
      ]
  }
}

/** Up to two significant digits: 12.3 -> 13, 0.123 -> 0.13. */
function roundUp(value: number): number {
  if (!(value > 0)) return 0
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2))
}

/**
 * Where fewer than two approaches are left and no single limit is to blame, the set cannot compare: said with the
 * data that there is, and what would bring more approaches in.
 */
export function scarcity({ field, problem, ranking, refused }: Solution): Flag[] {
  if (ranking.length > 1) return []
  const [only] = ranking
  const { arithmetic, waysOut } = field.scarcity(problem)
  if (only && refused.length === 0)
    return [
      {
        id: 'C07',
        severity: 'warn',
        conflict: `The catalogue has one approach for this: ${only.name}.`,
        arithmetic: `1 of 1 family can be built, so nothing is compared. ${arithmetic}`,
        waysOut,
      },
    ]
  return [
    {
      id: 'C07',
      severity: only ? 'warn' : 'block',
      conflict: only ? `Only one approach is left: ${only.name}.` : 'No approach of the catalogue is left.',
      arithmetic: `${refused.length} of ${counted(refused.length + ranking.length, 'family', 'families')} ${refused.length === 1 ? 'is' : 'are'} ruled out, each with its reason below. ${arithmetic}`,
      waysOut: [...waysOut, 'Allow a family that was ruled out.'],
    },
  ]
}

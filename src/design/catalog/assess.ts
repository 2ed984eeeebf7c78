/** Computes everything that is said of a family at one size: its parts one by one, and what they come to together. */
import { exact, type Figure, sum } from '../estimate/figure.js'
import type { Figures } from '../proposal.js'
import { assessEstimator } from './assess-estimator.js'
import { assessNetwork } from './assess-network.js'
import type { Assessed, Assessment } from './candidate.js'
import type { Gradient, NetworkModel, Recipe, Rung, RungPart } from './family.js'
import type { Problem } from './problem.js'
import { capital } from './words.js'

/** @param isTrial whether the first broken limit is enough to know: other sizes are tried then */
export function assess(problem: Problem, rung: Rung, recipe: Recipe, isTrial = false): Assessed {
  const parts: AssessedPart[] = []
  for (const part of rung.parts) {
    const { role, model } = part
    const one =
      model.kind === 'network'
        ? remembered(problem, role, model, part.gradient ?? recipe.gradient, isTrial)
        : assessEstimator(problem, role, model)
    if (!one.ok) return rung.parts.length > 1 ? { ok: false, reason: `of its ${role}, ${one.reason}` } : one
    parts.push({ part, assessment: one.assessment })
  }
  const [main] = parts
  if (!main) return { ok: false, reason: 'it has no part to compute.' }
  if (parts.length === 1) return { ok: true, assessment: main.assessment }
  const all = parts.map(({ assessment }) => assessment)
  const figures = together(parts)
  return {
    ok: true,
    assessment: {
      ...main.assessment,
      figures,
      // A rule or a linear head beside a network is no reason to say that the whole answers from the CPU.
      servingDevice: (networkOf(parts) ?? main).assessment.servingDevice,
      unknown: figures.trainingCost ? {} : Object.assign({}, ...all.map(({ unknown }) => unknown)),
      assumptions: parts.flatMap(({ part, assessment }) =>
        assessment.assumptions.map((words) => `${capital(part.role)}: ${words}`),
      ),
      notCounted: [...new Set([...all.flatMap(({ notCounted }) => notCounted), ...unpriced(parts)])],
      parts: all.flatMap((one) => one.parts),
      deviceBytes: all.reduce((total, { deviceBytes }) => total + deviceBytes, 0),
      learned: all.reduce((total, { learned }) => total + learned, 0),
    },
  }
}

/** The network that works for each request, where there is one. */
const networkOf = (parts: readonly AssessedPart[]): AssessedPart | undefined =>
  parts.find(({ part: { model } }) => model.kind === 'network' && model.serves !== 'ahead')

const kept = new Map<string, Assessed>()
const most = 4096

/** Questions design the same model many times: a memory of results only, the same with it and without. */
function remembered(
  problem: Problem,
  role: string,
  model: NetworkModel,
  gradient: Gradient | undefined,
  isTrial: boolean,
): Assessed {
  const key = JSON.stringify([role, model, gradient, isTrial, settingOfNetwork(problem)])
  const known = kept.get(key)
  if (known) return known
  const result = assessNetwork(problem, role, model, gradient, isTrial)
  if (kept.size >= most) kept.clear()
  kept.set(key, result)
  return result
}

/** All of a problem that a network's assessment depends on. */
function settingOfNetwork(problem: Problem) {
  const { latency, memoryBytes, budgetUsd, trainingHours, framework, answer, example } = problem
  const { trainingDevice, servingDevice, servingCores, targets, targetsNoun, targetsFrom } = problem
  const { precision, batchSize } = problem.brief.constraints
  return [
    [latency, memoryBytes, budgetUsd, trainingHours, framework, answer, example],
    [trainingDevice, servingDevice, servingCores, targets, targetsNoun, targetsFrom],
    [precision?.value, batchSize?.value],
  ]
}

interface AssessedPart {
  readonly part: RungPart
  readonly assessment: Assessment
}

/**
 * What is stored and what is trained adds up; of a request only the parts that work for each one; and parts are
 * trained one after another, so the memory of training is that of the largest.
 */
function together(parts: readonly AssessedPart[]): Figures {
  const named = (of: readonly AssessedPart[], pick: (figures: Figures) => Figure | undefined) =>
    of.flatMap(({ part, assessment }) => {
      const figure = pick(assessment.figures)
      return figure ? [{ role: part.role, figure }] : []
    })
  const added = (of: readonly AssessedPart[], pick: (figures: Figures) => Figure | undefined) => {
    const list = named(of, pick)
    return sum(
      list.map(({ figure }) => figure),
      list.map(({ role, figure }) => `${role}: ${figure.formula}`).join(' + '),
    )
  }
  const priced = parts.filter(({ assessment }) => assessment.figures.trainingCost)
  const asked = parts.filter(({ part }) => part.model.serves !== 'ahead')
  return {
    params: added(parts, (f) => f.params),
    trainableParams: added(parts, (f) => f.trainableParams),
    flops: asked.length > 0 ? added(asked, (f) => f.flops) : nothing('FLOPs'),
    weightMemory: added(parts, (f) => f.weightMemory),
    servingMemory: added(parts, (f) => f.servingMemory),
    trainingMemory: largest(named(besideMain(parts), (f) => f.trainingMemory)),
    latency: asked.length > 0 ? added(asked, (f) => f.latency) : nothing('milliseconds'),
    trainingTime: added(parts, (f) => f.trainingTime),
    ...(isPriced(parts) && { trainingCost: added(priced, (f) => f.trainingCost) }),
  }
}

/** Parts that are trained where the main one is: what a host fits beside it takes nothing of an accelerator. */
const besideMain = (parts: readonly AssessedPart[]): AssessedPart[] =>
  parts.filter(({ assessment }) => assessment.training.device === parts[0]?.assessment.training.device)

/** Some of what is paid for is known: nothing beside something unknown is unknown. */
const isPriced = (parts: readonly AssessedPart[]): boolean => {
  const costs = parts.map(({ assessment }) => assessment.figures.trainingCost)
  return (
    costs.every((cost) => cost !== undefined) || costs.some((cost) => cost !== undefined && cost.high > 0)
  )
}

/** Parts whose training has no price, where others have one: the cost is told without them. */
const unpriced = (parts: readonly AssessedPart[]): string[] => {
  const without = parts.filter(({ assessment }) => !assessment.figures.trainingCost)
  if (!isPriced(parts)) return []
  return without.map(
    ({ part, assessment }) =>
      `the cost of the ${part.role}: ${assessment.unknown.trainingCost ?? 'not known'}`,
  )
}

const nothing = (unit: 'FLOPs' | 'milliseconds') =>
  exact(0, unit, 'all parts work ahead of requests', 'the plan of the proposal')

function largest(list: readonly { readonly role: string; readonly figure: Figure }[]): Figure {
  const [first, ...rest] = list
  if (!first) throw new RangeError('Expected at least one part. Received: none')
  const most = rest.reduce((a, b) => (b.figure.value > a.figure.value ? b : a), first)
  return {
    ...most.figure,
    formula:
      list.length > 1
        ? `largest of ${list.length} parts, ${most.role}: ${most.figure.formula}`
        : most.figure.formula,
  }
}

/** A chosen candidate as a proposal: everything that is said of it, still without its checks. */

import { grouped } from '../brief/facts.js'
import { evaluation } from '../catalog/evaluation.js'
import type { Recipe } from '../catalog/family.js'
import { plan } from '../catalog/plan.js'
import type { Problem } from '../catalog/problem.js'
import type { Proposal, TrainingPlan } from '../proposal.js'
import type { Switch } from './switch.js'
import { type Side, tradeoffs } from './tradeoffs.js'

/** @param sides the chosen ones, the recommended first */
export function write(
  problem: Problem,
  self: Side,
  sides: readonly Side[],
  switches: readonly Switch[],
): Omit<Proposal, 'checks'> {
  const { family, name, rung, assessment } = self.candidate
  const { part, figures, unknown, assumptions, servingDevice } = assessment
  const writing = family.write(problem, rung)
  const recommended = sides[0] ?? self
  const other = (self === recommended ? sides[1] : recommended) ?? self
  return {
    id: self.id,
    name,
    family: family.id,
    overview: writing.overview,
    parts: [part],
    spec: part.kind === 'network' ? part.spec : null,
    inputs: writing.inputs,
    outputs: writing.outputs,
    figures,
    unknown,
    assumptions,
    notCounted: [...new Set([...assessment.notCounted, ...writing.notCounted])],
    servingDevice,
    training: trainingPlan(problem, self, family.recipe(problem)),
    alternativeName: other.candidate.name,
    tradeoffs: tradeoffs(problem, self, other, recommended.id, switches),
    plan: plan(problem, family.readsFuture, writing.steps),
    files: writing.files,
    risks: writing.risks,
  }
}

function trainingPlan(problem: Problem, { candidate }: Side, recipe: Recipe): TrainingPlan {
  const { steps } = candidate.assessment.training
  const schedule = steps
    ? `linear warm-up over ${grouped(steps.warmupSteps)} of ${grouped(steps.totalSteps)} steps to ${steps.learningRate}, then ${recipe.schedule}`
    : recipe.schedule
  return {
    ...candidate.assessment.training,
    loss: recipe.loss,
    optimizer: recipe.optimizer,
    schedule,
    regularization: recipe.regularization,
    evaluation: evaluation(problem, candidate.family.kind === 'baseline'),
  }
}

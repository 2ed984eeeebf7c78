/** A chosen candidate as a proposal: everything that is said of it, still without its checks. */

import { counted, grouped } from '../brief/facts.js'
import type { Recipe } from '../catalog/family.js'
import type { Field } from '../catalog/field.js'
import type { Problem } from '../catalog/problem.js'
import { withoutPeriod } from '../catalog/words.js'
import type { Proposal, TrainingPlan } from '../proposal.js'
import type { Switch } from './switch.js'
import { type Side, tradeoffs } from './tradeoffs.js'

/** @param sides the chosen ones, the recommended first */
export function write(
  field: Field,
  problem: Problem,
  self: Side,
  sides: readonly Side[],
  switches: readonly Switch[],
): Omit<Proposal, 'checks'> {
  const { family, name, rung, assessment } = self.candidate
  const { parts, figures, unknown, assumptions, servingDevice } = assessment
  const [main] = parts
  const writing = family.write(problem, rung)
  const recommended = sides[0] ?? self
  const other = (self === recommended ? sides[1] : recommended) ?? self
  return {
    id: self.id,
    name,
    family: family.id,
    size: rung.label,
    overview: writing.overview,
    parts,
    spec: main?.kind === 'network' ? main.spec : null,
    inputs: writing.inputs,
    outputs: writing.outputs,
    figures,
    prior: self.candidate.prior,
    unknown,
    assumptions,
    notCounted: [...new Set([...assessment.notCounted, ...writing.notCounted])],
    servingDevice,
    training: trainingPlan(field, problem, self, family.recipe(problem, rung)),
    alternativeName: other.candidate.name,
    tradeoffs: tradeoffs(field, problem, self, other, recommended.id, switches),
    plan: field.plan(problem, family, writing.steps),
    files: writing.files,
    risks: [...overAssumed(self.candidate), ...writing.risks],
  }
}

/** Said before all other risks: what a limit that nobody named would have ruled out. */
const overAssumed = ({ overAssumed: over }: Side['candidate']): string[] =>
  over
    ? [
        `Over a limit that was only assumed, even at its smallest: ${withoutPeriod(over)}. Say what holds, and the sizes follow.`,
      ]
    : []

function trainingPlan(field: Field, problem: Problem, { candidate }: Side, recipe: Recipe): TrainingPlan {
  const { steps } = candidate.assessment.training
  const schedule = steps
    ? `linear warm-up over ${grouped(steps.warmupSteps)} of ${counted(steps.totalSteps, 'step')} to ${steps.learningRate}, then ${recipe.schedule}`
    : recipe.schedule
  return {
    ...candidate.assessment.training,
    loss: recipe.loss,
    optimizer: recipe.optimizer,
    schedule,
    regularization: recipe.regularization,
    evaluation: field.evaluation(problem, candidate.family),
  }
}

/** From a brief to the step that shows a design: questions first where their answers matter, then proposals. */

import { vagueQuestions } from '../../design/asking/vague.js'
import type { Brief } from '../../design/brief/brief.js'
import type { ProposalSet } from '../../design/proposal.js'
import { proposeFrom } from '../../design/propose.js'
import { solve } from '../../design/proposing/solve.js'
import { understoodOf } from '../../design/proposing/understood.js'
import { questionsFrom } from '../../design/questions.js'
import type { Request } from '../../design/request.js'
import { revision } from '../../design/revision.js'
import { risks } from '../../design/risks/index.js'
import type { Step } from '../architect.js'
import { sayImpossible } from './impossible.js'

type Open = Exclude<Request, { kind: 'declined' }>

/** Asks once, and only where what the field needs most is open: it picks what can be built at all. */
export function askOrPropose({ kind, brief, notes }: Open, assumesRest: boolean): Step {
  const understood = understoodOf(brief)
  if (kind === 'vague') return { kind: 'ask', questions: vagueQuestions(brief), understood, notes, brief }
  const solution = solve(brief)
  // What contradicts itself is told at once, with what can be built: no question would mend it.
  const blocked = risks(brief).some(({ severity }) => severity === 'block')
  const enough = assumesRest || blocked || solution.field.isEnough(brief)
  const questions = enough ? [] : questionsFrom(brief, solution)
  if (questions.length > 0) return { kind: 'ask', questions, understood, notes, brief }
  return proposed(brief, solution, notes)
}

/**
 * @param notes on how the words were read
 * @param before what was proposed last, absent for the first proposals
 * @param number of the revision that this is
 */
export function propose(brief: Brief, notes: readonly string[], before?: ProposalSet, number = 1): Step {
  const step = proposed(brief, solve(brief), notes)
  if (step.kind !== 'propose' || !before) return step
  return { ...step, revision: revision(before, step.set, number) }
}

function proposed(brief: Brief, solution: ReturnType<typeof solve>, notes: readonly string[]): Step {
  const result = proposeFrom(brief, solution, notes)
  if (result.kind === 'impossible') return { kind: 'say', text: sayImpossible(result.impossible), brief }
  return { kind: 'propose', set: result.set, brief }
}

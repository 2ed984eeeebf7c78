/** The trade-off table of a proposal: one row per aspect, this approach against one other, figures as placeholders. */
import { counted, plain } from '../brief/facts.js'
import type { Candidate } from '../catalog/candidate.js'
import type { Field } from '../catalog/field.js'
import { number } from '../catalog/limits.js'
import type { Problem } from '../catalog/problem.js'
import { capital, oneOf, withoutPeriod } from '../catalog/words.js'
import { deviceById } from '../estimate/hardware.js'
import type { ProposalId, TradeOff } from '../proposal.js'
import type { Switch } from './switch.js'

export interface Side {
  readonly id: ProposalId
  readonly candidate: Candidate
}

/** Share of a replica's time that requests may take before queues grow. */
const busyShare = 0.6

/** @param leads the id of the recommended proposal */
export function tradeoffs(
  field: Field,
  problem: Problem,
  self: Side,
  other: Side,
  leads: ProposalId,
  switches: readonly Switch[],
): TradeOff[] {
  const row = (aspect: string, say: (side: Side) => string): TradeOff => ({
    aspect,
    thisApproach: say(self),
    alternative: say(other),
  })
  return [
    row('Performance', performance),
    row('Complexity', complexity),
    row('Resources', resources),
    row('Serving', (side) => serving(problem, side)),
    ...(field.aspects?.(problem) ?? []).map(({ aspect, say }) =>
      row(aspect, ({ candidate }) => say(candidate.family)),
    ),
    row('Explanation', ({ candidate: { family } }) => capital(family.interpretabilityBecause)),
    row('Size', (side) => size(problem, side)),
    ...(problem.brief.targets.throughputPerSecond
      ? [row('Capacity', (side) => capacity(problem, side))]
      : []),
    row('Take it when', (side) => when(side, leads, switches)),
  ]
}

function performance({ candidate: { prior } }: Side): string {
  return `${capital(prior.because)}. Quality prior ${prior.value.toFixed(2)} of 1, until the evaluation replaces it (${prior.source})`
}

function complexity({ id, candidate: { family, assessment } }: Side): string {
  const one = assessment.figures.params.value === 1
  return `${capital(family.complexityBecause)}; {{${id}.params}} stored ${one ? 'number' : 'numbers'}`
}

function resources({ id, candidate: { assessment } }: Side): string {
  const { device, deviceCount } = assessment.training
  const cost = assessment.figures.trainingCost ? `{{${id}.trainingCost}}` : 'cost unknown'
  return `{{${id}.trainingTime}} and {{${id}.trainingMemory}} on ${deviceWords(device, deviceCount)}; ${cost}`
}

function serving({ answer }: Problem, { id, candidate: { assessment } }: Side): string {
  const on = deviceById(assessment.servingDevice)
  const where = on && !on.id.startsWith('cpu-core') ? on.name : 'the CPU'
  return `{{${id}.latency|range}} ${oneOf(answer.one)} and {{${id}.servingMemory}} on ${where}`
}

function size(problem: Problem, { candidate: { rung, assessment, stoppedBy } }: Side): string {
  const starts = assessment.parts.some((part) => part.kind === 'network' && part.pretrained)
  const stops = stoppedBy ? `. One size up breaks a limit: ${withoutPeriod(stoppedBy)}` : ''
  if (assessment.learned === 0)
    return `${capital(rung.label)}; ${starts ? 'it starts from published weights' : 'nothing is learned from scratch'}${stops}`
  const learned = `${counted(assessment.learned, 'number')} learned from ${counted(assessment.targets, problem.targetsNoun.one, problem.targetsNoun.many)}`
  return `${capital(rung.label)}: ${learned}${stops || ', the largest size of the family'}`
}

/** Replicas for the asked throughput: rate x service time / 0.6, and one to spare. A device in the field has none. */
function capacity(problem: Problem, { candidate: { assessment } }: Side): string {
  const { constraints, targets } = problem.brief
  const rate = targets.throughputPerSecond?.value ?? 0
  const answers = counted(rate, problem.answer.one, problem.answer.many)
  const busy = (rate * assessment.figures.latency.value) / 1000
  if (constraints.deployment?.value === 'edge')
    return `The device is busy for ${plain(Math.round(100 * busy))}% of the time at ${answers} a second (rate x latency)`
  const replicas = Math.ceil(busy / busyShare) + 1
  return `${counted(replicas, 'replica')} for ${answers} a second (rate x latency / ${plain(busyShare)}, and one to spare)`
}

function when({ id, candidate }: Side, leads: ProposalId, switches: readonly Switch[]): string {
  if (id === leads) return 'The facts are as stated and assumed'
  const change = switches.find(({ family }) => family === candidate.family.id)
  if (change) return `If ${change.variation.condition}`
  if (candidate.family.kind === 'baseline') return 'No other beats it in the evaluation'
  return 'No single changed fact that was tried makes it the first choice'
}

function deviceWords(id: string, count: number): string {
  const device = deviceById(id)
  if (device?.kind === 'cpu') return `${count} CPU ${count === 1 ? 'core' : 'cores'}`
  return `${count === 1 ? '' : `${number(count)} x `}${device?.name ?? id}`
}

/** Which proposal is recommended, why, and the fact that would switch it. */
import { plain } from '../brief/facts.js'
import type { Candidate } from '../catalog/candidate.js'
import type { Field } from '../catalog/field.js'
import { leastLift } from '../catalog/plan.js'
import type { Problem } from '../catalog/problem.js'
import { isAskedFor, leadsUnasked, outweighs, score } from '../catalog/rank.js'
import { listed, withoutPeriod } from '../catalog/words.js'
import type { Recommendation } from '../proposal.js'
import type { Switch } from './switch.js'
import type { Side } from './tradeoffs.js'

/**
 * @param ranking all candidates, best first
 * @param sides the chosen ones, the recommended first
 */
export function recommendation(
  field: Field,
  problem: Problem,
  ranking: readonly Candidate[],
  sides: readonly Side[],
  switches: readonly Switch[],
): Recommendation {
  const [first] = sides
  if (!first) throw new RangeError('Expected at least one proposal. Received: none')
  return {
    id: first.id,
    why: why(field, problem, leadsUnasked(ranking, problem), first, sides),
    switchFact: switchFact(first, sides, switches),
  }
}

/** @param instead who would lead if the first had not been asked for */
function why(
  field: Field,
  problem: Problem,
  instead: Candidate | undefined,
  first: Side,
  sides: readonly Side[],
): string {
  const { family, name, prior } = first.candidate
  const { id } = first
  const worth = field.worth?.(problem)
  const wish = instead ? `${wishWords(problem, first, instead, sides)} ` : ''
  const data = `${field.dataWords(problem, family)} ${wish}`.trimEnd()
  if (family.kind === 'baseline') {
    const others = sides.filter((side) => side !== first)
    const held = others.find(({ candidate }) => isHeldBack(candidate, first.candidate, problem))
    if (others.length === 0)
      return `It is what is left: ${prior.because}. It answers in {{${id}.latency}} and takes {{${id}.weightMemory}}.`
    if (held)
      return `${data} ${heldWords(held, first)} Until then build ${id}: ${prior.because} (${prior.source}); it answers in {{${id}.latency}}${trainingWords(first)}.`
    return `${data} The plain baseline may be enough here: ${prior.because} (${prior.source}), ${others.some(({ candidate }) => candidate.family.complexity > family.complexity) ? 'and what is more complex is not likely to pay for its upkeep' : 'and the others are not likely to do better'}. Build ${id} first: it answers in {{${id}.latency}}${trainingWords(first)}. Go on to ${others[0]?.id} only if ${worth ?? `it beats ${id} by ${plain(leastLift * 100)}%`}.`
  }
  const baseline = sides.find(({ candidate }) => candidate.family.kind === 'baseline')
  const bar = baseline
    ? ` ${barWords(baseline)}${worth ? `; ${id} is worth its upkeep only if ${worth}` : ` that ${id} must beat by ${plain(leastLift * 100)}% to be worth its upkeep`}.`
    : ''
  const opening = instead
    ? 'What speaks for it'
    : `${name}${isAskedFor(family, problem) ? ', which you asked for,' : ''} leads here`
  return `${data} ${opening}: ${prior.because} (${prior.source}). It answers in {{${id}.latency}}${trainingWords(first)}.${bar}`
}

/** Whether a limit that nobody named is all that puts it behind the first. */
const isHeldBack = (candidate: Candidate, first: Candidate, problem: Problem): boolean =>
  candidate.overAssumed !== undefined && score(candidate.family, problem) > score(first.family, problem)

function heldWords({ id, candidate }: Side, first: Side): string {
  const { name, prior, overAssumed = '' } = candidate
  const qualities = `${prior.value.toFixed(2)} against ${first.candidate.prior.value.toFixed(2)}`
  return `${id} ${name} would lead (expected quality ${qualities}), but breaks a limit that was only assumed: ${withoutPeriod(overAssumed)}. Say what holds, and it is weighed again.`
}

/** It leads for a wish alone: said with what would lead without it. */
function wishWords(
  problem: Problem,
  { candidate }: Side,
  instead: Candidate,
  sides: readonly Side[],
): string {
  const shown = sides.find((side) => side.candidate === instead)
  const qualities = `${instead.prior.value.toFixed(2)} against ${candidate.prior.value.toFixed(2)}`
  const speaks = instead.prior.value > candidate.prior.value ? [] : outweighs(instead, candidate, problem)
  const which = speaks.length > 0 ? `, which ${listed(speaks)},` : ''
  return `${candidate.name} leads because you asked for it. Otherwise ${shown ? `${shown.id} ` : ''}${instead.name}${which} would lead (expected quality ${qualities}).`
}

/** What is used as published trains in no time at all. */
const isTrained = ({ candidate: { assessment } }: Side): boolean => assessment.figures.trainingTime.value > 0

/** What only counts, stores or indexes what it saw is computed: none of its numbers are learned. */
function trainingWords(side: Side): string {
  const { family, assessment } = side.candidate
  if (!isTrained(side)) return ', and nothing is trained'
  if (assessment.figures.trainableParams.value === 0)
    return `, and what it looks up is computed in {{${side.id}.trainingTime}}; nothing is trained`
  return ` and ${family.kind === 'baseline' ? 'is fitted' : 'trains'} in {{${side.id}.trainingTime}}`
}

/** The baseline comes first, whatever leads; one that needs no training is measured as it is. */
function barWords(side: Side): string {
  const { id } = side
  return isTrained(side)
    ? `Build ${id} first: computing it takes {{${id}.trainingTime}} and is the bar`
    : `Measure ${id} first: it needs no training and is the bar`
}

function switchFact(first: Side, sides: readonly Side[], [nearest]: readonly Switch[]): string {
  const { name } = first.candidate
  if (!nearest)
    return `No single change that was tried (amount and kind of data, explanations, latency, GPU) recommends another than ${name}.`
  const shown = sides.find(({ candidate }) => candidate.family.id === nearest.family)
  return `What would switch it: if ${nearest.variation.condition}, ${shown ? `${shown.id} ` : ''}${nearest.name} would be recommended${shown ? '' : ' (it is not among these)'}.`
}

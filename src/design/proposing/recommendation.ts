/** Which proposal is recommended, why, and the fact that would switch it. */
import { grouped, plain } from '../brief/facts.js'
import { leastLift } from '../catalog/evaluation.js'
import type { Problem } from '../catalog/problem.js'
import { amountOf, referenceWindows } from '../catalog/windows.js'
import { seriesWords, steps } from '../catalog/words.js'
import type { Recommendation } from '../proposal.js'
import type { Switch } from './switch.js'
import type { Side } from './tradeoffs.js'

/** @param sides the chosen ones, the recommended first */
export function recommendation(
  problem: Problem,
  sides: readonly Side[],
  switches: readonly Switch[],
): Recommendation {
  const [first] = sides
  if (!first) throw new RangeError('Expected at least one proposal. Received: none')
  return {
    id: first.id,
    why: why(problem, first, sides),
    switchFact: switchFact(first, sides, switches),
  }
}

function why(problem: Problem, first: Side, sides: readonly Side[]): string {
  const { family, name, prior } = first.candidate
  const baseline = sides.find(({ candidate }) => candidate.family.kind === 'baseline')
  if (family.kind === 'baseline')
    return `It is what is left: ${prior.because}. It answers in {{${first.id}.latency}} and takes {{${first.id}.weightMemory}}.`
  const windows = referenceWindows(problem)
  const amount = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }[
    amountOf(problem)
  ]
  const data = `${seriesWords(problem)} with ${steps(problem.trainingSteps, problem)} of training data hold about ${grouped(windows)} independent windows: ${amount}.`
  const bar = baseline
    ? ` Build ${baseline.id} first: computing it takes {{${baseline.id}.trainingTime}} and is the bar that ${first.id} must beat by ${plain(leastLift * 100)}% to be worth its upkeep.`
    : ''
  const sized =
    family.kind === 'statistics'
      ? `${problem.seriesCount === 1 ? 'One series' : `${seriesWords(problem)}, each fitted alone`}: ${name} leads here because ${prior.because} (${prior.source}).`
      : `${data} ${name} leads here because ${prior.because} (${prior.source}).`
  return `${sized} It answers in {{${first.id}.latency}} and trains in {{${first.id}.trainingTime}}.${bar}`
}

function switchFact(first: Side, sides: readonly Side[], [nearest]: readonly Switch[]): string {
  const { name } = first.candidate
  if (!nearest)
    return `No single change that was tried (planned inputs, number of series, length of history, explanations, latency, intervals, GPU) recommends another than ${name}.`
  const shown = sides.find(({ candidate }) => candidate.family.id === nearest.family)
  return `What would switch it: if ${nearest.variation.condition}, ${shown ? `${shown.id} ` : ''}${nearest.name} would be recommended${shown ? '' : ' (it is not among these)'}.`
}

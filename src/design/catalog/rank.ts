/** Which candidates are worth showing: a score for ranking, dominance, and two to four that differ in kind. */
import type { Candidate } from './candidate.js'
import type { Family } from './family.js'
import { latencyRoom } from './limits.js'
import type { Problem } from './problem.js'

/** Working weights of design rule 1: data fit, expected quality, head-room, upkeep, interpretability. */
export const weights = {
  dataFit: 0.3,
  quality: 0.25,
  room: 0.15,
  upkeep: 0.15,
  interpretability: 0.15,
} as const

/**
 * Higher is better. Quality is taken relative to what is compared; interpretability counts where it was asked for.
 * Head-room falls with latency / limit, so a tighter limit can only favour what is faster.
 */
export function score(candidate: Candidate, all: readonly Candidate[], problem: Problem): number {
  const { family, prior, dataFit, assessment } = candidate
  const qualities = all.map((other) => other.prior.value)
  const [worst, best] = [Math.min(...qualities), Math.max(...qualities)]
  const quality = best > worst ? (prior.value - worst) / (best - worst) : 1
  const wish = problem.brief.constraints.interpretability
  const asked = problem.brief.constraints.wantedFamilies?.value.some((word) => family.words.includes(word))
  return (
    weights.dataFit * dataFit +
    weights.quality * quality +
    weights.room * latencyRoom(assessment.figures.latency, problem) +
    weights.upkeep * (1 - family.complexity) +
    (wish ? weights.interpretability * family.interpretability : 0) +
    (asked ? 0.05 : 0)
  )
}

/** Priors closer than this are not told apart. */
const sameQuality = 0.02

/** `a` is nowhere worse than `b` and somewhere better: quality, latency, training cost, complexity, interpretability. */
export function dominates(a: Candidate, b: Candidate, problem: Problem): boolean {
  if (problem.plannedInputs > 0 && b.family.readsFuture && !a.family.readsFuture) return false
  const costs = (c: Candidate) => [
    c.assessment.figures.latency.value,
    c.assessment.figures.trainingTime.value,
    c.family.complexity,
    -c.family.interpretability,
  ]
  const [mine, theirs] = [costs(a), costs(b)]
  const quality = a.prior.value - b.prior.value
  const nowhereWorse = quality >= -sameQuality && mine.every((value, i) => value <= (theirs[i] ?? value))
  return nowhereWorse && (quality > sameQuality || mine.some((value, i) => value < (theirs[i] ?? value)))
}

export interface Choice {
  /** Recommended first, the baseline last. */
  readonly chosen: readonly Candidate[]
  readonly left: readonly { readonly candidate: Candidate; readonly reason: string }[]
}

const most = 4

/** @param switchTo the family that a change of facts would favour: shown even where another dominates it now */
export function choose(
  candidates: readonly Candidate[],
  problem: Problem,
  switchTo: Family | undefined,
): Choice {
  const ranked = [...candidates].sort(
    (a, b) =>
      score(b, candidates, problem) - score(a, candidates, problem) || a.family.id.localeCompare(b.family.id),
  )
  const baseline = ranked.find(({ family }) => family.kind === 'baseline')
  const others = ranked.filter(({ family }) => family.kind !== 'baseline')
  const recommended = others[0] ?? baseline
  if (!recommended) return { chosen: [], left: [] }
  const wanted = problem.brief.constraints.wantedFamilies?.value ?? []
  const isKept = (c: Candidate) =>
    c === recommended || c.family === switchTo || c.family.words.some((word) => wanted.includes(word))
  const better = (c: Candidate) => others.find((other) => other !== c && dominates(other, c, problem))
  const kept = others.filter((c) => isKept(c) || !better(c))
  const room = baseline ? most - 1 : most
  // What must be shown comes before what ranks higher.
  const inOrder = [...kept.filter(isKept), ...kept.filter((c) => !isKept(c))]
  const shown = new Set(inOrder.slice(0, room))
  const chosen = others.filter((c) => shown.has(c))
  const left = others
    .filter((c) => !shown.has(c))
    .map((candidate) => ({ candidate, reason: reasonLeft(candidate, better(candidate), recommended) }))
  return { chosen: baseline && baseline !== recommended ? [...chosen, baseline] : [recommended], left }
}

function reasonLeft(candidate: Candidate, better: Candidate | undefined, recommended: Candidate): string {
  if (!better)
    return `It holds every limit, but ranks below the ones shown: ${candidate.prior.because} (expected quality ${candidate.prior.value.toFixed(2)} against ${recommended.prior.value.toFixed(2)} of ${recommended.name}).`
  return `${better.name} is better or equal in every respect: expected quality ${better.prior.value.toFixed(2)} against ${candidate.prior.value.toFixed(2)} (${candidate.prior.because}; ${candidate.prior.source}), faster to answer and to train, and simpler to run.`
}

/** Which candidates are worth showing: a score for ranking, dominance, and two to four that differ in kind. */
import type { Assessment, Candidate } from './candidate.js'
import type { Family } from './family.js'
import type { Problem } from './problem.js'
import { withoutPeriod } from './words.js'

/**
 * Working weights: data fit, expected quality, upkeep, interpretability where it was asked for. Head-room is no
 * part of it: every limit is a gate with its own margin, so that a tighter limit can only take candidates away and
 * never recommends something slower.
 */
export const weights = {
  dataFit: 0.3,
  quality: 0.25,
  upkeep: 0.15,
  interpretability: 0.15,
  askedFor: 0.05,
} as const

/** The range that quality priors of the catalogue span; fixed, so that who else competes changes no order. */
const priors = { least: 0.25, most: 0.85 } as const

/** Higher is better. Depends on the family and the problem alone: not on its size, not on who else competes. */
export function score(family: Family, problem: Problem): number {
  const { interpretability, wantedFamilies } = problem.brief.constraints
  const asked = wantedFamilies?.value.some((word) => family.words.includes(word))
  const quality = (family.prior(problem).value - priors.least) / (priors.most - priors.least)
  return (
    weights.dataFit * family.dataFit(problem) +
    weights.quality * quality +
    weights.upkeep * (1 - family.complexity) +
    (interpretability ? weights.interpretability * family.interpretability : 0) +
    (asked ? weights.askedFor : 0)
  )
}

/** Best first. Where the plain baseline ranks first it may be enough, and is recommended. */
export function ranked(families: readonly Family[], problem: Problem): Family[] {
  const scored = families.map((family) => ({ family, points: score(family, problem) }))
  scored.sort((a, b) => b.points - a.points || (a.family.id < b.family.id ? -1 : 1))
  return scored.map(({ family }) => family)
}

/** Priors closer than this are not told apart. */
const sameQuality = 0.02

/** `a` is nowhere worse than `b` and somewhere better: quality, latency, training time, complexity, interpretability. */
export function dominates(a: Candidate, b: Candidate, problem: Problem): boolean {
  const mine = a.family.abilities?.(problem) ?? []
  if (b.family.abilities?.(problem).some((ability) => !mine.includes(ability))) return false
  const quality = a.prior.value - b.prior.value
  // What the families say of themselves comes first: sizes take much longer to know.
  const upkeep = ({ family }: Candidate) => [family.complexity, -family.interpretability]
  if (quality < -sameQuality || isSomewhereMore(upkeep(a), upkeep(b))) return false
  const costs = ({ figures }: Assessment) => [figures.latency.value, figures.trainingTime.value]
  // What is no slower than the smallest size is no slower than a larger one.
  const slower = (b: Assessment) => isSomewhereMore(costs(a.assessment), costs(b))
  if (slower(b.smallest) && slower(b.assessment)) return false
  return (
    quality > sameQuality ||
    isSomewhereMore(upkeep(b), upkeep(a)) ||
    isSomewhereMore(costs(b.assessment), costs(a.assessment))
  )
}

const isSomewhereMore = (left: readonly number[], right: readonly number[]): boolean =>
  left.some((value, i) => value > (right[i] ?? value))

export interface Selection {
  /** Recommended first, the baseline last where it is not the recommended one. */
  readonly chosen: readonly Candidate[]
  readonly left: readonly { readonly candidate: Candidate; readonly reason: string }[]
}

const most = 4

/**
 * @param ranking the candidates, best first
 * @param favoured ids of families that some changed fact would favour: shown even where another dominates them now
 */
export function choose(
  ranking: readonly Candidate[],
  problem: Problem,
  favoured: readonly string[],
): Selection {
  const [recommended] = ranking
  if (!recommended) return { chosen: [], left: [] }
  const baseline = ranking.find((c) => c !== recommended && c.family.kind === 'baseline')
  const others = ranking.filter((c) => c !== recommended && c !== baseline)
  const wanted = problem.brief.constraints.wantedFamilies?.value ?? []
  // What must be shown comes before what ranks higher.
  const urgency = ({ family }: Candidate) => {
    if (family.words.some((word) => wanted.includes(word))) return 1
    const at = favoured.indexOf(family.id)
    return at < 0 ? Number.POSITIVE_INFINITY : 2 + at
  }
  const better = (c: Candidate) => ranking.find((other) => other !== c && dominates(other, c, problem))
  // Two of one kind are no choice: the better of them stands for it, unless both were asked for.
  const sameKind = (c: Candidate, i: number, list: readonly Candidate[]) =>
    urgency(c) !== 1 &&
    (c.family.kind === recommended.family.kind ||
      list.some((other, at) => other.family.kind === c.family.kind && (urgency(other) === 1 || at < i)))
  // What breaks a limit that was only assumed is shown where there is little else.
  const enough = others.filter((c) => !c.overAssumed && !better(c)).length > 0
  const open = others
    .filter((c) => Number.isFinite(urgency(c)) || (!better(c) && (!c.overAssumed || !enough)))
    .sort((a, b) => Math.min(urgency(a), 99) - Math.min(urgency(b), 99))
  const kept = open.filter((c, i) => !sameKind(c, i, open))
  const shown = new Set(kept.slice(0, most - 1 - (baseline ? 1 : 0)))
  const left = others
    .filter((c) => !shown.has(c))
    .map((candidate) => ({ candidate, reason: whyLeft(candidate, better(candidate), recommended) }))
  return {
    chosen: [recommended, ...others.filter((c) => shown.has(c)), ...(baseline ? [baseline] : [])],
    left,
  }
}

function whyLeft(candidate: Candidate, better: Candidate | undefined, recommended: Candidate): string {
  if (candidate.overAssumed)
    return `It would break a limit that was only assumed: ${withoutPeriod(candidate.overAssumed)}. Say what holds, and it is weighed again.`
  const { value, because, source } = candidate.prior
  if (!better)
    return `It holds every limit, but ranks below the ones shown: ${because} (expected quality ${value.toFixed(2)} against ${recommended.prior.value.toFixed(2)} of ${recommended.name}; ${source}).`
  const same = better.prior.value <= value
  const quality = same
    ? `of about the same expected quality (${better.prior.value.toFixed(2)} and ${value.toFixed(2)} cannot be told apart)`
    : `of better expected quality (${better.prior.value.toFixed(2)} against ${value.toFixed(2)})`
  return `${better.name} is ${quality}, no slower to answer and to train, and no harder to run or to explain. Of this one: ${because} (${source}).`
}

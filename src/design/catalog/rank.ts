/** Which candidates are worth showing: a score for ranking, dominance, and two to four that differ in kind. */
import type { Assessment, Candidate } from './candidate.js'
import type { Family } from './family.js'
import type { Problem } from './problem.js'
import { listed, withoutPeriod } from './words.js'

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

/** Whether a word of the request asks for the family by name. */
export const isAskedFor = (family: Family, { brief }: Problem): boolean =>
  brief.constraints.wantedFamilies?.value.some((word) => family.words.includes(word)) ?? false

/** Higher is better. Depends on the family and the problem alone: not on its size, not on who else competes. */
export function score(family: Family, problem: Problem): number {
  return unasked(family, problem) + (isAskedFor(family, problem) ? weights.askedFor : 0)
}

/** The score without what a wish adds to it. */
function unasked(family: Family, problem: Problem): number {
  const { interpretability } = problem.brief.constraints
  const quality = (family.prior(problem).value - priors.least) / (priors.most - priors.least)
  return (
    weights.dataFit * family.dataFit(problem) +
    weights.quality * quality +
    weights.upkeep * (1 - family.complexity) +
    (interpretability ? weights.interpretability * family.interpretability : 0)
  )
}

/**
 * Who would lead if nobody had asked for a family by name: undefined where that is the one that leads.
 * @param ranking the candidates, best first
 */
export function leadsUnasked(ranking: readonly Candidate[], problem: Problem): Candidate | undefined {
  const [first] = ranking
  if (!first || !isAskedFor(first.family, problem)) return undefined
  const points = score(first.family, problem)
  // What scores higher and yet comes after it stands back for a limit, whatever was asked for.
  const open = ranking.filter((c) => c === first || (!c.overAssumed && score(c.family, problem) <= points))
  const best = open.reduce((a, b) => (unasked(b.family, problem) > unasked(a.family, problem) ? b : a))
  return best === first ? undefined : best
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
  const instead = leadsUnasked(ranking, problem)
  const isWanted = ({ family }: Candidate) => isAskedFor(family, problem)
  // What must be shown comes before what ranks higher.
  const urgency = (candidate: Candidate) => {
    const { family } = candidate
    if (isWanted(candidate)) return 1
    if (candidate === instead) return 2
    const at = favoured.indexOf(family.id)
    return at < 0 ? Number.POSITIVE_INFINITY : 3 + at
  }
  const better = (c: Candidate) => ranking.find((other) => other !== c && dominates(other, c, problem))
  // Two of one kind are no choice: the better of them stands for it, unless both were asked for.
  const sameKind = (c: Candidate, i: number, list: readonly Candidate[]) =>
    !isWanted(c) &&
    (c.family.kind === recommended.family.kind ||
      list.some((other, at) => other.family.kind === c.family.kind && (isWanted(other) || at < i)))
  // What breaks a limit that was only assumed is shown where there is little else.
  const enough = others.filter((c) => !c.overAssumed && !better(c)).length > 0
  const open = others
    .filter((c) => Number.isFinite(urgency(c)) || (!better(c) && (!c.overAssumed || !enough)))
    .sort((a, b) => Math.min(urgency(a), 99) - Math.min(urgency(b), 99))
  const kept = open.filter((c, i) => !sameKind(c, i, open))
  const shown = new Set(kept.slice(0, most - 1 - (baseline ? 1 : 0)))
  const left = others
    .filter((c) => !shown.has(c))
    .map((candidate) => {
      const wouldLead = candidate === instead
      const reason = whyLeft(candidate, better(candidate), recommended, problem, wouldLead)
      return { candidate, reason }
    })
  return {
    chosen: [recommended, ...others.filter((c) => shown.has(c)), ...(baseline ? [baseline] : [])],
    left,
  }
}

function whyLeft(
  candidate: Candidate,
  better: Candidate | undefined,
  recommended: Candidate,
  problem: Problem,
  wouldLead: boolean,
): string {
  if (candidate.overAssumed)
    return `It would break a limit that was only assumed: ${withoutPeriod(candidate.overAssumed)}. Say what holds, and it is weighed again.`
  const { value, because, source } = candidate.prior
  const against = `${value.toFixed(2)} against ${recommended.prior.value.toFixed(2)}`
  const outweighing = value > recommended.prior.value ? outweighs(recommended, candidate, problem) : []
  if (wouldLead)
    return `It holds every limit and would lead (expected quality ${against}) had ${recommended.name} not been asked for; ${alike(candidate, recommended)}. Of this one: ${because} (${source}).`
  if (!better && outweighing.length > 0)
    return `It holds every limit and is of better expected quality (${against}), but ranks below ${recommended.name}, which ${listed(outweighing)}. Of this one: ${because} (${source}).`
  if (!better)
    return `It holds every limit, but ranks below the ones shown: ${because} (expected quality ${against} of ${recommended.name}; ${source}).`
  const same = better.prior.value <= value
  const quality = same
    ? `of about the same expected quality (${better.prior.value.toFixed(2)} and ${value.toFixed(2)} cannot be told apart)`
    : `of better expected quality (${better.prior.value.toFixed(2)} against ${value.toFixed(2)})`
  return `${better.name} is ${quality}, no slower to answer and to train, and no harder to run or to explain. Of this one: ${because} (${source}).`
}

const alike = (candidate: Candidate, recommended: Candidate): string =>
  candidate.family.kind === recommended.family.kind
    ? 'the two are of one kind, so one of them is shown'
    : 'others that were asked for are shown in its place'

/** What else than quality puts one candidate before another, in the terms of the score. */
export function outweighs(first: Candidate, other: Candidate, problem: Problem): string[] {
  const [a, b] = [first.family, other.family]
  const explained = problem.brief.constraints.interpretability !== undefined
  return [
    ...(isAskedFor(a, problem) && !isAskedFor(b, problem) ? ['was asked for'] : []),
    ...(first.dataFit > other.dataFit ? ['suits this amount of data better'] : []),
    ...(a.complexity < b.complexity ? ['takes less to run and keep'] : []),
    ...(explained && a.interpretability > b.interpretability ? ['is easier to explain'] : []),
  ]
}

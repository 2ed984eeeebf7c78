/**
 * Sizes are solved for: of a family's rungs, from large to small, the first that holds every hard limit with its
 * margin and that the data can feed.
 */
import { assess } from './assess.js'
import type { Broken, Candidate, Refusal } from './candidate.js'
import type { Family, Rung } from './family.js'
import { brokenLimits } from './limits.js'
import type { Problem } from './problem.js'

export type Sized =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly refusal: Refusal }

interface Stopped {
  readonly ok: false
  readonly reason: string
  readonly broken: readonly Broken[]
}

export function largestThatFits(problem: Problem, family: Family): Sized {
  const name = family.name(problem)
  const rungs = family.rungs(problem)
  const [smallest] = rungs
  if (!smallest) return refused(family, name, 'It has no size for this problem.', [])
  // What the smallest size breaks, every size does; where it holds, one of them does.
  const least = attempt(problem, family, smallest)
  if (!least.ok) return refusedAt(family, name, smallest, least, rungs.length)
  let larger: string | undefined
  for (const rung of rungs.slice(1).reverse()) {
    const tried = attempt(problem, family, rung)
    if (tried.ok) return sized(tried.candidate, name, larger)
    larger = `${rung.label}: ${tried.reason}`
  }
  return sized(least.candidate, name, larger)
}

const sized = (candidate: Omit<Candidate, 'name'>, name: string, larger: string | undefined): Sized => ({
  ok: true,
  candidate: { ...candidate, name, ...(larger && { stoppedBy: larger }) },
})

/** Whether any size holds every limit: what the smallest breaks, every size does. */
export function fitsAtAll(problem: Problem, family: Family): boolean {
  const [smallest] = family.rungs(problem)
  return smallest !== undefined && attempt(problem, family, smallest).ok
}

function refusedAt(
  family: Family,
  name: string,
  rung: Rung,
  { reason, broken }: Stopped,
  sizes: number,
): Sized {
  const said =
    sizes > 1
      ? `Even at its smallest (${rung.label}), ${reason}`
      : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
  return refused(family, name, said, broken)
}

const refused = (family: Family, name: string, reason: string, broken: readonly Broken[]): Sized => ({
  ok: false,
  refusal: { family, name, reason, broken },
})

function attempt(
  problem: Problem,
  family: Family,
  rung: Rung,
): Stopped | { readonly ok: true; readonly candidate: Omit<Candidate, 'name'> } {
  const assessed = assess(problem, rung, family.recipe(problem, rung))
  if (!assessed.ok) return { ok: false, reason: assessed.reason, broken: [] }
  const { assessment } = assessed
  const broken = brokenLimits(problem, assessment)
  if (broken.length > 0)
    return { ok: false, reason: `${broken.map(({ reason }) => reason).join('; ')}.`, broken }
  return {
    ok: true,
    candidate: { family, rung, prior: family.prior(problem), dataFit: family.dataFit(problem), assessment },
  }
}

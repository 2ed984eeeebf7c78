/**
 * Sizes are solved for: of a family's rungs, from large to small, the first that holds every hard limit with its
 * margin and that the data can feed.
 */
import { assess } from './assess.js'
import type { Candidate, Refusal } from './candidate.js'
import type { Family, Rung } from './family.js'
import { type Broken, brokenLimits } from './limits.js'
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
  let stopped: Stopped = { ok: false, reason: 'it has no size for this problem.', broken: [] }
  let larger: string | undefined
  for (const rung of [...rungs].reverse()) {
    const tried = attempt(problem, family, rung)
    if (tried.ok) {
      const candidate = { ...tried.candidate, name, ...(larger && { stoppedBy: larger }) }
      return { ok: true, candidate }
    }
    stopped = tried
    larger = `${rung.label}: ${tried.reason}`
  }
  const { reason, broken } = stopped
  const said =
    rungs.length > 1 && rungs[0]
      ? `Even at its smallest (${rungs[0].label}), ${reason}`
      : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
  return { ok: false, refusal: { family, name, reason: said, broken } }
}

function attempt(
  problem: Problem,
  family: Family,
  rung: Rung,
): Stopped | { readonly ok: true; readonly candidate: Omit<Candidate, 'name'> } {
  const assessed = assess(problem, rung, family.recipe(problem))
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

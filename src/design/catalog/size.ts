/**
 * Sizes are solved for: of a family's rungs, from large to small, the first that holds every hard limit with its
 * margin and that the data can feed.
 */
import { assess } from './assess.js'
import type { Candidate } from './candidate.js'
import type { Family, Rung } from './family.js'
import { type Broken, brokenLimits } from './limits.js'
import type { Problem } from './problem.js'

export type Sized =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly reason: string; readonly limits: readonly Broken['limit'][] }

export function largestThatFits(problem: Problem, family: Family): Sized {
  const rungs = family.rungs(problem)
  let smallest: { reason: string; limits: Broken['limit'][] } = {
    reason: 'It has no size for this problem.',
    limits: [],
  }
  let stopped: string | undefined
  for (const rung of [...rungs].reverse()) {
    const tried = attempt(problem, family, rung)
    if (tried.ok) {
      const candidate = { ...tried.candidate, ...(stopped && { stoppedBy: stopped }) }
      return { ok: true, candidate }
    }
    smallest = tried
    stopped = `${rung.label}: ${tried.reason}`
  }
  const label = rungs.length > 1 && rungs[0] ? `Even at its smallest (${rungs[0].label}): ` : ''
  return { ok: false, reason: `${label}${smallest.reason}`, limits: smallest.limits }
}

type Attempt =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly reason: string; readonly limits: Broken['limit'][] }

function attempt(problem: Problem, family: Family, rung: Rung): Attempt {
  const assessed = assess(problem, rung, family.write(problem, rung).recipe)
  if (!assessed.ok) return { ok: false, reason: assessed.reason, limits: [] }
  const broken = brokenLimits(problem, assessed.assessment, assessed.stored)
  if (broken.length > 0)
    return {
      ok: false,
      reason: `${broken.map(({ reason }) => reason).join('; ')}.`,
      limits: broken.map(({ limit }) => limit),
    }
  const { assessment } = assessed
  const candidate = {
    family,
    name: family.name(problem),
    rung,
    prior: family.prior(problem),
    dataFit: family.dataFit(problem),
    assessment,
  }
  return { ok: true, candidate }
}

/**
 * Sizes are solved for: of a family's rungs the largest that holds every hard limit with its margin and that the data
 * can feed.
 */

import type { Figures } from '../proposal.js'
import { assess } from './assess.js'
import type { Assessment, Broken, Candidate, Refusal } from './candidate.js'
import type { Family, Rung } from './family.js'
import { brokenLimits } from './limits.js'
import { type Problem, withoutAssumed } from './problem.js'

export type Sized =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly refusal: Refusal }

interface Stopped {
  readonly ok: false
  readonly reason: string
  readonly broken: readonly Broken[]
  readonly figures?: Figures
}

/**
 * Whether the smallest size holds every limit is known at once; the largest that does is looked for when its size is
 * first asked for, because most families are ruled out of a choice by what does not depend on it.
 */
export function largestThatFits(problem: Problem, family: Family): Sized {
  const rungs = family.rungs(problem)
  const [smallest] = rungs
  if (!smallest) {
    const reason = 'It has no size for this problem.'
    return { ok: false, refusal: { family, name: family.name(problem), reason, broken: [] } }
  }
  // What the smallest size breaks, every size does; where it holds, one of them does.
  const least = attempt(problem, family, smallest, false)
  if (least.ok)
    return { ok: true, candidate: candidateOf(problem, family, least, () => largest(problem, family, least)) }
  // A limit that nobody named rules nothing out: the smallest size is shown, with what it takes.
  const over = attempt(withoutAssumed(problem), family, smallest, false)
  if (!over.ok) return refusedAt(family, family.name(problem), smallest, least, rungs.length)
  return { ok: true, candidate: candidateOf(problem, family, over, () => over, least.reason) }
}

interface Held {
  readonly rung: Rung
  readonly assessment: Assessment
  readonly stoppedBy?: string
}

function largest(problem: Problem, family: Family, least: Held): Held {
  const rungs = family.rungs(problem)
  let best = least
  let [fits, above] = [0, rungs.length]
  let stoppedBy: string | undefined
  // A larger size needs more of everything, so the border is looked for by halving, from the largest on.
  for (let at = rungs.length - 1; above - fits > 1; at = (fits + above) >> 1) {
    const rung = rungs[at]
    if (!rung) break
    const tried = attempt(problem, family, rung, true)
    if (tried.ok) [best, fits] = [tried, at]
    else [stoppedBy, above] = [`${rung.label}: ${tried.reason}`, at]
  }
  const { rung, assessment } = best
  return { rung, assessment, ...(stoppedBy && { stoppedBy }) }
}

/** @param find its size, looked for once and not before it is asked for */
function candidateOf(
  problem: Problem,
  family: Family,
  { assessment: smallest }: Held,
  find: () => Held,
  overAssumed?: string,
): Candidate {
  let found: Held | undefined
  const held = () => {
    found ??= find()
    return found
  }
  return {
    family,
    prior: family.prior(problem),
    dataFit: family.dataFit(problem),
    smallest,
    ...(overAssumed !== undefined && { overAssumed }),
    get name() {
      return family.sizedName?.(problem, held().rung) ?? family.name(problem)
    },
    get rung() {
      return held().rung
    },
    get assessment() {
      return held().assessment
    },
    get stoppedBy() {
      return held().stoppedBy
    },
  }
}

export type AtSmallest = 'within' | 'over assumed' | 'refused'

/** How the smallest size stands to the limits: what it breaks, every size does. */
export function atSmallest(problem: Problem, family: Family): AtSmallest {
  const [smallest] = family.rungs(problem)
  if (!smallest) return 'refused'
  if (attempt(problem, family, smallest, true).ok) return 'within'
  return attempt(withoutAssumed(problem), family, smallest, true).ok ? 'over assumed' : 'refused'
}

function refusedAt(
  family: Family,
  name: string,
  rung: Rung,
  { reason, broken, figures }: Stopped,
  sizes: number,
): Sized {
  const said =
    sizes > 1
      ? `Even at its smallest (${rung.label}), ${reason}`
      : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
  return { ok: false, refusal: { family, name, reason: said, broken, ...(figures && { figures }) } }
}

function attempt(
  problem: Problem,
  family: Family,
  rung: Rung,
  isTrial: boolean,
): Stopped | ({ readonly ok: true } & Held) {
  const assessed = assess(problem, rung, family.recipe(problem, rung), isTrial)
  if (!assessed.ok) return { ok: false, reason: assessed.reason, broken: [] }
  const { assessment } = assessed
  const broken = brokenLimits(problem, assessment)
  if (broken.length > 0)
    return {
      ok: false,
      reason: `${broken.map(({ reason }) => reason).join('; ')}.`,
      broken,
      figures: assessment.figures,
    }
  return { ok: true, rung, assessment }
}

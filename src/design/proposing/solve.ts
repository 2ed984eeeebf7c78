/**
 * The first phases of a design, and all that a comparison of designs needs: problem, candidates, sizes, ranking.
 * `propose` writes it out; questions and the switch of the recommendation look at outlines of it under changed facts.
 */
import type { Brief } from '../brief/brief.js'
import type { Candidate, Refusal } from '../catalog/candidate.js'
import type { Family } from '../catalog/family.js'
import type { Field } from '../catalog/field.js'
import { fieldFor } from '../catalog/fields.js'
import { ruledOut } from '../catalog/gate.js'
import type { Problem } from '../catalog/problem.js'
import { ranked } from '../catalog/rank.js'
import { type AtSmallest, atSmallest, largestThatFits, type Sized } from '../catalog/size.js'

export interface Solution {
  readonly field: Field
  /** With every fact that a design needs; what nobody said is marked as assumed. */
  readonly brief: Brief
  readonly problem: Problem
  /** Families that hold every limit, each at its largest size, best first. */
  readonly ranking: readonly Candidate[]
  readonly refused: readonly Refusal[]
}

/** @param brief what was said, of a domain that has a catalogue; it is completed here */
export const solve = (brief: Brief): Solution => solveIn(fieldFor(brief), brief)

/** The same in a field that is given. */
export const solveIn = (field: Field, brief: Brief): Solution => solveAs(field, field.complete(brief))

/** @param full completed */
function solveAs(field: Field, full: Brief): Solution {
  const problem = field.problem(full)
  const order = ranked(familiesFor(field, problem), problem)
  const tried = order.map((family) => ({ family, ...attempt(field, problem, family, false) }))
  const isAlone = !tried.some(({ ok, family }) => ok && family.kind !== 'baseline')
  const ranking: Candidate[] = []
  const refused: Refusal[] = []
  for (const first of tried) {
    const again = !first.ok && isAlone ? attempt(field, problem, first.family, true) : first
    if (again.ok) ranking.push(again.candidate)
    else refused.push(again.refusal)
  }
  const isOver = ({ overAssumed }: Candidate) => overAssumed !== undefined
  const hasRoom = problem.memoryBytes === undefined
  const before = ({ family }: Candidate) =>
    refused.filter((other) => order.indexOf(other.family) < order.indexOf(family))
  const held = hasRoom ? ranking : lastWhere(ranking, (one) => exceedsReplaced(one, before(one)))
  return { field, brief: full, problem, ranking: lastWhere(held, isOver), refused }
}

/**
 * Whether a network is larger or slower than the smallest size of a better one that a limit of memory rules out. Who has
 * little room is not helped by it: it comes after those that are neither. A limit of latency needs no such rule, since what
 * holds it is faster than what does not.
 * @param better families that rank before it and are refused
 */
function exceedsReplaced({ family, assessment }: Candidate, better: readonly Refusal[]): boolean {
  const { params, latency } = assessment.figures
  return better.some(
    ({ family: other, broken, figures }) =>
      family.neural &&
      other.neural &&
      figures !== undefined &&
      broken.some(({ limit }) => limit === 'memory') &&
      (params.value > figures.params.value || latency.value > figures.latency.value),
  )
}

/** What breaks a limit that was only assumed comes after what holds it, each in its order. */
const lastWhere = <T>(list: readonly T[], isLast: (one: T) => boolean): T[] => [
  ...list.filter((one) => !isLast(one)),
  ...list.filter(isLast),
]

/** Of a changed brief only what a comparison needs: which families can be built at all, and who leads at what size. */
export interface Outline {
  readonly families: readonly Family[]
  readonly first: Candidate | undefined
}

export const outlineOf = ({ ranking }: Solution): Outline => ({
  families: ranking.map(({ family }) => family),
  first: ranking[0],
})

/** As `outlineOf(solve(brief))`, without sizing the families that do not lead. */
export function outline(brief: Brief): Outline {
  const { problem, built } = trialOf(brief)
  // What a limit of memory rules out orders what is left, by sizes that only a solution knows.
  if (problem.memoryBytes !== undefined) return outlineOf(solve(brief))
  const families = built()
  const [family] = families
  const sized = family && largestThatFits(problem, family)
  return { families, first: sized?.ok ? sized.candidate : undefined }
}

/** The family that comes first in `solve`'s ranking. Undefined where nothing can be built. */
export function leader(brief: Brief): { readonly family: Family; readonly name: string } | undefined {
  const { problem, order, stands, built } = trialOf(brief)
  if (problem.memoryBytes !== undefined) return solve(brief).ranking[0]
  const first = order.find((family) => stands(family, false) === 'within')
  // A baseline may be alone: then what stands back for others steps in, so all have to be looked at.
  const family = first && first.kind !== 'baseline' ? first : built()[0]
  return family && { family, name: family.name(problem) }
}

/** The families of a field that are made for the problem's task. */
const familiesFor = (field: Field, problem: Problem): readonly Family[] =>
  field.families.filter((family) => field.suits?.(problem, family) ?? true)

/** Families in their order, how each stands at its smallest size, and those that can be built, as `solve` ranks them. */
interface Trial {
  readonly problem: Problem
  readonly order: readonly Family[]
  readonly stands: (family: Family, isAlone: boolean) => AtSmallest
  readonly built: () => readonly Family[]
}

function trialOf(brief: Brief): Trial {
  const field = fieldFor(brief)
  const problem = field.problem(field.complete(brief))
  const order = ranked(familiesFor(field, problem), problem)
  const sizes = new Map<Family, AtSmallest>()
  const stands = (family: Family, isAlone: boolean): AtSmallest => {
    if (whyUnfit(field, problem, family, isAlone) !== undefined) return 'refused'
    const known = sizes.get(family) ?? atSmallest(problem, family)
    sizes.set(family, known)
    return known
  }
  const buildable = (isAlone: boolean) =>
    lastWhere(
      order.filter((family) => stands(family, isAlone) !== 'refused'),
      (family) => stands(family, isAlone) === 'over assumed',
    )
  const built = () => {
    const families = buildable(false)
    return families.some(({ kind }) => kind !== 'baseline') ? families : buildable(true)
  }
  return { problem, order, stands, built }
}

/** Fit, then size: what fails at either is refused with its reason. */
function attempt(field: Field, problem: Problem, family: Family, isAlone: boolean): Sized {
  const reason = whyUnfit(field, problem, family, isAlone)
  if (reason === undefined) return largestThatFits(problem, family)
  return { ok: false, refusal: { family, name: family.name(problem), reason, broken: [] } }
}

/** @param isAlone nothing else that learns can be built: what only stands back for others then steps in */
function whyUnfit(field: Field, problem: Problem, family: Family, isAlone: boolean): string | undefined {
  const words = ruledOut(field, problem, family)
  if (words !== undefined) return words
  const fit = family.fits(problem)
  return fit.fits || (fit.others && isAlone) ? undefined : `${fit.reason.replace(/\.$/, '')} (${fit.source}).`
}

/** From a brief to two to four checked proposals that differ in kind, one of them recommended (design.md 5.5). */
import type { Brief } from './brief/brief.js'
import type { Flag } from './brief/flag.js'
import { familyTitle, notInCatalogue } from './catalog/asked.js'
import type { Candidate } from './catalog/candidate.js'
import { choose, type Selection } from './catalog/rank.js'
import type { Impossible, ProposalId, ProposalSet, Rejected } from './proposal.js'
import { checked } from './proposing/checks.js'
import { conflicts, scarcity } from './proposing/conflicts.js'
import { recommendation } from './proposing/recommendation.js'
import { type Solution, solve } from './proposing/solve.js'
import { type Switch, switches } from './proposing/switch.js'
import { assumptionsOf, understoodOf } from './proposing/understood.js'
import { write } from './proposing/write.js'
import { risks } from './risks/index.js'

export type Proposed =
  | { readonly kind: 'set'; readonly set: ProposalSet }
  | { readonly kind: 'impossible'; readonly impossible: Impossible }

const ids = ['A', 'B', 'C', 'D'] as const satisfies readonly ProposalId[]

/**
 * 1. complete the brief: what nobody said is assumed, and marked as such;
 * 2. state the problem in the field's sizes and limits;
 * 3. ask every family whether it fits;
 * 4. size each: the largest that holds every limit;
 * 5. keep, with the reason, what breaks a limit at every size;
 * 6. look for the facts that would switch the recommendation;
 * 7. choose two to four that differ in kind;
 * 8. write them out: overview, trade-offs, plan, files;
 * 9. check each before it leaves.
 *
 * @param brief as it was said, of a domain that has a catalogue
 * @param notes on how the words were read, for the person who wrote them
 * @throws UnsoundProposal when a check fails, which is a fault of the catalogue
 */
export function propose(brief: Brief, notes: readonly string[] = []): Proposed {
  const solution = solve(brief) // 1 to 5
  return proposeFrom(brief, solution, notes)
}

/** The later phases, where the first ones were already run for the same brief. */
export function proposeFrom(brief: Brief, solution: Solution, notes: readonly string[] = []): Proposed {
  const { field, problem } = solution
  const found = switches(solution) // 6
  const favoured = found.map(({ family }) => family)
  const selection = choose(solution.ranking, problem, favoured) // 7
  const rejected = rejectedOf(solution, selection)
  const parts = selection.chosen.flatMap(({ assessment }) => assessment.parts)
  const shared = {
    flags: flagsOf(brief, solution),
    rejected,
    assumptions: assumptionsOf(field, solution.brief, problem, parts),
    understood: understoodOf(brief),
    notes,
  }
  if (selection.chosen.length === 0) return { kind: 'impossible', impossible: shared }
  return { kind: 'set', set: { ...writeSet(solution, selection.chosen, found), ...shared } }
}

/** Conflicts first; scarcity only where none of them explains it. */
function flagsOf(brief: Brief, solution: Solution): Flag[] {
  const named = risks(brief)
  // What the words alone show is not said again of the models that were built.
  const blocks = new Set(named.filter(({ severity }) => severity === 'block').map(({ id }) => id))
  const built = conflicts(solution).filter(({ id }) => !blocks.has(id))
  const found = [...named, ...built]
  return found.some(({ severity }) => severity === 'block') ? found : [...found, ...scarcity(solution)]
}

function writeSet(
  { field, problem, ranking }: Solution,
  chosen: readonly Candidate[],
  found: readonly Switch[],
): Pick<ProposalSet, 'proposals' | 'recommendation'> {
  const sides = chosen.slice(0, ids.length).map((candidate, i) => ({ id: ids[i] ?? 'A', candidate }))
  const drafts = sides.map((side) => write(field, problem, side, sides, found)) // 8
  const proposals = drafts.map((draft, i) => {
    const side = sides[i]
    if (!side) throw new RangeError('Expected a candidate for every proposal.')
    return checked(draft, side.candidate, field, problem, drafts) // 9
  })
  return { proposals, recommendation: recommendation(field, problem, ranking, sides, found) }
}

/** Everything that was thought of and is not shown: refused, left behind, or asked for and unknown here. */
function rejectedOf({ problem, refused }: Solution, { left }: Selection): Rejected[] {
  return [
    ...refused.map(({ family, name, reason }) => ({ family: family.id, name, reason, canBeBuilt: false })),
    ...left.map(({ candidate, reason }) => ({
      family: candidate.family.id,
      name: candidate.name,
      reason,
      canBeBuilt: true,
    })),
    ...notInCatalogue(problem).map((word) => ({
      ...word,
      name: familyTitle(word.family, problem.brief.domain?.value),
      canBeBuilt: false,
    })),
  ]
}

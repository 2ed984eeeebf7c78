/** What a changed brief changed: the facts first, then the figures that they moved, then what came, went or leads. */
import type { Brief } from './brief/brief.js'
import { factRows } from './brief/facts.js'
import { complete } from './catalog/complete.js'
import type { FigureName, Proposal, ProposalSet, Revision } from './proposal.js'

/** What was designed: the brief as it was said, and the proposals for it. */
export interface Designed {
  readonly brief: Brief
  readonly set: ProposalSet
}

/** Figures that a revision speaks of, in the order people ask for them. */
const told = [
  'params',
  'weightMemory',
  'trainingMemory',
  'latency',
  'trainingTime',
  'trainingCost',
] as const satisfies readonly FigureName[]
/** Less is rounding. */
const leastMove = 0.005

/** @param number how many revisions there are with this one */
export function revision(before: Designed, after: Designed, number: number): Revision {
  return {
    number,
    facts: changedFacts(before.brief, after.brief),
    figures: movedFigures(before.set, after.set),
    notes: [
      ...recommended(before.set, after.set),
      ...comings(before.set, after.set),
      ...trainings(before.set, after.set),
    ],
  }
}

/** With defaults filled in on both sides, so that "assumed 200" may become "40". */
function changedFacts(before: Brief, after: Brief): Revision['facts'] {
  const [old, now] = [complete(before), complete(after)]
  return factRows.flatMap(({ label, read }) => {
    const [was, is] = [read(old), read(now)]
    if (was?.value === is?.value) return []
    const side = (said: typeof was) =>
      said === undefined ? 'not said' : `${said.value}${said.source === 'assumed' ? ' (assumed)' : ''}`
    return [{ label, before: side(was), after: side(is) }]
  })
}

const same = (set: ProposalSet, { family }: Proposal) => set.proposals.find((p) => p.family === family)

function movedFigures(before: ProposalSet, after: ProposalSet): Revision['figures'] {
  return after.proposals.flatMap((now) => {
    const old = same(before, now)
    if (!old) return []
    return told.flatMap((figure) => {
      const [was, is] = [old.figures[figure], now.figures[figure]]
      const moved = was && is ? Math.abs(is.value - was.value) > leastMove * was.value : was !== is
      return moved ? [{ proposal: now.name, figure, before: was, after: is }] : []
    })
  })
}

function recommended(before: ProposalSet, after: ProposalSet): string[] {
  const lead = (set: ProposalSet) => set.proposals.find(({ id }) => id === set.recommendation.id)
  const [was, is] = [lead(before), lead(after)]
  if (!was || !is) return []
  if (was.family === is.family) return [`Still recommended: ${is.id} ${is.name}.`]
  const left = after.rejected.find(({ family }) => family === was.family)
  const why = left ? ` ${was.name} is out: ${left.reason}` : ''
  return [`Now recommended: ${is.id} ${is.name}, before it was ${was.name}.${why}`]
}

function comings(before: ProposalSet, after: ProposalSet): string[] {
  const lost = before.proposals.find(({ id }) => id === before.recommendation.id)
  const came = after.proposals
    .filter((now) => !same(before, now))
    .map(({ id, name, family }) => {
      const old = before.rejected.find((r) => r.family === family)
      return `New: ${id} ${name}.${old ? ` Before: ${old.reason}` : ''}`
    })
  const went = before.proposals
    .filter((old) => !same(after, old) && old.family !== lost?.family)
    .map(({ name, family }) => {
      const now = after.rejected.find((r) => r.family === family)
      return `No longer proposed: ${name}.${now ? ` ${now.reason}` : ''}`
    })
  return [...came, ...went]
}

/** A change of precision or distribution is no figure, but it is what a device changes first. */
function trainings(before: ProposalSet, after: ProposalSet): string[] {
  return after.proposals.flatMap((now) => {
    const old = same(before, now)
    if (!old) return []
    const pairs = [
      ['precision', old.training.precision, now.training.precision],
      ['distribution', withoutFigures(old.training.distribution), withoutFigures(now.training.distribution)],
    ] as const
    return pairs.flatMap(([what, was, is]) =>
      was === is ? [] : [`${now.name}, ${what} of training: ${is}. Before: ${was}.`],
    )
  })
}

/** A note belongs to no proposal, so it cites no figure. */
const withoutFigures = (words: string) => words.replace(/:? [^:]*\{\{[^}]*\}\}[^;]*/, '')

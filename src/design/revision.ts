/** What a changed brief changed: the facts first, then the figures that they moved, then what came, went or leads. */
import { listed } from './catalog/words.js'
import { figureLabels } from './figure-labels.js'
import type { FigureName, Proposal, ProposalSet, Revision } from './proposal.js'

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
export function revision(before: ProposalSet, after: ProposalSet, number: number): Revision {
  return {
    number,
    facts: changedFacts(before, after),
    figures: movedFigures(before, after),
    notes: [
      ...recommended(before, after),
      ...comings(before, after),
      ...made(before, after),
      ...trainings(before, after),
      ...nowUnknown(before, after),
      ...conflicts(before, after),
    ],
  }
}

/** What was said and what was assumed, on both sides: "200 (assumed)" may become "40". */
export function changedFacts(before: ProposalSet, after: ProposalSet): Revision['facts'] {
  const [old, now] = [factsOf(before), factsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((fact) => {
    const [was, is] = [old.get(fact), now.get(fact)]
    if (was?.value === is?.value) return []
    const label = is?.label ?? was?.label ?? fact
    return [{ label, before: was?.said ?? 'not said', after: is?.said ?? 'not said' }]
  })
}

function factsOf({ understood, assumptions }: ProposalSet) {
  const rows = [
    ...understood.map((row) => ({ ...row, said: row.value })),
    ...assumptions.map((row) => ({ ...row, said: `${row.value} (assumed)` })),
  ]
  return new Map(rows.map((row) => [row.fact, row]))
}

const same = (set: ProposalSet, { family }: Proposal) => set.proposals.find((p) => p.family === family)

/** Proposals of a family that is on both sides. */
function pairs(before: ProposalSet, after: ProposalSet): { old: Proposal; now: Proposal }[] {
  return after.proposals.flatMap((now) => {
    const old = same(before, now)
    return old ? [{ old, now }] : []
  })
}

function movedFigures(before: ProposalSet, after: ProposalSet): Revision['figures'] {
  return pairs(before, after).flatMap(({ old, now }) =>
    told.flatMap((figure) => {
      const [was, is] = [old.figures[figure], now.figures[figure]]
      const moved = was && is ? Math.abs(is.value - was.value) > leastMove * was.value : was !== is
      return moved ? [{ proposal: now.name, figure, before: was, after: is }] : []
    }),
  )
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
    // The one that led and is out was spoken of already.
    .filter((old) => !same(after, old) && old.family !== lost?.family)
    .map(({ name, family }) => {
      const now = after.rejected.find((r) => r.family === family)
      return `No longer proposed: ${name}.${now ? ` ${now.reason}` : ''}`
    })
  return [...came, ...went]
}

/** Sizes and parts are no figures, but what figures follow from. */
function made(before: ProposalSet, after: ProposalSet): string[] {
  const roles = ({ parts }: Proposal) => listed(parts.map(({ role }) => role))
  return pairs(before, after).flatMap(({ old, now }) => [
    ...(old.size === now.size ? [] : [`${now.name}, size: ${now.size}. Before: ${old.size}.`]),
    ...(roles(old) === roles(now) ? [] : [`${now.name} is made of ${roles(now)}. Before: ${roles(old)}.`]),
  ])
}

/** A change of precision or distribution is no figure, but it is what a device changes first. */
function trainings(before: ProposalSet, after: ProposalSet): string[] {
  return pairs(before, after).flatMap(({ old, now }) => {
    const changes = [
      ['precision', old.training.precision, now.training.precision],
      ['distribution', withoutFigures(old.training.distribution), withoutFigures(now.training.distribution)],
    ] as const
    return changes.flatMap(([what, was, is]) =>
      was === is ? [] : [`${now.name}, ${what} of training: ${is}. Before: ${was}.`],
    )
  })
}

/** Why a figure that was known no longer is; proposals with the same reason together. */
function nowUnknown(before: ProposalSet, after: ProposalSet): string[] {
  const reasons = new Map<string, string[]>()
  for (const { old, now } of pairs(before, after))
    for (const figure of told) {
      const reason = now.unknown[figure]
      if (!reason || !old.figures[figure]) continue
      const said = `${figureLabels[figure].toLowerCase()}: ${reason}`
      reasons.set(said, [...(reasons.get(said) ?? []), now.id])
    }
  return [...reasons].map(([said, ids]) => `No longer known of ${listed(ids)}, ${said}.`)
}

/** What contradicted itself and no longer does, and what does now; its arithmetic stands with the flags. */
function conflicts(before: ProposalSet, after: ProposalSet): string[] {
  // A conflict may hold words as they were typed: they are told apart by id, and repeated without marks.
  const has = (set: ProposalSet, id: string) => set.flags.some((flag) => flag.id === id)
  const plain = (words: string) => words.replace(/[\\`*_[\]()<>#|~{}]/g, '')
  return [
    ...after.flags
      .filter(({ id }) => !has(before, id))
      .map(({ conflict }) => `New conflict: ${plain(conflict)}`),
    ...before.flags.filter(({ id }) => !has(after, id)).map(({ conflict }) => `Settled: ${plain(conflict)}`),
  ]
}

/** A note belongs to no proposal, so it cites no figure. */
const withoutFigures = (words: string) => words.replace(/:? [^:]*\{\{[^}]*\}\}[^;]*/, '')

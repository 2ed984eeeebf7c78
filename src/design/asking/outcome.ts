/** How far two designs are apart: who leads, which families can be built, the size and the figures of the leader. */
import type { Candidate } from '../catalog/candidate.js'
import type { Family } from '../catalog/family.js'
import type { FigureName } from '../proposal.js'
import type { Outline } from '../proposing/solve.js'

/** Weights of what can differ: who leads first, then which families there are, the leader's size and figures. */
const weight = { leader: 4, family: 1, size: 0.5, figure: 1 } as const

/** Figures that people decide by. */
const keyFigures = ['params', 'latency', 'trainingTime'] as const satisfies readonly FigureName[]
type KeyFigure = (typeof keyFigures)[number]
/** Doublings of a figure that count as a full change. */
const fullChange = 4
/** A figure that moves by less moved for no reason that anybody would act on. */
const leastMove = 0.1

export interface Difference {
  /** 0 where the designs are the same to anybody who decides by them. */
  readonly size: number
  readonly leads: boolean
  readonly came: readonly Family[]
  readonly went: readonly Family[]
  /** The leader's figure that moved most, where the leader stays and one moved. */
  readonly moved?: { readonly figure: KeyFigure; readonly before: number; readonly after: number }
}

export function difference(before: Outline, after: Outline): Difference {
  const [from, to] = [before.first, after.first]
  const came = after.families.filter((family) => !before.families.includes(family))
  const went = before.families.filter((family) => !after.families.includes(family))
  const leads = from?.family !== to?.family
  const isResized = from && to && !leads && from.rung.label !== to.rung.label
  const moves = from && to && !leads ? keyFigures.map((figure) => moveOf(figure, from, to)) : []
  const moved = moves.filter(({ size }) => size > 0).sort((a, b) => b.size - a.size)[0]
  return {
    size:
      (leads ? weight.leader : 0) +
      weight.family * (came.length + went.length) +
      (isResized ? weight.size : 0) +
      weight.figure * (moved?.size ?? 0),
    leads,
    came,
    went,
    ...(moved && { moved }),
  }
}

function moveOf(figure: KeyFigure, from: Candidate, to: Candidate) {
  const [before, after] = [from.assessment.figures[figure].value, to.assessment.figures[figure].value]
  const doublings = before > 0 && after > 0 ? Math.abs(Math.log2(after / before)) : 0
  const size = doublings > Math.log2(1 + leastMove) ? Math.min(1, doublings / fullChange) : 0
  return { figure, before, after, size }
}

/** Where a figure comes from: its arithmetic and its source. */
import { readQuantities } from '../../design/brief/quantities.js'
import type { Token } from '../../design/brief/tokens.js'
import { secondsPer } from '../../design/brief/units.js'
import type { Unit } from '../../design/estimate/figure.js'
import { figureLabels } from '../../design/figure-labels.js'
import { type FigureName, figureNames, type Proposal, type ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, literal } from './prose.js'

export interface OneFigure {
  readonly proposal: Proposal
  readonly figure: FigureName
}

export function explainFigures(asked: readonly OneFigure[], set: ProposalSet): Answer {
  return {
    text: asked.map(explain).join('\n\n'),
    cites: set.proposals.filter(({ id }) => asked.some(({ proposal }) => proposal.id === id)).map(cited),
  }
}

function explain({ proposal, figure }: OneFigure): string {
  const { id, name, figures, unknown } = proposal
  const title = `**${figureLabels[figure]} of ${id} ${literal(name)}**`
  const known = figures[figure]
  if (!known) return `${title}: unknown, because ${literal(unknown[figure] ?? 'it was not estimated')}.`
  const lines = [`how: ${literal(known.formula)}`, `source: ${literal(known.source)}`]
  return `${title}: {{${id}.${figure}|range}}\n${bullets(lines)}`
}

/** Values as people copy them are rounded. */
const near = 0.02

/** The figures that show a value which the text names ("3.2 GB", "37 µs"); every proposal's, most exact first. */
export function figuresOfValue(tokens: readonly Token[], { proposals }: ProposalSet): OneFigure[] {
  const values = readQuantities(tokens).flatMap((quantity) => readings(quantity.value, quantity.unit))
  const found = proposals.flatMap((proposal) =>
    figureNames.flatMap((figure) => {
      const shown = proposal.figures[figure]
      const distances = values
        .filter(({ units }) => shown && units.includes(shown.unit))
        .map(({ value }) => Math.abs(value - (shown?.value ?? 0)) / Math.max(value, shown?.value ?? 0))
      const distance = Math.min(...distances)
      return distance <= near ? [{ proposal, figure, distance }] : []
    }),
  )
  const least = Math.min(...found.map(({ distance }) => distance))
  return found
    .filter(({ distance }) => distance <= least + near / 4)
    .map(({ proposal, figure }) => ({ proposal, figure }))
}

type Unitless = ReturnType<typeof readQuantities>[number]['unit']

/** The base values that a written quantity may mean: GB is said for GiB, and a bare number counts. */
function readings(value: number, unit: Unitless): { value: number; units: readonly Unit[] }[] {
  switch (unit.kind) {
    case 'bytes': {
      const binary = Math.round(Math.log(unit.scale) / Math.log(1000))
      return [
        { value, units: ['bytes'] },
        { value: (value / unit.scale) * 1024 ** binary, units: ['bytes'] },
      ]
    }
    case 'time': {
      const seconds = value * secondsPer[unit.unit]
      return [
        { value: seconds / 3600, units: ['hours'] },
        { value: seconds * 1000, units: ['milliseconds'] },
      ]
    }
    case 'money':
      return [{ value, units: ['USD'] }]
    case 'count':
      return [{ value, units: ['parameters', 'elements', 'FLOPs', 'count'] }]
    default:
      return []
  }
}

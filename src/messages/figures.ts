/**
 * Fills the placeholders of prose: `{{latency}}` is the proposal's own figure, `{{B.latency}}` another one's,
 * `{{latency|range}}` with its range. Both architects cite figures this way, so prose cannot disagree with the
 * arithmetic.
 */
import { figureLabels } from '../design/figure-labels.js'
import { type CitedProposal, type FigureName, figureNames } from '../design/proposal.js'
import { formatFigure, formatRange } from './format.js'

const placeholder = /\{\{(?:([A-Z])\.)?([a-zA-Z]{1,40})(\|range)?\}\}/g

export { figureLabels, figureNames }

/** @param own the proposal whose figures go unprefixed; undefined where the text belongs to none */
export function fillFigures(text: string, proposals: readonly CitedProposal[], own?: CitedProposal): string {
  return text.replace(
    placeholder,
    (whole, id: string | undefined, name: string, range: string | undefined) => {
      const proposal = id === undefined ? own : proposals.find((p) => p.id === id)
      if (!proposal || !isFigureName(name)) return whole
      const figure = proposal.figures[name]
      if (!figure) return `unknown (${proposal.unknown[name] ?? 'not estimated'})`
      return range ? formatRange(figure) : formatFigure(figure)
    },
  )
}

function isFigureName(name: string | undefined): name is FigureName {
  return name !== undefined && Object.hasOwn(figureLabels, name)
}

/** How prose cites a figure: `{{latency}}` its own, `{{B.latency}}` another's, `{{latency|range}}` with its range. */
import { type CitedProposal, type FigureName, figureNames } from '../proposal.js'

const placeholder = /\{\{([^{}]*)\}\}/g
const form = /^(?:([A-D])\.)?([a-zA-Z]+)(\|range)?$/

/** The placeholders of a text that cite no figure there is: of no proposal, or one that is missing. */
export function danglingPlaceholders(
  text: string,
  own: CitedProposal | undefined,
  all: readonly CitedProposal[],
): string[] {
  return [...text.matchAll(placeholder)]
    .filter(([, inner = '']) => {
      const [, id, name] = form.exec(inner) ?? []
      const proposal = id === undefined ? own : all.find((p) => p.id === id)
      return !proposal || !isFigureName(name) || !(proposal.figures[name] ?? proposal.unknown[name])
    })
    .map(([whole]) => whole)
}

export const isFigureName = (name: string | undefined): name is FigureName =>
  figureNames.some((known) => known === name)

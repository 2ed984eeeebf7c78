/** The two pictures of a design. The same proposals give the same bytes. */
import type { Proposal, ProposalSet } from '../design/proposal.js'
import { layerDiagram } from './layer-diagram.js'
import { proposalChart } from './proposal-chart.js'
import type { Picture } from './svg.js'
import { type ThemeName, themes } from './theme.js'
import { typeface } from './typeface.js'

export const diagram = (proposal: Proposal, theme: ThemeName): Picture =>
  layerDiagram(proposal, themes[theme], typeface())

export const chart = (set: ProposalSet, theme: ThemeName): Picture =>
  proposalChart(set, themes[theme], typeface())

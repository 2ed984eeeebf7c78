/** The two pictures of a design as PNG files. The same proposals give the same bytes. */
import type { Proposal, ProposalSet } from '../design/proposal.js'
import { layerDiagram } from './layer-diagram.js'
import { proposalChart } from './proposal-chart.js'
import { renderPng } from './render-png.js'
import { type ThemeName, themes } from './theme.js'
import { typeface } from './typeface.js'

export const diagramPng = (proposal: Proposal, theme: ThemeName): Uint8Array =>
  renderPng(layerDiagram(proposal, themes[theme], typeface()))

export const chartPng = (set: ProposalSet, theme: ThemeName): Uint8Array =>
  renderPng(proposalChart(set, themes[theme], typeface()))

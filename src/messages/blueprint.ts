/**
 * A proposal as the document of design.md 5.6, in exactly its order of headings. Blocks, so that chat and
 * Markdown show the same content.
 */
import type { Part, Proposal, TensorRow } from '../design/proposal.js'
import { figureLabels, figureNames, fillFigures } from './figures.js'
import { formatCount, formatFigure, formatRange, formatShape } from './format.js'
import { escapeText } from './inline.js'
import { heading, list, type MessageBlock, type TableBlock, text } from './message.js'

export const architectureHeading = 'Model Architecture'

/** @param all the proposals of the set, which the prose may cite */
export function blueprint(proposal: Proposal, all: readonly Proposal[]): MessageBlock[] {
  const prose = (source: string) => fillFigures(source, all, proposal)
  return [
    heading(2, `Architecture Proposal: ${escapeText(proposal.name)}`),
    heading(3, 'Overview'),
    text(prose(proposal.overview)),
    figureTable(proposal),
    ...architecture(proposal, prose),
    ...training(proposal, prose),
    heading(3, 'Trade-offs'),
    tradeoffs(proposal, prose),
    ...(proposal.risks.length > 0 ? [text('**Risks**'), list(proposal.risks.map(prose))] : []),
    heading(3, 'Implementation Plan'),
    list(proposal.plan.map(prose), true),
    heading(3, 'Files to Create/Modify'),
    list(proposal.files.map((file) => `\`${file.path}\` - ${prose(file.purpose)}`)),
  ]
}

/** Every figure with its range and its arithmetic. */
export function figureTable(proposal: Proposal): TableBlock {
  const rows = figureNames
    .filter((name) => name !== 'trainableParams' || differs(proposal))
    .map((name) => {
      const figure = proposal.figures[name]
      if (!figure)
        return [figureLabels[name], 'unknown', escapeText(proposal.unknown[name] ?? 'not estimated')]
      return [figureLabels[name], formatRange(figure), escapeText(figure.formula)]
    })
  return {
    kind: 'table',
    caption: `Figures of ${proposal.name}`,
    header: ['Figure', 'Value', 'How it is computed'],
    rows,
  }
}

const differs = (proposal: Proposal) =>
  proposal.figures.params.value !== proposal.figures.trainableParams.value

function architecture(proposal: Proposal, prose: (source: string) => string): MessageBlock[] {
  return [
    heading(3, architectureHeading),
    list([
      `**Input:** ${proposal.inputs.map(tensor).join('; ')}`,
      `**Architecture:** ${proposal.parts.map((part) => partSummary(part, prose)).join('; ')}`,
      `**Output:** ${proposal.outputs.map(tensor).join('; ')}`,
    ]),
    ...proposal.parts.flatMap((part) =>
      part.kind === 'network' ? [layerTable(part, proposal.parts.length > 1)] : [],
    ),
    ...(proposal.assumptions.length > 0
      ? [text(`Taken for granted: ${proposal.assumptions.map(escapeText).join(' ')}`, 'muted')]
      : []),
    ...(proposal.notCounted.length > 0
      ? [text(`Not counted: ${proposal.notCounted.map(escapeText).join('; ')}.`, 'muted')]
      : []),
  ]
}

const tensor = (row: TensorRow) =>
  `\`${row.name}\` ${escapeText(formatShape(row.shape))}${row.meaning ? ` (${escapeText(row.meaning)})` : ''}`

function partSummary(part: Part, prose: (source: string) => string): string {
  const role = escapeText(part.role)
  const ahead = part.serves === 'ahead' ? '; works ahead of requests' : ''
  if (part.kind === 'estimator') return `${role}: ${prose(part.description)}${ahead}`
  const weights = part.pretrained ? `, from the published weights of ${escapeText(part.pretrained)}` : ''
  return `${role}: \`${escapeText(part.spec.name)}\`, ${formatCount(part.params)} parameters${weights}${ahead}`
}

function layerTable(part: Extract<Part, { kind: 'network' }>, several: boolean): TableBlock {
  return {
    kind: 'table',
    caption: `Layers of ${part.spec.name}${several ? ` (${part.role})` : ''}`,
    header: ['Layer', 'What it does', 'Output shape', 'Parameters'],
    align: ['left', 'left', 'left', 'right'],
    rows: part.layers.map((row) => [
      `\`${row.path}\`${row.times > 1 ? ` x ${row.times}` : ''}`,
      escapeText(row.description),
      escapeText(formatShape(row.outputShape)),
      formatCount(row.params),
    ]),
  }
}

function training(proposal: Proposal, prose: (source: string) => string): MessageBlock[] {
  const plan = proposal.training
  const steps = plan.steps
  const lines = [
    `**Loss:** ${prose(plan.loss)}`,
    `**Optimizer:** ${prose(plan.optimizer)}`,
    `**Schedule:** ${prose(plan.schedule)}`,
    `**Regularization:** ${plan.regularization.map(prose).join('; ') || 'none'}`,
  ]
  if (steps) lines.push(`**Batch:** ${batch(steps)}`)
  lines.push(`**Precision:** ${prose(plan.precision)}`, `**Distribution:** ${prose(plan.distribution)}`)
  lines.push(`**Duration:** ${duration(proposal)}`)
  return [
    heading(3, 'Training Strategy'),
    list(lines),
    text('**Evaluation**'),
    list(plan.evaluation.map(prose)),
  ]
}

/** `128`, `512 = 128 per device x 2 accumulated x 2 devices`: only the factors that are not 1. */
function batch(steps: NonNullable<Proposal['training']['steps']>): string {
  const { effectiveBatchSize: all, microBatchSize: micro, gradientAccumulation: accumulated } = steps
  const devices = Math.round(all / (micro * accumulated))
  const factors = [
    `${formatCount(micro)} ${devices > 1 ? 'per device' : 'at a time'}`,
    ...(accumulated > 1 ? [`${formatCount(accumulated)} accumulated`] : []),
    ...(devices > 1 ? [`${formatCount(devices)} devices`] : []),
  ]
  return factors.length === 1
    ? `${formatCount(all)}, all at once`
    : `${formatCount(all)} = ${factors.join(' x ')}`
}

function duration(proposal: Proposal): string {
  const { trainingTime, trainingCost } = proposal.figures
  const steps = proposal.training.steps
  const run = steps
    ? `${formatCount(steps.totalSteps)} ${steps.totalSteps === 1 ? 'step' : 'steps'} (${formatCount(steps.epochs)} ${steps.epochs === 1 ? 'epoch' : 'epochs'}), `
    : ''
  const cost = trainingCost
    ? formatFigure(trainingCost)
    : `cost unknown: ${escapeText(proposal.unknown.trainingCost ?? 'not estimated')}`
  return `${run}${formatRange(trainingTime)}; ${cost}`
}

function tradeoffs(proposal: Proposal, prose: (source: string) => string): TableBlock {
  return {
    kind: 'table',
    caption: `${proposal.name} against ${proposal.alternativeName}`,
    header: ['Aspect', 'This Approach', 'Alternative'],
    rows: proposal.tradeoffs.map((row) => [row.aspect, row.thisApproach, row.alternative].map(prose)),
  }
}

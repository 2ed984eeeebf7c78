/**
 * The proposals of a set as a chart: latency from left to right (logarithmic, with its range), expected quality from
 * bottom to top, memory as the area of a circle; below it a line in words for each.
 */
import type { Proposal, ProposalSet } from '../design/proposal.js'
import { formatFigure, formatRange } from '../messages/format.js'
import { describeChart, formatQuality } from '../messages/picture-words.js'
import { cut } from './fit-text.js'
import { logAxis } from './log-axis.js'
import { type Disc, placeBadges } from './place-badges.js'
import { circle, line, type Picture, picture, rectangle, type Svg, text } from './svg.js'
import type { Theme } from './theme.js'
import type { Typeface } from './typeface.js'

/** Pixels. */
const chartWidth = 800
const plot = { x: 64, y: 84, width: 700, height: 300 } as const
const margin = 24
const rowHeight = 30
const size = 13
const badgeRadius = 12
/** Radius of the largest circle; the areas of the others are in proportion to it. */
const largestRadius = 40
/** Marks the place itself, so that a model of few bytes is seen too. */
const pointRadius = 4

const colors: Readonly<Record<Proposal['id'], 0 | 1 | 2 | 3>> = { A: 0, B: 1, C: 2, D: 3 }

/** Pure: the same set gives the same text. */
export function proposalChart(set: ProposalSet, theme: Theme, face: Typeface): Picture {
  const { proposals } = set
  const latencies = proposals.flatMap(({ figures: { latency } }) => [
    latency.low,
    latency.value,
    latency.high,
  ])
  const axis = logAxis(latencies, 9)
  const qualities = proposals.map(({ prior }) => prior.value)
  const [bottom, top] = qualityRange(qualities)
  const x = (latency: number) => plot.x + axis.at(latency) * plot.width
  const y = (quality: number) => plot.y + plot.height - ((quality - bottom) / (top - bottom)) * plot.height
  const most = Math.max(...proposals.map(({ figures }) => figures.servingMemory.value))
  const radius = (bytes: number) => (most > 0 ? largestRadius * Math.sqrt(bytes / most) : 0)
  const discs = proposals.map(
    ({ figures, prior }): Disc => ({
      x: x(figures.latency.value),
      y: y(prior.value),
      radius: Math.max(pointRadius, radius(figures.servingMemory.value)),
    }),
  )
  const badges = placeBadges(discs, badgeRadius, plot)
  const color = (id: Proposal['id']) => theme.series[colors[id]]
  const title = cut('Proposals by latency and expected quality', 18, chartWidth - 2 * margin, face, 'bold')
  const content: Svg[] = [
    text(margin, 38, title, { size: 18, weight: 'bold', fill: theme.text }),
    rectangle(plot, { fill: theme.frame, stroke: theme.line }),
    ...axis.marks.flatMap((mark) => [
      line([x(mark), plot.y], [x(mark), plot.y + plot.height], { stroke: theme.line }),
      text(x(mark), plot.y + plot.height + 18, formatFigure({ ...blank, value: mark }), {
        size,
        fill: theme.muted,
        anchor: 'middle',
      }),
    ]),
    ...qualityMarks(bottom, top).flatMap((mark) => [
      line([plot.x, y(mark)], [plot.x + plot.width, y(mark)], { stroke: theme.line }),
      text(plot.x - 10, y(mark) + 4.5, mark.toFixed(1), { size, fill: theme.muted, anchor: 'end' }),
    ]),
    text(plot.x + plot.width, plot.y + plot.height + 38, 'latency of one request, with its range →', {
      size,
      fill: theme.muted,
      anchor: 'end',
    }),
    text(margin, plot.y - 20, '↑ expected quality, a working weight from 0 to 1', {
      size,
      fill: theme.muted,
    }),
  ]
  for (const [i, { id, figures }] of proposals.entries()) {
    const [disc, badge] = [discs[i], badges[i]]
    if (!disc || !badge) continue
    const [from, to] = [x(figures.latency.low), x(figures.latency.high)]
    content.push(
      circle(disc.x, disc.y, radius(figures.servingMemory.value), { fill: color(id), opacity: 0.28 }),
      line([from, disc.y], [to, disc.y], { stroke: color(id), width: 2 }),
      ...[from, to].map((end) => line([end, disc.y - 6], [end, disc.y + 6], { stroke: color(id), width: 2 })),
      line([disc.x, disc.y], [badge.x, badge.y], { stroke: color(id), width: 1 }),
      circle(disc.x, disc.y, pointRadius, { fill: color(id) }),
    )
  }
  for (const [i, { id }] of proposals.entries()) {
    const badge = badges[i]
    if (badge) content.push(badgeOf(badge.x, badge.y, id, id === set.recommendation.id, theme))
  }
  const legend = plot.y + plot.height + 64
  for (const [i, proposal] of proposals.entries())
    content.push(
      legendRow(proposal, legend + i * rowHeight, set.recommendation.id === proposal.id, theme, face),
    )
  const height = legend + proposals.length * rowHeight + 12
  content.push(
    text(margin, height + 4, 'The area of a circle is the memory of serving; A to D name the proposals.', {
      size: 12.5,
      fill: theme.muted,
    }),
  )
  return picture(
    { width: chartWidth, height: height + 22 },
    { fill: theme.ground, stroke: theme.line },
    describeChart(set),
    content,
  )
}

const blank = { unit: 'milliseconds', low: 0, high: 0, formula: '', source: '' } as const

/** Tenths around the values, with room for the circles. */
function qualityRange(values: readonly number[]): readonly [number, number] {
  const low = Math.max(0, Math.floor(Math.min(...values) * 10 - 1) / 10)
  const high = Math.min(1, Math.ceil(Math.max(...values) * 10 + 1) / 10)
  return [low, Math.max(high, low + 0.1)]
}

function qualityMarks(bottom: number, top: number): number[] {
  const tenths = Math.round((top - bottom) * 10)
  return Array.from({ length: tenths + 1 }, (_, i) => Math.round((bottom + i / 10) * 10) / 10)
}

/** The letter of a proposal; the recommended one has a ring. */
function badgeOf(x: number, y: number, id: string, isRecommended: boolean, theme: Theme): Svg {
  const color = theme.series[colors[id as Proposal['id']]]
  return (
    (isRecommended
      ? circle(x, y, badgeRadius + 3.5, { fill: theme.frame, stroke: color, strokeWidth: 2 })
      : '') +
    circle(x, y, badgeRadius, { fill: color }) +
    text(x, y + 4.8, id, { size: 13, weight: 'bold', fill: theme.onAccent, anchor: 'middle' })
  )
}

function legendRow(proposal: Proposal, y: number, isRecommended: boolean, theme: Theme, face: Typeface): Svg {
  const { id, name, figures, prior } = proposal
  const left = margin + badgeRadius
  const figuresText = `${formatRange(figures.latency)} · quality ${formatQuality(prior.value)} · ${formatFigure(figures.servingMemory)}`
  const figuresWidth = face.width(figuresText, size)
  const mark = isRecommended ? 'recommended' : ''
  const markWidth = mark === '' ? 0 : face.width(mark, 12.5, 'bold') + 24
  const start = left + badgeRadius + 12
  const room = chartWidth - margin - start - figuresWidth - markWidth - 20
  const shown = cut(name, 14, room, face, 'bold')
  const markX = start + face.width(shown, 14, 'bold') + 10
  return [
    badgeOf(left, y, id, isRecommended, theme),
    text(start, y + 5, shown, { size: 14, weight: 'bold', fill: theme.text }),
    ...(mark === ''
      ? []
      : [
          rectangle(
            { x: markX, y: y - 10, width: markWidth - 10, height: 20 },
            { fill: theme.accent, radius: 10 },
          ),
          text(markX + (markWidth - 10) / 2, y + 4.2, mark, {
            size: 12.5,
            weight: 'bold',
            fill: theme.onAccent,
            anchor: 'middle',
          }),
        ]),
    text(chartWidth - margin, y + 5, figuresText, { size, fill: theme.muted, anchor: 'end' }),
  ].join('')
}

/**
 * The layers of a proposal as a picture: its parts one below the other, networks as boxes and arrows with the shapes
 * that flow, models without layers as one box.
 */

import type { Part, Proposal } from '../design/proposal.js'
import { inferSpec } from '../design/spec/infer.js'
import type { ModelSpec } from '../design/spec/spec.js'
import { formatCount, formatShape } from '../messages/format.js'
import { describeLayers } from '../messages/picture-words.js'
import { type Drawn, drawGraph } from './draw-graph.js'
import { cut } from './fit-text.js'
import type { Graph } from './graph.js'
import { graphOfSpec } from './graph-of-spec.js'
import { type Picture, picture, type Svg, text } from './svg.js'
import type { Theme } from './theme.js'
import type { Typeface } from './typeface.js'

/** Pixels. */
export const diagramWidth = 800
const margin = 24
/** Rows of boxes below each other in a picture: about a screen and a half; and of one part, however many there are. */
const mostRows = 15
const leastRows = 4
const inside = diagramWidth - 2 * margin

/** Pure: the same proposal gives the same text. */
export function layerDiagram(proposal: Proposal, theme: Theme, face: Typeface): Picture {
  const title = text(margin, 40, cut(`${proposal.id}  ${proposal.name}`, 20, inside, face, 'bold'), {
    size: 20,
    fill: theme.text,
    weight: 'bold',
  })
  const content: Svg[] = [title]
  const networks = proposal.parts.filter(({ kind }) => kind === 'network').length
  const rows = Math.max(leastRows, Math.floor(mostRows / Math.max(1, networks)))
  let y = 58
  for (const part of proposal.parts) {
    const drawn = drawPart(part, proposal, y, rows, theme, face)
    content.push(drawn.svg)
    y += drawn.height
  }
  return picture(
    { width: diagramWidth, height: y + margin - 6 },
    { fill: theme.ground, stroke: theme.line },
    describeLayers(proposal),
    content,
  )
}

function drawPart(
  part: Part,
  proposal: Proposal,
  y: number,
  rows: number,
  theme: Theme,
  face: Typeface,
): { svg: Svg; height: number } {
  const heading = text(margin, y + 14, cut(partTitle(part), 13, inside, face), {
    size: 13,
    fill: theme.muted,
  })
  const drawn =
    part.kind === 'network' ? network(part.spec, rows, theme, face) : estimator(part, proposal, theme, face)
  const x = margin + Math.max(0, (inside - drawn.width) / 2)
  return { svg: heading + drawn.at(x, y + 32), height: drawn.height + 52 }
}

function partTitle(part: Part): string {
  const ahead = part.serves === 'ahead' ? ', ahead of requests' : ''
  if (part.kind === 'estimator') return `${part.role}: no layers${ahead}`
  const from = part.pretrained === undefined ? '' : `, starts from ${part.pretrained}`
  return `${part.role}: ${formatCount(part.params)} parameters${from}${ahead}`
}

/** @throws RangeError for a spec that does not infer, which no proposal has */
function network(spec: ModelSpec, rows: number, theme: Theme, face: Typeface): Drawn {
  const result = inferSpec(spec)
  if (!result.ok)
    throw new RangeError(
      `Expected a proposal's spec to infer. Received: ${result.issues[0]?.message ?? 'an issue'}`,
    )
  return drawGraph(graphOfSpec(result.typed, rows), inside, theme, face)
}

/** What it reads, the model, what it gives; the shapes of the proposal only where it is the only part. */
function estimator(
  part: Extract<Part, { kind: 'estimator' }>,
  proposal: Proposal,
  theme: Theme,
  face: Typeface,
): Drawn {
  const isOnly = proposal.parts.length === 1
  const ends = (rows: Proposal['inputs'], side: string) =>
    isOnly
      ? rows.slice(0, 4).map(({ name, shape }) => ({
          id: `${side} ${name}`,
          kind: 'end' as const,
          title: `${name} ${formatShape(shape)}`,
          detail: '',
          params: 0,
          shape: '',
          layers: 0,
        }))
      : []
  const [inputs, outputs] = [ends(proposal.inputs, 'in'), ends(proposal.outputs, 'out')]
  const [kind = '', ...rest] = part.description.split(': ')
  const model = {
    id: 'model',
    kind: 'layer' as const,
    title: rest.length > 0 ? kind : part.role,
    detail: rest.length > 0 ? rest.join(': ') : part.description,
    params: 0,
    shape: '',
    layers: 0,
  }
  const graph: Graph = {
    boxes: [...inputs, model, ...outputs],
    arrows: [
      ...inputs.map(({ id }) => ({ from: id, to: 'model' })),
      ...outputs.map(({ id }) => ({ from: 'model', to: id })),
    ],
  }
  return drawGraph(graph, inside, theme, face, { detailWidth: 520, detailLines: 5 })
}

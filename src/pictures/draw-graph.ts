/** A graph as SVG: boxes with their words, frames around what is drawn open, arrows with shapes. */
import { formatCount } from '../messages/format.js'
import { arrow } from './draw-arrow.js'
import {
  detailSize,
  layerBox,
  lineHeight,
  passPoint,
  type Sized,
  titleSize,
  type WordSpace,
} from './draw-box.js'
import { cut, wrap } from './fit-text.js'
import type { Box, Graph } from './graph.js'
import { type Layout, layeredLayout, type Placed, type Size } from './layered-layout.js'
import { rectangle, type Svg, scaled, text } from './svg.js'
import type { Theme } from './theme.js'
import type { Typeface } from './typeface.js'

export interface Drawn extends Size {
  at(x: number, y: number): Svg
}

const shapeSize = 12.5
const framePadding = 16
const gaps = { across: 22, down: 44 }
const shapeHeight = 18

/** Words of boxes become narrower until the graph is no wider than `width`. */
const spaces: readonly WordSpace[] = [
  { detailWidth: 300, detailLines: 3 },
  { detailWidth: 210, detailLines: 3 },
  { detailWidth: 150, detailLines: 3 },
  { detailWidth: 110, detailLines: 2 },
  { detailWidth: 80, detailLines: 2 },
]
const narrowest: WordSpace = { detailWidth: 56, detailLines: 1 }

/** A graph that is still too wide is drawn smaller as a whole. */
export function drawGraph(
  graph: Graph,
  width: number,
  theme: Theme,
  face: Typeface,
  space?: WordSpace,
): Drawn {
  const tried = space ? [space, ...spaces, narrowest] : [...spaces, narrowest]
  const [first = narrowest, ...narrower] = tried
  let drawn = draw(graph, first, theme, face, theme.ground)
  for (const next of narrower) {
    if (drawn.width <= width) return drawn
    drawn = draw(graph, next, theme, face, theme.ground)
  }
  return drawn.width <= width ? drawn : smaller(drawn, width / drawn.width)
}

function smaller(drawn: Drawn, scale: number): Drawn {
  return {
    width: drawn.width * scale,
    height: drawn.height * scale,
    at: (x, y) => scaled(drawn.at(0, 0), x, y, scale),
  }
}

/** @param ground the colour that it is drawn on */
function draw(graph: Graph, space: WordSpace, theme: Theme, face: Typeface, ground: string): Drawn {
  const sized = new Map(graph.boxes.map((box) => [box.id, sizedBox(box, space, theme, face)]))
  const layout = layeredLayout(graph, (id) => sized.get(id)?.size ?? { width: 0, height: 0 }, gaps)
  const shapes = graph.boxes.flatMap((box) => shapeOf(box, graph, layout, face))
  const placed = graph.boxes.flatMap((box) => {
    const [place, own] = [layout.boxes.get(box.id), sized.get(box.id)]
    return place && own ? [{ place, own }] : []
  })
  return {
    width: layout.width,
    height: layout.height,
    at: (x, y) =>
      [
        ...layout.arrows.map(({ points }) =>
          arrow(
            points.map(([px, py]) => [px + x, py + y] as const),
            shapeHeight + 8,
            theme,
          ),
        ),
        ...placed.map(({ place, own }) => own.drawAt(place.x + x, place.y + y)),
        ...shapes.map((label) => shapeLabel(moved(label, x, y), theme, ground)),
      ].join(''),
  }
}

const moved = <T extends Placed>(place: T, x: number, y: number): T => ({
  ...place,
  x: place.x + x,
  y: place.y + y,
})

function sizedBox(box: Box, space: WordSpace, theme: Theme, face: Typeface): Sized {
  if (box.kind === 'pass') return passPoint(theme)
  if (box.inner) return frame(box, draw(box.inner, space, theme, face, theme.frame), theme, face)
  return layerBox(box, space, theme, face)
}

/** A composite that is drawn open: its name and parameters on top, its own graph below. */
function frame(box: Box, inner: Drawn, theme: Theme, face: Typeface): Sized {
  const words = [...(box.params > 0 ? [`${formatCount(box.params)} parameters`] : []), box.detail].join(' · ')
  const least = 240
  const width = Math.max(inner.width, least) + 2 * framePadding
  const room = width - 2 * framePadding
  const details = wrap(words, detailSize, room, 2, face)
  const head = 30 + details.length * lineHeight(detailSize)
  const titles = [
    {
      text: cut(box.title, titleSize, room, face, 'bold'),
      size: titleSize,
      weight: 'bold' as const,
      y: 10,
      fill: theme.text,
    },
    ...details.map((detail, i) => ({
      text: detail,
      size: detailSize,
      weight: 'regular' as const,
      y: 29 + i * lineHeight(detailSize),
      fill: theme.muted,
    })),
  ]
  const size = { width, height: head + inner.height + framePadding + 4 }
  const left = (width - inner.width) / 2
  return {
    size,
    drawAt: (x, y) =>
      rectangle({ x, y, ...size }, { fill: theme.frame, stroke: theme.edge, radius: 8 }) +
      titles
        .map(({ text: words, size: s, weight, y: top, fill }) =>
          text(x + framePadding, y + top + s * 1.08, words, { size: s, weight, fill }),
        )
        .join('') +
      inner.at(x + left, y + head),
  }
}

/** The shape that a box gives, on the arrow right below it. */
function shapeOf(box: Box, { arrows }: Graph, layout: Layout, face: Typeface): (Placed & { text: string })[] {
  const place = layout.boxes.get(box.id)
  const isRead = arrows.some(({ from }) => from === box.id)
  if (box.kind !== 'layer' || box.shape === '' || !isRead || !place) return []
  const words = cut(box.shape, shapeSize, Math.max(place.width + gaps.across - 16, 40), face)
  const width = face.width(words, shapeSize) + 8
  return words === ''
    ? []
    : [
        {
          text: words,
          x: place.x + (place.width - width) / 2,
          y: place.y + place.height + 6,
          width,
          height: shapeHeight,
        },
      ]
}

function shapeLabel(
  { x, y, width, height, text: words }: Placed & { text: string },
  theme: Theme,
  ground: string,
): Svg {
  return (
    rectangle({ x, y, width, height }, { fill: ground, radius: 4 }) +
    text(x + width / 2, y + 13.5, words, { size: shapeSize, fill: theme.muted, anchor: 'middle' })
  )
}

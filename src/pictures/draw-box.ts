/** One box of a graph as SVG: its words in lines, its size by them. */
import { formatCount } from '../messages/format.js'
import { cut, wrap } from './fit-text.js'
import type { Box } from './graph.js'
import type { Size } from './layered-layout.js'
import { rectangle, type Svg, text } from './svg.js'
import type { Theme } from './theme.js'
import type { Typeface } from './typeface.js'

/** Pixels. */
export const titleSize = 14
export const detailSize = 12.5
const padding = 12

/** How wide and how many lines what a box does may become. */
export interface WordSpace {
  readonly detailWidth: number
  readonly detailLines: number
}

export interface Sized {
  readonly size: Size
  readonly drawAt: (x: number, y: number) => Svg
}

export const lineHeight = (size: number): number => Math.round(size * 1.4)

export function passPoint(theme: Theme): Sized {
  const size = { width: 8, height: 8 }
  return { size, drawAt: (x, y) => rectangle({ x, y, ...size }, { fill: theme.edge, radius: 4 }) }
}

interface Line {
  readonly text: string
  readonly size: number
  readonly bold: boolean
}

export function layerBox(box: Box, space: WordSpace, theme: Theme, face: Typeface): Sized {
  const isEnd = box.kind === 'end'
  const most = space.detailWidth
  const title = isEnd && box.shape ? `${box.title} ${box.shape}` : box.title
  const lines: Line[] = [
    { text: cut(title, titleSize, most, face, 'bold'), size: titleSize, bold: true },
    ...(box.detail === ''
      ? []
      : wrap(box.detail, detailSize, most, space.detailLines, face).map((words) => ({
          text: words,
          size: detailSize,
          bold: false,
        }))),
    ...(box.params > 0
      ? [
          {
            text: cut(
              `${formatCount(box.params)} ${box.params === 1 ? 'parameter' : 'parameters'}`,
              detailSize,
              most,
              face,
            ),
            size: detailSize,
            bold: false,
          },
        ]
      : []),
  ]
  const widths = lines.map((one) => face.width(one.text, one.size, one.bold ? 'bold' : 'regular'))
  const size = {
    width: Math.ceil(Math.max(...widths)) + 2 * padding,
    height: lines.reduce((y, one) => y + lineHeight(one.size), 0) + (isEnd ? 10 : 14),
  }
  const top = isEnd ? 5 : 7
  const topOf = (i: number) => lines.slice(0, i).reduce((y, one) => y + lineHeight(one.size), top)
  return {
    size,
    drawAt: (x, y) =>
      rectangle(
        { x, y, ...size },
        isEnd
          ? { fill: theme.ground, stroke: theme.accent, radius: size.height / 2, strokeWidth: 1.5 }
          : { fill: box.params > 0 ? theme.weighted : theme.plain, stroke: theme.edge, radius: 6 },
      ) +
      lines
        .map((one, i) => {
          return text(x + size.width / 2, y + topOf(i) + one.size * 1.08, one.text, {
            size: one.size,
            fill: one.bold ? theme.text : theme.muted,
            weight: one.bold ? 'bold' : 'regular',
            anchor: 'middle',
          })
        })
        .join(''),
  }
}

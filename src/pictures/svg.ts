/**
 * SVG elements as text. Every text and attribute is escaped here and nowhere else; nothing refers to anything outside
 * (no href, no style, no script).
 */
import { cssWeight, fontFamily, type Weight } from './typeface.js'

/** An element, or several, already escaped. */
export type Svg = string

type Attributes = Readonly<Record<string, string | number | undefined>>

/** Coordinates with two decimals, so that the same picture is the same bytes. */
const written = (value: string | number) =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeXml(value)

/** Characters that XML does not allow are dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function element(name: string, attributes: Attributes, content = ''): Svg {
  const list = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${written(value)}"`)
    .join('')
  return content === '' ? `<${name}${list}/>` : `<${name}${list}>${content}</${name}>`
}

export const rectangle = (
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  look: {
    readonly fill: string
    readonly stroke?: string
    readonly radius?: number
    readonly strokeWidth?: number
  },
): Svg =>
  element('rect', {
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    rx: look.radius,
    fill: look.fill,
    stroke: look.stroke,
    'stroke-width': look.strokeWidth,
  })

export const circle = (
  x: number,
  y: number,
  radius: number,
  look: {
    readonly fill: string
    readonly opacity?: number
    readonly stroke?: string
    readonly strokeWidth?: number
  },
): Svg =>
  element('circle', {
    cx: x,
    cy: y,
    r: radius,
    fill: look.fill,
    'fill-opacity': look.opacity,
    stroke: look.stroke,
    'stroke-width': look.strokeWidth,
  })

export const line = (
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  look: { readonly stroke: string; readonly width?: number; readonly dashes?: string },
): Svg =>
  element('line', {
    x1,
    y1,
    x2,
    y2,
    stroke: look.stroke,
    'stroke-width': look.width ?? 1,
    'stroke-dasharray': look.dashes,
  })

/** @param d path data made of numbers alone */
export const path = (
  d: string,
  look: { readonly stroke?: string; readonly fill?: string; readonly width?: number },
): Svg => element('path', { d, fill: look.fill ?? 'none', stroke: look.stroke, 'stroke-width': look.width })

/** Moved and made smaller as a whole. */
export const scaled = (content: Svg, x: number, y: number, scale: number): Svg =>
  element('g', { transform: `translate(${written(x)} ${written(y)}) scale(${written(scale)})` }, content)

export interface TextLook {
  readonly size: number
  readonly fill: string
  readonly weight?: Weight
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** @param y of the base line */
export const text = (x: number, y: number, content: string, look: TextLook): Svg =>
  content === ''
    ? ''
    : element(
        'text',
        {
          x,
          y,
          'font-family': fontFamily,
          'font-size': look.size,
          'font-weight': cssWeight[look.weight ?? 'regular'],
          fill: look.fill,
          'text-anchor': look.anchor,
        },
        escapeXml(content),
      )

export interface Picture {
  readonly svg: Svg
  readonly width: number
  readonly height: number
}

/** A whole picture on its ground, with its alternative text for those who read the SVG itself. */
export function picture(
  size: { readonly width: number; readonly height: number },
  ground: { readonly fill: string; readonly stroke: string },
  alt: string,
  content: readonly Svg[],
): Picture {
  const [width, height] = [Math.ceil(size.width), Math.ceil(size.height)]
  const card = rectangle(
    { x: 0.5, y: 0.5, width: width - 1, height: height - 1 },
    { fill: ground.fill, stroke: ground.stroke, radius: 10 },
  )
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    `<title>${escapeXml(alt)}</title>${card}${content.join('')}`,
  )
  return { svg, width, height }
}

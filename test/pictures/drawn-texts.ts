/** Where the texts and shapes of a picture stand, read from its SVG. */
import type { Picture } from '../../src/pictures/svg.js'
import { typeface } from '../../src/pictures/typeface.js'

export interface Drawn {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Pixels of the picture, after what makes it smaller. */
  readonly size: number
}

const unescaped = (xml: string) => xml.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
const attributesOf = (tag: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...tag.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  )

interface Place {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** Every element with its attributes and the place that the groups around it give it. */
function elementsOf({ svg }: Picture) {
  const found: { name: string; attributes: Readonly<Record<string, string>>; content: string; at: Place }[] =
    []
  const groups: Place[] = [{ x: 0, y: 0, scale: 1 }]
  for (const [, end, name = '', list = '', , content = ''] of svg.matchAll(
    /<(\/?)(\w+)((?: [\w-]+="[^"]*")*)(\/?)>([^<]*)/g,
  )) {
    const at = groups.at(-1) ?? { x: 0, y: 0, scale: 1 }
    if (name === 'g' && end) groups.pop()
    else if (name === 'g') {
      const [x = 0, y = 0, scale = 1] =
        (attributesOf(list).transform ?? '').match(/-?[\d.]+/g)?.map(Number) ?? []
      groups.push({ x: at.x + x * at.scale, y: at.y + y * at.scale, scale: at.scale * scale })
    } else if (!end) found.push({ name, attributes: attributesOf(list), content: unescaped(content), at })
  }
  return found
}

export function textsOf(picture: Picture): Drawn[] {
  return elementsOf(picture)
    .filter(({ name }) => name === 'text')
    .map(({ attributes, content, at }) => {
      const own = Number(attributes['font-size'])
      const weight = attributes['font-weight'] === '600' ? 'bold' : 'regular'
      const width = typeface().width(content, own, weight) * at.scale
      const anchor = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] ?? 'start'] ?? 0
      const left = at.x + Number(attributes.x) * at.scale - anchor * width
      const base = at.y + Number(attributes.y) * at.scale
      const size = own * at.scale
      return {
        text: content,
        left,
        right: left + width,
        top: base - 0.75 * size,
        bottom: base + 0.2 * size,
        size,
      }
    })
}

/** Corners of all rectangles and circles. */
export function shapesOf(picture: Picture): Omit<Drawn, 'text' | 'size'>[] {
  return elementsOf(picture).flatMap(({ name, attributes, at }) => {
    const value = (key: string) => Number(attributes[key])
    const box =
      name === 'rect'
        ? [value('x'), value('y'), value('x') + value('width'), value('y') + value('height')]
        : name === 'circle'
          ? [
              value('cx') - value('r'),
              value('cy') - value('r'),
              value('cx') + value('r'),
              value('cy') + value('r'),
            ]
          : undefined
    if (!box) return []
    const [left = 0, top = 0, right = 0, bottom = 0] = box.map(
      (n, i) => (i % 2 === 0 ? at.x : at.y) + n * at.scale,
    )
    return [{ left, top, right, bottom }]
  })
}

/** Texts and shapes that leave the canvas. */
export function outside(picture: Picture): unknown[] {
  return [...textsOf(picture), ...shapesOf(picture)].filter(
    ({ left, right, top, bottom }) => left < 0 || top < 0 || right > picture.width || bottom > picture.height,
  )
}

/** Pairs of texts that lie over each other. */
export function overlapping(picture: Picture): string[] {
  const texts = textsOf(picture)
  return texts.flatMap((a, i) =>
    texts
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} / ${b.text}`),
  )
}

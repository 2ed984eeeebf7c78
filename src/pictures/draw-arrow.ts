/** An arrow of a graph as SVG. */
import { path, type Svg } from './svg.js'
import type { Theme } from './theme.js'

/**
 * A line through the points, curved where it changes its column, with a head at its end.
 * @param stem pixels that it goes straight down first, past the shape that stands there
 */
export function arrow(points: readonly (readonly [number, number])[], stem: number, theme: Theme): Svg {
  const [start, ...rest] = points
  const end = points.at(-1)
  if (!start || !end) return ''
  const n = (value: number) => Math.round(value * 100) / 100
  let d = `M${n(start[0])} ${n(start[1])}`
  let [x, y] = start
  if (points.length > 1 && rest[0] && rest[0][0] !== x && rest[0][1] - y > stem) {
    y += stem
    d += `V${n(y)}`
  }
  for (const [i, [px, py]] of rest.entries()) {
    const isLast = i === rest.length - 1
    const target = isLast ? py - 6 : py
    if (px === x) d += `V${n(target)}`
    else {
      const middle = (y + target) / 2
      d += `C${n(x)} ${n(middle)} ${n(px)} ${n(middle)} ${n(px)} ${n(target)}`
    }
    ;[x, y] = [px, target]
  }
  const [hx, hy] = end
  return (
    path(d, { stroke: theme.edge, width: 1.5 }) +
    path(`M${n(hx)} ${n(hy)}L${n(hx - 4)} ${n(hy - 7)}H${n(hx + 4)}Z`, { fill: theme.edge })
  )
}

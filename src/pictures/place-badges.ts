/** Places for the letters of points in a chart: near their point, over no other letter and no point, in the plot. */

export interface Disc {
  readonly x: number
  readonly y: number
  readonly radius: number
}

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Right above first, as a reader expects it. */
const angles = [-60, -120, -90, 60, 120, 90, 0, 180, -30, -150, 30, 150].map(
  (degrees) => (degrees * Math.PI) / 180,
)
/** Between two letters, and between a letter and a point. */
const gap = 6

/** One place for each disc, in their order; a place that nothing else wants is always found for a few discs. */
export function placeBadges(discs: readonly Disc[], radius: number, area: Area): { x: number; y: number }[] {
  const placed: { x: number; y: number }[] = []
  for (const disc of discs) {
    const found = candidates(disc, radius, area).find((place) =>
      [
        ...placed.map((other) => distance(place, other) - 2 * radius),
        ...discs.map((other) => distance(place, other) - radius - Math.min(other.radius, 6)),
      ].every((free) => free >= gap),
    )
    placed.push(found ?? { x: disc.x, y: disc.y })
  }
  return placed
}

/** Nearest first, all around, inside the area. */
function candidates({ x, y, radius: own }: Disc, radius: number, area: Area): { x: number; y: number }[] {
  const edge = radius + gap
  const places: { x: number; y: number }[] = []
  for (let away = Math.min(own, 20) + radius + gap; away < area.width; away += radius) {
    for (const angle of angles) {
      const place = { x: x + away * Math.cos(angle), y: y + away * Math.sin(angle) }
      const isInside =
        place.x >= area.x + edge &&
        place.x <= area.x + area.width - edge &&
        place.y >= area.y + edge &&
        place.y <= area.y + area.height - edge
      if (isInside) places.push(place)
    }
  }
  return places
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y)

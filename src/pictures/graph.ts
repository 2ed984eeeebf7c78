/** A model as boxes and arrows, before anything has a place: what the layer diagram draws. */

export interface Box {
  readonly id: string
  /** `end`: an input or an output; `pass`: where a frame hands on what it reads or gives. */
  readonly kind: 'layer' | 'end' | 'pass'
  /** `encoder × 3`. */
  readonly title: string
  /** What it does, in words. */
  readonly detail: string
  readonly params: number
  /** Shape of what it gives, empty where that is said elsewhere. */
  readonly shape: string
  /** How many layers it stands for. */
  readonly layers: number
  /** What is inside a composite that is drawn open. */
  readonly inner?: Graph
}

export interface Graph {
  readonly boxes: readonly Box[]
  /** From what gives to what reads; each pair once. */
  readonly arrows: readonly Arrow[]
}

export interface Arrow {
  readonly from: string
  readonly to: string
}

/** Row of each box: one below the lowest that it reads from. Boxes are listed so that readers come later. */
export function rowsOf({ boxes, arrows }: Graph): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  for (const { id } of boxes) {
    const above = arrows.filter(({ to }) => to === id).map(({ from }) => rows.get(from) ?? 0)
    rows.set(id, above.length === 0 ? 0 : Math.max(...above) + 1)
  }
  return rows
}

/** The graph with several boxes made one. What it replaces must be in one row or in rows that follow each other. */
export function contract(graph: Graph, ids: ReadonlySet<string>, whole: Box): Graph {
  const last = graph.boxes.findLastIndex(({ id }) => ids.has(id))
  const boxes = graph.boxes.flatMap((box, i) => (i === last ? [whole] : ids.has(box.id) ? [] : [box]))
  const renamed = graph.arrows.map(({ from, to }) => ({
    from: ids.has(from) ? whole.id : from,
    to: ids.has(to) ? whole.id : to,
  }))
  return inReadingOrder({ boxes, arrows: distinct(renamed.filter(({ from, to }) => from !== to)) })
}

export const distinct = (arrows: readonly Arrow[]): Arrow[] => [
  ...new Map(arrows.map((arrow) => [`${arrow.from}>${arrow.to}`, arrow])).values(),
]

/** Boxes after everything they read, otherwise in their order. */
function inReadingOrder({ boxes, arrows }: Graph): Graph {
  const placed = new Set<string>()
  const ordered: Box[] = []
  let waiting = [...boxes]
  while (waiting.length > 0) {
    const ready = waiting.filter(({ id }) => arrows.every(({ from, to }) => to !== id || placed.has(from)))
    if (ready.length === 0)
      throw new RangeError(
        `Expected a graph without cycles. Received: ${waiting.map(({ id }) => id).join(', ')}`,
      )
    for (const box of ready) placed.add(box.id)
    ordered.push(...ready)
    waiting = waiting.filter(({ id }) => !placed.has(id))
  }
  return { boxes: ordered, arrows }
}

/** Rows that are drawn below each other, those of open frames too. */
export function heightInRows(graph: Graph): number {
  const rows = rowsOf(graph)
  const heights: number[] = []
  for (const { id, inner } of graph.boxes) {
    const row = rows.get(id) ?? 0
    heights[row] = Math.max(heights[row] ?? 0, inner ? 1 + heightInRows(inner) : 1)
  }
  return heights.reduce((total, height) => total + height, 0)
}

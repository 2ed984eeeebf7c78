/**
 * Places for the boxes of a graph, row by row from top to bottom (Sugiyama, Tagawa, Toda, 1981, simplified): an arrow
 * that passes rows gets a narrow place in each, rows are ordered by where their neighbours stand, and boxes move
 * towards their neighbours as far as the others let them.
 */
import { type Graph, rowsOf } from './graph.js'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Placed extends Size {
  readonly x: number
  readonly y: number
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Placed>
  /** Centre lines of the arrows, from the lower edge of what gives to the upper edge of what reads. */
  readonly arrows: readonly {
    readonly from: string
    readonly to: string
    readonly points: readonly (readonly [number, number])[]
  }[]
}

export interface Gaps {
  /** Between boxes of a row. */
  readonly across: number
  /** Between rows. */
  readonly down: number
}

/** Width of the place of an arrow that passes a row. */
const passWidth = 14
const sweeps = 6

interface Item extends Size {
  readonly id: string
  readonly row: number
  x: number
}

/** Pure; the origin is the upper left corner. */
export function layeredLayout(graph: Graph, sizeOf: (id: string) => Size, gaps: Gaps): Layout {
  const rows = rowsOf(graph)
  const items = new Map<string, Item>()
  for (const { id } of graph.boxes) items.set(id, { id, row: rows.get(id) ?? 0, x: 0, ...sizeOf(id) })
  const chains = graph.arrows.map(({ from, to }) => ({ from, to, ids: chainOf(items, from, to) }))
  const neighbours = neighboursOf(chains.map(({ ids }) => ids))
  const count = Math.max(0, ...[...items.values()].map(({ row }) => row)) + 1
  const ordered = order(
    Array.from({ length: count }, (_, row) => [...items.values()].filter((item) => item.row === row)),
    neighbours,
  )
  place(ordered, items, neighbours, gaps)
  const heights = ordered.map((row) => Math.max(0, ...row.map(({ height }) => height)))
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((y, height) => y + height + gaps.down, 0))
  const all = [...items.values()]
  const left = Math.min(0, ...all.map(({ x }) => x))
  const boxes = new Map(
    all.map(({ id, x, width, height, row }) => {
      const y = tops[row] ?? 0
      return [id, { x: x - left, y, width, height }] as const
    }),
  )
  const middle = (id: string) => {
    const box = boxes.get(id)
    return box
      ? { x: box.x + box.width / 2, top: box.y, bottom: box.y + box.height }
      : { x: 0, top: 0, bottom: 0 }
  }
  return {
    width: Math.max(0, ...[...boxes.values()].map(({ x, width }) => x + width)),
    height: (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0),
    boxes: new Map(graph.boxes.map(({ id }) => [id, boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }])),
    arrows: chains.map(({ from, to, ids }) => ({
      from,
      to,
      points: ids.flatMap((id, i) => {
        const { x, top, bottom } = middle(id)
        const row = items.get(id)?.row ?? 0
        const [from, to] = [tops[row] ?? 0, (tops[row] ?? 0) + (heights[row] ?? 0)]
        // An arrow that passes a row, or starts above its lower edge, goes straight down to there.
        if (i === 0) return [[x, bottom] as const, ...(bottom < to ? [[x, to] as const] : [])]
        if (i === ids.length - 1) return [[x, top] as const]
        return [[x, from] as const, [x, to] as const]
      }),
    })),
  }
}

/** What gives, a narrow item in each row between, what reads. Adds the narrow ones to the items. */
function chainOf(items: Map<string, Item>, from: string, to: string): string[] {
  const [start, end] = [items.get(from)?.row ?? 0, items.get(to)?.row ?? 0]
  const between = Array.from({ length: Math.max(0, end - start - 1) }, (_, i) => {
    const id = `${from} past ${start + 1 + i} to ${to}`
    items.set(id, { id, row: start + 1 + i, x: 0, width: passWidth, height: 0 })
    return id
  })
  return [from, ...between, to]
}

interface Neighbours {
  readonly above: ReadonlyMap<string, readonly string[]>
  readonly below: ReadonlyMap<string, readonly string[]>
}

function neighboursOf(chains: readonly (readonly string[])[]): Neighbours {
  const [above, below] = [new Map<string, string[]>(), new Map<string, string[]>()]
  for (const ids of chains)
    for (const [i, id] of ids.entries()) {
      const next = ids[i + 1]
      if (next === undefined) continue
      below.set(id, [...(below.get(id) ?? []), next])
      above.set(next, [...(above.get(next) ?? []), id])
    }
  return { above, below }
}

/** Each row by the mean position of its neighbours, down and up in turn. */
function order(rows: readonly (readonly Item[])[], { above, below }: Neighbours): Item[][] {
  const ordered = rows.map((row) => [...row])
  const position = new Map<string, number>()
  const remember = (row: readonly Item[]) => {
    for (const [i, { id }] of row.entries()) position.set(id, (i + 0.5) / row.length)
  }
  for (const row of ordered) remember(row)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isDown = sweep % 2 === 0
    const side = isDown ? above : below
    for (const row of isDown ? ordered : [...ordered].reverse()) {
      const wished = new Map(
        row.map(({ id }) => [
          id,
          mean(side.get(id)?.map((other) => position.get(other) ?? 0)) ?? position.get(id) ?? 0,
        ]),
      )
      row.sort((a, b) => (wished.get(a.id) ?? 0) - (wished.get(b.id) ?? 0))
      remember(row)
    }
  }
  return ordered
}

/** Sets x: rows packed and centred first, then each item towards its neighbours, never over another. */
function place(
  rows: readonly (readonly Item[])[],
  items: ReadonlyMap<string, Item>,
  { above, below }: Neighbours,
  { across }: Gaps,
): void {
  const packed = (row: readonly Item[]) =>
    row.reduce((total, { width }) => total + width, 0) + across * Math.max(0, row.length - 1)
  const widest = Math.max(0, ...rows.map(packed))
  for (const row of rows) {
    let x = (widest - packed(row)) / 2
    for (const item of row) {
      item.x = x
      x += item.width + across
    }
  }
  const centre = ({ x, width }: Item) => x + width / 2
  for (let sweep = 0; sweep < 2 * sweeps; sweep += 1) {
    const side = sweep % 2 === 0 ? above : below
    for (const row of sweep % 2 === 0 ? rows : [...rows].reverse()) {
      const wished = row.map((item) => {
        const around = (side.get(item.id) ?? []).flatMap((id) => {
          const other = items.get(id)
          return other ? [centre(other)] : []
        })
        return (mean(around) ?? centre(item)) - item.width / 2
      })
      spread(row, wished, across, widest)
    }
  }
}

/** The wished places, moved apart where they overlap: from the left, then back from the right border. */
function spread(row: readonly Item[], wished: readonly number[], across: number, widest: number): void {
  let least = 0
  for (const [i, item] of row.entries()) {
    item.x = Math.max(least, wished[i] ?? 0)
    least = item.x + item.width + across
  }
  let most = widest
  for (const item of [...row].reverse()) {
    item.x = Math.min(item.x, most - item.width)
    most = item.x - across
  }
}

const mean = (values: readonly number[] | undefined): number | undefined =>
  values === undefined || values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0) / values.length

/**
 * Makes a graph small enough to read: layers that only pass a value on join the one before them, rows that are too
 * wide and runs that are too long become one box that says what it stands for.
 */
import { formatCount } from '../messages/format.js'
import { type Box, contract, type Graph, rowsOf } from './graph.js'

/** Boxes beside each other at most. */
const mostInRow = 4

/** @param mostRows rows below each other */
export function folded(graph: Graph, mostRows: number): Graph {
  return shorter(narrower(joined(graph)), mostRows)
}

/** A layer without parameters and the only one that it reads from, or the other way round, become one box. */
function joined(graph: Graph): Graph {
  for (const { from, to } of graph.arrows) {
    const [first, second] = [boxOf(graph, from), boxOf(graph, to)]
    const alone =
      graph.arrows.filter((arrow) => arrow.from === from).length === 1 &&
      graph.arrows.filter((arrow) => arrow.to === to).length === 1
    if (alone && canJoin(first) && canJoin(second) && (first.params === 0 || second.params === 0))
      return joined(contract(graph, new Set([from, to]), join(first, second)))
  }
  return graph
}

const canJoin = ({ kind, inner, layers, title }: Box) =>
  kind === 'layer' && inner === undefined && layers <= 3 && !/[×,]/.test(title)

/** The name is that of the one with parameters, otherwise of the last. */
const join = (first: Box, second: Box): Box => ({
  ...second,
  id: second.id,
  title: first.params > 0 ? first.title : second.title,
  detail: `${first.detail}, ${second.detail}`,
  params: first.params + second.params,
  layers: first.layers + second.layers,
})

function narrower(graph: Graph): Graph {
  const rows = rowsOf(graph)
  const inRow = (row: number) => graph.boxes.filter(({ id }) => rows.get(id) === row)
  const wide = [...new Set(rows.values())].map(inRow).find((boxes) => boxes.length > mostInRow)
  if (!wide) return graph
  const hidden = wide.slice(mostInRow - 1)
  const whole = together(graph, hidden, `${formatCount(hidden.length)} more`)
  return narrower(contract(graph, new Set(hidden.map(({ id }) => id)), whole))
}

/** The middle of a long graph: its beginning and its end say the most. */
function shorter(graph: Graph, mostRows: number): Graph {
  const rows = rowsOf(graph)
  const count = Math.max(0, ...rows.values()) + 1
  if (count <= mostRows) return graph
  const kept = Math.floor(mostRows / 2)
  const [first, last] = [kept, count - (mostRows - kept)]
  const hidden = graph.boxes.filter(({ id, kind }) => {
    const row = rows.get(id) ?? 0
    return row >= first && row <= last && kind === 'layer'
  })
  if (hidden.length < 2) return graph
  const layers = hidden.reduce((n, box) => n + Math.max(1, box.layers), 0)
  return shorter(
    contract(
      graph,
      new Set(hidden.map(({ id }) => id)),
      together(graph, hidden, `${formatCount(layers)} more layers`),
    ),
    mostRows,
  )
}

function together({ arrows }: Graph, boxes: readonly Box[], title: string): Box {
  const last = boxes.at(-1)
  if (!last) throw new RangeError('Expected boxes to fold. Received: none')
  const inside = new Set(boxes.map(({ id }) => id))
  const givers = boxes.filter(({ id }) => arrows.some(({ from, to }) => from === id && !inside.has(to)))
  const shapes = new Set(givers.map(({ shape }) => shape))
  const names = boxes.map((box) => box.title)
  const detail = names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} … ${names.at(-1)}`
  return {
    id: `${last.id} folded`,
    kind: boxes.every(({ kind }) => kind === last.kind) ? last.kind : 'layer',
    title,
    detail,
    params: boxes.reduce((n, box) => n + box.params, 0),
    shape: shapes.size === 1 ? [...shapes].join('') : '',
    layers: boxes.reduce((n, box) => n + box.layers, 0),
  }
}

function boxOf(graph: Graph, id: string): Box {
  const box = graph.boxes.find((one) => one.id === id)
  if (!box) throw new RangeError(`Expected one of the graph's boxes. Received: ${id}`)
  return box
}

/** Pieces -> as few messages as hold them, each within Slack's limits, parted where a reader would part them. Pure. */
import { actions, message } from './limits.js'
import { bytesOf } from './render-inline.js'
import type { KnownBlock, Piece } from './render-piece.js'

/** What a message may be filled to. */
export interface Room {
  readonly blocks: number
  readonly bytes: number
  readonly tables: number
}

/** The blocks of each message, in order. */
export function pack(pieces: readonly Piece[], room: Room = message): KnownBlock[][] {
  const units = unitsOf(joinButtons(pieces), room).map(measured)
  return partsOf(units, room)
    .map((part) => part.flatMap(({ blocks }) => blocks))
    .filter((blocks) => blocks.length > 0)
}

/** A unit and what it takes. */
interface Measured extends Load {
  readonly blocks: readonly KnownBlock[]
  readonly opens: boolean
}

interface Load {
  readonly count: number
  readonly bytes: number
  readonly tables: number
}

const measured = (unit: Unit): Measured => {
  const blocks = unit.flatMap((piece) => piece.blocks)
  return { blocks, opens: unit[0]?.opens === true, ...loadOf(blocks) }
}

/** A comma comes with each. */
const loadOf = (blocks: readonly KnownBlock[]): Load => ({
  count: blocks.length,
  bytes: blocks.reduce((sum, block) => sum + bytesOf(block) + 1, 0),
  tables: blocks.filter(isTable).length,
})

/** The brackets around the blocks take two bytes, one of which is the comma that the last does not have. */
const isWithin = ({ count, bytes, tables }: Load, room: Room): boolean =>
  count <= room.blocks && bytes + 1 <= room.bytes && tables <= room.tables

/** One message more, and a message that begins within a part: what each is worth avoiding. */
const costs = { message: 1_000, within: 1 } as const

/**
 * The fewest messages; of those, the ones that begin with a part; of those, the fuller ones first. Each unit fits a
 * message, so there is always a way (dynamic programming over the ends of messages).
 */
function partsOf(units: readonly Measured[], room: Room): Measured[][] {
  // For the first `end` units: the least cost, and where its last message begins.
  const best: { readonly cost: number; readonly start: number }[] = [{ cost: 0, start: 0 }]
  for (let end = 1; end <= units.length; end += 1) {
    let found = { cost: Number.POSITIVE_INFINITY, start: end - 1 }
    let load: Load = { count: 0, bytes: 0, tables: 0 }
    for (let start = end - 1; start >= 0; start -= 1) {
      const unit = units[start]
      const before = best[start]
      if (!unit || !before) break
      load = {
        count: load.count + unit.count,
        bytes: load.bytes + unit.bytes,
        tables: load.tables + unit.tables,
      }
      if (start < end - 1 && !isWithin(load, room)) break
      const cost = before.cost + costs.message + (start > 0 && !unit.opens ? costs.within : 0)
      if (cost < found.cost) found = { cost, start }
    }
    best.push(found)
  }
  const parts: Measured[][] = []
  for (let end = units.length; end > 0; end = best[end]?.start ?? 0)
    parts.unshift(units.slice(best[end]?.start ?? 0, end))
  return parts
}

/** Pieces that stay together. */
type Unit = readonly Piece[]

/** Rows of buttons that stand one under the other, as one row, where a phone shows it at a glance. */
function joinButtons(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const above = joined.at(-1)
    const row = above?.takesButtons && piece.takesButtons ? together(above, piece) : undefined
    if (above && row) joined[joined.length - 1] = { ...above, blocks: [...above.blocks.slice(0, -1), row] }
    else joined.push(piece)
  }
  return joined
}

/** Buttons of one row; more are two rows. */
const mostInRow = Math.min(5, actions.elements)

function together(above: Piece, below: Piece): KnownBlock | undefined {
  const [last, next] = [above.blocks.at(-1), below.blocks[0]]
  if (last?.type !== 'actions' || next?.type !== 'actions' || below.blocks.length > 1) return undefined
  const elements = [...last.elements, ...next.elements]
  return elements.length <= mostInRow ? { type: 'actions', elements } : undefined
}

function unitsOf(pieces: readonly Piece[], room: Room): Unit[] {
  const units: Piece[][] = []
  for (const piece of pieces) {
    const unit = units.at(-1)
    const belongs = unit?.at(-1)?.leads || piece.follows
    if (unit && belongs && isWithin(loadOf([...unit, piece].flatMap(({ blocks }) => blocks)), room))
      unit.push(piece)
    else units.push([piece])
  }
  return units
}

const isTable = ({ type }: KnownBlock): boolean => type === 'table' || type === 'data_table'

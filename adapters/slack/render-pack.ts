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
  const messages: Unit[][] = []
  let current: Unit[] = []
  for (const unit of unitsOf(joinButtons(pieces), room)) {
    if (current.length > 0 && !fits([...current, unit], room)) {
      const end = partingOf(current, unit, room)
      messages.push(current.slice(0, end))
      current = current.slice(end)
    }
    current.push(unit)
  }
  return [...messages, current].map(blocksOf).filter((blocks) => blocks.length > 0)
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
    if (unit && belongs && fits([unit, [piece]], room)) unit.push(piece)
    else units.push([piece])
  }
  return units
}

const blocksOf = (units: readonly Unit[]): KnownBlock[] => units.flat().flatMap(({ blocks }) => blocks)

const isTable = ({ type }: KnownBlock): boolean => type === 'table' || type === 'data_table'

function fits(units: readonly Unit[], room: Room): boolean {
  const blocks = blocksOf(units)
  return (
    blocks.length <= room.blocks &&
    blocks.filter(isTable).length <= room.tables &&
    bytesOf(blocks) <= room.bytes
  )
}

/** Where to part units of which the next one does not fit: before the last part that begins in their second half. */
function partingOf(units: readonly Unit[], next: Unit, room: Room): number {
  if (next[0]?.opens) return units.length
  const at = units.findLastIndex((unit, i) => i > 0 && unit[0]?.opens)
  if (at < 1) return units.length
  const isLate = bytesOf(blocksOf(units.slice(0, at))) >= bytesOf(blocksOf(units)) / 2
  return isLate && fits([...units.slice(at), next], room) ? at : units.length
}

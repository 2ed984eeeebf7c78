/**
 * A table as Slack's own where its cells are short, with the header again in each part of a long one. A table of
 * sentences is unreadable on a phone: there each row is an item of a list, its cells named by the header. Pure.
 */
import type { types } from '@slack/bolt'
import type { TableBlock } from '../../src/messages/message.js'
import { dataTable, message, table as plainTable } from './limits.js'
import type { Rendering } from './render-context.js'
import { bold, bytesOf, isBlank, italic, plainRun, type Run, runsOf, textOf } from './render-inline.js'
import {
  type KnownBlock,
  type Piece,
  richTextOf,
  richTextPieces,
  sectionOf,
  shortened,
} from './render-piece.js'
import { listPieces, mutedPieces } from './render-text.js'

/**
 * In characters: what a cell, a header and a row of the widest cells may have to be read as a table. A header breaks
 * over lines, so it makes no column wide.
 */
const readable = { cell: 60, header: 80, row: 120, caption: 150 } as const
/** Rows that are shown at once; a longer table is paged. */
const shownRows = 20
/** JSON of one table, so that its heading and caption stand in the same message. */
const tableBytes = message.bytes - 2_500

type Cell = types.RawTextElement | types.RawNumberElement | types.RichTextBlock
type Grid = readonly (readonly (readonly Run[])[])[]

/** Rows up to which a table may as well be a list, where another one needs the message's only table. */
const fewRows = 10

/** A message takes one table: the widest is one, and any that is long; short narrow ones read well as lists beside it. */
export function tablesAmong(tables: readonly TableBlock[]): ReadonlySet<TableBlock> {
  const compact = tables.filter((table) => isCompact(gridOf(table, undefined)))
  const [first] = compact.toSorted(
    (a, b) => b.header.length - a.header.length || b.rows.length - a.rows.length,
  )
  return new Set(compact.filter((table) => table === first || table.rows.length > fewRows))
}

/** @param above the title right above it, where there is one; @param isTable as tablesAmong says */
export function renderTable(
  table: TableBlock,
  context: Rendering,
  above: string | undefined,
  isTable: boolean,
): Piece[] {
  const grid = gridOf(table, context.publicUrl)
  const caption = runsOf(table.caption, context.publicUrl)
  const name = textOf(caption).trim()
  const title = richTextPieces(bold(caption)).map((piece) => ({ ...piece, leads: true as const }))
  const isSaid = name === '' || above === name
  const tables = isTable && context.surface === 'message' ? nativeTables(grid, name, table.align) : undefined
  if (!tables) return [...(isSaid ? [] : title), ...records(grid)]
  // A table of Slack's has its caption itself.
  const isLed = above !== undefined && name.length <= readable.caption
  return [...(isSaid || isLed ? [] : title), ...tables.map((block) => ({ blocks: [block] }))]
}

/** Header and rows of one width. */
function gridOf({ header, rows }: TableBlock, publicUrl: string | undefined): Grid {
  const width = Math.max(header.length, ...rows.map((row) => row.length))
  return [header, ...rows].map((row) =>
    Array.from({ length: width }, (_, column) => runsOf(row[column] ?? '', publicUrl)),
  )
}

const lengthOf = (cell: readonly Run[] = []): number => textOf(cell).length

const widest = (grid: Grid, column: number): number =>
  Math.max(0, ...grid.map((row) => lengthOf(row[column])))

function isCompact(grid: Grid): boolean {
  const [header = [], ...rows] = grid
  if (rows.length === 0 || header.length === 0 || header.length > dataTable.columns) return false
  if (header.some((cell) => lengthOf(cell) > readable.header)) return false
  const widths = header.map((_, column) => widest(rows, column))
  const total = widths.reduce((sum, width) => sum + width, 0)
  return total <= readable.row && widths.every((width) => width <= readable.cell)
}

/** As few tables as hold all rows; undefined where even one row is too much for one. */
function nativeTables(grid: Grid, name: string, align: TableBlock['align']): KnownBlock[] | undefined {
  const [header = [], ...rows] = grid
  const isCounted = header.map(
    (_, column) => align?.[column] === 'right' && rows.every((row) => countOf(row[column]) !== undefined),
  )
  const top = header.map((cell) => textCell(cell))
  const cells = rows.map((row) =>
    row.map((cell, column): Cell => (isCounted[column] ? numberCell(cell) : cellOf(cell))),
  )
  const groups: Cell[][][] = []
  const characters = (row: readonly (readonly Run[])[] = []) =>
    row.reduce((sum, cell) => sum + Math.max(1, lengthOf(cell)), 0)
  const empty = { characters: characters(header), bytes: bytesOf(top) + 2 * readable.caption * 4 }
  let size = { rows: 0, ...empty }
  for (const [i, row] of cells.entries()) {
    const [more, bytes] = [characters(rows[i]), bytesOf(row) + 1]
    const isFull =
      size.rows + 2 > plainTable.rows ||
      size.characters + more > plainTable.characters ||
      size.bytes + bytes > tableBytes
    if (groups.length === 0 || isFull) {
      if (empty.characters + more > plainTable.characters || empty.bytes + bytes > tableBytes)
        return undefined
      groups.push([])
      size = { rows: 0, ...empty }
    }
    groups.at(-1)?.push(row)
    size = { rows: size.rows + 1, characters: size.characters + more, bytes: size.bytes + bytes }
  }
  return groups.map((group, i) => {
    const part = groups.length > 1 ? ` (${i + 1}/${groups.length})` : ''
    if (name === '')
      return { type: 'table', rows: [top, ...group], column_settings: columnSettings(header.length, align) }
    return {
      type: 'data_table',
      caption: `${shortened(name.replace(/\s+/g, ' '), readable.caption)}${part}`,
      page_size: Math.min(group.length, shownRows, dataTable.pageSize),
      rows: [top, ...group],
    }
  })
}

const columnSettings = (columns: number, align: TableBlock['align']) =>
  Array.from({ length: columns }, (_, column) => ({
    align: align?.[column] ?? ('left' as const),
    is_wrapped: true,
  }))

/** Slack refuses an empty cell. */
const textCell = (cell: readonly Run[]): types.RawTextElement => ({
  type: 'raw_text',
  text: textOf(cell).trim() || ' ',
})

/** Marks are dropped, so that a table stays one column a word wide; a link is kept. */
const cellOf = (cell: readonly Run[]): Cell =>
  cell.some(({ url }) => url !== undefined) ? richTextOf([sectionOf(cell)]) : textCell(cell)

/** `25,326`: Slack then sorts the column as numbers. */
function countOf(cell: readonly Run[] = []): number | undefined {
  const text = textOf(cell).trim()
  return /^-?\d{1,3}(,\d{3})*(\.\d+)?$|^-?\d+(\.\d+)?$/.test(text)
    ? Number(text.replaceAll(',', ''))
    : undefined
}

const numberCell = (cell: readonly Run[]): types.RawNumberElement => ({
  type: 'raw_number',
  value: countOf(cell) ?? 0,
  text: textOf(cell).trim(),
})

/** A line of this length is still taken in at a glance, on a phone too. */
const shortLine = 40

/** Rows as a list: the first cell is the name of each; above it the header says what stands where. */
function records(grid: Grid): Piece[] {
  const [header = [], ...rows] = grid
  const legend = header.filter((cell) => !isBlank(textOf(cell)))
  // Beside the name stands what is of another length than what follows it: a value, or a title.
  const [second, third] = [1, 2].map((column) => widest(rows, column) <= shortLine)
  const isBeside = header.length === 2 || second !== third
  const items = rows.map((row) => recordOf(row, header, isBeside))
  return [
    ...mutedPieces(legend.flatMap((cell, i) => [plainRun(`${i === 0 ? '' : ' · '}${textOf(cell)}`)])).map(
      (piece) => ({ ...piece, leads: true as const }),
    ),
    ...listPieces(items, 'bullet'),
  ]
}

/** The name, then `label: value` for each other cell: a short one on the line of the short one before it. */
function recordOf(row: Grid[number], header: Grid[number], isBeside: boolean): Run[] {
  const runs: Run[] = bold(row[0] ?? [])
  let hasRoom = false
  for (const [column, cell] of row.entries()) {
    if (column === 0 || isBlank(textOf(cell))) continue
    const isValue = column === 1 && isBeside
    const isShort = lengthOf(cell) <= shortLine
    // Of three, the legend names the third too.
    const isNamed = isValue || (isBeside && row.length === 3)
    const label = isNamed ? '' : textOf(header[column] ?? []).trim()
    if (runs.length > 0) runs.push(plainRun(isValue ? '  ' : hasRoom && isShort ? ' · ' : '\n'))
    runs.push(...(label === '' ? [] : [...italic([plainRun(`${label}:`)]), plainRun(' ')]), ...cell)
    hasRoom = isShort && !isValue
  }
  return runs
}

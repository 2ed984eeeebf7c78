/** Aligned columns of text for a terminal; where they are too wide, cells are cut in the middle, never wrapped. */

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** May be cut down to so many characters where the table is too wide; otherwise it keeps its width. */
  readonly least?: number
}

const gap = '  '

/** @param width of the terminal; the table is wider only where its columns cannot be cut further */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const natural = columns.map(({ title }, i) =>
    Math.max(length(title), ...rows.map((row) => length(row[i] ?? ''))),
  )
  const widths = fitted(columns, natural, width - gap.length * (columns.length - 1))
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, i) => {
        const cell = cut(cells[i] ?? '', widths[i] ?? 0)
        const space = ' '.repeat(Math.max(0, (widths[i] ?? 0) - length(cell)))
        return align === 'right' ? space + cell : cell + space
      })
      .join(gap)
      .trimEnd()
  const rule = widths.map((n) => '─'.repeat(n)).join(gap)
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line)]
}

/** Whether nothing has to be cut. */
export function fits(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): boolean {
  const widths = columns.map(({ title }, i) =>
    Math.max(length(title), ...rows.map((row) => length(row[i] ?? ''))),
  )
  return widths.reduce((a, b) => a + b, gap.length * (columns.length - 1)) <= width
}

/** The columns that may be cut give up what is too much, the widest first. */
function fitted(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  let over = widths.reduce((a, b) => a + b, 0) - width
  while (over > 0) {
    let widest = -1
    for (const [i, { least }] of columns.entries()) {
      const isCuttable = least !== undefined && (widths[i] ?? 0) > least
      if (isCuttable && (widest < 0 || (widths[i] ?? 0) > (widths[widest] ?? 0))) widest = i
    }
    if (widest < 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
    over -= 1
  }
  return widths
}

/** The beginning and the end, which tell more than the middle. */
function cut(text: string, width: number): string {
  const characters = [...text]
  if (characters.length <= width) return text
  if (width < 2) return characters.slice(0, width).join('')
  const end = Math.floor((width - 1) / 2)
  return [...characters.slice(0, width - 1 - end), '…', ...characters.slice(characters.length - end)].join('')
}

const length = (text: string) => [...text].length

/** Words in lines of at most so many characters, each after the first with the indent. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((word) => word !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && length(longer) > width) {
      lines.push(line)
      line = `${indent}${word}`
    } else line = line === '' ? word : longer
  }
  return line === '' ? lines : [...lines, line]
}

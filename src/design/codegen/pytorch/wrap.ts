/** Long lines of Python, broken as the usual formatters do: each argument of the outermost call on a line. */

const maxWidth = 100

/** The line, or several; a line that has no call to break stays long. */
export function wrapped(line: string): string[] {
  if (line.length <= maxWidth) return [line]
  const indent = /^ */.exec(line)?.[0] ?? ''
  const call = outermost(line)
  if (!call) return [line]
  const { open, close } = call
  const items = topLevel(line.slice(open + 1, close))
  // One alone may be a comprehension or an expression in parentheses, which a comma would change.
  const comma = items.length > 1 ? ',' : ''
  return [
    line.slice(0, open + 1),
    ...items.flatMap((item) => wrapped(`${indent}    ${item}${comma}`)),
    `${indent}${line.slice(close)}`,
  ]
}

/** The first bracket that is not empty, and where it closes. */
function outermost(line: string): { open: number; close: number } | undefined {
  for (let open = 0; open < line.length; open += 1) {
    const char = line[open]
    if (char === '"') open = endOfString(line, open)
    else if (char === '(' || char === '[') {
      const close = closing(line, open)
      if (close < 0) return undefined
      if (close > open + 1) return { open, close }
      open = close
    }
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  const end = text.indexOf('"', start + 1)
  return end < 0 ? text.length : end
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i += 1) {
    const char = text[i] ?? ''
    if (char === '"') i = endOfString(text, i)
    else if ('([{'.includes(char)) depth += 1
    else if (')]}'.includes(char)) {
      depth -= 1
      if (depth === 0) return i
    }
  }
  return -1
}

/** The parts between commas that no bracket holds. */
function topLevel(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? ''
    if (char === '"') i = endOfString(text, i)
    else if ('([{'.includes(char)) i = Math.max(i, closing(text, i))
    // The names of a comprehension are no arguments.
    else if (char === ',' && !text.slice(start, i).includes(' for ')) {
      parts.push(text.slice(start, i).trim())
      start = i + 1
    }
  }
  const rest = text.slice(start).trim()
  return rest === '' ? parts : [...parts, rest]
}

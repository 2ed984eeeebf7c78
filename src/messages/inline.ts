/**
 * The small Markdown of message text: **bold**, _italic_, `code`, [label](https://…), line breaks, and backslash
 * escapes. Parsed once here into spans; each platform renders spans.
 */

export type Span =
  | { readonly kind: 'text' | 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const special = /[\\`*_[\]()<>#|~]/g

/** Makes any text literal inside small Markdown. Control and bidirectional-override characters are dropped. */
export function escapeText(raw: string): string {
  return raw
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(special, '\\$&')
}

/** Splits small Markdown into spans. Total: marks without a partner are literal. One pass, no backtracking. */
export function parseInline(source: string): Span[] {
  const spans: Span[] = []
  let plain = ''
  const flush = () => {
    if (plain) spans.push({ kind: 'text', text: plain })
    plain = ''
  }
  let i = 0
  while (i < source.length) {
    const rest = readMark(source, i)
    if (rest) {
      flush()
      spans.push(rest.span)
      i = rest.end
    } else if (source[i] === '\\' && i + 1 < source.length) {
      plain += source[i + 1]
      i += 2
    } else {
      plain += source[i]
      i += 1
    }
  }
  flush()
  return spans
}

/** The text without its marks. */
export function plainText(source: string): string {
  return parseInline(source)
    .map((span) => span.text)
    .join('')
}

function readMark(source: string, at: number): { span: Span; end: number } | undefined {
  if (source.startsWith('**', at)) return readPair(source, at, '**', 'bold')
  const mark = source[at]
  if (mark === '`') return readPair(source, at, '`', 'code')
  // An underscore inside a word is part of the word (snake_case names), as in CommonMark.
  if (mark === '_' && !isWord(source[at - 1])) return readPair(source, at, '_', 'italic')
  if (mark === '[') return readLink(source, at)
  return undefined
}

function readPair(source: string, at: number, mark: string, kind: 'bold' | 'code' | 'italic') {
  const start = at + mark.length
  const end = findUnescaped(source, mark, start)
  if (end < 0 || end === start) return undefined
  const inner = source.slice(start, end)
  return { span: { kind, text: withoutEscapes(inner) }, end: end + mark.length } as const
}

function readLink(source: string, at: number) {
  const close = findUnescaped(source, ']', at + 1)
  if (close < 0 || source[close + 1] !== '(') return undefined
  const end = findUnescaped(source, ')', close + 2)
  if (end < 0) return undefined
  const href = withoutEscapes(source.slice(close + 2, end))
  if (!/^(https?:\/\/|\/)[^\s"<>]*$/.test(href)) return undefined
  return {
    span: { kind: 'link', text: withoutEscapes(source.slice(at + 1, close)), href },
    end: end + 1,
  } as const
}

function findUnescaped(source: string, mark: string, from: number): number {
  for (let i = source.indexOf(mark, from); i >= 0; i = source.indexOf(mark, i + 1)) {
    let slashes = 0
    while (source[i - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return i
  }
  return -1
}

const withoutEscapes = (text: string) => text.replace(/\\(.)/g, '$1')
const isWord = (char: string | undefined) => char !== undefined && /[A-Za-z0-9]/.test(char)

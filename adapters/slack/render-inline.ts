/**
 * The small Markdown of message text as Slack's rich text, where text is text: nothing in it is read as markup, a
 * mention or a link. Where Slack takes no rich text, the plain text, or mrkdwn with every mark of it made harmless.
 */
import type { types } from '@slack/bolt'
import { parseInline, type Span } from '../../src/messages/inline.js'
import { url as maxUrl } from './limits.js'

export type InlineElement = types.RichTextText | types.RichTextLink

/** Text of one style; with `url` a link. */
export interface Run {
  readonly text: string
  readonly url?: string
  readonly style?: { readonly bold?: true; readonly italic?: true; readonly code?: true }
}

/** @param publicUrl where the web chat is, for links within it; without it they are plain text */
export function runsOf(source: string, publicUrl?: string): Run[] {
  return parseInline(source)
    .map((span) => runOf(span, publicUrl))
    .filter(({ text }) => text !== '')
}

/** Text without marks, as a run. */
export const plainRun = (text: string): Run => ({ text: clean(text) })

export const bold = (runs: readonly Run[]): Run[] =>
  runs.map((run) => ({ ...run, style: { ...run.style, bold: true } }))
export const italic = (runs: readonly Run[]): Run[] =>
  runs.map((run) => ({ ...run, style: { ...run.style, italic: true } }))

/** What a reader sees of runs. */
export const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')

/** The plain text of small Markdown, as Slack may get it. */
export const plainOf = (source: string): string => textOf(runsOf(source))

export const isBlank = (text: string): boolean => text.trim() === ''

function runOf(span: Span, publicUrl: string | undefined): Run {
  const text = clean(span.text)
  switch (span.kind) {
    case 'text':
      return { text }
    case 'link': {
      const url = addressOf(span.href, publicUrl)
      if (url !== undefined) return { text: isBlank(text) ? url : text, url }
      return { text: span.href.startsWith('/') ? text : `${text} (${clean(span.href)})` }
    }
    default:
      return { text, style: { [span.kind]: true } }
  }
}

/** Undefined for what Slack would refuse, and with it the whole message. */
function addressOf(href: string, publicUrl: string | undefined): string | undefined {
  if (href.startsWith('/') && publicUrl === undefined) return undefined
  const url = href.startsWith('/') ? `${publicUrl?.replace(/\/+$/, '')}${href}` : href
  if (!URL.canParse(url)) return undefined
  const ascii = /^https?:\/\/[!-.0->@-~][!-~]*$/.test(url) ? url : new URL(url).href
  return ascii.length <= maxUrl ? ascii : undefined
}

/** Without what is no character, and what shows text in another order than it has. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')

/** Neighbours of one style as one. */
export function merged(runs: readonly Run[]): Run[] {
  const whole: Run[] = []
  for (const run of runs) {
    const last = whole.at(-1)
    if (last && last.url === run.url && sameStyle(last.style, run.style))
      whole[whole.length - 1] = { ...last, text: last.text + run.text }
    else whole.push(run)
  }
  return whole
}

const sameStyle = (a: Run['style'], b: Run['style']): boolean =>
  a === b || (a?.bold === b?.bold && a?.italic === b?.italic && a?.code === b?.code)

export const elementsOf = (runs: readonly Run[]): InlineElement[] =>
  merged(runs).map(({ text, url, style }) => ({
    ...(url === undefined ? { type: 'text', text } : { type: 'link', url, text }),
    ...(style && { style }),
  }))

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** Of `text`, which Slack reads as mrkdwn [docs: formatting message text]: no mention and no link is left. */
export const escapeEntities = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Breaks a mark without being seen. */
const seam = '\u200b'

/**
 * Any text as mrkdwn that shows just this text: entities for what makes links and mentions, and a seam in what would
 * be bold, italic, struck, code, an emoji or a quote. An underscore within a word is none.
 */
export function escapeMrkdwn(text: string): string {
  return escapeEntities(text)
    .replace(/[*~`]|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_/g, `$&${seam}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${seam}`)
    .replace(/^(?=\s*&gt;)/gm, seam)
}

const marks = { bold: '*', italic: '_', code: '`' } as const
/** What ends a mark before its time, or lets Slack not see it. Code is literal but for its own mark. */
const unmarkable = {
  bold: /[*_~`:\n]|^\s|\s$/,
  italic: /[*_~`:\n]|^\s|\s$/,
  code: /[`\n]|^\s|\s$/,
} as const

/** Small Markdown without links as mrkdwn. A mark that Slack would not read as one is left out. */
export function mrkdwnOf(runs: readonly Run[]): string {
  return runs
    .map(({ text, style }, i) => {
      const kind = (['code', 'bold', 'italic'] as const).find((one) => style?.[one])
      const stands = isEdge(runs[i - 1]?.text.at(-1)) && isEdge(runs[i + 1]?.text.at(0))
      if (!kind || !stands || unmarkable[kind].test(text)) return escapeMrkdwn(text)
      return `${marks[kind]}${escapeEntities(text)}${marks[kind]}`
    })
    .join('')
}

/** Beside a mark Slack wants the text's end, space or punctuation. */
const isEdge = (character: string | undefined) => character === undefined || /[\s.,;:!?()]/.test(character)

/** The reference renderer: blocks -> Markdown (CommonMark with GitHub tables). Used for files, the command line and exports. */
import { parseInline, type Span } from './inline.js'
import type { MessageBlock, TableBlock } from './message.js'

export function renderMarkdown(blocks: readonly MessageBlock[]): string {
  return `${blocks
    .map(renderBlock)
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function renderBlock(block: MessageBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${oneLine(inline(block.text))}`
    case 'text':
      return block.tone === 'warning' ? quote(inline(block.text)) : inline(block.text)
    case 'fields':
      return block.fields.map((f) => `- **${inline(f.label)}:** ${inline(f.value)}`).join('\n')
    case 'table':
      return renderTable(block)
    case 'code':
      return fence(block.code, block.language)
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${indent(inline(item))}`)
        .join('\n')
    case 'image':
      return `_${inline(block.alt)}_`
    case 'actions':
      return block.actions.map((b) => `[${inline(b.label)}]`).join(' ')
    case 'select':
      return choices(
        block.label,
        block.hint,
        block.options.map((o) => ({ label: o.label, isDefault: o.isDefault === true })),
      )
    case 'form':
      return block.fields
        .map((f) =>
          choices(
            f.label,
            f.hint,
            f.options.map((o) => ({ label: o.label, isDefault: o.id === f.default })),
          ),
        )
        .join('\n\n')
    case 'thread':
      return inline(block.label)
    // Only where it can be pressed.
    case 'feedback':
      return ''
    case 'divider':
      return '---'
  }
}

function choices(
  label: string,
  hint: string | undefined,
  options: { label: string; isDefault: boolean }[],
): string {
  const lines = options.map(
    (o, i) => `${i + 1}. ${inline(o.label)}${o.isDefault ? ' (assumed if you say nothing)' : ''}`,
  )
  return [`**${inline(label)}**`, ...(hint ? [`_${inline(hint)}_`] : []), '', ...lines].join('\n')
}

function renderTable(table: TableBlock): string {
  const row = (cells: readonly string[]) => `| ${cells.map((c) => cell(inline(c))).join(' | ')} |`
  const rule = table.header.map((_, i) => (table.align?.[i] === 'right' ? '---:' : '---')).join(' | ')
  return [row(table.header), `| ${rule} |`, ...table.rows.map(row)].join('\n')
}

/** Small Markdown to CommonMark: the same marks, every other character literal. */
const inline = (source: string) => parseInline(source).map(renderSpan).join('')

function renderSpan(span: Span): string {
  switch (span.kind) {
    case 'text':
      return literal(span.text)
    case 'bold':
      return `**${literal(span.text)}**`
    case 'italic':
      return `_${literal(span.text)}_`
    case 'code':
      return codeSpan(span.text)
    case 'link':
      return `[${literal(span.text)}](<${span.href}>)`
  }
}

// `&` too, so that an entity in somebody's words stays the letters they typed.
const literal = (text: string) => text.replace(/[\\`*[\]<>#&|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')
const cell = (text: string) => text.replace(/\n/g, '<br>')
const indent = (text: string) => text.replace(/\n/g, '\n   ')
const quote = (text: string) => text.replace(/^/gm, '> ')

function codeSpan(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${text.replace(/\|/g, '\\|')}${pad}${ticks}`
}

function fence(code: string, language = ''): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(code) + 1))
  return `${ticks}${language}\n${code}\n${ticks}`
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

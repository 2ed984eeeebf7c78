/** What a person sees of a Slack message, as plain text. Written apart from the renderer, from Slack's reference. */

interface Thing {
  readonly [name: string]: unknown
}
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null
const things = (value: unknown): Thing[] => (Array.isArray(value) ? value.filter(isThing) : [])
const text = (value: unknown): string =>
  typeof value === 'string' ? value : isThing(value) ? String(value.text ?? '') : ''

/** The message as a user reads it, one block under the other. */
export const readPayload = (payload: { readonly blocks: readonly unknown[] }): string =>
  things(payload.blocks).map(readBlock).join('\n\n')

/** One block. Throws for a kind that it does not know, so that nothing goes unread. */
export function readBlock(block: Thing): string {
  switch (block.type) {
    case 'header':
      return `# ${text(block.text)}`
    case 'rich_text':
      return things(block.elements).map(readPart).join('\n')
    case 'section': {
      const words = [text(block.text), ...things(block.fields).map(text)].filter(Boolean).join('\n')
      return isThing(block.accessory) ? `${words}  ${readElement(block.accessory)}` : words
    }
    case 'context':
      return `~ ${things(block.elements)
        .map((one) => (one.type === 'mrkdwn' ? shown(text(one)) : text(one)))
        .join(' ')}`
    case 'actions':
    case 'context_actions':
      return things(block.elements).map(readElement).join('  ')
    case 'table':
    case 'data_table':
      return readTable(block)
    case 'image':
      return `[picture: ${text(block.alt_text)}]`
    case 'divider':
      return '----------'
    case 'input':
      return [
        `${text(block.label)}${block.optional ? ' (optional)' : ''}`,
        readElement(block.element),
        text(block.hint),
      ]
        .filter(Boolean)
        .join('\n')
    default:
      throw new Error(`A block that nobody reads: ${String(block.type)}`)
  }
}

/** mrkdwn as it is shown. */
const shown = (mrkdwn: string) =>
  mrkdwn
    .replace(/\u200b/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

function readPart(part: Thing): string {
  switch (part.type) {
    case 'rich_text_section':
      return inline(part)
    case 'rich_text_preformatted':
      return inline(part).replace(/^/gm, '    ')
    case 'rich_text_quote':
      return inline(part).replace(/^/gm, '> ')
    case 'rich_text_list': {
      const from = Number(part.offset ?? 0) + 1
      return things(part.elements)
        .map(
          (item, i) =>
            `${part.style === 'ordered' ? `${from + i}.` : '•'} ${inline(item).replace(/\n/g, '\n  ')}`,
        )
        .join('\n')
    }
    default:
      throw new Error(`A part that nobody reads: ${String(part.type)}`)
  }
}

const emoji: Readonly<Record<string, string>> = { warning: '⚠', star: '★' }

function inline(part: Thing): string {
  return things(part.elements)
    .map((element) => {
      switch (element.type) {
        case 'text':
          return marked(element)
        case 'link':
          return element.text === element.url
            ? text(element.url)
            : `${marked(element)} <${text(element.url)}>`
        case 'emoji':
          return emoji[text(element.name)] ?? `:${text(element.name)}:`
        default:
          throw new Error(`An element that nobody reads: ${String(element.type)}`)
      }
    })
    .join('')
}

function marked(element: Thing): string {
  const style = isThing(element.style) ? element.style : {}
  const mark = style.bold ? '*' : style.code ? '`' : style.italic ? '_' : ''
  return `${mark}${text(element.text)}${mark}`
}

function readElement(element: unknown): string {
  if (!isThing(element)) return ''
  const options = things(element.options)
  const isInitial = (option: Thing) =>
    isThing(element.initial_option) && element.initial_option.value === option.value
  switch (element.type) {
    case 'button': {
      const style = element.style === 'primary' ? '*' : element.style === 'danger' ? '!' : ''
      return `[${style}${text(element.text)}]${element.url ? ` <${text(element.url)}>` : ''}`
    }
    case 'radio_buttons':
      return options.map((option) => `${isInitial(option) ? '(•)' : '( )'} ${text(option.text)}`).join('\n')
    case 'static_select': {
      const chosen = isThing(element.initial_option)
        ? text(element.initial_option.text)
        : text(element.placeholder)
      return [`[ ${chosen} ▾ ]`, ...options.map((option) => `    ${text(option.text)}`)].join('\n')
    }
    case 'plain_text_input':
      return `[ ${text(element.initial_value) || text(element.placeholder)} _____ ]`
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button]
        .map((one) => `[${isThing(one) ? text(one.text) : ''}]`)
        .join(' ')
    default:
      throw new Error(`An element that nobody reads: ${String(element.type)}`)
  }
}

function readTable(table: Thing): string {
  const rows = (Array.isArray(table.rows) ? table.rows : []).map((row) =>
    things(row).map((cell) => (cell.type === 'rich_text' ? readBlock(cell) : text(cell.text))),
  )
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd(),
  )
  const [head = '', ...body] = lines
  const caption = table.type === 'data_table' ? [`[table: ${text(table.caption)}]`] : []
  return [...caption, head, '-'.repeat(Math.max(3, head.length)), ...body].join('\n')
}

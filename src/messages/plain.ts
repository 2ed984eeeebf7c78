/** Blocks -> plain text: the fallback of notifications, screen readers and platforms that show nothing else. */
import { plainText } from './inline.js'
import type { MessageBlock } from './message.js'

/** @param maxLength characters; longer text ends at a word with an ellipsis */
export function renderPlain(blocks: readonly MessageBlock[], maxLength = Number.POSITIVE_INFINITY): string {
  return shorten(
    blocks
      .map(renderBlock)
      .filter((part) => part !== '')
      .join('\n'),
    maxLength,
  )
}

function renderBlock(block: MessageBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return plainText(block.text)
    case 'fields':
      return block.fields.map((f) => `${plainText(f.label)}: ${plainText(f.value)}`).join('\n')
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(plainText).join('; ')).join('\n')
    case 'code':
      return block.code
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '•'} ${plainText(item)}`)
        .join('\n')
    case 'image':
      return plainText(block.alt)
    case 'thread':
      return plainText(block.label)
    case 'select':
      return `${plainText(block.label)} ${block.options.map((o) => plainText(o.label)).join(' / ')}`
    case 'form':
      return block.fields
        .map((f) => `${plainText(f.label)} ${f.options.map((o) => plainText(o.label)).join(' / ')}`)
        .join('\n')
    case 'actions':
    case 'feedback':
    case 'divider':
      return ''
  }
}

/** Cuts at a word border, by code points. */
export function shorten(text: string, maxLength: number): string {
  const points = [...text]
  if (points.length <= maxLength) return text
  const cut = points.slice(0, Math.max(0, maxLength - 1)).join('')
  const word = cut.lastIndexOf(' ')
  return `${word > maxLength / 2 ? cut.slice(0, word) : cut}…`
}

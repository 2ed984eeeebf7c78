/**
 * OutgoingMessage -> Slack messages. Pure and total: every block kind renders, nothing is cut, and each payload is
 * within the limits of limits.ts. The caller adds the channel, the thread, metadata and how links unfold.
 */
import { escapeText, plainText } from '../../src/messages/inline.js'
import type { FileRecipe, MessageBlock, OutgoingMessage, TableBlock } from '../../src/messages/message.js'
import { message as messageLimits } from './limits.js'
import { renderActions, renderFeedback, renderSelect } from './render-actions.js'
import { type RenderContext, type Rendering, rendering } from './render-context.js'
import { renderForm } from './render-form.js'
import { escapeEntities, isBlank, plainOf } from './render-inline.js'
import { pack } from './render-pack.js'
import { type KnownBlock, type Piece, shortened } from './render-piece.js'
import { renderTable, tablesAmong } from './render-table.js'
import {
  isPicture,
  renderCode,
  renderFields,
  renderHeading,
  renderImage,
  renderList,
  renderText,
  renderThread,
} from './render-text.js'

export { actionOf, type UsedElement } from './render-actions.js'
export type { RenderContext } from './render-context.js'
export { submitsForm } from './render-form.js'
export { formOf } from './render-form-value.js'
export { escapeEntities, escapeMrkdwn } from './render-inline.js'

/** One Slack message: the part of chat.postMessage and chat.update that says something. */
export interface SlackPayload {
  /** For notifications and those who hear the page; the blocks say it in full. */
  readonly text: string
  readonly blocks: readonly KnownBlock[]
  /** Files that belong to this message. */
  readonly files?: readonly FileRecipe[]
}

/** One message, or as many as it takes, in order; the files come with the last. */
export function renderMessage(message: OutgoingMessage, context: RenderContext): SlackPayload[] {
  const pieces = piecesOf(message.blocks, rendering(context, 'message'))
  const isEmpty = pieces.every(({ blocks }) => blocks.length === 0)
  const said = isEmpty && !isBlank(message.fallback) ? sayingOf(message.fallback, context) : pieces
  const parts = pack(said)
  const whole = parts.length === 0 ? [[]] : parts
  return whole.map((blocks, i) => {
    const isLast = i === whole.length - 1
    return {
      text: textOf(message, i + 1, whole.length),
      blocks,
      ...(isLast && message.files && message.files.length > 0 && { files: message.files }),
    }
  })
}

/** The pictures that a message shows: `fileId` is asked for each of them. */
export const picturesOf = (message: OutgoingMessage): FileRecipe[] =>
  message.blocks.flatMap((block) => (block.kind === 'image' && isPicture(block.recipe) ? [block.recipe] : []))

const sayingOf = (words: string, context: RenderContext): Piece[] =>
  piecesOf([{ kind: 'text', text: escapeText(words) }], rendering(context, 'message'))

/** The blocks of a message as pieces, of which pack() fills messages and the App Home its view. */
export function piecesOf(blocks: readonly MessageBlock[], context: Rendering): Piece[] {
  const tables = tablesAmong(blocks.filter((block) => block.kind === 'table'))
  return blocks.flatMap((block, i) => {
    const above = titleAbove(blocks[i - 1])
    return block.kind === 'table'
      ? renderTable(block, context, above, tables.has(block))
      : renderBlock(block, context)
  })
}

/** The words right above a block, where they are a title: a heading, or text that is bold throughout. */
function titleAbove(block: MessageBlock | undefined): string | undefined {
  if (block?.kind === 'heading') return plainText(block.text).trim()
  if (block?.kind !== 'text') return undefined
  const isBold = /^\*\*[^*]+\*\*$/.test(block.text.trim())
  return isBold ? plainText(block.text).trim() : undefined
}

function renderBlock(block: Exclude<MessageBlock, TableBlock>, context: Rendering): Piece[] {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block, context)
    case 'text':
      return renderText(block, context)
    case 'fields':
      return renderFields(block, context)
    case 'code':
      return renderCode(block)
    case 'list':
      return renderList(block, context)
    case 'image':
      return renderImage(block, context)
    case 'actions':
      return renderActions(block, context)
    case 'select':
      return renderSelect(block, context)
    case 'form':
      return renderForm(block, context)
    case 'feedback':
      return renderFeedback(block, context)
    case 'thread':
      return renderThread(block, context)
    case 'divider':
      return [{ blocks: [{ type: 'divider' }] }]
  }
}

/** The fallback, readable alone; a later part of a message says which part it is. */
function textOf({ fallback, blocks }: OutgoingMessage, part: number, parts: number): string {
  const words = isBlank(fallback) ? firstWords(blocks) : fallback.trim()
  const numbered = part === 1 ? words : `(${part}/${parts}) ${words}`
  // An escape is up to five characters for one.
  return escapeEntities(shortened(numbered, messageLimits.text / 5))
}

/** Slack refuses a message without any words. */
function firstWords(blocks: readonly MessageBlock[]): string {
  const text = blocks.find((block) => block.kind === 'heading' || block.kind === 'text')
  return (text && plainOf(text.text).trim()) || 'A message of ml-architect.'
}

/** A piece is what stays together: blocks that fit one message, and what a message is filled from. */
import type { types } from '@slack/bolt'
import { button, richText } from './limits.js'
import { bytesOf, elementsOf, isBlank, type Run } from './render-inline.js'
import { splitRuns } from './render-split.js'

export type KnownBlock = types.KnownBlock
export type RichTextPart = types.RichTextBlockElement

export interface Piece {
  readonly blocks: readonly KnownBlock[]
  /** Stays with what comes next: a heading, the words above a list. */
  readonly leads?: true
  /** Stays with what comes before: buttons. */
  readonly follows?: true
  /** Its last block is a row of buttons that others may join. */
  readonly takesButtons?: true
  /** A part begins here: the best place to go on in another message. */
  readonly opens?: true
}

export const plainTextOf = (text: string): types.PlainTextElement => ({
  type: 'plain_text',
  text,
  emoji: false,
})

export const richTextOf = (elements: readonly RichTextPart[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [...elements],
})

export const sectionOf = (runs: readonly Run[]): types.RichTextSection => ({
  type: 'rich_text_section',
  elements: elementsOf(runs),
})

/** Rich text of any length, one piece a block. */
export const richTextPieces = (runs: readonly Run[]): Piece[] =>
  splitRuns(runs).map((part) => ({ blocks: [richTextOf([sectionOf(part)])] }))

/** Cuts between the characters that a reader sees, and says so: for places where the whole stands beside it. */
export function shortened(text: string, characters: number): string {
  if (text.length <= characters) return text
  let short = ''
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (short.length + segment.length > characters - 1) break
    short += segment
  }
  return `${short.trimEnd()}…`
}

/** Of a label; never empty, which Slack refuses. */
export const labelOf = (text: string, characters: number = button.text): string =>
  shortened(isBlank(text) ? '…' : text.trim().replace(/\s+/g, ' '), characters)

interface Sized<T> {
  readonly part: T
  readonly characters: number
}

/** Neighbours together as long as a rich text block takes them. */
export function fillBlocks<T>(
  parts: readonly Sized<T>[],
  fits: { readonly characters: number; readonly bytes: number } = richText,
): T[][] {
  const groups: T[][] = []
  let [characters, bytes] = [Number.POSITIVE_INFINITY, 0]
  for (const { part, characters: more } of parts) {
    const size = bytesOf(part) + 1
    if (characters + more > fits.characters || bytes + size > fits.bytes) {
      groups.push([])
      characters = 0
      bytes = 0
    }
    groups.at(-1)?.push(part)
    characters += more
    bytes += size
  }
  return groups
}

/**
 * The platform-neutral message: plain data that every platform renders within its own limits. `text` fields
 * hold the small Markdown of inline.ts; what a person or a model wrote goes through `escapeText` first.
 */
import type { Action } from '../chat/action.js'
import type { ThreadRef } from '../chat/thread.js'
import { plainText } from './inline.js'

export type MessageBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly tone?: TextTone }
  | {
      readonly kind: 'fields'
      readonly fields: readonly { readonly label: string; readonly value: string }[]
    }
  | TableBlock
  | { readonly kind: 'code'; readonly code: string; readonly language?: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'image'; readonly recipe: FileRecipe; readonly alt: string }
  | { readonly kind: 'actions'; readonly actions: readonly Button[] }
  | SelectBlock
  | FormBlock
  | { readonly kind: 'feedback'; readonly action: Action }
  /** A way into a conversation. */
  | { readonly kind: 'thread'; readonly thread: ThreadRef; readonly label: string }
  | { readonly kind: 'divider' }

/** `highlight` is what a reader in a hurry should see. */
export type TextTone = 'normal' | 'muted' | 'warning' | 'highlight'

export type BlockKind = MessageBlock['kind']

/** `text` cells are small Markdown. `align` is per column, left where absent. */
export interface TableBlock {
  readonly kind: 'table'
  /** Says what the table shows; its accessible name. */
  readonly caption: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly align?: readonly ('left' | 'right')[]
}

export interface Button {
  readonly label: string
  readonly action: Action
  readonly style?: 'primary' | 'danger'
}

/** One question answered by one choice. */
export interface SelectBlock {
  readonly kind: 'select'
  readonly label: string
  readonly hint?: string
  readonly options: readonly {
    readonly label: string
    readonly action: Action
    readonly isDefault?: boolean
  }[]
}

/** Several questions answered together; each field also takes free words. */
export interface FormBlock {
  readonly kind: 'form'
  readonly submit: Button
  readonly fields: readonly {
    readonly id: string
    readonly label: string
    readonly hint?: string
    readonly options: readonly { readonly id: string; readonly label: string }[]
    readonly default: string
    readonly freeText: boolean
  }[]
}

/** A file is described, not held: it is rendered when it is delivered or fetched. */
export interface FileRecipe {
  readonly kind: 'proposal' | 'proposals' | 'decision'
  /** Of another session than the message's own. */
  readonly session?: string
  readonly entry: number
  readonly proposal?: string
  /** A picture is the layer diagram of a proposal, or the chart of the proposals. */
  readonly form: FileForm
  readonly name: string
}

export type FileForm = 'markdown' | 'json' | 'picture' | 'code'

export interface OutgoingMessage {
  /** `<session>:<n>`, unique and stable: what makes delivery happen once. */
  readonly id: string
  /** The message in plain text, able to stand alone in a notification. */
  readonly fallback: string
  readonly blocks: readonly MessageBlock[]
  readonly files?: readonly FileRecipe[]
  /** Sessions it tells of beside its own: when one of them is forgotten, so is this. */
  readonly about?: readonly string[]
}

export const heading = (level: 1 | 2 | 3, text: string): MessageBlock => ({ kind: 'heading', level, text })
export const text = (value: string, tone: TextTone = 'normal'): MessageBlock => ({
  kind: 'text',
  text: value,
  tone,
})
export const list = (items: readonly string[], ordered = false): MessageBlock => ({
  kind: 'list',
  ordered,
  items,
})
export const divider: MessageBlock = { kind: 'divider' }

/** A message of a sentence or two. @param words small Markdown */
export const sentence = (id: string, words: string, tone: TextTone = 'normal'): OutgoingMessage => ({
  id,
  fallback: plainText(words),
  blocks: [text(words, tone)],
})

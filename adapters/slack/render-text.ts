/** Words as blocks: headings, text of each tone, lists, fields, code, pictures, ways into a conversation. Pure. */
import type { types } from '@slack/bolt'
import type { FileRecipe, MessageBlock, TextTone } from '../../src/messages/message.js'
import { context as contextLimits, header, image, richText } from './limits.js'
import type { RenderContext } from './render-context.js'
import {
  bold,
  elementsOf,
  isBlank,
  mrkdwnOf,
  plainOf,
  plainRun,
  type Run,
  runsOf,
  textOf,
} from './render-inline.js'
import {
  fillBlocks,
  type KnownBlock,
  type Piece,
  plainTextOf,
  type RichTextPart,
  richTextOf,
  richTextPieces,
  sectionOf,
  shortened,
} from './render-piece.js'
import { splitRuns } from './render-split.js'

/** A block of the kind `Kind`. */
export type Block<Kind extends MessageBlock['kind']> = Extract<MessageBlock, { kind: Kind }>

/** Slack has one size of header; what is below the first two levels is bold. */
export function renderHeading({ level, text }: Block<'heading'>, { publicUrl }: RenderContext): Piece[] {
  const words = plainOf(text).replace(/\s+/g, ' ').trim()
  if (words === '') return []
  if (level < 3 && words.length <= header.text)
    return [{ blocks: [{ type: 'header', text: plainTextOf(words) }], leads: true, opens: true }]
  return richTextPieces(bold(runsOf(text, publicUrl))).map((piece, i) =>
    i === 0 ? { ...piece, leads: true, opens: true } : { ...piece, leads: true },
  )
}

/** What a tone looks like. The emoji is named to those who hear the page. */
const markers: Readonly<Partial<Record<TextTone, types.RichTextEmoji>>> = {
  warning: { type: 'emoji', name: 'warning', unicode: '26a0-fe0f' },
  highlight: { type: 'emoji', name: 'star', unicode: '2b50' },
}

export function renderText({ text, tone = 'normal' }: Block<'text'>, { publicUrl }: RenderContext): Piece[] {
  const runs = runsOf(text, publicUrl)
  if (isBlank(textOf(runs))) return []
  if (tone === 'muted' && !runs.some(({ url }) => url !== undefined)) return mutedPieces(runs)
  const marker = markers[tone]
  // Words that are bold throughout are the title of what comes next.
  const leads = runs.every(({ style }) => style?.bold) && { leads: true as const }
  return splitRuns(runs).map((part, i) => {
    const words = elementsOf(part)
    const elements = marker && i === 0 ? [marker, { type: 'text' as const, text: ' ' }, ...words] : words
    return { blocks: [richTextOf([{ type: 'rich_text_section', elements }])], ...leads }
  })
}

/** Small and grey. A context takes no rich text: plain text, or mrkdwn where there is a mark to keep. */
export function mutedPieces(runs: readonly Run[]): Piece[] {
  const isMarked = runs.some(({ style }) => style !== undefined)
  // Escapes make mrkdwn longer: at most five characters for one.
  const characters = isMarked ? contextLimits.text / 5 : contextLimits.text
  return splitRuns(runs, { characters, bytes: 2 * contextLimits.text }).map((part) => ({
    blocks: [
      {
        type: 'context',
        elements: [
          isMarked ? { type: 'mrkdwn', text: mrkdwnOf(part), verbatim: true } : plainTextOf(textOf(part)),
        ],
      },
    ],
  }))
}

export const renderList = ({ ordered, items }: Block<'list'>, { publicUrl }: RenderContext): Piece[] =>
  listPieces(
    items.map((item) => runsOf(item, publicUrl)),
    ordered ? 'ordered' : 'bullet',
  )

/** A list of any length. An item too long for one block goes on in the next, and so do the numbers. */
export function listPieces(items: readonly (readonly Run[])[], style: 'bullet' | 'ordered'): Piece[] {
  const parts = items.flatMap((item, index) => {
    const whole = splitRuns(item)
    return (whole.length === 0 ? [[plainRun(' ')]] : whole).map((runs, part) => ({
      part: { section: sectionOf(runs), index, isRest: part > 0 },
      characters: textOf(runs).length,
    }))
  })
  return fillBlocks(parts).map((group) => ({ blocks: [richTextOf(listParts(group, style))] }))
}

interface ListItem {
  readonly section: types.RichTextSection
  /** Of the whole list, from 0. */
  readonly index: number
  /** Goes on with the item before it. */
  readonly isRest: boolean
}

/** `offset` is not in the types [docs: rich text list element]. */
type List = types.RichTextList & { readonly offset?: number }

function listParts(items: readonly ListItem[], style: 'bullet' | 'ordered'): RichTextPart[] {
  const parts: RichTextPart[] = []
  for (const { section, index, isRest } of items) {
    const last = parts.at(-1)
    if (isRest) parts.push(section)
    else if (last?.type === 'rich_text_list') last.elements.push(section)
    else {
      const list: List = {
        type: 'rich_text_list',
        style,
        elements: [section],
        ...(style === 'ordered' && index > 0 && { offset: index }),
      }
      parts.push(list)
    }
  }
  return parts
}

/** One under the other: side by side they are too narrow to read on a phone. */
export const renderFields = ({ fields }: Block<'fields'>, { publicUrl }: RenderContext): Piece[] =>
  listPieces(
    fields.map(({ label, value }) => [...labelRuns(label, publicUrl), ...runsOf(value, publicUrl)]),
    'bullet',
  )

/** `Label: `, bold. */
export function labelRuns(label: string, publicUrl?: string): Run[] {
  const runs = runsOf(label, publicUrl)
  return isBlank(textOf(runs)) ? [] : [...bold([...runs, plainRun(':')]), plainRun(' ')]
}

/** Each block of a long one is code again. */
export function renderCode({ code }: Block<'code'>): Piece[] {
  return splitRuns([plainRun(code)], richText, withoutEmptyLines).map((part) => ({
    blocks: [
      richTextOf([{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: textOf(part) }] }]),
    ],
  }))
}

/** Indentation is kept. */
function withoutEmptyLines(part: readonly Run[]): Run[] {
  const text = textOf(part).replace(/^(\s*\n)+|\s+$/g, '')
  return text === '' ? [] : [{ text }]
}

/** A picture that is on Slack; else what it shows, in words. */
export function renderImage({ recipe, alt }: Block<'image'>, context: RenderContext): Piece[] {
  const runs = runsOf(alt)
  const words = textOf(runs).trim()
  const id = isPicture(recipe) ? context.fileId(recipe) : undefined
  if (id === undefined) return words === '' ? [] : mutedPieces([plainRun(words)])
  const picture: KnownBlock = {
    type: 'image',
    slack_file: { id },
    alt_text: shortened(words === '' ? recipe.name : words, image.altText),
  }
  return [{ blocks: [picture] }, ...(words.length > image.altText ? mutedPieces([plainRun(words)]) : [])]
}

export const isPicture = (recipe: FileRecipe): boolean => recipe.form === 'picture'

export function renderThread({ thread, label }: Block<'thread'>, context: RenderContext): Piece[] {
  const url = context.linkTo(thread)
  const runs = runsOf(label, context.publicUrl)
  if (url === undefined) return richTextPieces(runs)
  return richTextPieces([{ text: isBlank(textOf(runs)) ? url : textOf(runs), url }])
}

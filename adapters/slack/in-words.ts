/**
 * A Slack message in plain words, for what Slack does not take although it is within the limits that it publishes:
 * all that its blocks say, in as many messages as it takes. Pure, and the same each time.
 */
import { answerInWords } from '../../src/messages/from-obstacle.js'
import { message as limits } from './limits.js'
import type { SlackPayload } from './render.js'
import { escapeMrkdwn } from './render-inline.js'

interface Thing {
  readonly [name: string]: unknown
}
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null
const things = (value: unknown): readonly Thing[] => (Array.isArray(value) ? value.filter(isThing) : [])

/** One message or more, without blocks. */
export function inWords({ text, blocks }: Pick<SlackPayload, 'text' | 'blocks'>): SlackPayload[] {
  const said = things(blocks).map(wordsOf)
  const hasButtons = things(blocks).some(({ type }) => type === 'actions')
  const whole = [...said, hasButtons ? escapeMrkdwn(answerInWords) : ''].filter(
    (words) => words.trim() !== '',
  )
  return cut(whole.length > 0 ? whole.join('\n') : text, limits.text).map((piece) => ({
    text: piece,
    blocks: [],
  }))
}

/** The picture blocks of a message as what they show, in words; undefined where it has none. */
export function withoutPictures(payload: SlackPayload): SlackPayload | undefined {
  if (!payload.blocks.some(({ type }) => type === 'image')) return undefined
  const blocks = payload.blocks.map((block) =>
    block.type === 'image'
      ? {
          type: 'context' as const,
          elements: [{ type: 'plain_text' as const, text: block.alt_text, emoji: false }],
        }
      : block,
  )
  return { ...payload, blocks }
}

/** mrkdwn of anything that says something: a block, or what it is made of. */
function wordsOf(thing: Thing): string {
  const inside = (separator: string) => things(thing.elements).map(wordsOf).join(separator)
  switch (thing.type) {
    case 'mrkdwn':
      return String(thing.text)
    case 'link': {
      const label = escapeMrkdwn(String(thing.text ?? ''))
      return label === '' ? `<${thing.url}>` : `<${thing.url}|${label}>`
    }
    case 'emoji':
      return `:${thing.name}:`
    case 'rich_text':
      return inside('\n')
    case 'rich_text_section':
    case 'rich_text_quote':
      return inside('')
    case 'rich_text_preformatted':
      return `\`\`\`\n${inside('')}\n\`\`\``
    case 'rich_text_list': {
      const first = Number(thing.offset ?? 0) + 1
      const mark = (i: number) => (thing.style === 'ordered' ? `${first + i}.` : '•')
      return things(thing.elements)
        .map((item, i) => `${mark(i)} ${wordsOf(item)}`)
        .join('\n')
    }
    case 'context':
    case 'actions':
      return inside(thing.type === 'context' ? ' ' : ' · ')
    case 'table':
    case 'data_table':
      return (Array.isArray(thing.rows) ? thing.rows : [])
        .map((row) => things(row).map(wordsOf).join(' | '))
        .join('\n')
    case 'image':
      return escapeMrkdwn(String(thing.alt_text ?? ''))
    case 'button': {
      const label = isThing(thing.text) ? wordsOf(thing.text) : ''
      return thing.url === undefined ? `[${label}]` : `<${thing.url}|${label}>`
    }
    case 'radio_buttons':
    case 'static_select':
      return things(thing.options)
        .map((option) => (isThing(option.text) ? wordsOf(option.text) : ''))
        .join(' / ')
    case 'section':
    case 'header':
    case 'input':
      return [thing.text, thing.label, ...things(thing.fields), thing.accessory, thing.element, thing.hint]
        .filter(isThing)
        .map(wordsOf)
        .join('\n')
    default:
      // Text of any kind; a divider and feedback say nothing.
      return typeof thing.text === 'string' ? escapeMrkdwn(thing.text) : ''
  }
}

/** Cuts between lines, then between words. */
function cut(text: string, most: number): string[] {
  const pieces: string[] = []
  let piece = ''
  const add = (part: string, separator: string) => {
    const longer = piece === '' ? part : `${piece}${separator}${part}`
    if (longer.length <= most) {
      piece = longer
      return
    }
    if (piece !== '') pieces.push(piece)
    piece = ''
    if (part.length <= most) piece = part
    else if (separator === '\n') for (const word of part.split(' ')) add(word, ' ')
    else for (let i = 0; i < part.length; i += most) pieces.push(part.slice(i, i + most))
  }
  for (const line of text.split('\n')) add(line, '\n')
  return piece === '' ? pieces : [...pieces, piece]
}

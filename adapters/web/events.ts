/** An HTML form as it was sent -> ChatEvent, and what of it is shown as the person's own words. Pure. */
import { createHash } from 'node:crypto'
import {
  type Action,
  feedbackChoices,
  formatAction,
  parseAction,
  roundChoices,
  wholeRound,
} from '../../src/chat/action.js'
import type { ActionEvent, ChatEvent, Person, ThreadRef } from '../../src/chat/contract.js'
import { plainText } from '../../src/messages/inline.js'
import type { FormBlock, MessageBlock, OutgoingMessage } from '../../src/messages/message.js'
import { withChannelLink } from './channel.js'

export const tenant = 'web:local'

/** A form's fields; of a repeated one, the last. */
export type FormFields = Readonly<Record<string, string>>

export interface Sender {
  readonly user: Person
  readonly at: number
}

/** A web thread: known from the start, because the page itself is the platform. */
export const webThread = (id: string): ThreadRef & { thread: string } => ({
  platform: 'web',
  space: 'local',
  channel: 'chat',
  thread: id,
})

/** The id that every rendered form carries: what is sent twice is taken once. */
export function readEventId(fields: FormFields): string | undefined {
  const id = fields.event ?? ''
  return /^[a-z0-9]{16,40}$/.test(id) ? id : undefined
}

export const isThreadId = (id: string) => /^[a-z2-7]{16}$/.test(id)

/** The thread that the form with this event id opens: the form sent again opens the same one. */
export function threadOfEvent(eventId: string): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  const digest = createHash('sha256').update(`thread:${eventId}`).digest()
  return Array.from(digest.subarray(0, 16), (byte) => alphabet[byte & 31]).join('')
}

/** Browsers send CR LF. */
export const readText = (fields: FormFields): string => (fields.text ?? '').replace(/\r\n?/g, '\n').trim()

const command = /^\/ml-architect(?:\s+|$)/i

/**
 * What was typed. `/ml-architect …` is a command wherever it is typed, and so is a lone `help`; other words in a
 * thread are a reply.
 */
export function eventFromText(
  text: string,
  eventId: string,
  thread: ThreadRef & { thread: string },
  isNew: boolean,
  sender: Sender,
): ChatEvent {
  const bare = text.replace(command, '')
  const isCommand = isNew || bare !== text || /^help$/i.test(bare)
  const words = withChannelLink(bare, !isCommand)
  const base = { id: eventId, tenant, thread, user: sender.user, at: sender.at, text: words }
  return isCommand ? { kind: 'request', ...base } : { kind: 'reply', parentIsOurs: true, ...base }
}

/** A pressed button or sent form, and the words for it. */
export interface Pressed {
  readonly event: ActionEvent
  /** How the thread shows it, as the person's post. */
  readonly words: string
}

/**
 * A button, a select or a form of `message`. Undefined for what the message does not offer: nobody can press
 * what was never shown.
 */
export function eventFromAction(
  fields: FormFields,
  message: OutgoingMessage,
  eventId: string,
  thread: ThreadRef & { thread: string },
  sender: Sender,
): Pressed | undefined {
  const action = parseAction(fields.action ?? '')
  if (!action) return undefined
  const block = message.blocks.find((candidate) => offers(candidate, action))
  if (!block) return undefined
  const answers = block.kind === 'form' ? readAnswers(block, fields) : []
  const values = Object.fromEntries(answers.map(({ id, value }) => [id, value]))
  const text = formatAction(action)
  return {
    event: {
      kind: 'action',
      id: pressId(eventId, text, values),
      tenant,
      thread,
      user: sender.user,
      at: sender.at,
      action: text,
      ...(block.kind === 'form' && { values }),
    },
    words: answers.length > 0 ? answers.map(({ words }) => words).join('\n') : labelOf(block, action),
  }
}

/** The same choice sent twice is one event; another choice of the same form is another. */
export const pressId = (eventId: string, action: string, values: Readonly<Record<string, string>>) =>
  `${eventId}.${createHash('sha256')
    .update(JSON.stringify([action, values]))
    .digest('hex')
    .slice(0, 12)}`

/** Stop is offered beside the progress line, in no message. */
export function stopEvent(
  session: string,
  round: number,
  eventId: string,
  thread: ThreadRef & { thread: string },
  sender: Sender,
): ActionEvent {
  const action = formatAction({ session, round, question: wholeRound, choice: roundChoices.stop })
  return { kind: 'action', id: `${eventId}.stop`, tenant, thread, user: sender.user, at: sender.at, action }
}

/** Every action a block offers. */
export function actionsOf(block: MessageBlock): readonly Action[] {
  switch (block.kind) {
    case 'actions':
      return block.actions.map(({ action }) => action)
    case 'select':
      return block.options.map(({ action }) => action)
    case 'form':
      return [block.submit.action]
    case 'feedback':
      return Object.values(feedbackChoices).map((choice) => ({ ...block.action, choice }))
    default:
      return []
  }
}

function offers(block: MessageBlock, action: Action): boolean {
  const text = formatAction(action)
  return actionsOf(block).some((offered) => formatAction(offered) === text)
}

function labelOf(block: MessageBlock, action: Action): string {
  const text = formatAction(action)
  switch (block.kind) {
    case 'actions':
      return plainText(block.actions.find((button) => formatAction(button.action) === text)?.label ?? '')
    case 'select': {
      const chosen = block.options.find((option) => formatAction(option.action) === text)?.label ?? ''
      return plainText(`${block.label}: ${chosen}`)
    }
    case 'form':
      return plainText(block.submit.label)
    case 'feedback':
      return action.choice === feedbackChoices.useful ? 'That was useful.' : 'That was not useful.'
    default:
      return ''
  }
}

/** Names of a form field's inputs: its radio buttons, and the line for other words. */
export const choiceField = (id: string) => `choice.${id}`
export const wordsField = (id: string) => `words.${id}`

/** A person's own words count before the choice that was preset. */
function readAnswers(block: FormBlock, fields: FormFields) {
  return block.fields.flatMap((field) => {
    const words = field.freeText ? (fields[wordsField(field.id)] ?? '').trim() : ''
    const choice = field.options.find((option) => option.id === fields[choiceField(field.id)])
    const value = words || choice?.id
    if (value === undefined) return []
    return [
      {
        id: field.id,
        value,
        words: `${plainText(field.label)} — ${words || plainText(choice?.label ?? '')}`,
      },
    ]
  })
}

/** Slack's payloads -> ChatEvent: who said or pressed what, where, and under which id Slack repeats it. Pure. */
import { z } from 'zod'
import { formatAction, roundChoices, wholeRound } from '../../src/chat/action.js'
import type {
  ActionEvent,
  AmendEvent,
  ChatEvent,
  Person,
  ReplyEvent,
  RequestEvent,
  ThreadRef,
} from '../../src/chat/contract.js'
import { plainWords } from './words.js'

/** What of a payload says where it is from. */
export interface Origin {
  readonly team: string
  /** Of an organisation that installed the app as a whole. */
  readonly enterprise?: string | undefined
}

/** An organisation is one team; its workspaces share their designs. */
export const tenantOf = ({ team, enterprise }: Origin): string => `slack:${enterprise ?? team}`

/** What is known of people without asking Slack. */
export type Known = (id: string) => Partial<Person>

export interface Reading {
  readonly origin: Origin
  /** The app's own user, once it is known. */
  readonly bot: string | undefined
  readonly known: Known
  /** ms since 1970. */
  readonly at: number
}

const threadOf = ({ team }: Origin, channel: string, thread?: string): ThreadRef => ({
  platform: 'slack',
  space: team,
  channel,
  ...(thread !== undefined && { thread }),
})

const person = (id: string, known: Known, name?: string): Person => ({
  id,
  ...(name !== undefined && name !== '' && { name }),
  ...known(id),
})

const commandSchema = z.object({
  text: z.string().default(''),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  trigger_id: z.string(),
})

/** `/ml-architect …`. It has no thread: Slack takes no command in one. */
export function eventFromCommand(body: unknown, { origin, bot, known, at }: Reading): RequestEvent {
  const { text, channel_id, user_id, user_name, trigger_id } = commandSchema.parse(body)
  return {
    kind: 'request',
    id: `command:${trigger_id}`,
    tenant: tenantOf(origin),
    thread: threadOf(origin, channel_id),
    user: person(user_id, known, user_name),
    at,
    text: plainWords(text, bot),
  }
}

/** In place of a mention without words. */
const threadWords = 'Design what this thread describes.'

const messageSchema = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
})
/** What a person writes; anything else of this type is news about messages. */
const written: ReadonlySet<string | undefined> = new Set([
  undefined,
  'file_share',
  'thread_broadcast',
  'me_message',
])

/**
 * What somebody wrote: a request where it is to us (a mention, or the first words of a conversation with us), a reply
 * in a thread. Undefined for what is not for us to read: bots, news, a channel's talk.
 * @param eventId Slack's, the same when it delivers again
 */
export function eventFromMessage(
  body: unknown,
  eventId: string,
  { origin, bot, known, at }: Reading,
): RequestEvent | ReplyEvent | undefined {
  const read = messageSchema.safeParse(body)
  if (!read.success) return undefined
  const { type, subtype, channel, channel_type, user, bot_id, text, ts, thread_ts, parent_user_id } =
    read.data
  if (user === undefined || bot_id !== undefined || user === bot || !written.has(subtype)) return undefined
  const isReply = thread_ts !== undefined && thread_ts !== ts
  // A mention in a thread arrives as a message too, and one in a group of direct messages may arrive as that alone:
  // whichever comes first is taken.
  const mentions = bot !== undefined && (text.includes(`<@${bot}>`) || text.includes(`<@${bot}|`))
  const isDirect = channel_type === 'im' || (channel_type === 'mpim' && mentions)
  const isToUs = type === 'app_mention' || (isReply ? mentions : isDirect)
  if (!isToUs && !isReply) return undefined
  const base = {
    id: eventId,
    messageId: ts,
    tenant: tenantOf(origin),
    thread: threadOf(origin, channel, thread_ts ?? ts),
    user: person(user, known),
    at,
    text: plainWords(text, bot),
  }
  if (isToUs)
    return {
      kind: 'request',
      ...base,
      // "@ml-architect" alone in a thread: what the thread says is the problem.
      ...(isReply && { continues: true, text: base.text || threadWords }),
    }
  return { kind: 'reply', ...base, parentIsOurs: bot !== undefined && parent_user_id === bot }
}

const amendedSchema = z.object({
  subtype: z.enum(['message_changed', 'message_deleted']),
  channel: z.string(),
  /** As it is now; absent where it was deleted. */
  message: z.object({ text: z.string().default('') }).optional(),
  previous_message: z.object({
    user: z.string(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    ts: z.string(),
    thread_ts: z.string().optional(),
  }),
})

/** A person changed or deleted what they wrote. Undefined for all other news of messages (a link that unfolds, a bot's). */
export function eventFromAmendment(
  body: unknown,
  eventId: string,
  { origin, bot, known, at }: Reading,
): AmendEvent | undefined {
  const read = amendedSchema.safeParse(body)
  if (!read.success) return undefined
  const { subtype, channel, message, previous_message: before } = read.data
  const text = subtype === 'message_deleted' ? '' : (message?.text ?? '')
  if (before.bot_id !== undefined || before.user === bot || text === before.text) return undefined
  return {
    kind: 'amend',
    id: eventId,
    messageId: before.ts,
    tenant: tenantOf(origin),
    thread: threadOf(origin, channel, before.thread_ts ?? before.ts),
    user: person(before.user, known),
    at,
    text: plainWords(text, bot),
  }
}

const shortcutSchema = z.object({
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional(), text: z.string().default('') }),
  action_ts: z.string(),
})

/** "Design from this message": its words as the request of whoever asked for it, in its thread. */
export function eventFromShortcut(body: unknown, { origin, bot, known, at }: Reading): RequestEvent {
  const { user, channel, message, action_ts } = shortcutSchema.parse(body)
  return {
    kind: 'request',
    id: `shortcut:${action_ts}:${user.id}`,
    tenant: tenantOf(origin),
    thread: threadOf(origin, channel.id, message.thread_ts ?? message.ts),
    user: person(user.id, known, user.username ?? user.name),
    at,
    text: plainWords(message.text, bot),
  }
}

/** The form for a new problem, sent from anywhere: the conversation with whoever sent it is the place. */
export function eventFromBrief(
  text: string,
  viewId: string,
  user: { readonly id: string; readonly name?: string | undefined },
  { origin, known, at }: Reading,
): RequestEvent {
  return {
    kind: 'request',
    id: `view:${viewId}`,
    tenant: tenantOf(origin),
    // Slack takes a person in place of the conversation with them.
    thread: threadOf(origin, user.id),
    user: person(user.id, known, user.name),
    at,
    text,
  }
}

const pressSchema = z.object({
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: z.string() }).optional(),
  container: z
    .object({
      channel_id: z.string().optional(),
      thread_ts: z.string().optional(),
      message_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
})

/** Where a button stands. */
export interface Place {
  readonly channel: string
  readonly thread?: string
}

/** Who pressed something, and where it belongs. */
export interface Pressed {
  readonly user: { readonly id: string; readonly name?: string }
  readonly place: Place
}

/**
 * Who pressed and where; on the App Home, in the conversation with them.
 * @returns `shownAt`: where an answer is seen by one person alone: in a thread only once it has replies
 */
export function pressedAt(body: unknown): Pressed & { readonly shownAt: Place } {
  const { user, channel, container, message } = pressSchema.parse(body)
  const shownIn = message?.thread_ts ?? container?.thread_ts
  // What only one person sees begins no thread.
  const begins = container?.is_ephemeral ? undefined : (message?.ts ?? container?.message_ts)
  const name = user.username ?? user.name
  const at = (thread: string | undefined): Place => ({
    channel: channel?.id ?? container?.channel_id ?? user.id,
    ...(thread !== undefined && { thread }),
  })
  return {
    user: { id: user.id, ...(name !== undefined && { name }) },
    place: at(shownIn ?? begins),
    shownAt: at(shownIn),
  }
}

/**
 * A button, a choice or a sent form.
 * @param id the same when Slack delivers it again
 * @param action as `formatAction` writes it
 */
export function eventFromPress(
  id: string,
  action: string,
  { user, place }: Pressed,
  { origin, known, at }: Reading,
  values?: Readonly<Record<string, string>>,
): ActionEvent {
  return {
    kind: 'action',
    id,
    tenant: tenantOf(origin),
    thread: threadOf(origin, place.channel, place.thread),
    user: person(user.id, known, user.name),
    at,
    action,
    ...(values && { values }),
  }
}

/** Slack's own Stop. @param session of the thread, and the round that is open there */
export const stopAction = (session: string, round: number): string =>
  formatAction({ session, round, question: wholeRound, choice: roundChoices.stop })

/** The words of a command, for what is shown without anybody having typed it. */
export const commandEvent = (
  text: string,
  id: string,
  { user, place }: Pressed,
  { origin, known, at }: Reading,
): ChatEvent => ({
  kind: 'request',
  id,
  tenant: tenantOf(origin),
  thread: threadOf(origin, place.channel),
  user: person(user.id, known, user.name),
  at,
  text,
})

/** Finding a conversation for a method, and whether the bot may read or write there. */
import { needText, textOf } from './arguments.js'
import type { Call } from './core.js'
import { Refusal } from './errors.js'
import {
  type Channel,
  type ChannelKind,
  directMessages,
  type Message,
  repliesOf,
  type Workspace,
} from './world.js'

/** The conversation, where the bot can know of it. */
export function findChannel(call: Call, name = 'channel'): Channel {
  const { workspace, args } = call
  const id = needText(args, name)
  const channel = workspace.channels.get(id)
  const isMember = channel?.members.has(workspace.bot.id)
  if (!channel || (channel.kind !== 'public' && !isMember)) throw new Refusal('channel_not_found')
  return channel
}

/** Where to post: a conversation by its id or name, or a person's direct messages. */
export function channelToPostIn(call: Call): Channel {
  const { workspace, args } = call
  const given = needText(args, 'channel')
  const person = workspace.members.get(given)
  if (person && !person.isBot) {
    const channel = directMessages(workspace, person.id)
    checkPosting(call, channel)
    return channel
  }
  const byName = [...workspace.channels.values()].find(
    ({ kind, name }) => kind !== 'im' && name === given.replace(/^#/, ''),
  )
  const channel = findChannel({ ...call, args: { channel: byName?.id ?? given } })
  checkPosting(call, channel)
  return channel
}

function checkPosting(call: Call, channel: Channel): void {
  if (channel.archived) throw new Refusal('is_archived')
  if (channel.postingRefusal) throw new Refusal(channel.postingRefusal)
  if (channel.kind === 'im' && !call.core.app.messagesTab) throw new Refusal('messages_tab_disabled')
  const isMember = channel.members.has(call.workspace.bot.id)
  if (!isMember && !call.has('chat:write.public')) throw new Refusal('not_in_channel')
}

/** The root of a thread to write in. A reply stands for its root. */
export function threadToPostIn({ core, args }: Call, channel: Channel): string | undefined {
  const ts = textOf(args, 'thread_ts')
  if (ts === undefined) return undefined
  if (!/^\d{1,12}\.\d{6}$/.test(ts))
    throw new Refusal('invalid_thread_ts', {
      response_metadata: { messages: [`[ERROR] ${ts} is not a valid thread_ts`] },
    })
  const root = rootOf(channel, ts)
  if (root === undefined && !core.strictThreads) throw new Refusal('thread_not_found')
  return root ?? ts
}

/** The root of the thread that a message is in. A deleted root lives on as long as it has replies. */
export function rootOf(channel: Channel, ts: string): string | undefined {
  const message = channel.messages.get(ts)
  if (message && message.onlyFor === undefined) return message.threadTs ?? message.ts
  return repliesOf(channel, ts).length > 0 ? ts : undefined
}

/** Of an argument that names a thread. Throws `code` where there is none. */
export function knownThread(call: Call, channel: Channel, code: string, name = 'thread_ts'): string {
  const root = rootOf(channel, needText(call.args, name))
  if (root === undefined) throw new Refusal(code)
  return root
}

/** A message of the app's own. */
export function ownMessage(call: Call, channel: Channel, otherwise: string): Message {
  const message = messageAt(call.args, channel)
  if (message.botId !== call.workspace.botId) throw new Refusal(otherwise)
  return message
}

export function messageAt(args: Call['args'], channel: Channel, name = 'ts'): Message {
  const message = channel.messages.get(needText(args, name))
  if (!message || message.onlyFor !== undefined) throw new Refusal('message_not_found')
  return message
}

const readers: Readonly<Record<ChannelKind, { history: string; read: string }>> = {
  public: { history: 'channels:history', read: 'channels:read' },
  private: { history: 'groups:history', read: 'groups:read' },
  im: { history: 'im:history', read: 'im:read' },
}
export const historyScope = (kind: ChannelKind) => readers[kind].history
export const readScope = (kind: ChannelKind) => readers[kind].read

/** Reading what is said needs the scope of the kind of place, and being there. */
export function needHistory(call: Call, channel: Channel): void {
  call.need(historyScope(channel.kind))
  if (!channel.members.has(call.workspace.bot.id)) throw new Refusal('not_in_channel')
}

export const placeKey = (channel: Channel, threadTs: string) => `${channel.id}:${threadTs}`

/** What is shown as being done ends when the app says something there. */
export function clearStatus(workspace: Workspace, channel: Channel, threadTs: string | undefined): void {
  if (threadTs) workspace.statuses.delete(placeKey(channel, threadTs))
}

/** chat.postMessage, update, delete, postEphemeral, getPermalink. */
import {
  channelToPostIn,
  clearStatus,
  findChannel,
  messageAt,
  ownMessage,
  threadToPostIn,
} from '../access.js'
import { needText } from '../arguments.js'
import type { Call, Method } from '../core.js'
import { Refusal } from '../errors.js'
import { changeMessage, checkMessage, presentMessage, removeMessage, storeMessage } from '../messages.js'
import { problemsOfUpdate } from '../payload-rules.js'
import type { Fields } from '../rules/check.js'
import { repliesOf } from '../world.js'

/** Showing another name or picture than the app's own is a right of its own. */
function needAuthorship(call: Call): void {
  call.need('chat:write')
  if (['username', 'icon_emoji', 'icon_url'].some((name) => call.args[name]))
    call.need('chat:write.customize')
}

const postMessage: Method = (call) => {
  needAuthorship(call)
  const { core, workspace, args } = call
  const channel = channelToPostIn(call)
  const threadTs = threadToPostIn(call, channel)
  checkMessage(core, workspace, args)
  const message = storeMessage(core, workspace, channel, {
    user: workspace.bot.id,
    botId: workspace.botId,
    sent: withoutToken(args),
    threadTs,
  })
  clearStatus(workspace, channel, threadTs)
  return {
    channel: channel.id,
    ts: message.ts,
    message: presentMessage(core, workspace, channel, message),
  }
}

const update: Method = (call) => {
  call.need('chat:write')
  const { core, workspace, args } = call
  const channel = findChannel(call)
  const message = ownMessage(call, channel, 'cant_update_message')
  if (channel.archived) throw new Refusal('is_inactive')
  if (message.stream?.state === 'in_progress') throw new Refusal('streaming_state_conflict')
  checkMessage(core, workspace, args, problemsOfUpdate)
  checkFiles(call)
  changeMessage(core, workspace, channel, message, withoutToken(args))
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: presentMessage(core, workspace, channel, message),
  }
}

function checkFiles({ args, workspace }: Call): void {
  for (const id of Array.isArray(args.file_ids) ? args.file_ids : []) {
    const file = workspace.files.get(String(id))
    if (file?.completedAt === undefined) throw new Refusal('file_not_found')
    if (file.deleted) throw new Refusal('file_is_deleted')
  }
}

const remove: Method = (call) => {
  call.need('chat:write')
  const channel = findChannel(call)
  const message = ownMessage(call, channel, 'cant_delete_message')
  removeMessage(call.core, call.workspace, channel, message)
  return { channel: channel.id, ts: message.ts }
}

const postEphemeral: Method = (call) => {
  needAuthorship(call)
  const { core, workspace, args } = call
  const channel = findChannel(call)
  if (channel.archived) throw new Refusal('is_archived')
  if (!channel.members.has(workspace.bot.id)) throw new Refusal('not_in_channel')
  const user = workspace.members.get(needText(args, 'user'))
  if (!user) throw new Refusal('user_not_found')
  if (!channel.members.has(user.id)) throw new Refusal('user_not_in_channel')
  const threadTs = threadToPostIn(call, channel)
  checkMessage(core, workspace, args)
  // In a thread it is only shown where somebody has replied already [docs.slack.dev chat.postEphemeral].
  const isShown = !threadTs || !core.strictThreads || repliesOf(channel, threadTs).length > 0
  const { metadata: _, ...sent } = withoutToken(args)
  const message = storeMessage(core, workspace, channel, {
    user: workspace.bot.id,
    botId: workspace.botId,
    sent,
    threadTs,
    onlyFor: isShown ? user.id : '',
  })
  return { message_ts: message.ts }
}

const getPermalink: Method = (call) => {
  const channel = findChannel(call)
  const message = messageAt(call.args, channel, 'message_ts')
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
  return {
    channel: channel.id,
    permalink: `${call.core.baseUrl}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
  }
}

export function withoutToken(args: Fields): Fields {
  const { token: _, ...rest } = args
  return rest
}

export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
}

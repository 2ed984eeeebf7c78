/** chat.startStream, appendStream, stopStream: a message that grows. */
import { channelToPostIn, clearStatus, findChannel, ownMessage, placeKey, threadToPostIn } from '../access.js'
import { objectsOf, textOf } from '../arguments.js'
import type { Call, Method } from '../core.js'
import { Refusal, refuseProblems } from '../errors.js'
import { changedEvent, presentMessage, storeMessage, withIds } from '../messages.js'
import { problemsOfBlocks, problemsOfMessage } from '../payload-rules.js'
import type { Fields } from '../rules/check.js'
import type { Channel, Message, Stream } from '../world.js'
import { sessionStatuses } from './agents.js'
import { withoutToken } from './chat.js'

const charactersPerCall = 12_000

const startStream: Method = (call) => {
  call.need('chat:write')
  const { core, workspace, args } = call
  const channel = channelToPostIn(call)
  const threadTs = threadToPostIn(call, channel)
  if (channel.kind === 'im' && !threadTs) throw new Refusal('invalid_thread_ts')
  if (channel.kind !== 'im') {
    const team = textOf(args, 'recipient_team_id')
    const user = textOf(args, 'recipient_user_id')
    if (!team) throw new Refusal('missing_recipient_team_id')
    if (!user) throw new Refusal('missing_recipient_user_id')
    if (team !== workspace.id) throw new Refusal('team_not_found')
    if (!workspace.members.has(user)) throw new Refusal('user_not_found')
  }
  const mode = textOf(args, 'task_display_mode')
  if (mode && !['timeline', 'plan', 'dense'].includes(mode)) throw new Refusal('invalid_arguments')
  const chunks = chunksOf(args)
  const message = storeMessage(core, workspace, channel, {
    user: workspace.bot.id,
    botId: workspace.botId,
    sent: withoutToken({ ...args, markdown_text: undefined }),
    threadTs,
  })
  message.stream = { state: 'in_progress', mode: modeOf(args), chunks: [] }
  append(message, chunks)
  clearStatus(workspace, channel, threadTs)
  return { channel: channel.id, ts: message.ts }
}

const appendStream: Method = (call) => {
  call.need('chat:write')
  const channel = findChannel(call)
  const message = streaming(call, channel)
  const chunks = chunksOf(call.args, message.stream)
  if (chunks.length === 0) throw new Refusal('markdown_text_or_chunks_required')
  if (message.stream?.state === 'stopped_by_user') throw new Refusal('stopped_by_user')
  append(message, chunks)
  return { channel: channel.id, ts: message.ts }
}

const stopStream: Method = (call) => {
  call.need('chat:write')
  const { core, workspace, args } = call
  const channel = findChannel(call)
  const message = streaming(call, channel)
  const chunks = chunksOf(args, message.stream)
  const status = textOf(args, 'session_status')
  if (status && !sessionStatuses.includes(status)) throw new Refusal('invalid_arguments')
  const blocks = objectsOf(args.blocks)
  if (args.blocks !== undefined || args.metadata !== undefined)
    refuseProblems(problemsOfMessage({ text: 'x', blocks: args.blocks, metadata: args.metadata }))
  const previous = presentMessage(core, workspace, channel, message)
  append(message, chunks)
  message.blocks = [...(message.blocks ?? []), ...blocks.map(withIds)]
  if (message.stream) message.stream.state = 'completed'
  if (args.metadata !== undefined) message.metadata = args.metadata as Fields
  const session = workspace.sessions.get(placeKey(channel, message.threadTs ?? message.ts))
  if (session) session.status = status ?? 'active'
  core.emit(workspace, changedEvent(core, workspace, channel, message, previous))
  return { channel: channel.id, ts: message.ts, message: presentMessage(core, workspace, channel, message) }
}

function streaming(call: Call, channel: Channel): Message {
  const message = ownMessage(call, channel, 'message_not_owned_by_app')
  if (!message.stream || message.stream.state === 'completed')
    throw new Refusal('message_not_in_streaming_state')
  return message
}

const modeOf = (args: Fields): Stream['mode'] =>
  textOf(args, 'markdown_text') ? 'markdown_text' : args.chunks === undefined ? undefined : 'chunks'

/** `markdown_text` is a chunk of one. A stream goes on as it began. */
function chunksOf(args: Fields, stream?: Stream): readonly Fields[] {
  const markdown = textOf(args, 'markdown_text')
  if (markdown && args.chunks !== undefined) throw new Refusal('cannot_provide_both_markdown_text_and_chunks')
  const mode = modeOf(args)
  if (mode && stream?.mode && mode !== stream.mode) throw new Refusal('streaming_mode_mismatch')
  const all = markdown ? [{ type: 'markdown_text', text: markdown }] : objectsOf(args.chunks)
  if (all.flatMap((chunk) => objectsOf(chunk.blocks)).length > 50) throw new Refusal('msg_blocks_too_many')
  for (const chunk of all) checkChunk(chunk)
  return all
}

function checkChunk(chunk: Fields): void {
  const { type, text } = chunk
  const isText = (value: unknown) => typeof value === 'string' && value.length > 0
  if (type === 'markdown_text') {
    if (typeof text !== 'string') throw new Refusal('invalid_chunks')
    if (text.length > charactersPerCall) throw new Refusal('msg_too_long')
  } else if (type === 'blocks') refuseProblems(problemsOfBlocks(chunk.blocks, '/chunks/blocks'))
  else if (type === 'plan_update') {
    if (!isText(chunk.title)) throw new Refusal('invalid_chunks')
  } else if (type === 'task_update') {
    const known = ['pending', 'in_progress', 'complete', 'error'].includes(String(chunk.status))
    if (!known || !isText(chunk.id) || !isText(chunk.title)) throw new Refusal('invalid_chunks')
  } else throw new Refusal('invalid_chunks')
}

function append(message: Message, chunks: readonly Fields[]): void {
  for (const chunk of chunks) {
    message.stream?.chunks.push(chunk)
    if (chunk.type === 'markdown_text') message.text += String(chunk.text)
    if (chunk.type === 'blocks')
      message.blocks = [...(message.blocks ?? []), ...objectsOf(chunk.blocks).map(withIds)]
  }
}

export const streams: Readonly<Record<string, Method>> = {
  'chat.startStream': startStream,
  'chat.appendStream': appendStream,
  'chat.stopStream': stopStream,
}

/** What a person sees of an agent at work: its status line, the title of the thread, prompts, the session. */
import { findChannel, placeKey, threadRoot, threadToPostIn } from '../access.js'
import { needText, objectsOf, textOf } from '../arguments.js'
import type { Call, Method } from '../core.js'
import { Refusal } from '../errors.js'

export const sessionStatuses: readonly string[] = ['active', 'processing', 'suspended', 'closed']

const setStatus: Method = (call) => {
  needEither(call)
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = threadRoot(channel, needText(args, 'thread_ts'))
  const { status } = args
  if (typeof status !== 'string') throw new Refusal('invalid_arguments')
  const loading = args.loading_messages
  if (loading !== undefined && (!Array.isArray(loading) || loading.length > 10))
    throw new Refusal('invalid_arguments')
  const key = placeKey(channel, thread)
  if (status === '') workspace.statuses.delete(key)
  else workspace.statuses.set(key, { status, loadingMessages: (loading ?? []) as readonly string[] })
  return {}
}

const setTitle: Method = (call) => {
  needEither(call)
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = threadRoot(channel, needText(args, 'thread_ts'))
  workspace.titles.set(placeKey(channel, thread), needText(args, 'title'))
  return {}
}

const setSuggestedPrompts: Method = (call) => {
  needEither(call)
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = threadToPostIn(args, channel)
  const prompts = objectsOf(args.prompts)
  const areWhole = prompts.every(({ title, message }) =>
    [title, message].every((each) => each && typeof each === 'string'),
  )
  if (!Array.isArray(args.prompts) || prompts.length < 1 || prompts.length > 4 || !areWhole)
    throw new Refusal('invalid_arguments')
  workspace.prompts.set(placeKey(channel, thread ?? ''), prompts)
  return {}
}

/** Either scope opens these [docs.slack.dev assistant.threads.setStatus]. */
const needEither = (call: Call) => call.need('assistant:write', 'chat:write')

const setSessionStatus: Method = (call) => {
  call.need('chat:write')
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = threadRoot(channel, needText(args, 'thread_ts'))
  const status = needText(args, 'status')
  if (!sessionStatuses.includes(status)) throw new Refusal('invalid_arguments')
  const title = textOf(args, 'title') ?? ''
  if (title.length > 200) throw new Refusal('invalid_arguments')
  const initiator = textOf(args, 'initiator_user_id')
  if (initiator && !channel.members.has(initiator)) throw new Refusal('user_not_in_channel')
  const key = placeKey(channel, thread)
  const session = workspace.sessions.get(key) ?? { status, title }
  session.status = status
  workspace.sessions.set(key, session)
  return { status, agent_status: status, title: session.title }
}

const rename: Method = (call) => {
  call.need('chat:write')
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = threadRoot(channel, needText(args, 'thread_ts'))
  const session = workspace.sessions.get(placeKey(channel, thread))
  if (!session) throw new Refusal('session_not_found')
  const title = needText(args, 'title')
  if (title.length > 200) throw new Refusal('invalid_arguments')
  session.title = title
  return { title }
}

export const agents: Readonly<Record<string, Method>> = {
  'assistant.threads.setStatus': setStatus,
  'assistant.threads.setTitle': setTitle,
  'assistant.threads.setSuggestedPrompts': setSuggestedPrompts,
  'agents.sessions.setStatus': setSessionStatus,
  'agents.sessions.rename': rename,
}

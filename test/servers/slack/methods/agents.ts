/** What a person sees of an agent at work: its status line, the title of the thread, prompts, the session. */
import { findChannel, knownThread, placeKey, rootOf } from '../access.js'
import { needText, objectsOf, textOf } from '../arguments.js'
import type { Core, Method } from '../core.js'
import { Refusal } from '../errors.js'
import type { Channel, Workspace } from '../world.js'

export const sessionStatuses: readonly string[] = ['active', 'processing', 'suspended', 'closed']

/** What is shown goes by itself after two minutes without a message [docs.slack.dev assistant.threads.setStatus]. */
const statusLifeMs = 120_000

const setStatus: Method = (call) => {
  call.need('chat:write')
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = knownThread(call, channel, 'invalid_thread_ts')
  const { status } = args
  if (typeof status !== 'string') throw new Refusal('invalid_arguments')
  const loading = args.loading_messages
  if (loading !== undefined && (!Array.isArray(loading) || loading.length > 10))
    throw new Refusal('invalid_arguments')
  const key = placeKey(channel, thread)
  if (status === '') workspace.statuses.delete(key)
  else {
    const loadingMessages = (loading ?? []) as readonly string[]
    workspace.statuses.set(key, { status, loadingMessages, at: call.core.now() })
  }
  return {}
}

/** The status line of a thread, `''` for none. */
export function statusOf(core: Core, workspace: Workspace, channel: Channel, thread: string): string {
  const shown = workspace.statuses.get(placeKey(channel, thread))
  return shown && core.now() - shown.at < statusLifeMs ? shown.status : ''
}

const setTitle: Method = (call) => {
  call.need('assistant:write')
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = knownThread(call, channel, 'invalid_thread_ts')
  workspace.titles.set(placeKey(channel, thread), needText(args, 'title'))
  return {}
}

const setSuggestedPrompts: Method = (call) => {
  call.need('assistant:write')
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  const thread = textOf(args, 'thread_ts')
  if (thread && rootOf(channel, thread) === undefined) throw new Refusal('invalid_thread_ts')
  const prompts = objectsOf(args.prompts)
  const areWhole = prompts.every(({ title, message }) =>
    [title, message].every((each) => each && typeof each === 'string'),
  )
  if (!Array.isArray(args.prompts) || prompts.length < 1 || prompts.length > 4 || !areWhole)
    throw new Refusal('invalid_arguments')
  workspace.prompts.set(placeKey(channel, thread ?? ''), prompts)
  return {}
}

const setSessionStatus: Method = (call) => {
  call.need('chat:write')
  const { workspace, args } = call
  const channel = findChannel(call, 'channel_id')
  if (!channel.members.has(workspace.bot.id)) throw new Refusal('not_authorized')
  if (!textOf(args, 'thread_ts')) throw new Refusal('thread_ts_required')
  const thread = knownThread(call, channel, 'thread_not_found')
  const status = needText(args, 'status')
  if (!sessionStatuses.includes(status)) throw new Refusal('invalid_status')
  const title = textOf(args, 'title') ?? ''
  if (title.length > 200) throw new Refusal('invalid_arguments')
  const initiator = textOf(args, 'initiator_user_id')
  if (initiator && !channel.members.has(initiator)) throw new Refusal('user_not_found')
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
  const thread = knownThread(call, channel, 'thread_not_found')
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

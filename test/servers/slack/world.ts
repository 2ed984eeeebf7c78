/**
 * What the local Slack holds: workspaces with their people, channels, messages, files and views. Plain data and
 * the look-ups over it; who may do what is for the methods.
 */
import { randomBytes } from 'node:crypto'
import type { Fields } from './rules/check.js'

export interface Member {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly isAdmin: boolean
  readonly isOwner: boolean
  readonly isBot: boolean
  readonly tz: string
  deleted: boolean
}

export type ChannelKind = 'public' | 'private' | 'im'

export interface Channel {
  readonly id: string
  readonly name: string
  readonly kind: ChannelKind
  readonly members: Set<string>
  archived: boolean
  /** The code with which posts are refused: `restricted_action`, `restricted_action_thread_locked` … */
  postingRefusal: string | undefined
  /** By ts, in the order of posting. */
  readonly messages: Map<string, Message>
}

export interface Message {
  readonly ts: string
  readonly channel: string
  readonly user: string
  readonly botId?: string
  text: string
  blocks?: readonly Fields[]
  attachments?: readonly Fields[]
  metadata?: Fields
  files?: readonly string[]
  readonly threadTs?: string
  readonly isBroadcast?: boolean
  /** Seen by this person alone; by nobody where empty. */
  readonly onlyFor?: string
  readonly clientMsgId?: string
  editedTs?: string
  stream?: Stream
  readonly reactions: Map<string, Set<string>>
  /** As the app sent it, before ids were filled in. */
  sent: Fields
}

export interface Stream {
  state: 'in_progress' | 'stopped_by_user' | 'completed'
  /** It goes on as it began. */
  readonly mode: 'markdown_text' | 'chunks' | undefined
  readonly chunks: Fields[]
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  title: string
  readonly altText: string
  readonly length: number
  readonly secret: string
  content?: Buffer
  completedAt?: number
  deleted: boolean
  /** Where it was shared: channel, ts of the message. */
  readonly shares: { readonly channel: string; readonly ts: string }[]
}

export interface StoredView {
  readonly id: string
  readonly user: string
  view: Fields
  hash: string
  readonly rootId: string
  readonly previousId: string | null
  open: boolean
}

export interface AgentSession {
  status: string
  title: string
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly bot: Member
  readonly botId: string
  readonly members: Map<string, Member>
  readonly channels: Map<string, Channel>
  readonly files: Map<string, StoredFile>
  readonly views: Map<string, StoredView>
  readonly homes: Map<string, StoredView>
  /** What is shown as being done, by `channel:thread`. */
  readonly statuses: Map<string, { status: string; loadingMessages: readonly string[]; at: number }>
  readonly sessions: Map<string, AgentSession>
  readonly titles: Map<string, string>
  readonly prompts: Map<string, readonly Fields[]>
}

export interface Token {
  readonly value: string
  readonly kind: 'bot' | 'app'
  /** The workspace of a bot token. */
  readonly team?: string
  readonly scopes: Set<string>
  /** An error that every call with it gets: `token_revoked`, `account_inactive`. */
  refusal?: string
}

export interface WorkspaceOptions {
  readonly id: string
  readonly name?: string
  readonly botToken?: string
  readonly botUser?: string
  readonly botId?: string
  readonly scopes?: readonly string[]
  readonly people?: readonly (string | ({ name: string } & Partial<Omit<Member, 'isBot'>>))[]
  readonly channels?: readonly (string | ChannelOptions)[]
}

export interface ChannelOptions {
  readonly name: string
  readonly id?: string
  readonly kind?: 'public' | 'private'
  /** Names of people; everyone where absent. The bot is in it unless `withoutBot`. */
  readonly members?: readonly string[]
  readonly withoutBot?: boolean
  readonly archived?: boolean
  readonly postingRefusal?: string
}

let serial = 0
/** Ids look as Slack's do: a letter and capitals. */
export const newId = (prefix: string) => `${prefix}${(1e7 + serial++).toString(36).toUpperCase()}`
export const newSecret = () => randomBytes(12).toString('hex')

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { id, name = `Team ${id}` } = options
  const bot: Member = {
    id: options.botUser ?? `U${id}BOT`,
    name: 'ml-architect',
    realName: 'ML Architect',
    isAdmin: false,
    isOwner: false,
    isBot: true,
    tz: 'Etc/UTC',
    deleted: false,
  }
  const people = (options.people ?? ['ann', 'ben']).map((each) => createMember(id, each))
  const workspace: Workspace = {
    id,
    name,
    domain: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    bot,
    botId: options.botId ?? `B${id}`,
    members: new Map([bot, ...people].map((member) => [member.id, member])),
    channels: new Map(),
    files: new Map(),
    views: new Map(),
    homes: new Map(),
    statuses: new Map(),
    sessions: new Map(),
    titles: new Map(),
    prompts: new Map(),
  }
  for (const each of options.channels ?? ['general']) addChannel(workspace, each)
  return workspace
}

function createMember(team: string, given: string | ({ name: string } & Partial<Member>)): Member {
  const { name, ...more } = typeof given === 'string' ? { name: given } : given
  return {
    id: `U${team}${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`,
    name,
    realName: name.charAt(0).toUpperCase() + name.slice(1),
    isAdmin: false,
    isOwner: false,
    isBot: false,
    tz: 'Europe/Amsterdam',
    deleted: false,
    ...more,
  }
}

export function addChannel(workspace: Workspace, given: string | ChannelOptions): Channel {
  const options: ChannelOptions = typeof given === 'string' ? { name: given } : given
  const everyone = [...workspace.members.values()].filter((member) => !member.isBot)
  const members = options.members
    ? options.members.map((name) => memberNamed(workspace, name).id)
    : everyone.map(({ id }) => id)
  const id = options.id ?? `C${workspace.id}${options.name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`
  const channel: Channel = {
    id,
    name: options.name,
    kind: options.kind ?? 'public',
    members: new Set(options.withoutBot ? members : [...members, workspace.bot.id]),
    archived: options.archived ?? false,
    postingRefusal: options.postingRefusal,
    messages: new Map(),
  }
  workspace.channels.set(id, channel)
  return channel
}

/** The direct messages of a person and the bot; opened where they never spoke. */
export function directMessages(workspace: Workspace, user: string): Channel {
  const id = `D${user.slice(1)}`
  const known = workspace.channels.get(id)
  if (known) return known
  const channel: Channel = {
    id,
    name: 'directmessage',
    kind: 'im',
    members: new Set([user, workspace.bot.id]),
    archived: false,
    postingRefusal: undefined,
    messages: new Map(),
  }
  workspace.channels.set(id, channel)
  return channel
}

/** By id or name. Throws for the caller's mistake: tests name people that exist. */
export function memberNamed(workspace: Workspace, nameOrId: string): Member {
  const found =
    workspace.members.get(nameOrId) ??
    [...workspace.members.values()].find((member) => member.name === nameOrId)
  if (!found) throw new Error(`No such person in ${workspace.id}. Received: ${nameOrId}`)
  return found
}

/** By id or name, with or without `#`. Throws for the caller's mistake. */
export function channelNamed(workspace: Workspace, nameOrId: string): Channel {
  const name = nameOrId.replace(/^#/, '')
  const found =
    workspace.channels.get(nameOrId) ??
    [...workspace.channels.values()].find((channel) => channel.name === name && channel.kind !== 'im')
  if (!found) throw new Error(`No such channel in ${workspace.id}. Received: ${nameOrId}`)
  return found
}

export const isRoot = (message: Message) => !message.threadTs || message.threadTs === message.ts
export const repliesOf = (channel: Channel, rootTs: string) =>
  [...channel.messages.values()].filter(
    (message) => message.threadTs === rootTs && message.ts !== rootTs && message.onlyFor === undefined,
  )
/** Whether that person could read the message. */
export const isSeenBy = (message: Message, user: string) =>
  message.onlyFor === undefined || message.onlyFor === user

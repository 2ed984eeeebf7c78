/** What every part of the local Slack shares: its world, its clock, its tokens, and the way out to the app. */
import type { Fields } from './rules/check.js'
import type { Channel, Member, Message, StoredView, Token, Workspace } from './world.js'

export interface AppIdentity {
  readonly id: string
  readonly name: string
  readonly signingSecret: string
  readonly appToken: string
  /** The commands that people may type, with their `/`. */
  readonly commands: readonly string[]
  /** Names in commands come as ids: `should_escape` of the manifest. */
  readonly escapesCommands: boolean
  /** Whether people may exchange direct messages with the app. */
  readonly messagesTab: boolean
  /** Subscriptions to events; all known ones where absent. */
  readonly events?: readonly string[]
}

export interface Core {
  readonly app: AppIdentity
  readonly workspaces: Map<string, Workspace>
  readonly tokens: Map<string, Token>
  /** `http://127.0.0.1:<port>`. */
  readonly baseUrl: string
  readonly fileProcessingMs: number
  readonly strictThreads: boolean
  /** Milliseconds since 1970. */
  now(): number
  /** A ts that no message of the world has. */
  newTs(): string
  readonly interactions: Interactions
  readonly sockets: { open(): string }
  /** Tells the app, if it subscribed and may know. */
  emit(workspace: Workspace, event: Fields): void
}

/** Short-lived keys that an interaction brings. */
export interface Interactions {
  newTrigger(workspace: Workspace, user: Member): string
  /** Uses it up; throws the refusal that Slack would answer. */
  takeTrigger(workspace: Workspace, trigger: unknown): string
  newResponseUrl(to: ResponseTarget): string
}

export interface ResponseTarget {
  readonly workspace: Workspace
  readonly channel: Channel
  readonly user: Member
  /** The message whose button was pressed. */
  readonly message?: Message
}

/** One call of a Web API method. */
export interface Call {
  readonly core: Core
  readonly method: string
  readonly args: Fields
  readonly token: Token
  /** Of the bot token. An app-level token has none. */
  readonly workspace: Workspace
  /** Throws `missing_scope` unless the token has one of them. */
  need(...scopes: readonly string[]): void
  has(scope: string): boolean
}

/** Answers the fields beside `ok`, or throws a Refusal. */
export type Method = (call: Call) => Fields | Promise<Fields>

export type { StoredView }

/**
 * A local Slack: the Web API, the upload and response addresses, Socket Mode, and people who do things. It speaks
 * the wire protocol, so the real clients run against it, and refuses what Slack refuses. Holds everything in memory.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAddresses } from './addresses.js'
import { answerText } from './body.js'
import type { AppIdentity, Core } from './core.js'
import { type Ack, createDeliveries, type Delivery, type Transport, type Twist } from './delivery.js'
import { eventCallback, isHeard } from './events.js'
import { createFaults, type Fault } from './faults.js'
import type { Filled } from './form-state.js'
import { createHttpTransport } from './http-delivery.js'
import { createInteractions } from './interactions.js'
import { statusOf } from './methods/agents.js'
import { handlePage } from './page/page.js'
import { createPerson, type Person } from './person.js'
import { createRates, unlimited } from './rates.js'
import { createSocketMode, type SocketMode } from './socket-mode.js'
import { type CallRecord, createWebApi } from './web-api.js'
import {
  type Channel,
  channelNamed,
  createWorkspace,
  memberNamed,
  type StoredFile,
  type Token,
  type Workspace,
  type WorkspaceOptions,
} from './world.js'

export type { Ack, Delivery, Twist } from './delivery.js'
export { effectsOf } from './effects.js'
export type { Fault, How } from './faults.js'
export type { Heard, Person, Said } from './person.js'
export type { Channel, Message, StoredView, Workspace, WorkspaceOptions } from './world.js'

export interface SlackOptions {
  /** One workspace `T1` with ann and ben in #general where absent. */
  readonly workspaces?: readonly WorkspaceOptions[]
  readonly app?: Partial<AppIdentity>
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Limits calls as Slack does; otherwise nothing is limited. */
  readonly strictRates?: boolean
  /** Slack's own waits are 0, 60,000 and 300,000. */
  readonly retryDelaysMs?: readonly number[]
  readonly ackWithinMs?: number
  readonly pingEveryMs?: number
  /** How long a file stays unknown after its upload, as it does while Slack looks at it. */
  readonly fileProcessingMs?: number
  /**
   * As Slack has it, a reply to a thread that does not exist is taken and seen by nobody (otherwise it is refused,
   * `thread_not_found`), and so is an ephemeral message in a thread without replies (otherwise it is shown).
   */
  readonly strictThreads?: boolean
  readonly port?: number
  /** Of this machine alone unless told otherwise. */
  readonly host?: string
}

export interface Slack {
  readonly url: string
  /** What the clients take as `slackApiUrl`. */
  readonly apiUrl: string
  readonly app: AppIdentity
  readonly workspaces: ReadonlyMap<string, Workspace>
  readonly sockets: SocketMode
  /** Every call of a method, in the order of the answers. */
  readonly calls: readonly CallRecord[]
  readonly deliveries: readonly Delivery[]
  team(id: string): Workspace
  /** The bot's token in a workspace. */
  token(team: string): Token
  channel(team: string, name: string): Channel
  user(team: string, name: string): Person
  /** Events, commands and interactions go to this address, unless the app opened a socket. */
  sendTo(url: string): void
  fail(fault: Fault): void
  /** Forgets the faults, and the slowness. */
  heal(): void
  slow(ms: number): void
  /** Every call with the workspace's token is refused from now on. */
  revoke(team: string, error?: 'token_revoked' | 'account_inactive' | 'invalid_auth'): void
  /** Takes the app out of a workspace, and tells it. */
  uninstall(team: string): void
  /** One delivery once more, as Slack repeats itself. */
  repeat(delivery: Delivery, twist?: Twist): Promise<Ack>
  /** The status line of a thread, `''` for none. */
  status(team: string, channel: string, thread: string): string
  file(team: string, id: string): StoredFile | undefined
  /** Resolves when the app has heard everything. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** What the app's own manifest asks for. */
const manifest: { oauth_config: { scopes: { bot: string[] } } } = JSON.parse(
  readFileSync(new URL('../../../adapters/slack/manifest.json', import.meta.url), 'utf8'),
)
export const usualScopes: readonly string[] = manifest.oauth_config.scopes.bot

export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const app: AppIdentity = {
    id: 'A1',
    name: 'ML Architect',
    signingSecret: 'local-signing-secret',
    appToken: 'xapp-local',
    commands: ['/ml-architect'],
    escapesCommands: true,
    messagesTab: true,
    ...options.app,
  }
  const now = options.now ?? Date.now
  const given = options.workspaces ?? [{ id: 'T1' }]
  const workspaces = new Map(given.map((each) => [each.id, createWorkspace(each)]))
  const appToken: Token = { value: app.appToken, kind: 'app', scopes: new Set(['connections:write']) }
  const tokens = new Map([[appToken.value, appToken], ...given.map(botTokenOf)])
  let baseUrl = ''
  let lastMicros = 0
  let eventsUrl: string | undefined

  const ackWithinMs = options.ackWithinMs ?? 3000
  const sockets = createSocketMode({
    baseUrl: () => baseUrl,
    appId: app.id,
    ackWithinMs,
    pingEveryMs: options.pingEveryMs ?? 10_000,
  })
  const overHttp = (url: string) =>
    createHttpTransport({ url, signingSecret: app.signingSecret, ackWithinMs, now })
  const transport = (): Transport | undefined =>
    sockets.isUsed ? sockets.transport : eventsUrl === undefined ? undefined : overHttp(eventsUrl)
  const deliveries = createDeliveries({ transport, retryDelaysMs: options.retryDelaysMs ?? [10, 50, 100] })

  let twistNow: Twist | undefined
  const interactions = createInteractions(now, () => baseUrl)
  const core: Core = {
    app,
    workspaces,
    tokens,
    get baseUrl() {
      return baseUrl
    },
    fileProcessingMs: options.fileProcessingMs ?? 0,
    strictThreads: options.strictThreads ?? false,
    now,
    newTs() {
      lastMicros = Math.max(lastMicros + 1, Math.floor(now()) * 1000)
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
    },
    interactions,
    sockets,
    emit(workspace, event) {
      if (isHeard(core, workspace, event))
        deliveries.send('events_api', eventCallback(core, workspace, event), twistNow)
    },
  }
  const faults = createFaults()
  const api = createWebApi(core, faults, options.strictRates ? createRates(now) : unlimited)
  const addresses = createAddresses(core, faults, interactions)
  const filled = new Map<string, Filled>()
  const emitting = (twist: Twist | undefined, act: () => void) => {
    const before = deliveries.all.length
    twistNow = twist
    try {
      act()
    } finally {
      twistNow = undefined
    }
    return deliveries.all.slice(before)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', baseUrl)
    const [, first, ...rest] = url.pathname.split('/')
    if (first === 'api') return api.handle(request, response, url, rest.join('/'))
    if (first && Object.hasOwn(addresses, first)) return addresses[first]?.(request, response, url, rest)
    return handlePage(slack, request, response, url)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) answerText(response, 500, String(error))
      else response.end()
    })
  })
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  baseUrl = `http://${host}:${(server.address() as AddressInfo).port}`

  const team = (id: string): Workspace => {
    const workspace = workspaces.get(id)
    if (!workspace) throw new Error(`No such workspace. Received: ${id}`)
    return workspace
  }
  const token = (id: string): Token => {
    const found = [...tokens.values()].find((each) => each.team === team(id).id)
    if (!found) throw new Error(`No token of that workspace. Received: ${id}`)
    return found
  }

  const slack: Slack = {
    url: baseUrl,
    apiUrl: `${baseUrl}/api/`,
    app,
    workspaces,
    sockets,
    calls: api.calls,
    deliveries: deliveries.all,
    team,
    token,
    channel: (id, name) => channelNamed(team(id), name),
    user: (id, name) =>
      createPerson({ core, deliveries, emitting, filled }, team(id), memberNamed(team(id), name)),
    sendTo(url) {
      eventsUrl = url
    },
    fail: (fault) => faults.add(fault),
    heal() {
      faults.clear()
      api.slowMs = 0
    },
    slow(ms) {
      api.slowMs = ms
    },
    revoke(id, error = 'token_revoked') {
      token(id).refusal = error
    },
    uninstall(id) {
      token(id).refusal = 'account_inactive'
      core.emit(team(id), { type: 'tokens_revoked', tokens: { oauth: [], bot: [team(id).bot.id] } })
      core.emit(team(id), { type: 'app_uninstalled' })
    },
    repeat: (delivery, twist) => deliveries.repeat(delivery, twist),
    status: (id, channel, thread) => statusOf(core, team(id), channelNamed(team(id), channel), thread),
    file: (id, file) => team(id).files.get(file),
    settled: () => deliveries.settled(),
    async stop() {
      deliveries.stop()
      sockets.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await deliveries.settled()
    },
  }
  return slack
}

function botTokenOf(options: WorkspaceOptions): [string, Token] {
  const value = options.botToken ?? `xoxb-${options.id}`
  return [value, { value, kind: 'bot', team: options.id, scopes: new Set(options.scopes ?? usualScopes) }]
}

/** The Slack adapter against a local Slack: one that listens, over HTTP or Socket Mode, and one that only posts. */
import { createHttpServer } from '../../adapters/http.js'
import { createSlackAdapter, type SlackAdapterOptions } from '../../adapters/slack/adapter.js'
import { eventsPath, type Reach } from '../../adapters/slack/app.js'
import { workspacesOf } from '../../adapters/slack/workspaces.js'
import type { ChatAdapter } from '../../src/chat/contract.js'
import { type Behind, noViews } from '../contracts/chat-adapter.js'
import type { Slack } from '../servers/slack/server.js'

export type Transport = 'http' | 'socket'

export interface SlackSide {
  readonly adapter: ChatAdapter
  readonly poster: ChatAdapter
  /** What the adapters could tell nobody else. */
  readonly complaints: readonly Error[]
  stop(): Promise<void>
}

/** @param behind what accepts; nothing is looked up, and no file is there, where it is left out */
export async function connectSlack(
  slack: Slack,
  transport: Transport,
  { accept, views }: Behind,
  { fileOf = async () => undefined }: Partial<Pick<SlackAdapterOptions, 'fileOf'>> = {},
): Promise<SlackSide> {
  const complaints: Error[] = []
  const http = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    health: async () => undefined,
  })
  const reach: Reach =
    transport === 'http'
      ? { kind: 'http', signingSecret: slack.app.signingSecret, app: http.app }
      : { kind: 'socket', appToken: slack.app.appToken }
  const workspaces = workspacesOf(
    [...slack.workspaces.keys()].map((team) => ({ team, botToken: slack.token(team).value })),
  )
  const common = {
    workspaces,
    apiUrl: slack.apiUrl,
    fileOf,
    onError: (error: Error) => void complaints.push(error),
  }
  const adapter = createSlackAdapter({ ...common, reach })
  const poster = createSlackAdapter(common)
  await adapter.start(accept, views ?? noViews)
  const [address] = await http.listen()
  if (transport === 'http') slack.sendTo(`${address}${eventsPath}`)
  return {
    adapter,
    poster,
    complaints,
    async stop() {
      await adapter.stop()
      await http.stop()
    },
  }
}

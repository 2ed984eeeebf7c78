/** Platform name -> adapter, from the settings: the workers post with these, the chat process listens with them. */
import type { Hono } from 'hono'
import type { ChatAdapter, Platform } from '../src/chat/contract.js'
import type { SlackConfig } from '../src/config.js'
import { connectQueue, connectStore, intakeTimeoutMs, workerTimeoutMs } from '../src/session/connection.js'
import { createViews } from '../src/session/views.js'
import { renderFile } from './files.js'
import { createSlackAdapter } from './slack/adapter.js'
import type { Reach } from './slack/app.js'
import { oneWorkspace } from './slack/workspaces.js'
import { createWebAdapter } from './web/adapter.js'
import { createWebLog } from './web/log.js'

export interface AdapterConfig {
  readonly webChat: boolean
  readonly slack?: SlackConfig
  readonly webChatToken?: string
  readonly publicUrl?: string
  readonly retentionDays: number
}

export interface RegistryOptions {
  readonly config: AdapterConfig
  readonly redisUrl: string
  readonly onError: (error: Error) => void
  /** The app that HTTP adapters mount themselves on; absent where adapters only post. */
  readonly app?: Hono
}

export interface AdapterRegistry {
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>
  /** Stops the adapters and closes their connections. */
  stop(): Promise<void>
}

export function createAdapterRegistry({ config, redisUrl, onError, app }: RegistryOptions): AdapterRegistry {
  const adapters = new Map<Platform, ChatAdapter>()
  const closers: (() => void)[] = []
  if (config.webChat) {
    const redis = connectStore(redisUrl, intakeTimeoutMs, onError)
    const log = createWebLog({
      redis,
      connectListener: () => connectQueue(redisUrl, onError),
      retentionDays: config.retentionDays,
    })
    closers.push(() => redis.disconnect())
    adapters.set(
      'web',
      createWebAdapter({
        log,
        ...(app && { app }),
        ...(config.webChatToken !== undefined && { token: config.webChatToken }),
        ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
      }),
    )
  }
  if (config.slack) {
    const { botToken, apiUrl } = config.slack
    const redis = connectStore(redisUrl, workerTimeoutMs, onError)
    closers.push(() => redis.disconnect())
    const reach = app && reachOf(config.slack, app)
    adapters.set(
      'slack',
      createSlackAdapter({
        workspaces: oneWorkspace(botToken),
        fileOf: createViews({ redis, renderFile }).ownFile,
        onError,
        ...(apiUrl !== undefined && { apiUrl }),
        ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
        ...(reach && { reach }),
      }),
    )
  }
  return {
    adapters,
    async stop() {
      for (const adapter of adapters.values()) await adapter.stop()
      for (const close of closers) close()
    },
  }
}

/** Socket Mode where there is a token for it, else signed requests to the program's own server. */
function reachOf({ appToken, signingSecret }: SlackConfig, app: Hono): Reach | undefined {
  if (appToken !== undefined) return { kind: 'socket', appToken }
  return signingSecret === undefined ? undefined : { kind: 'http', signingSecret, app }
}

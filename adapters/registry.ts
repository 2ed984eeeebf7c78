/** Platform name -> adapter, from the settings: the workers post with these, the chat process listens with them. */
import type { Hono } from 'hono'
import type { ChatAdapter, Platform } from '../src/chat/contract.js'
import { connectQueue, connectStore, intakeTimeoutMs } from '../src/session/connection.js'
import { createWebAdapter } from './web/adapter.js'
import { createWebLog } from './web/log.js'

export interface AdapterConfig {
  readonly webChat: boolean
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
  return {
    adapters,
    async stop() {
      for (const adapter of adapters.values()) await adapter.stop()
      for (const close of closers) close()
    },
  }
}

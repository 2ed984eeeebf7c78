/** Wires the chat process: HTTP server, adapters, intake, views. Choices only, no logic. */

import type { Config } from '../src/config.js'
import type { Log } from '../src/log.js'
import { createProducer } from '../src/queue/bullmq.js'
import { connectQueue, connectStore, intakeTimeoutMs } from '../src/session/connection.js'
import { createIntake } from '../src/session/intake.js'
import { createSessionStore } from '../src/session/store.js'
import { createViews } from '../src/session/views.js'
import { createTeam } from '../src/team/commands.js'
import { renderFile } from './files.js'
import { createHttpServer } from './http.js'
import { createAdapterRegistry } from './registry.js'
import { eventsPath as slackPath } from './slack/app.js'

export interface AdaptersOptions {
  readonly config: Pick<
    Config,
    | 'host'
    | 'port'
    | 'publicUrl'
    | 'allowedHosts'
    | 'webChat'
    | 'slack'
    | 'webChatToken'
    | 'retentionDays'
    | 'requestsPerUserPerHour'
    | 'allowedUsers'
    | 'allowedChannels'
    | 'adminUsers'
    | 'budgets'
  >
  readonly redisUrl: string
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

export interface Adapters {
  /** The addresses of the HTTP server. */
  readonly addresses: readonly string[]
  /** Where people find the program: the chats that are on, in words. */
  readonly places: readonly string[]
  stop(): Promise<void>
}

/** Contract: throws PortTaken when it cannot listen; Redis may be away, and is waited for by each request. */
export async function startAdapters({ config, redisUrl, log }: AdaptersOptions): Promise<Adapters> {
  const onError = (error: Error) => log.warn({ error: error.name }, 'redis connection')
  const redis = connectStore(redisUrl, intakeTimeoutMs, onError)
  const queueRedis = connectQueue(redisUrl, onError)
  const producer = createProducer(queueRedis, onError)
  const { retentionDays, requestsPerUserPerHour } = config

  const store = createSessionStore({ redis, retentionDays, requestsPerUserPerHour })
  const team = createTeam({
    redis,
    store,
    adminUsers: config.adminUsers,
    limits: {
      requestsPerUserPerHour,
      userUsd: config.budgets.userUsd,
      teamUsd: config.budgets.tenantUsd,
    },
    scheduleDigest: producer.scheduleDigest,
    async onForgotten(session, thread) {
      await producer.forget(session)
      await registry.adapters.get(thread.platform)?.forget?.(session, thread)
    },
  })
  const accept = createIntake({
    store,
    team,
    wake: { turn: producer.wakeTurn, delivery: producer.wakeDelivery },
    onWakeFailed: (session) => log.warn({ session }, 'could not wake the workers; the sweeper will'),
    allowed: { users: config.allowedUsers, channels: config.allowedChannels },
    onUnavailable: () => log.warn({}, 'an event was not accepted: redis is away'),
  })
  const views = createViews({ redis, renderFile })

  const http = createHttpServer({
    host: config.host,
    port: config.port,
    allowedHosts: config.allowedHosts,
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    health: async () => void (await redis.ping()),
  })
  const registry = createAdapterRegistry({ config, redisUrl, onError, app: http.app })

  async function stop() {
    await registry.stop()
    await http.stop()
    await producer.close().catch(() => undefined)
    redis.disconnect()
    queueRedis.disconnect()
  }

  try {
    for (const adapter of registry.adapters.values()) await adapter.start(accept, views)
    const addresses = await http.listen()
    return { addresses, places: placesOf(config, addresses), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function placesOf({ webChat, slack }: AdaptersOptions['config'], addresses: readonly string[]): string[] {
  const over = slack?.appToken === undefined ? `${addresses[0]}${slackPath}` : 'Socket Mode'
  return [...(webChat ? addresses : []), ...(slack ? [`Slack over ${over}`] : [])]
}

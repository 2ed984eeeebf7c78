/** A workspace with people, the Slack adapter that hears them, and what is behind it: what a test says, or the program. */
import { renderFile } from '../../../adapters/files.js'
import type { FileOf } from '../../../adapters/slack/files.js'
import { createOfflineArchitect } from '../../../src/architect/offline.js'
import type { ChatEvent, Receipt } from '../../../src/chat/contract.js'
import type { OutgoingMessage } from '../../../src/messages/message.js'
import { createProducer } from '../../../src/queue/bullmq.js'
import { connectQueue, connectStore } from '../../../src/session/connection.js'
import { createIntake, type IntakeOptions } from '../../../src/session/intake.js'
import { createSessionStore } from '../../../src/session/store.js'
import { createViews } from '../../../src/session/views.js'
import { startWorkers } from '../../../workers/main.js'
import { type Behind, noViews } from '../../contracts/chat-adapter.js'
import { type Message, type Slack, type SlackOptions, startSlack } from '../../servers/slack/server.js'
import { startRedis, type TestRedis } from '../../support/redis.js'
import { connectSlack, type SlackSide, type Transport } from '../../support/slack.js'
import { teamOn } from '../../support/team.js'
import { quietLog } from '../../support/workers.js'
import { readPayload } from './reading.js'

export interface Listening {
  readonly slack: Slack
  readonly side: SlackSide
  stop(): Promise<void>
}

/** Ann runs the workspace, Ben and Cem do not; where Slack would lose a message, it is lost here. */
const acme: SlackOptions = {
  strictThreads: true,
  workspaces: [
    { id: 'T1', people: [{ name: 'ann', isAdmin: true }, 'ben', 'cem'], channels: ['general', 'ml-team'] },
  ],
}

export interface ListeningOptions extends Partial<Pick<Behind, 'views'>> {
  readonly transport?: Transport
  readonly fileOf?: FileOf
}

/** @param accept what a test answers, and remembers */
export async function listening(
  accept: Behind['accept'],
  { transport = 'http', views = noViews, fileOf = async () => undefined }: ListeningOptions = {},
): Promise<Listening> {
  const slack = await startSlack(acme)
  const side = await connectSlack(slack, transport, { accept, views }, { fileOf })
  return {
    slack,
    side,
    async stop() {
      await side.stop()
      await slack.stop()
    },
  }
}

export interface Running extends Listening {
  readonly redis: TestRedis
  /** What was accepted, oldest first. */
  readonly events: readonly ChatEvent[]
}

/** The whole program in this process, with the offline architect, on a Redis of its own. */
export async function running({
  perHour = 0,
  allowed,
}: {
  readonly perHour?: number
  readonly allowed?: IntakeOptions['allowed']
} = {}): Promise<Running> {
  const redis = await startRedis()
  const storeRedis = connectStore(redis.url, 2_000, () => undefined)
  const queueRedis = connectQueue(redis.url, () => undefined)
  const config = { retentionDays: 90, requestsPerUserPerHour: perHour, turnConcurrency: 4 }
  const store = createSessionStore({ redis: storeRedis, ...config })
  const producer = createProducer(queueRedis, () => undefined)
  const views = createViews({ redis: storeRedis, renderFile })
  const events: ChatEvent[] = []
  const intake = createIntake({
    store,
    team: teamOn(store, { scheduleDigest: producer.scheduleDigest, onForgotten: producer.forget }),
    wake: { turn: producer.wakeTurn, delivery: producer.wakeDelivery },
    onWakeFailed: () => undefined,
    ...(allowed && { allowed }),
  })
  const accept = async (event: ChatEvent): Promise<Receipt> => {
    events.push(event)
    return intake(event)
  }
  const slack = await startSlack(acme)
  const side = await connectSlack(slack, 'http', { accept, views }, { fileOf: views.ownFile })
  const workers = await startWorkers({
    config,
    redisUrl: redis.url,
    log: quietLog,
    architect: createOfflineArchitect(),
    adapters: new Map([['slack', side.poster]]),
  })
  return {
    slack,
    side,
    redis,
    events,
    async stop() {
      await workers.stop(100)
      await side.stop()
      await producer.close().catch(() => undefined)
      storeRedis.disconnect()
      queueRedis.disconnect()
      await slack.stop()
      await redis.stop()
    },
  }
}

/** As whoever sees it reads it. */
export const read = ({ botId, blocks, text }: Pick<Message, 'botId' | 'blocks' | 'text'>): string =>
  (botId !== undefined && readPayload({ blocks: blocks ?? [] })) || text

/** Every message that the app posted or showed to somebody, everywhere. */
export const posted = (slack: Slack): Message[] =>
  [...slack.team('T1').channels.values()].flatMap(({ messages }) =>
    [...messages.values()].filter(({ botId }) => botId !== undefined),
  )

/** An answer of one sentence. */
export const saying = (text: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: `receipt:${text}`,
  fallback: text,
  blocks: [{ kind: 'text', text }],
  ...more,
})

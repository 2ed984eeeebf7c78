/**
 * The half of the program that thinks and posts, in this process, against a local Slack: real Redis, queue, workers
 * and Slack adapter; requests are accepted as a listener would.
 */
import { renderFile } from '../../adapters/files.js'
import { createSlackAdapter } from '../../adapters/slack/adapter.js'
import { workspacesOf } from '../../adapters/slack/workspaces.js'
import type { Architect, Step } from '../../src/architect/architect.js'
import type { ChatEvent, Receipt, RenderedFile } from '../../src/chat/contract.js'
import { createProducer } from '../../src/queue/bullmq.js'
import { connectQueue, connectStore } from '../../src/session/connection.js'
import { createIntake } from '../../src/session/intake.js'
import { sessionKeys } from '../../src/session/keys.js'
import { reaching } from '../../src/session/script.js'
import { createSessionStore, type SessionStore } from '../../src/session/store.js'
import { createViews } from '../../src/session/views.js'
import { type ProbePoint, startWorkers, type Workers } from '../../workers/main.js'
import { readPayload } from '../adapters/slack/reading.js'
import type { Behind } from '../contracts/chat-adapter.js'
import {
  type Channel,
  type Message,
  type Slack,
  type SlackOptions,
  startSlack,
} from '../servers/slack/server.js'
import { nextId } from '../support/events.js'
import { type TestRedis, testDatabases } from '../support/redis.js'
import { teamOn } from '../support/team.js'
import { testConfig } from '../support/workers.js'

let databases = 0
/** An empty database of a server, for as many programs at once as a test file runs. */
export async function database(server: TestRedis): Promise<string> {
  const url = `${server.url}/${databases++ % testDatabases}`
  const redis = connectStore(url, 2_000, () => undefined)
  await reaching(redis, () => redis.flushdb())
  redis.disconnect()
  return url
}

/** Waits until what is read is right. Throws with what was read last; unlike expect.poll it works in concurrent tests. */
export async function until<T>(
  read: () => T | Promise<T>,
  isRight: (value: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const value = await read()
    if (isRight(value)) return value
    if (Date.now() > end) throw new Error(`It did not come about. Received: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export interface Delivering {
  readonly slack: Slack
  readonly store: SessionStore
  /** What the workers and the adapters complained of. */
  readonly complaints: readonly string[]
  /** Accepts what must be taken, and says which session it opened. */
  accept(event: ChatEvent): Promise<string>
  /** What a listener gives its events to, and asks. */
  readonly behind: Behind
  /** All that was given to it, with its receipts, in the order of these. */
  readonly taken: readonly { readonly event: ChatEvent; readonly receipt: Receipt }[]
  startWorker(probe?: (point: ProbePoint) => void | Promise<void>): Promise<Workers>
  head(session: string): Promise<Record<string, string>>
  /** Waits until the session has said so many messages (of the outbox), and none is left. */
  delivered(session: string, messages: number): Promise<void>
  stop(): Promise<void>
}

export interface DeliveringOptions {
  readonly redisUrl: string
  readonly architect: Architect
  readonly slack?: SlackOptions
  readonly callTimeoutMs?: number
  readonly fileOf?: () => Promise<RenderedFile | undefined>
  /** How many deliveries a worker does at once. */
  readonly concurrency?: number
}

export async function startDelivering(options: DeliveringOptions): Promise<Delivering> {
  const { redisUrl, architect, callTimeoutMs, fileOf = async () => undefined, concurrency = 8 } = options
  const slack = await startSlack(options.slack)
  const storeRedis = connectStore(redisUrl, 2_000, () => undefined)
  const queueRedis = connectQueue(redisUrl, () => undefined)
  const store = createSessionStore({ redis: storeRedis, ...testConfig })
  const producer = createProducer(queueRedis, () => undefined)
  const taken: { event: ChatEvent; receipt: Receipt }[] = []
  const decide = createIntake({
    store,
    team: teamOn(store),
    wake: { turn: producer.wakeTurn, delivery: producer.wakeDelivery },
    onWakeFailed: () => undefined,
  })
  const intake = async (event: ChatEvent): Promise<Receipt> => {
    const receipt = await decide(event)
    taken.push({ event, receipt })
    return receipt
  }
  const workspaces = workspacesOf(
    [...slack.workspaces.keys()].map((team) => ({ team, botToken: slack.token(team).value })),
  )
  const complaints: string[] = []
  const complain = (fields: object, message: string) =>
    void complaints.push(`${message} ${JSON.stringify(fields)}`)
  const started: Workers[] = []
  return {
    slack,
    store,
    complaints,
    behind: { accept: intake, views: createViews({ redis: storeRedis, renderFile }) },
    taken,
    async accept(event) {
      const receipt = await intake(event)
      if (receipt.kind === 'accepted') return receipt.session
      if (receipt.kind === 'answer') return ''
      throw new Error(`Expected the event to be accepted. Received: ${receipt.kind}`)
    },
    async startWorker(probe) {
      const adapter = createSlackAdapter({
        workspaces,
        apiUrl: slack.apiUrl,
        fileOf,
        onError: (error) => void complaints.push(`adapter: ${error.message}`),
        ...(callTimeoutMs !== undefined && { callTimeoutMs }),
      })
      const workers = await startWorkers({
        config: { ...testConfig, turnConcurrency: concurrency },
        redisUrl,
        log: { info: () => undefined, warn: complain, error: complain },
        architect,
        adapters: new Map([['slack', adapter]]),
        ...(probe && { probe }),
      })
      started.push(workers)
      return workers
    },
    async delivered(session, messages) {
      const { head, outbox } = sessionKeys(session)
      await until(
        async () => [await storeRedis.llen(outbox), Number(await storeRedis.hget(head, 'delivered'))],
        ([length = 0, delivered]) => length >= messages && length === delivered,
      )
    },
    head: (session) => storeRedis.hgetall(sessionKeys(session).head),
    async stop() {
      await Promise.all(started.map((workers) => workers.stop(100)))
      await producer.close().catch(() => undefined)
      storeRedis.disconnect()
      queueRedis.disconnect()
      await slack.stop()
    },
  }
}

/** Somebody asks by command, which has no thread. */
export function asked(
  slack: Slack,
  channel: string,
  text = 'Forecast sales',
  name = 'ann',
  team = 'T1',
): ChatEvent {
  const { id } = slack.user(team, name)
  return {
    kind: 'request',
    id: nextId('command'),
    tenant: `slack:${team}`,
    thread: { platform: 'slack', space: team, channel: channelId(slack, channel, team) },
    user: { id, name },
    at: Date.now(),
    text,
  }
}

/** Somebody goes on in the thread of a message of ours. */
export function replied(slack: Slack, root: Message, text: string, team = 'T1'): ChatEvent {
  const { id } = slack.user(team, 'ann')
  return {
    kind: 'reply',
    id: nextId('reply'),
    messageId: nextId('m'),
    tenant: `slack:${team}`,
    thread: { platform: 'slack', space: team, channel: root.channel, thread: root.threadTs ?? root.ts },
    user: { id, name: 'ann' },
    at: Date.now(),
    text,
    parentIsOurs: true,
  }
}

const channelId = (slack: Slack, channel: string, team: string) =>
  /^[CDU][A-Z0-9]{4,}$/.test(channel) ? channel : slack.channel(team, channel).id

interface Ours {
  readonly message: Message
  /** `<session>:<n>`, and the part and piece of it. */
  readonly name: string
  readonly words: string
}

/** What is ours and not for one person alone, everywhere or in one channel, oldest first. */
export function ours(slack: Slack, team = 'T1', channel?: string): Ours[] {
  const within = (one: Channel) => channel === undefined || one.id === channel || one.name === channel
  return [...slack.team(team).channels.values()]
    .filter(within)
    .flatMap(({ messages }) => [...messages.values()])
    .filter(({ botId, onlyFor }) => botId !== undefined && onlyFor === undefined)
    .sort((a, b) => (a.ts < b.ts ? -1 : 1))
    .map((message) => ({ message, name: nameOf(message), words: wordsOf(message) }))
}

function nameOf({ metadata }: Message): string {
  const { id, part = 0, parts = 1, piece } = (metadata?.event_payload ?? {}) as Record<string, unknown>
  return `${id}${Number(parts) > 1 ? `/${part}` : ''}${piece === undefined ? '' : `.${piece}`}`
}

export const wordsOf = ({ blocks, text }: Message): string => readPayload({ blocks: blocks ?? [] }) || text

/** Says each of the texts in turn, whatever it is told. */
export function saying(...texts: readonly string[]): (turn: number) => Step {
  return (turn) => ({ kind: 'say', text: texts[turn] ?? `Answer ${turn}.` })
}

/** Text of many paragraphs with a number in each, long enough for several messages of Slack's. */
export const paragraphs = (from: number, count: number, words = 60): string =>
  Array.from({ length: count }, (_, i) => `Point ${from + i}. ${'some words '.repeat(words)}`).join('\n\n')

/** The numbers of the paragraphs that can be read, in order. */
export const pointsIn = (words: string): number[] =>
  [...words.matchAll(/Point (\d+)\./g)].map(([, n]) => Number(n))

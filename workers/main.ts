/** Wires the agent process: store, queue, turns, deliveries and the sweeper. Choices only, no logic. */
import { randomBytes } from 'node:crypto'
import type { Architect } from '../src/architect/architect.js'
import type { ChatAdapter, Platform } from '../src/chat/contract.js'
import { createProducer, startQueueWorkers } from '../src/queue/bullmq.js'
import { connectQueue, connectStore, workerTimeoutMs } from '../src/session/connection.js'
import { createDesigns } from '../src/session/designs.js'
import { createOutbox } from '../src/session/outbox.js'
import { createSessionStore } from '../src/session/store.js'
import { similarTo } from '../src/team/similar.js'
import { createDeliveryRunner } from './delivery.js'
import { createDigestRunner } from './digest.js'
import { codeOf, traceOf } from './outcomes.js'
import { createStatusLine } from './status.js'
import { createSweep, startSweeper } from './sweep.js'
import { createTurnRunner, type TurnLog } from './turn.js'

export type ProbePoint = 'accepted' | 'leased' | 'architect' | 'committed' | 'attempted' | 'sent' | 'recorded'

export interface WorkersOptions {
  readonly config: {
    readonly turnConcurrency: number
    readonly retentionDays: number
    readonly requestsPerUserPerHour: number
  }
  readonly redisUrl: string
  readonly log: TurnLog
  readonly architect: Architect
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>
  /** Awaited at the named points; for tests that stop the program there. */
  readonly probe?: (point: ProbePoint) => void | Promise<void>
}

export interface Workers {
  /** What the leases of this process begin with. */
  readonly name: string
  /** Ends or hands back what runs, within `graceMs` and a moment. */
  stop(graceMs?: number): Promise<void>
}

/** Decided designs that a new problem is compared with, newest first. */
const decidedLookedAt = 100
const defaultGraceMs = 10_000
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { config, redisUrl, log, probe } = options
  const onError = (error: Error) => log.warn({ error: error.name }, 'redis connection')
  const storeRedis = connectStore(redisUrl, workerTimeoutMs, onError)
  const queueRedis = connectQueue(redisUrl, onError)
  const store = createSessionStore({
    redis: storeRedis,
    retentionDays: config.retentionDays,
    requestsPerUserPerHour: config.requestsPerUserPerHour,
  })
  const outbox = createOutbox(store)
  const producer = createProducer(queueRedis, onError)
  // Short, as each turn writes it; the log says which process it is.
  const worker = randomBytes(4).toString('hex')
  log.info({ worker, pid: process.pid }, 'worker starts')
  const status = createStatusLine((platform) => options.adapters.get(platform))

  const turns = createTurnRunner({
    store,
    architect: options.architect,
    wakeDelivery: producer.wakeDelivery,
    wakeTurn: producer.wakeTurn,
    similar: async (tenant, brief) =>
      similarTo(brief, await createDesigns(storeRedis).decided(tenant, decidedLookedAt)),
    wordsBefore: async (thread, messageId) => {
      const adapter = options.adapters.get(thread.platform)
      const words = adapter?.wordsBefore?.(thread, messageId)
      return (words ?? Promise.resolve([])).catch((error: unknown) => {
        log.warn(traceOf(error), 'what was written before a request could not be read')
        return []
      })
    },
    status,
    log,
    worker,
    ...(probe && { probe }),
  })
  const deliveries = createDeliveryRunner({
    outbox,
    adapterFor: (platform) => options.adapters.get(platform),
    wakeTurn: producer.wakeTurn,
    shelve: store.shelve,
    log,
    worker,
    ...(probe && { probe }),
  })
  const digests = createDigestRunner({
    redis: storeRedis,
    adapterFor: (platform) => options.adapters.get(platform),
    log,
    worker,
    ...(probe && { probe }),
  })
  const workers = startQueueWorkers({
    redis: queueRedis,
    handlers: {
      turn: turns.run,
      delivery: deliveries.run,
      digest: digests.run,
      exists: store.exists,
    },
    concurrency: config.turnConcurrency,
    codeOf,
    onError,
  })
  await workers.ready()
  const sweeper = startSweeper(createSweep(store, producer), (error) =>
    log.warn(traceOf(error), 'a sweep failed'),
  )

  return {
    name: worker,
    async stop(graceMs = defaultGraceMs) {
      sweeper.stop()
      await workers.close(graceMs, () => {
        turns.handBack()
        deliveries.handBack()
      })
      await producer.close().catch(() => undefined)
      storeRedis.disconnect()
      queueRedis.disconnect()
    },
  }
}

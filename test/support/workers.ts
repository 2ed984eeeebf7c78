/** A whole program without a chat SDK: intake, queue and workers in this process, on a Redis of the test's own. */
import type { ChatEvent, Receipt } from '../../src/chat/contract.js'
import { createProducer } from '../../src/queue/bullmq.js'
import { connectQueue, connectStore } from '../../src/session/connection.js'
import { createIntake } from '../../src/session/intake.js'
import { createSessionStore, type SessionStore } from '../../src/session/store.js'
import { type ProbePoint, startWorkers, type Workers } from '../../workers/main.js'
import { createMemoryPlatform, type MemoryPlatform } from './memory-platform.js'
import type { TestRedis } from './redis.js'
import { type ScriptedArchitect, scriptedArchitect } from './scripted-architect.js'
import { teamOn } from './team.js'

export interface Program {
  readonly platform: MemoryPlatform
  readonly architect: ScriptedArchitect
  readonly store: SessionStore
  accept(event: ChatEvent): Promise<Receipt>
  /** Accepts a request that must be taken, and says which session it opened. */
  open(event: ChatEvent): Promise<string>
  /** What the workers wrote to the log as a warning or an error. */
  readonly complaints: readonly string[]
  startWorker(options?: {
    probe?: (point: ProbePoint) => void | Promise<void>
    concurrency?: number
  }): Promise<Workers>
  close(): Promise<void>
}

export const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const testConfig = { turnConcurrency: 8, retentionDays: 90, requestsPerUserPerHour: 0 }

export function createProgram(
  server: TestRedis,
  architect: ScriptedArchitect = scriptedArchitect(),
  { adminUsers = [] }: { readonly adminUsers?: readonly string[] } = {},
): Program {
  const platform = createMemoryPlatform()
  const storeRedis = connectStore(server.url, 2_000, () => undefined)
  const queueRedis = connectQueue(server.url, () => undefined)
  const store = createSessionStore({ redis: storeRedis, ...testConfig })
  const producer = createProducer(queueRedis, () => undefined)
  const accept = createIntake({
    store,
    team: teamOn(store, {
      adminUsers,
      scheduleDigest: producer.scheduleDigest,
      onForgotten: (session) => producer.forget(session),
    }),
    wake: { turn: producer.wakeTurn, delivery: producer.wakeDelivery },
    onWakeFailed: () => undefined,
  })
  const started: Workers[] = []
  const complaints: string[] = []
  const complain = (fields: object, message: string) => {
    complaints.push(`${message} ${JSON.stringify(fields)}`)
  }
  return {
    complaints,
    platform,
    architect,
    store,
    accept,
    async open(event) {
      const receipt = await accept(event)
      if (receipt.kind !== 'accepted')
        throw new Error(`Expected the request to be accepted. Received: ${receipt.kind}`)
      return receipt.session
    },
    async startWorker({ probe, concurrency } = {}) {
      const workers = await startWorkers({
        config: { ...testConfig, ...(concurrency !== undefined && { turnConcurrency: concurrency }) },
        redisUrl: server.url,
        log: { info: () => undefined, warn: complain, error: complain },
        architect,
        adapters: new Map([['slack', platform.adapter()]]),
        ...(probe && { probe }),
      })
      started.push(workers)
      return workers
    },
    async close() {
      await Promise.all(started.map((workers) => workers.stop(100)))
      await producer.close().catch(() => undefined)
      storeRedis.disconnect()
      queueRedis.disconnect()
    },
  }
}

/** The worker processes of a kill test: started from dist, looked at through their leases, killed. */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Redis } from 'ioredis'
import { connectQueue, connectStore } from '../../src/session/connection.js'
import { sessionKeys, unreadKey } from '../../src/session/keys.js'
import { startRedis } from '../support/redis.js'

const program = fileURLToPath(new URL('../../dist/test/kill/worker.js', import.meta.url))

export interface WorkerProcess {
  readonly child: ChildProcess
  /** What its leases begin with. */
  readonly name: string
}

export async function startWorkerProcess(options: object): Promise<WorkerProcess> {
  if (!existsSync(program)) throw new Error('The workers of this test are not built. Run: npm run test:kill')
  const child = fork(program, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const name = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)))
    child.once('exit', (code, signal) =>
      reject(new Error(`A worker ended while it started: ${code ?? signal}`)),
    )
  })
  return { child, name }
}

export const exited = ({ child }: WorkerProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

/** What a worker holds: turns and deliveries, each with the mark that shows when another took over. */
export interface Held {
  readonly session: string
  readonly kind: 'lease' | 'sending'
  readonly token: string
  readonly mark: string
}

export const isHeldBy = (held: Held, worker: WorkerProcess) => held.token.startsWith(`${worker.name}.`)

/** Every lease that is held now, in one round trip. */
export async function allHeld(redis: Redis, sessions: readonly string[]): Promise<Held[]> {
  const pipeline = redis.pipeline()
  for (const id of sessions) {
    const s = sessionKeys(id)
    pipeline.get(s.lease).get(s.sending).hmget(s.head, 'fence', 'delivered')
  }
  const replies = ((await pipeline.exec()) ?? []).map(([, value]) => value)
  return sessions.flatMap((session, i): Held[] => {
    const [lease, sending, marks] = replies.slice(3 * i, 3 * i + 3)
    const [fence, delivered] = Array.isArray(marks) ? marks.map(String) : []
    return [
      ...(typeof lease === 'string'
        ? [{ session, kind: 'lease' as const, token: lease, mark: fence ?? '' }]
        : []),
      ...(typeof sending === 'string'
        ? [{ session, kind: 'sending' as const, token: sending, mark: delivered ?? '' }]
        : []),
    ]
  })
}

/** Whether somebody took over what a killed worker held, or it turned out to be finished. */
export async function isResumed(redis: Redis, held: Held): Promise<boolean> {
  const s = sessionKeys(held.session)
  const token = await redis.get(held.kind === 'lease' ? s.lease : s.sending)
  if (token !== null && token !== held.token) return true
  const field = held.kind === 'lease' ? 'fence' : 'delivered'
  if ((await redis.hget(s.head, field)) !== held.mark) return true
  return held.kind === 'lease' && (await redis.zscore(unreadKey, held.session)) === null
}

/** A Redis of the test's own with the connections a test needs beside its workers'. */
export async function withRedis<T>(
  work: (connections: { redisUrl: string; redis: Redis; queueRedis: Redis }) => Promise<T>,
): Promise<T> {
  const server = await startRedis({ appendonly: 'everysec' })
  const redis = connectStore(server.url, 5_000, () => undefined)
  const queueRedis = connectQueue(server.url, () => undefined)
  try {
    return await work({ redisUrl: server.url, redis, queueRedis })
  } finally {
    redis.disconnect()
    queueRedis.disconnect()
    await server.stop()
  }
}

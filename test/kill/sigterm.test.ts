/** A worker process that gets SIGTERM during a turn: it ends within its grace time, and another goes on. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sessionKeys } from '../../src/session/keys.js'
import { request } from '../support/events.js'
import { servePlatform } from '../support/memory-platform.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { createProgram, type Program } from '../support/workers.js'
import { exited, startWorkerProcess, type WorkerProcess } from './fleet.js'

let server: TestRedis
let program: Program
let served: { url: string; close(): Promise<void> }
beforeAll(async () => {
  server = await startRedis({ appendonly: 'always' })
  program = createProgram(server)
  served = await servePlatform(program.platform)
})
afterAll(async () => {
  await program.close()
  await served.close()
  await server.stop()
})
const start = (thinkMs: [number, number]) =>
  startWorkerProcess({ redisUrl: server.url, platformUrl: served.url, thinkMs })
const posted = (session: string) =>
  program.platform.posts.map(({ message }) => message.id).filter((id) => id.startsWith(session))

async function termDuring(worker: WorkerProcess): Promise<{ session: string; tookMs: number }> {
  const session = await program.open(request('Forecast sales'))
  await expect.poll(() => program.store.redis.exists(sessionKeys(session).lease), { timeout: 20_000 }).toBe(1)
  const began = Date.now()
  worker.child.kill('SIGTERM')
  await exited(worker)
  expect(worker.child.exitCode).toBe(0)
  return { session, tookMs: Date.now() - began }
}

it('finishes a turn that fits into the grace time', async () => {
  const { session } = await termDuring(await start([1_000, 1_000]))
  expect(await program.store.redis.llen(sessionKeys(session).entries)).toBe(2)
  const next = await start([10, 10])
  await expect.poll(() => posted(session), { timeout: 20_000 }).toEqual([`${session}:0`, `${session}:1`])
  next.child.kill('SIGTERM')
  await exited(next)
})

it('hands back a turn that does not, and nothing is lost', async () => {
  const { session, tookMs } = await termDuring(await start([60_000, 60_000]))
  expect(tookMs).toBeLessThan(10_000)
  const next = await start([10, 10])
  await expect.poll(() => posted(session), { timeout: 20_000 }).toEqual([`${session}:0`, `${session}:1`])
  next.child.kill('SIGTERM')
  await exited(next)
})

/** Workers die while they make a team's digest, at each of its points, and it is due more than once. */
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import { digestKey, digestLeaseKey, queuePrefix } from '../../src/session/keys.js'
import type { ProbePoint } from '../../workers/main.js'
import type { MemoryPlatform } from '../support/memory-platform.js'
import { exited, type WorkerProcess } from './fleet.js'
import { channelOf, tenants } from './people.js'

interface DigestPlan {
  readonly redis: Redis
  readonly queueRedis: Redis
  readonly platform: MemoryPlatform
  readonly digestPoints: readonly ProbePoint[]
  readonly start: (dieAt: ProbePoint) => Promise<WorkerProcess>
  readonly others: ReadonlySet<WorkerProcess>
}

/** Returns how many workers died of it. Each team was told once. */
export async function killWhileDigesting(plan: DigestPlan): Promise<number> {
  const { redis, queueRedis, platform, others, digestPoints } = plan
  const queue = new Queue('digest', { connection: queueRedis, prefix: queuePrefix })
  // As the scheduler adds them, and once more: around a change of clocks a digest may be due twice a day.
  const due = (tenant: string) =>
    queue.addBulk(
      [1, 2].map(() => ({
        name: 'digest',
        data: { tenant },
        opts: { removeOnComplete: true, removeOnFail: true },
      })),
    )
  let killed = 0
  for (const [i, point] of digestPoints.entries()) {
    const tenant = tenants[i] ?? ''
    const bystanders = [...others]
    const victim = await plan.start(point)
    // Nothing is in work: whoever goes on must be the one that dies.
    for (const { child } of bystanders) child.kill('SIGSTOP')
    await due(tenant)
    await exited(victim)
    for (const { child } of bystanders) child.kill('SIGCONT')
    if (victim.child.signalCode === 'SIGKILL') killed += 1
    // What the dead one held is taken over after a minute; here at once.
    await redis.del(digestLeaseKey(tenant))
  }
  const isAtRest = async () => {
    const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized')
    const sent = await Promise.all(
      digestPoints.map((_, i) => redis.hget(digestKey(tenants[i] ?? ''), 'sent')),
    )
    return Object.values(counts).every((count) => count === 0) && sent.every((day) => day !== null)
  }
  await expect.poll(isAtRest, { timeout: 40_000, interval: 100 }).toBe(true)
  await queue.close()

  const digests = platform.posts.filter(({ message }) => message.id.startsWith('digest:'))
  const told = digests.map(({ ref }) => ref.thread.channel)
  expect(told.toSorted()).toEqual(digestPoints.map((_, i) => channelOf(tenants[i] ?? '')))
  return killed
}

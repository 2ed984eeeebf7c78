/** The sweeper: what waits is woken, however much stands before it. */
import { expect, it } from 'vitest'
import { sweptKey, undeliveredKey, unreadKey } from '../../src/session/keys.js'
import { createSweep, startSweeper } from '../../workers/sweep.js'
import { useStore } from '../support/session.js'

const fixture = useStore({ clock: () => 10_000 })

function sweeper(limit: number) {
  const woken = { turns: new Set<string>(), deliveries: new Set<string>() }
  const sweep = createSweep(
    fixture.store,
    {
      async wakeAll({ turns, deliveries }) {
        for (const { session } of turns) woken.turns.add(session)
        for (const id of deliveries) woken.deliveries.add(id)
      },
    },
    limit,
  )
  /** The next interval's. */
  const sweepAgain = async () => {
    await fixture.redis.del(sweptKey)
    await sweep()
  }
  return { sweep, sweepAgain, woken }
}

it('wakes what has waited, and leaves out what is being woken', async () => {
  await fixture.redis.zadd(unreadKey, 1_000, 'old', 9_999, 'young')
  await fixture.redis.zadd(undeliveredKey, 2_000, 'unsent')
  const { sweep, woken } = sweeper(10)
  await sweep()
  expect([...woken.turns]).toEqual(['old'])
  expect([...woken.deliveries]).toEqual(['unsent'])
})

it('comes to every session, though the first ones stay', async () => {
  for (let i = 0; i < 7; i++) await fixture.redis.zadd(unreadKey, i, `turn ${i}`)
  for (let i = 0; i < 3; i++) await fixture.redis.zadd(undeliveredKey, i, `delivery ${i}`)
  const { sweepAgain, woken } = sweeper(2)
  for (let i = 0; i < 4; i++) await sweepAgain()
  expect(woken.turns.size).toBe(7)
  expect(woken.deliveries.size).toBe(3)
  woken.turns.clear()
  for (let i = 0; i < 4; i++) await sweepAgain()
  expect(woken.turns.size).toBe(7)
})

it('is done by one of many workers in each interval', async () => {
  await fixture.redis.zadd(unreadKey, 1_000, 'old')
  const many = Array.from({ length: 5 }, () => sweeper(10))
  await Promise.all(many.map(({ sweep }) => sweep()))
  expect(many.filter(({ woken }) => woken.turns.has('old'))).toHaveLength(1)
  // A claim runs out by itself, before the next interval.
  const left = await fixture.redis.pttl(sweptKey)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(2_000)
})

it('goes on after a sweep that failed, one at a time, until it is stopped', async () => {
  let running = 0
  let most = 0
  let count = 0
  const failures: unknown[] = []
  const happened = new Promise<void>((resolve) => {
    const started = startSweeper(
      async () => {
        most = Math.max(most, ++running)
        await new Promise((later) => setTimeout(later, 5))
        running -= 1
        count += 1
        if (count === 2) throw new Error('away')
        if (count === 4) {
          started.stop()
          resolve()
        }
      },
      (error) => failures.push(error),
      1,
    )
  })
  await happened
  await new Promise((later) => setTimeout(later, 50))
  expect([count, most, failures.length]).toEqual([4, 1, 1])
})

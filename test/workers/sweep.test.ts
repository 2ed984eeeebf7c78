/** The sweeper: what waits is woken, however much stands before it. */
import { expect, it } from 'vitest'
import { undeliveredKey, unreadKey } from '../../src/session/keys.js'
import { createSweep } from '../../workers/sweep.js'
import { useStore } from '../support/session.js'

const fixture = useStore({ clock: () => 10_000 })

function sweeper(limit: number) {
  const woken = { turns: new Set<string>(), deliveries: new Set<string>() }
  const sweep = createSweep(
    fixture.store,
    {
      async wakeAll({ turns, deliveries }) {
        for (const id of turns) woken.turns.add(id)
        for (const id of deliveries) woken.deliveries.add(id)
      },
    },
    limit,
  )
  return { sweep, woken }
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
  const { sweep, woken } = sweeper(2)
  for (let i = 0; i < 4; i++) await sweep()
  expect(woken.turns.size).toBe(7)
  expect(woken.deliveries.size).toBe(3)
  woken.turns.clear()
  for (let i = 0; i < 4; i++) await sweep()
  expect(woken.turns.size).toBe(7)
})

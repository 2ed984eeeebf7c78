/** Intake: decides the receipt from Redis alone, wakes afterwards, and says so when Redis is away. */
import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../src/chat/contract.js'
import { connectStore } from '../../src/session/connection.js'
import { createIntake, type Wake } from '../../src/session/intake.js'
import { createSessionStore } from '../../src/session/store.js'
import { action, reply, request } from '../support/events.js'
import { startRedis } from '../support/redis.js'
import { useStore } from '../support/session.js'
import { teamOn } from '../support/team.js'

const fixture = useStore()
const quiet: Wake = { turn: async () => undefined, delivery: async () => undefined }
const intake = (
  wake: Wake = quiet,
  onWakeFailed: (session: string, error: unknown) => void = () => undefined,
) => createIntake({ store: fixture.store, team: teamOn(fixture.store), wake, onWakeFailed })

describe('the receipt', () => {
  it('does not wait for the wake-up, and survives its failure', async () => {
    const failures: string[] = []
    const never: Wake = { turn: () => new Promise(() => undefined), delivery: quiet.delivery }
    expect(await intake(never)(request())).toMatchObject({ kind: 'accepted' })
    const broken: Wake = { turn: () => Promise.reject(new Error('down')), delivery: quiet.delivery }
    const receipt = await intake(broken, (session) => failures.push(session))(request())
    expect(receipt).toMatchObject({ kind: 'accepted' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(failures).toEqual([receipt.kind === 'accepted' && receipt.session])
  })

  it('wakes the delivery for a new session only', async () => {
    const woken: string[] = []
    const wake: Wake = {
      turn: async (id) => void woken.push(`turn ${id}`),
      delivery: async (id) => void woken.push(`delivery ${id}`),
    }
    const event = request()
    const first = await intake(wake)({ ...event, thread: { ...event.thread, thread: '1' } })
    const id = first.kind === 'accepted' ? first.session : ''
    await intake(wake)(reply('1', 'x'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(woken).toEqual([`turn ${id}`, `delivery ${id}`, `turn ${id}`])
  })

  it('is help for help, a sentence for nothing, and silence for an empty reply', async () => {
    expect(await intake()(request(' Help '))).toMatchObject({ kind: 'answer', audience: 'user' })
    expect(await intake()(request('  '))).toMatchObject({
      kind: 'refused',
      message: { fallback: expect.stringMatching(/no words/) },
    })
    expect(await intake()(reply('1', ' '))).toEqual({ kind: 'ignored' })
    expect(await fixture.redis.dbsize()).toBe(0)
  })
})

describe('who is not on the lists', () => {
  const guarded = createGuarded({ users: ['slack:U1'], channels: ['slack:C1'] })
  function createGuarded(allowed: { users: readonly string[]; channels: readonly string[] }) {
    return (event: ChatEvent) =>
      createIntake({
        store: fixture.store,
        team: teamOn(fixture.store),
        wake: quiet,
        onWakeFailed: () => undefined,
        allowed,
      })(event)
  }
  const refusal = { kind: 'refused', message: { fallback: expect.stringMatching(/may not/) } }

  it.each([
    ['another person', request('x', { user: { id: 'U2' } })],
    ['another channel', request('x', { channel: 'C2' })],
    ['another platform', request('x', { thread: { platform: 'web', space: 'local', channel: 'C1' } })],
    ['help for another person', request('help', { user: { id: 'U2' } })],
    ['a button', action('1', 'ABCDEFGHIJKLMNOP:1:x:y', { user: { id: 'U2' } })],
    ['a reply to us', reply('1', 'x', { user: { id: 'U2' } })],
  ])('is refused with a sentence: %s', async (_, event) => {
    expect(await guarded(event)).toMatchObject(refusal)
    expect(await fixture.redis.dbsize()).toBe(0)
  })

  it('is left alone where nothing is ours, and who is on them is let in', async () => {
    const elsewhere = reply('1', 'x', { user: { id: 'U2' }, parentIsOurs: false })
    expect(await guarded(elsewhere)).toEqual({ kind: 'ignored' })
    expect(await guarded(request())).toMatchObject({ kind: 'accepted' })
  })
})

describe('while Redis is away', () => {
  it('says so within three seconds, whether it is stopped or hangs, and takes the event afterwards', async () => {
    const server = await startRedis({ appendonly: 'always' })
    const redis = connectStore(server.url, 2_000, () => undefined)
    const store = createSessionStore({ redis, retentionDays: 90, requestsPerUserPerHour: 0 })
    const accept = createIntake({ store, team: teamOn(store), wake: quiet, onWakeFailed: () => undefined })
    try {
      expect(await accept(request())).toMatchObject({ kind: 'accepted' })

      server.pause()
      const hung = Date.now()
      expect(await accept(request())).toMatchObject({
        kind: 'refused',
        message: { fallback: expect.stringMatching(/Redis/) },
      })
      expect(Date.now() - hung).toBeLessThan(3_000)
      server.resume()

      await server.kill()
      const down = Date.now()
      const event = request()
      expect(await accept(event)).toMatchObject({
        kind: 'refused',
        message: { fallback: expect.stringMatching(/Redis/) },
      })
      expect(Date.now() - down).toBeLessThan(3_000)

      await server.restart()
      await expect.poll(() => accept(event), { timeout: 20_000 }).toMatchObject({ kind: 'accepted' })
      // What was refused did not slip in with the reconnect.
      expect(await accept(event)).toEqual({ kind: 'duplicate' })
    } finally {
      redis.disconnect()
      await server.stop()
    }
  })
})

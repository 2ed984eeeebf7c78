/** A session store on a Redis of its own, for the tests of one file. */
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { connectStore } from '../../src/session/connection.js'
import { createOutbox, type Outbox } from '../../src/session/outbox.js'
import {
  createSessionStore,
  type SessionStore,
  type StoreOptions,
  type Turn,
} from '../../src/session/store.js'
import { startRedis, type TestRedis } from './redis.js'

export interface StoreFixture {
  server: TestRedis
  redis: Redis
  store: SessionStore
  outbox: Outbox
  /** Another store on the same Redis. */
  another(options: Partial<StoreOptions>): SessionStore
}

/** Starts Redis before the file's tests, empties it before each. */
export function useStore(
  options: Partial<StoreOptions> = {},
  appendonly: 'no' | 'always' = 'no',
): StoreFixture {
  // Filled in beforeAll; a test never sees it before.
  const fixture = {} as StoreFixture
  beforeAll(async () => {
    fixture.server = await startRedis({ appendonly })
    fixture.redis = connectStore(fixture.server.url, 2_000, () => undefined)
    fixture.another = (other) =>
      createSessionStore({
        redis: fixture.redis,
        retentionDays: 90,
        requestsPerUserPerHour: 0,
        ...options,
        ...other,
      })
    fixture.store = fixture.another({})
    fixture.outbox = createOutbox(fixture.store)
  })
  beforeEach(async () => {
    if (fixture.redis.status !== 'ready') await new Promise((resolve) => fixture.redis.once('ready', resolve))
    await fixture.redis.flushall()
  })
  afterAll(async () => {
    fixture.redis.disconnect()
    await fixture.server.stop()
  })
  return fixture
}

/** Begins a turn that must begin. */
export async function begin(store: SessionStore, id: string, token = 'w'): Promise<Turn> {
  const begun = await store.begin(id, token)
  if (begun.kind !== 'begun') throw new Error(`Expected the turn to begin. Received: ${begun.kind}`)
  return begun.turn
}

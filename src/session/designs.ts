/** Reads a team's designs: by their short ids, by their thread, newest first. From Redis alone. */
import type { Redis } from 'ioredis'
import type { Entry } from '../architect/architect.js'
import { type Ref, shortestRef } from '../chat/ref.js'
import type { ThreadRef } from '../chat/thread.js'
import { CorruptRecord, UnknownHeadVersion } from '../errors.js'
import { type Head, parseHead } from './head.js'
import * as keys from './keys.js'
import { transcriptOf } from './records.js'
import { reaching } from './script.js'

export interface Design {
  readonly head: Head
  /** It has words that nobody has answered yet. */
  readonly hasWork: boolean
}

export type Designs = ReturnType<typeof createDesigns>

/** Contract of each: throws StoreUnavailable; a record that cannot be read counts as not there. */
export function createDesigns(redis: Redis) {
  async function read(ids: readonly string[]): Promise<(Design | undefined)[]> {
    const pipeline = redis.pipeline()
    for (const id of ids) pipeline.hgetall(keys.sessionKeys(id).head).zscore(keys.unreadKey, id)
    const replies = (await reaching(redis, () => pipeline.exec())) ?? []
    return ids.map((_, i) => {
      const head = readableHead(replies[2 * i]?.[1])
      return head && { head, hasWork: replies[2 * i + 1]?.[1] !== null }
    })
  }

  /** Undefined where the tenant has none of that id. */
  async function byId(tenant: string, id: string): Promise<Design | undefined> {
    const [design] = await read([id])
    return design?.head.tenant === tenant ? design : undefined
  }

  return {
    byId,

    /** Whosever it is: for who was given the id by the program itself. */
    bySession: async (id: string): Promise<Design | undefined> => (await read([id]))[0],

    /** @param limit the most that are looked at, newest first */
    async newest(tenant: string, limit: number): Promise<Design[]> {
      const ids = await reaching(redis, () => redis.zrevrange(keys.tenantSessionsKey(tenant), 0, limit - 1))
      const found = await read(ids)
      // Their keys ran out; the list does not know by itself.
      const gone = ids.filter((_, i) => found[i] === undefined)
      if (gone.length > 0) await removeExpired(redis, tenant, gone)
      return found.flatMap((design) => (design?.head.tenant === tenant ? [design] : []))
    },

    /** @param limit the most that are looked at, the newest decision first */
    async decided(tenant: string, limit: number): Promise<Head[]> {
      const ids = await reaching(redis, () => redis.zrevrange(keys.decidedKey(tenant), 0, limit - 1))
      const found = await read(ids)
      return found.flatMap((design) => (design?.head.tenant === tenant ? [design.head] : []))
    },

    /** The design of a name; more characters than its short id has are compared too. */
    async byRef(tenant: string, { id }: Ref): Promise<Design | undefined> {
      const prefixes = Array.from({ length: id.length - shortestRef + 1 }, (_, i) =>
        id.slice(0, shortestRef + i),
      )
      const found = await reaching(redis, () =>
        redis.mget(prefixes.map((prefix) => `${keys.shortIdPrefix(tenant)}${prefix}`)),
      )
      const session = found.findLast((one) => one?.startsWith(id))
      return session ? byId(tenant, session) : undefined
    },

    /** The design of a thread. */
    async ofThread(tenant: string, thread: ThreadRef): Promise<Design | undefined> {
      const key = keys.knownThreadKey(thread)
      if (key === '') return undefined
      const session = await reaching(redis, () => redis.get(keys.sessionOfThreadKey(key)))
      return session === null ? undefined : byId(tenant, session)
    },

    /** All that was said of a design. */
    async transcript(id: string): Promise<Entry[]> {
      const records = await reaching(redis, () => redis.lrange(keys.sessionKeys(id).entries, 0, -1))
      return transcriptOf(records)
    },

    /** The first words of each, as they were written; `''` where they are not there. */
    async requests(ids: readonly string[]): Promise<string[]> {
      const pipeline = redis.pipeline()
      for (const id of ids) pipeline.lindex(keys.sessionKeys(id).entries, 0)
      const replies = (await reaching(redis, () => pipeline.exec())) ?? []
      return ids.map((_, i) => {
        const record = replies[i]?.[1]
        const [entry] = typeof record === 'string' ? transcriptOf([record]) : []
        return entry?.kind === 'user' ? entry.text : ''
      })
    },
  }
}

/** Undefined for what is not there or cannot be read. @param stored as HGETALL gives it */
export function readableHead(stored: unknown): Head | undefined {
  if (typeof stored !== 'object' || stored === null || Object.keys(stored).length === 0) return undefined
  try {
    return parseHead(Object.fromEntries(Object.entries(stored).map(([k, v]) => [k, String(v)])))
  } catch (error) {
    if (error instanceof CorruptRecord || error instanceof UnknownHeadVersion) return undefined
    throw error
  }
}

async function removeExpired(redis: Redis, tenant: string, ids: readonly string[]) {
  await reaching(redis, async () => {
    const exists = await Promise.all(ids.map((id) => redis.exists(keys.sessionKeys(id).head)))
    const expired = ids.filter((_, i) => exists[i] === 0)
    if (expired.length > 0) await redis.zrem(keys.tenantSessionsKey(tenant), ...expired)
  })
}

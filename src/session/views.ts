/** What adapters may ask about sessions (lists, one design, a file), from Redis alone. Reads only. */
import type { Redis } from 'ioredis'
import type { Entry } from '../architect/architect.js'
import type { DesignSummary, FileRequest, RenderedFile, Views } from '../chat/contract.js'
import { CorruptRecord, UnknownHeadVersion } from '../errors.js'
import type { SessionView } from '../messages/recipe.js'
import { type Head, parseHead, viewOf } from './head.js'
import { sessionKeys, tenantSessionsKey, unreadKey } from './keys.js'
import { entryOfRecord } from './records.js'
import { reaching } from './script.js'

export interface ViewsOptions {
  readonly redis: Redis
  /** Renders a file of an entry; undefined where the entry has none of that description. Pure. */
  readonly renderFile: (
    request: FileRequest,
    entry: Entry,
    view: SessionView,
    /** The entry of proposals that a decision is of. */
    decided?: Entry,
  ) => RenderedFile | undefined | Promise<RenderedFile | undefined>
}

/** Contract of each: throws StoreUnavailable; a record that cannot be read counts as not there. */
export function createViews({ redis, renderFile }: ViewsOptions): Views {
  async function heads(ids: readonly string[]): Promise<(DesignSummary & { tenant: string })[]> {
    const pipeline = redis.pipeline()
    for (const id of ids) pipeline.hgetall(sessionKeys(id).head).zscore(unreadKey, id)
    const replies = (await pipeline.exec()) ?? []
    return ids.flatMap((_, i) => {
      const head = readable(replies[2 * i]?.[1])
      return head ? [{ ...summary(head, replies[2 * i + 1]?.[1] !== null), tenant: head.tenant }] : []
    })
  }

  return {
    designs: (tenant, limit) =>
      reaching(redis, async () => {
        const ids = await redis.zrevrange(tenantSessionsKey(tenant), 0, limit - 1)
        const found = await heads(ids)
        const gone = ids.filter((id) => !found.some((design) => design.session === id))
        // Its keys ran out; the list does not know by itself.
        if (gone.length > 0) await removeExpired(redis, tenant, gone)
        return found.map(({ tenant: _, ...design }) => design)
      }),

    design: (tenant, session) =>
      reaching(redis, async () => {
        const [found] = await heads([session])
        if (found?.tenant !== tenant) return undefined
        const { tenant: _, ...design } = found
        return design
      }),

    async file(tenant, request) {
      const s = sessionKeys(request.session)
      const [stored, record] = await reaching(redis, () =>
        Promise.all([redis.hgetall(s.head), redis.lindex(s.entries, request.entry)]),
      )
      const head = readable(stored)
      if (head?.tenant !== tenant || record === null || request.entry < 0) return undefined
      const entry = entryOfRecord(record)
      if (entry.kind !== 'decide') return renderFile(request, entry, viewOf(head))
      const of = await reaching(redis, () => redis.lindex(s.entries, entry.entry))
      return of === null ? undefined : renderFile(request, entry, viewOf(head), entryOfRecord(of))
    },
  }
}

async function removeExpired(redis: Redis, tenant: string, ids: readonly string[]) {
  const exists = await Promise.all(ids.map((id) => redis.exists(sessionKeys(id).head)))
  const expired = ids.filter((_, i) => exists[i] === 0)
  if (expired.length > 0) await redis.zrem(tenantSessionsKey(tenant), ...expired)
}

function readable(stored: unknown): Head | undefined {
  if (typeof stored !== 'object' || stored === null || Object.keys(stored).length === 0) return undefined
  try {
    return parseHead(Object.fromEntries(Object.entries(stored).map(([k, v]) => [k, String(v)])))
  } catch (error) {
    if (error instanceof CorruptRecord || error instanceof UnknownHeadVersion) return undefined
    throw error
  }
}

function summary(head: Head, hasWork: boolean): DesignSummary {
  return {
    session: head.id,
    title: head.title,
    state: hasWork ? 'designing' : head.state,
    thread: head.thread,
    createdAt: head.createdAt,
    updatedAt: head.updatedAt,
    openRound: head.openRound,
  }
}

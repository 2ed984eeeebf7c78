/** What adapters may ask about sessions (lists, one design, a file), from Redis alone. Reads only. */
import type { Redis } from 'ioredis'
import type { Entry } from '../architect/architect.js'
import type { DesignSummary, FileRequest, RenderedFile, Views } from '../chat/contract.js'
import type { SessionView } from '../messages/recipe.js'
import { createDesigns, type Design } from './designs.js'
import { viewOf } from './head.js'
import { sessionKeys } from './keys.js'
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
  const stored = createDesigns(redis)

  return {
    async designs(tenant, limit) {
      const found = await stored.newest(tenant, limit)
      return found.map(summary)
    },

    async design(tenant, session) {
      const found = await stored.byId(tenant, session)
      return found && summary(found)
    },

    async file(tenant, request) {
      const s = sessionKeys(request.session)
      const [design, record] = await reaching(redis, () =>
        Promise.all([stored.byId(tenant, request.session), redis.lindex(s.entries, request.entry)]),
      )
      if (!design || record === null || request.entry < 0) return undefined
      const entry = entryOfRecord(record)
      if (entry.kind !== 'decide') return renderFile(request, entry, viewOf(design.head))
      const of = await reaching(redis, () => redis.lindex(s.entries, entry.entry))
      return of === null ? undefined : renderFile(request, entry, viewOf(design.head), entryOfRecord(of))
    },
  }
}

function summary({ head, hasWork }: Design): DesignSummary {
  const { short, decision } = viewOf(head)
  return {
    session: head.id,
    short,
    title: head.title,
    state: hasWork ? 'designing' : head.state,
    ...(decision && { chosen: `${decision.proposal} ${decision.name}` }),
    thread: head.thread,
    createdAt: head.createdAt,
    updatedAt: head.updatedAt,
    openRound: head.openRound,
  }
}

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
export function createViews({ redis, renderFile }: ViewsOptions): Views & {
  /** A file of a message that is being posted: whose it is was decided with the message. */
  ownFile(request: FileRequest): Promise<RenderedFile | undefined>
} {
  const stored = createDesigns(redis)

  async function file(design: Design | undefined, request: FileRequest): Promise<RenderedFile | undefined> {
    if (!design || request.entry < 0) return undefined
    const { entries } = sessionKeys(request.session)
    const read = async (index: number) => {
      const record = await reaching(redis, () => redis.lindex(entries, index))
      return record === null ? undefined : entryOfRecord(record)
    }
    const entry = await read(request.entry)
    if (!entry) return undefined
    const decided = entry.kind === 'decide' ? await read(entry.entry) : undefined
    if (entry.kind === 'decide' && !decided) return undefined
    return renderFile(request, entry, viewOf(design.head), decided)
  }

  return {
    async designs(tenant, limit) {
      const found = await stored.newest(tenant, limit)
      return found.map(summary)
    },

    async design(tenant, session) {
      const found = await stored.byId(tenant, session)
      return found && summary(found)
    },

    async designOf(tenant, thread) {
      const found = await stored.ofThread(tenant, thread)
      return found && summary(found)
    },

    file: async (tenant, request) => file(await stored.byId(tenant, request.session), request),

    ownFile: async (request) => file(await stored.bySession(request.session), request),
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

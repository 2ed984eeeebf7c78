/**
 * The live side of a thread: server-sent events that carry what changed since the number the browser has seen.
 * The number is the event's id, so a browser that comes back says where it stopped and gets each change once.
 */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { DesignSummary, Views } from '../../src/chat/contract.js'
import { tenant } from './events.js'
import type { PageContext } from './layout.js'
import { heartbeatMs, listedDesigns, liveRetryMs } from './limits.js'
import type { WebLog } from './log.js'
import type { ThreadPicture } from './log-lines.js'
import type { RenderContext } from './render.js'
import { Changes } from './thread-page.js'

export interface LiveOptions {
  readonly log: WebLog
  readonly views: Views
  /** Connections that are open, each ended by its function. */
  readonly open: Set<() => void>
}

export interface LiveThread {
  readonly thread: string
  readonly after: number
  readonly page: PageContext
  readonly contextFor: (design: DesignSummary | undefined) => RenderContext
  readonly visible: (picture: ThreadPicture) => ThreadPicture
}

/** Streams a thread's changes until the browser leaves or the server stops; waits out a Redis that is away. */
export function streamThread(c: Context, { log, views, open }: LiveOptions, live: LiveThread): Response {
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const bell = createBell()
    let closed = false
    const close = () => {
      closed = true
      bell.ring()
    }
    open.add(close)
    stream.onAbort(close)
    const unwatch = log.watch(live.thread, bell.ring)
    let seen = live.after
    let shown = ''

    async function look() {
      const raw = await log.since(live.thread, seen)
      // Fewer changes than the browser saw: the store lost its data, so what it shows is not there any more.
      const lost = raw.last < seen
      const picture = live.visible(lost ? await log.since(live.thread, 0) : raw)
      const [design, designs] = await Promise.all([
        picture.session === undefined ? undefined : views.design(tenant, picture.session),
        views.designs(tenant, listedDesigns.side),
      ])
      const state = JSON.stringify([
        picture.status,
        picture.isForgotten,
        design?.state,
        design?.chosen,
        designs.map((d) => [d.session, d.state, d.updatedAt]),
      ])
      if (closed || (picture.lines.length === 0 && !lost && state === shown)) return
      const changes = Changes({
        thread: live.thread,
        after: lost ? 0 : seen,
        replaceAll: lost,
        picture,
        design,
        designs,
        page: live.page,
        context: live.contextFor(design),
      })
      await stream.writeSSE({ id: String(raw.last), data: String(await changes) })
      seen = raw.last
      shown = state
    }

    try {
      await stream.write(': open\n\n')
      while (!closed) {
        try {
          await look()
        } catch {
          await bell.wait(liveRetryMs)
          continue
        }
        if ((await bell.wait(heartbeatMs)) === 'silence') await stream.write(': still here\n\n')
      }
    } finally {
      unwatch()
      open.delete(close)
    }
  })
}

/** Waits until somebody rings or it was quiet for long; a ring while nobody waits is not lost. */
function createBell() {
  let rung = false
  let onRing: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      onRing?.()
    },
    async wait(ms: number): Promise<'ring' | 'silence'> {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          onRing = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      onRing = undefined
      const heard = rung
      rung = false
      return heard ? 'ring' : 'silence'
    },
  }
}

/**
 * The web chat as a chat platform. Posting writes to the platform's own store, so a worker posts with an adapter
 * that never listens; `start` opens the page.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { ChatAdapter, Destination } from '../../src/chat/contract.js'
import { DeliveryDelayed, StoreUnavailable } from '../../src/errors.js'
import { webThread } from './events.js'
import { sessionOf, type WebLog } from './log.js'
import { type Mounted, mountWebChat } from './server.js'

export interface WebAdapterOptions {
  readonly log: WebLog
  /** The HTTP server's app that the page is mounted on; absent where the adapter only posts. */
  readonly app?: Hono
  /** What people beyond this machine have to know. */
  readonly token?: string
  readonly publicUrl?: string
  readonly now?: () => number
}

/** Threads of the page that no person opened: notices for everybody, and for one person. */
export const noticesThread = 'notices'
export const personalThread = (user: string) => `personal-${user}`

export function createWebAdapter({
  log,
  app,
  token,
  publicUrl,
  now = Date.now,
}: WebAdapterOptions): ChatAdapter {
  let mounted: Mounted | undefined

  return {
    platform: 'web',

    async start(accept, views) {
      if (!app) throw new RangeError('Expected an app to mount the web chat on.')
      mounted = mountWebChat(app, accept, views, {
        log,
        now,
        newEventId: () => randomBytes(12).toString('hex'),
        noticesThread,
        personalThread,
        ...(token !== undefined && { token }),
        ...(publicUrl !== undefined && { publicUrl }),
      })
    },

    deliver: (message, to) =>
      delivering(async () => {
        const thread = threadOf(to, message.id)
        const id = lineIdOf(to, message.id)
        const own = to.kind === 'thread' ? undefined : sessionOf(message.id)
        const about = [...(own === undefined ? [] : [own]), ...(message.about ?? [])]
        await log.post(thread, { ...message, id, about }, now(), audienceOf(to))
        return { id, thread: webThread(thread) }
      }),

    update: (ref, message) =>
      delivering(async () => {
        if (ref.thread.thread !== undefined) await log.change(ref.thread.thread, ref.id, message)
      }),

    find: (to, messageId) =>
      delivering(async () => {
        const thread = threadOf(to, messageId)
        const id = lineIdOf(to, messageId)
        const line = await log.find(thread, id)
        return line === undefined ? undefined : { id, thread: webThread(thread) }
      }),

    async status(to, text) {
      if (to.kind !== 'thread' || to.thread.thread === undefined) return
      await log.status(to.thread.thread, text).catch(() => undefined)
    },

    async forget(session, { thread }) {
      await log.takeBackAll(session, now())
      if (thread !== undefined) await log.forget(thread)
    },

    async stop() {
      mounted?.stop()
      log.close()
    },
  }
}

/** Where a message's line is. A thread that is not known yet gets the id that its first message gives it. */
function threadOf(to: Destination, messageId: string): string {
  switch (to.kind) {
    case 'thread':
      return to.thread.thread ?? `m${createHash('sha256').update(messageId).digest('hex').slice(0, 15)}`
    case 'channel':
      return noticesThread
    case 'user':
      return personalThread(to.user.id)
  }
}

/** Outside of its thread a message's id must not name the session, which may be forgotten before the line is. */
const lineIdOf = (to: Destination, messageId: string) =>
  to.kind === 'thread' ? messageId : `n${createHash('sha256').update(messageId).digest('hex').slice(0, 24)}`

const audienceOf = (to: Destination) =>
  to.kind === 'thread' ? to.only?.id : to.kind === 'user' ? to.user.id : undefined

/** Posting is by id, so whatever went wrong, trying again later is right. */
async function delivering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreUnavailable)
      throw new DeliveryDelayed('The web chat cannot write to Redis now.', undefined, { cause: error })
    throw error
  }
}

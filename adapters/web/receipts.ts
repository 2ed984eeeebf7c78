/** After a form was taken: what the receipt puts into the thread, and where the browser goes. */
import type { Context } from 'hono'
import type { Receipt, Views } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import { tenant } from './events.js'
import { plainWaitMs } from './limits.js'
import { elementId } from './line-view.js'
import { postId, type WebLog } from './log.js'
import { isAway, isLive, sentence } from './shell.js'

export interface ReceiptsOptions {
  readonly log: WebLog
  readonly views: Pick<Views, 'design'>
  readonly now: () => number
}

/** What became of what was sent in a thread. */
export type Taken =
  | { readonly kind: 'here' }
  /** It concerned the design of another thread. */
  | { readonly kind: 'there'; readonly thread: string }
  /** The thread is not there any more. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'refused'; readonly words: string }

export type Receipts = ReturnType<typeof createReceipts>

/** Contract of each that returns a promise: throws StoreUnavailable. */
export function createReceipts({ log, views, now }: ReceiptsOptions) {
  /** What was accepted is accepted, whether or not the thread hears of it at once. */
  const opened = (thread: string, session: string) => log.belongs(thread, session).catch(() => undefined)

  /** The thread of a session; undefined where that cannot be told now. */
  async function threadOf(session: string): Promise<string | undefined> {
    const design = await views.design(tenant, session).catch(() => undefined)
    return design?.thread.thread
  }

  async function took(thread: string, event: string, session: string): Promise<Taken> {
    await opened(thread, session)
    const here = await log.since(thread, Number.MAX_SAFE_INTEGER).catch(() => undefined)
    if (here?.session === undefined || session === '' || here.session === session) return { kind: 'here' }
    const there = await threadOf(session)
    if (there === undefined) return { kind: 'here' }
    await log.regards(thread, event, [session])
    return { kind: 'there', thread: there }
  }

  return {
    opened,
    threadOf,

    /** Puts a receipt into the thread; the post of what was refused is taken back. */
    async take(thread: string, event: string, receipt: Receipt, user: string): Promise<Taken> {
      switch (receipt.kind) {
        case 'accepted':
          return took(thread, event, receipt.session)
        case 'duplicate':
          return { kind: 'here' }
        case 'answer': {
          await log.post(thread, receipt.message, now(), receipt.audience === 'user' ? user : undefined)
          const { isForgotten } = await log.since(thread, Number.MAX_SAFE_INTEGER)
          if (!isForgotten) {
            await log.regards(thread, event, receipt.message.about ?? [])
            return { kind: 'here' }
          }
          await log.leaveAnswer(user, receipt.message)
          return { kind: 'forgotten' }
        }
        case 'refused':
          if (isAway(receipt)) throw new StoreUnavailable('not accepted')
          await log.takeBack(thread, event, now())
          return { kind: 'refused', words: receipt.message.fallback }
        case 'ignored':
          await log.takeBack(thread, event, now())
          return { kind: 'refused', words: sentence('unknown-session') }
      }
    },

    /** Removes a thread that opened no design. One that did stays, whatever is sent under its first event's id. */
    async discard(thread: string): Promise<void> {
      const { session } = await log.since(thread, Number.MAX_SAFE_INTEGER)
      if (session === undefined) await log.remove(thread)
    },

    /** Without a script nothing would show the reply, so the answer to the form waits for it a moment. */
    async awaitReply(thread: string, event: string): Promise<void> {
      const answered = async () => {
        const { lines } = await log.since(thread, 0)
        const own = lines.findIndex((line) => line.id === postId(event))
        return lines.slice(own + 1).some(({ line }) => line.kind === 'message')
      }
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer)
          unwatch()
          resolve()
        }
        const look = () => void answered().then((yes) => yes && done(), done)
        const timer = setTimeout(done, plainWaitMs)
        const unwatch = log.watch(thread, look)
        look()
      })
    },
  }
}

/**
 * Sends the browser to a thread, whether a script or the browser itself sent the form.
 * @param event whose post the page begins with, where the browser runs no script that would find it
 */
export function goTo(c: Context, thread: string, event?: string): Response {
  const place = event === undefined ? '' : `#${elementId(postId(event))}`
  return isLive(c) ? leadTo(c, `/t/${thread}`) : c.redirect(`/t/${thread}${place}`, 303)
}

/** Sends the browser to the first page, from a thread that is not there any more. */
export const goHome = (c: Context): Response => (isLive(c) ? leadTo(c, '/') : c.redirect('/', 303))

function leadTo(c: Context, path: string): Response {
  c.header('HX-Redirect', path)
  return c.body('', 200)
}

/** After a form was taken: what the receipt puts into the thread, and where the browser goes. */
import type { Context } from 'hono'
import type { Receipt } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import { plainWaitMs } from './limits.js'
import { elementId } from './line-view.js'
import { postId, type WebLog } from './log.js'
import { isAway, isLive, sentence } from './shell.js'

export interface ReceiptsOptions {
  readonly log: WebLog
  readonly now: () => number
}

export type Receipts = ReturnType<typeof createReceipts>

/** Contract of each that returns a promise: throws StoreUnavailable. */
export function createReceipts({ log, now }: ReceiptsOptions) {
  /** What was accepted is accepted, whether or not the thread hears of it at once. */
  const opened = (thread: string, session: string) => log.belongs(thread, session).catch(() => undefined)

  return {
    opened,

    /** Puts a receipt into the thread. Returns the words of a refusal; the post is then taken back. */
    async take(thread: string, event: string, receipt: Receipt, user: string): Promise<string | undefined> {
      switch (receipt.kind) {
        case 'accepted':
          await opened(thread, receipt.session)
          return undefined
        case 'duplicate':
          return undefined
        case 'answer':
          await log.post(thread, receipt.message, now(), receipt.audience === 'user' ? user : undefined)
          return undefined
        case 'refused':
          if (isAway(receipt)) throw new StoreUnavailable('not accepted')
          await log.takeBack(thread, event, now())
          return receipt.message.fallback
        case 'ignored':
          await log.takeBack(thread, event, now())
          return sentence('unknown-session')
      }
    },

    /** Removes a thread that opened no design. One that did stays, whatever is sent under its first event's id. */
    async discard(thread: string): Promise<void> {
      const { session } = await log.since(thread, Number.MAX_SAFE_INTEGER)
      if (session === undefined) await log.forget(thread)
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
  if (!isLive(c)) return c.redirect(`/t/${thread}${place}`, 303)
  c.header('HX-Redirect', `/t/${thread}`)
  return c.body('', 200)
}

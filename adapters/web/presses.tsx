/** What people press: the buttons, choices and forms of our messages, and Stop. */
import type { Hono } from 'hono'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { Notice } from './composer.js'
import { eventFromAction, isThreadId, stopEvent, tenant, webThread } from './events.js'
import type { WebLog } from './log.js'
import { goTo, type Receipts } from './receipts.js'
import { isAway, isLive, type Refuse, type Shell, sentence } from './shell.js'

export interface PressesOptions {
  readonly shell: Shell
  readonly log: WebLog
  readonly receipts: Receipts
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Views
}

const notOffered = 'That was not offered, or not any more. Say it in your own words below.'

export function mountPresses(app: Hono, { shell, log, receipts, accept, views }: PressesOptions): void {
  const refuse: Refuse = async (c, _page, _fields, status, words) =>
    isLive(c) ? c.html(<Notice problem={words} />, status) : shell.problem(c, status, 'Not taken', words)

  app.post(
    '/t/:thread/act',
    shell.limitBody,
    shell.forForm(refuse, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const line = await log.find(thread, fields.message ?? '')
      const mayPress =
        line?.kind === 'message' && (line.only === undefined || line.only === page.visitor.user.id)
      const sender = { user: page.visitor.user, at: shell.now() }
      const pressed = mayPress
        ? eventFromAction(fields, line.message, event, webThread(thread), sender)
        : undefined
      if (!pressed) return refuse(c, page, fields, 409, notOffered)
      await log.say(webThread(thread), pressed.event.id, sender.user, pressed.words, sender.at)
      const receipt = await accept(pressed.event)
      const words = await receipts.take(thread, pressed.event.id, receipt, sender.user.id)
      if (words !== undefined) return refuse(c, page, fields, 409, words)
      if (isLive(c)) return c.html(<Notice problem="" />)
      await receipts.awaitReply(thread, pressed.event.id)
      return goTo(c, thread, pressed.event.id)
    }),
  )

  app.post(
    '/t/:thread/stop',
    shell.limitBody,
    shell.forForm(refuse, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const { session } = await log.since(thread, Number.MAX_SAFE_INTEGER)
      const design = session === undefined ? undefined : await views.design(tenant, session)
      if (!design) return refuse(c, page, fields, 404, sentence('unknown-session'))
      const sender = { user: page.visitor.user, at: shell.now() }
      const receipt = await accept(
        stopEvent(design.session, design.openRound, event, webThread(thread), sender),
      )
      if (receipt.kind === 'refused')
        return refuse(c, page, fields, isAway(receipt) ? 503 : 409, receipt.message.fallback)
      return isLive(c) ? c.html(<Notice problem="" />) : goTo(c, thread)
    }),
  )
}

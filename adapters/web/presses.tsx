/** What people press: the buttons, choices and forms of our messages, Stop, and the commands of a thread's menu. */
import type { Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { parseAction, teamSession } from '../../src/chat/action.js'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { Notice } from './composer.js'
import { eventFromAction, eventFromText, isThreadId, stopEvent, tenant, webThread } from './events.js'
import type { WebLog } from './log.js'
import { MenuForm, menuCommands } from './menu.js'
import { goHome, goTo, type Receipts, type Taken } from './receipts.js'
import { isAway, isLive, type Refuse, type Shell, sentence } from './shell.js'

export interface PressesOptions {
  readonly shell: Shell
  readonly log: WebLog
  readonly receipts: Receipts
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Views
}

export const notOffered = 'That was not offered, or not any more. Say it in your own words below.'

export function mountPresses(app: Hono, { shell, log, receipts, accept, views }: PressesOptions): void {
  const refuse: Refuse = async (c, _page, _fields, status, words) =>
    isLive(c) ? c.html(<Notice problem={words} />, status) : shell.problem(c, status, 'Not taken', words)

  async function answerPress(
    c: Context,
    thread: string,
    event: string,
    taken: Taken,
    piece?: Child,
  ): Promise<Response> {
    if (taken.kind === 'there') return goTo(c, taken.thread)
    if (taken.kind === 'forgotten') return goHome(c)
    if (isLive(c))
      return c.html(
        <>
          {piece}
          <Notice problem="" />
        </>,
      )
    await receipts.awaitReply(thread, event)
    return goTo(c, thread, event)
  }

  app.post(
    '/t/:thread/act',
    shell.limitBody,
    shell.forForm(refuse, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const line = await log.find(thread, fields.message ?? '')
      const mayPress =
        line?.kind === 'message' && (line.only === undefined || line.only === page.visitor.user.id)
      const sender = shell.senderOf(c, page)
      const pressed = mayPress
        ? eventFromAction(fields, line.message, event, webThread(thread), sender)
        : undefined
      if (!pressed) return refuse(c, page, fields, 409, notOffered)
      // Of what is answered to one person alone, the others need not see that it was pressed.
      const isOwn = parseAction(pressed.event.action)?.session === teamSession
      const only = isOwn ? page.visitor.user.id : undefined
      await log.say(webThread(thread), pressed.event.id, page.visitor.user, pressed.words, sender.at, only)
      const receipt = await accept(pressed.event)
      const taken = await receipts.take(thread, pressed.event.id, receipt, sender.user.id)
      if (taken.kind === 'refused') return refuse(c, page, fields, 409, taken.words)
      return answerPress(c, thread, pressed.event.id, taken)
    }),
  )

  app.post(
    '/t/:thread/command',
    shell.limitBody,
    shell.forForm(refuse, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const command = menuCommands.find((one) => one === fields.command)
      if (command === undefined) return refuse(c, page, fields, 409, notOffered)
      if ((await log.since(thread, Number.MAX_SAFE_INTEGER)).last === 0)
        return refuse(c, page, fields, 404, sentence('unknown-session'))
      const sender = shell.senderOf(c, page)
      const { user } = page.visitor
      await log.say(webThread(thread), event, user, command, sender.at, user.id)
      const receipt = await accept(eventFromText(command, event, webThread(thread), false, sender))
      const taken = await receipts.take(thread, event, receipt, user.id)
      if (taken.kind === 'refused') return refuse(c, page, fields, 409, taken.words)
      const piece = (
        <hx-partial hx-target="#menu-form" hx-swap="outerHTML">
          <MenuForm thread={thread} page={page} />
        </hx-partial>
      )
      return answerPress(c, thread, event, taken, piece)
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
      const receipt = await accept(
        stopEvent(design.session, design.openRound, event, webThread(thread), shell.senderOf(c, page)),
      )
      if (receipt.kind === 'refused')
        return refuse(c, page, fields, isAway(receipt) ? 503 : 409, receipt.message.fallback)
      return isLive(c) ? c.html(<Notice problem="" />) : goTo(c, thread)
    }),
  )
}

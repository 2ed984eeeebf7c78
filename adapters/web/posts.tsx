/**
 * What people send: a new problem, words in a thread, a pressed button, Stop. Each is shown as the person's own
 * post, accepted, and answered; what was not taken stays in the box, and is not shown as said.
 */
import type { Context, Hono } from 'hono'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import { HomeComposer, Notice, ThreadComposer } from './composer.js'
import {
  eventFromAction,
  eventFromText,
  type FormFields,
  isThreadId,
  readText,
  stopEvent,
  tenant,
  threadOfEvent,
  webThread,
} from './events.js'
import type { PageContext } from './layout.js'
import { maxTextBytes, plainWaitMs } from './limits.js'
import { postId, type WebLog } from './log.js'
import { Answer, HomePage } from './pages.js'
import { isAway, isLive, type Shell, type Status, sentence } from './shell.js'
import { ThreadPage } from './thread-page.js'
import type { Show } from './views.js'

export interface PostsOptions {
  readonly shell: Shell
  readonly show: Show
  readonly log: WebLog
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Views
}

export function mountPosts(app: Hono, { shell, show, log, accept, views }: PostsOptions): void {
  const { now } = shell

  app.post(
    '/',
    shell.limitBody,
    shell.forForm(
      async (c, page, fields, status, words) =>
        isLive(c)
          ? c.html(<HomeComposer box={shell.keptBox(fields, words)} page={page} />, status)
          : status === 503
            ? c.html(
                <HomePage
                  page={page}
                  designs={[]}
                  box={shell.keptBox(fields, words)}
                  notices={[]}
                  context={shell.contextOf(page, '', undefined)}
                />,
                status,
              )
            : show.home(c, page, shell.keptBox(fields, words), status),
      async (c, { page, fields, event }) => {
        const refuse = (status: Status, words: string) =>
          isLive(c)
            ? c.html(<HomeComposer box={shell.keptBox(fields, words)} page={page} />, status)
            : show.home(c, page, shell.keptBox(fields, words), status)
        const wrong = textProblem(fields)
        if (wrong) return refuse(wrong.status, wrong.words)
        const thread = threadOfEvent(event)
        const sender = { user: page.visitor.user, at: now() }
        const text = readText(fields)
        await log.say(webThread(thread), event, sender.user, text, sender.at)
        const receipt = await accept(eventFromText(text, event, webThread(thread), true, sender))
        switch (receipt.kind) {
          case 'accepted':
            await opened(thread, receipt.session)
            return goTo(c, thread)
          case 'duplicate':
            return goTo(c, thread)
          case 'answer':
            await log.forget(thread)
            return isLive(c)
              ? c.html(
                  <>
                    <hx-partial hx-target="#answer" hx-swap="innerHTML">
                      <Answer message={receipt.message} context={shell.contextOf(page, thread, undefined)} />
                    </hx-partial>
                    <HomeComposer box={shell.newBox()} page={page} />
                  </>,
                )
              : show.home(c, page, shell.newBox(), 200, receipt.message)
          case 'refused':
            if (isAway(receipt)) throw new StoreUnavailable('not accepted')
            await log.forget(thread)
            return refuse(409, receipt.message.fallback)
          case 'ignored':
            await log.forget(thread)
            return refuse(422, sentence('empty'))
        }
      },
    ),
  )

  app.post(
    '/t/:thread',
    shell.limitBody,
    shell.forForm(refuseReply, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const wrong = textProblem(fields)
      if (wrong) return refuseReply(c, page, fields, wrong.status, wrong.words)
      if ((await log.since(thread, 0)).last === 0)
        return refuseReply(c, page, fields, 404, sentence('unknown-session'))
      const sender = { user: page.visitor.user, at: now() }
      const text = readText(fields)
      await log.say(webThread(thread), event, sender.user, text, sender.at)
      const receipt = await accept(eventFromText(text, event, webThread(thread), false, sender))
      const words = await takeReceipt(thread, event, receipt, page)
      if (words !== undefined) return refuseReply(c, page, fields, 409, words)
      if (isLive(c)) return c.html(<ThreadComposer thread={thread} box={shell.newBox()} page={page} />)
      await reply(thread, event)
      return goTo(c, thread)
    }),
  )

  app.post(
    '/t/:thread/act',
    shell.limitBody,
    shell.forForm(refuseAction, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const line = await log.find(thread, fields.message ?? '')
      const mayPress =
        line?.kind === 'message' && (line.only === undefined || line.only === page.visitor.user.id)
      const sender = { user: page.visitor.user, at: now() }
      const pressed = mayPress
        ? eventFromAction(fields, line.message, event, webThread(thread), sender)
        : undefined
      if (!pressed)
        return refuseAction(
          c,
          page,
          fields,
          409,
          'That was not offered, or not any more. Say it in your own words below.',
        )
      await log.say(webThread(thread), pressed.event.id, sender.user, pressed.words, sender.at)
      const words = await takeReceipt(thread, pressed.event.id, await accept(pressed.event), page)
      if (words !== undefined) return refuseAction(c, page, fields, 409, words)
      if (isLive(c)) return c.html(<Notice problem="" />)
      await reply(thread, pressed.event.id)
      return goTo(c, thread)
    }),
  )

  app.post(
    '/t/:thread/stop',
    shell.limitBody,
    shell.forForm(refuseAction, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const { session } = await log.since(thread, Number.MAX_SAFE_INTEGER)
      const design = session === undefined ? undefined : await views.design(tenant, session)
      if (!design) return refuseAction(c, page, fields, 404, sentence('unknown-session'))
      const sender = { user: page.visitor.user, at: now() }
      const receipt = await accept(
        stopEvent(design.session, design.openRound, event, webThread(thread), sender),
      )
      if (receipt.kind === 'refused')
        return refuseAction(c, page, fields, isAway(receipt) ? 503 : 409, receipt.message.fallback)
      return isLive(c) ? c.html(<Notice problem="" />) : goTo(c, thread)
    }),
  )

  async function refuseReply(
    c: Context,
    page: PageContext,
    fields: FormFields,
    status: Status,
    words: string,
  ) {
    const thread = c.req.param('thread') ?? ''
    const box = shell.keptBox(fields, words)
    if (isLive(c)) return c.html(<ThreadComposer thread={thread} box={box} page={page} />, status)
    return show.threadPage(c, page, thread, box, status).catch((error) => {
      if (!(error instanceof StoreUnavailable)) throw error
      // The thread cannot be shown now, the words can.
      return c.html(
        <ThreadPage
          page={page}
          thread={thread}
          picture={{ last: 0, status: '', lines: [] }}
          design={undefined}
          designs={[]}
          box={box}
          context={shell.contextOf(page, thread, undefined)}
        />,
        status,
      )
    })
  }

  async function refuseAction(c: Context, _: PageContext, __: FormFields, status: Status, words: string) {
    return isLive(c)
      ? c.html(<Notice problem={words} />, status)
      : shell.problem(c, status, 'Not taken', words)
  }

  /** Puts a receipt into the thread. Returns the words of a refusal; the post is then taken back. */
  async function takeReceipt(thread: string, event: string, receipt: Receipt, page: PageContext) {
    switch (receipt.kind) {
      case 'accepted':
        await opened(thread, receipt.session)
        return undefined
      case 'duplicate':
        return undefined
      case 'answer':
        await log.post(
          thread,
          receipt.message,
          now(),
          receipt.audience === 'user' ? page.visitor.user.id : undefined,
        )
        return undefined
      case 'refused':
        if (isAway(receipt)) throw new StoreUnavailable('not accepted')
        await log.takeBack(thread, event, now())
        return receipt.message.fallback
      case 'ignored':
        await log.takeBack(thread, event, now())
        return sentence('unknown-session')
    }
  }

  /** What was accepted is accepted, whether or not the thread hears of it at once. */
  const opened = (thread: string, session: string) => log.belongs(thread, session).catch(() => undefined)

  function textProblem(fields: FormFields): { status: Status; words: string } | undefined {
    const text = readText(fields)
    if (text === '') return { status: 422, words: sentence('empty') }
    if (Buffer.byteLength(text) > maxTextBytes) return { status: 413, words: sentence('event-too-large') }
    return undefined
  }

  const goTo = (c: Context, thread: string) => {
    if (!isLive(c)) return c.redirect(`/t/${thread}`, 303)
    c.header('HX-Redirect', `/t/${thread}`)
    return c.body('', 200)
  }

  /** Without a script nothing would show the reply, so the answer to the form waits for it a moment. */
  async function reply(thread: string, event: string): Promise<void> {
    const until = now() + plainWaitMs
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
      const timer = setTimeout(done, Math.max(0, until - now()))
      const unwatch = log.watch(thread, look)
      look()
    })
  }
}

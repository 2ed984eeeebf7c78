/**
 * The words people send: a new problem, and what they say in a thread. They are shown as the person's own post,
 * accepted, and answered; what was not taken stays in the box, and is not shown as said.
 */
import type { Hono } from 'hono'
import type { ChatEvent, Receipt } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import { HomeComposer, ThreadComposer } from './composer.js'
import { eventFromText, type FormFields, isThreadId, readText, threadOfEvent, webThread } from './events.js'
import { maxTextBytes } from './limits.js'
import type { WebLog } from './log.js'
import { HomePage, NewAnswer } from './pages.js'
import { goHome, goTo, type Receipts } from './receipts.js'
import { isAway, isLive, type Refuse, type Shell, type Status, sentence } from './shell.js'
import { ThreadPage } from './thread-page.js'
import type { Show } from './views.js'

export interface PostsOptions {
  readonly shell: Shell
  readonly show: Show
  readonly log: WebLog
  readonly receipts: Receipts
  readonly accept: (event: ChatEvent) => Promise<Receipt>
}

export function mountPosts(app: Hono, { shell, show, log, receipts, accept }: PostsOptions): void {
  const refuseProblem: Refuse = async (c, page, fields, status, words) => {
    const box = shell.keptBox(fields, words)
    if (isLive(c)) return c.html(<HomeComposer box={box} page={page} />, status)
    return show.home(c, page, box, status).catch((error) => {
      if (!(error instanceof StoreUnavailable)) throw error
      // The designs cannot be listed now, the words can be kept.
      return c.html(
        <HomePage
          page={page}
          designs={[]}
          box={box}
          notices={[]}
          context={shell.teamContext(page, '/act')}
        />,
        status,
      )
    })
  }

  const refuseReply: Refuse = async (c, page, fields, status, words) => {
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
          picture={{ last: 0, status: '', isForgotten: false, lines: [] }}
          design={undefined}
          designs={[]}
          box={box}
          context={shell.contextOf(page, thread, undefined)}
        />,
        status,
      )
    })
  }

  app.post(
    '/',
    shell.limitBody,
    shell.forForm(refuseProblem, async (c, { page, fields, event }) => {
      const wrong = textProblem(fields)
      if (wrong) return refuseProblem(c, page, fields, wrong.status, wrong.words)
      const thread = threadOfEvent(event)
      const sender = shell.senderOf(c, page)
      const text = readText(fields)
      await log.say(webThread(thread), event, page.visitor.user, text, sender.at)
      const receipt = await accept(eventFromText(text, event, webThread(thread), true, sender))
      switch (receipt.kind) {
        case 'accepted': {
          // `cancel 7K2M` goes to the design that it names, in a thread of its own.
          const there = await receipts.threadOf(receipt.session)
          if (there !== undefined && there !== thread) {
            await receipts.discard(thread)
            return goTo(c, there)
          }
          await receipts.opened(thread, receipt.session)
          return goTo(c, thread)
        }
        case 'duplicate':
          return goTo(c, thread)
        case 'answer':
          await receipts.discard(thread)
          return isLive(c)
            ? c.html(
                <>
                  <NewAnswer message={receipt.message} context={shell.teamContext(page, '/act')} />
                  <HomeComposer box={shell.newBox()} page={page} />
                </>,
              )
            : show.home(c, page, shell.newBox(), 200, receipt.message)
        case 'refused':
          if (isAway(receipt)) throw new StoreUnavailable('not accepted')
          await receipts.discard(thread)
          return refuseProblem(c, page, fields, 409, receipt.message.fallback)
        case 'ignored':
          await receipts.discard(thread)
          return refuseProblem(c, page, fields, 422, sentence('empty'))
      }
    }),
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
      const sender = shell.senderOf(c, page)
      const text = readText(fields)
      await log.say(webThread(thread), event, page.visitor.user, text, sender.at)
      const receipt = await accept(eventFromText(text, event, webThread(thread), false, sender))
      const taken = await receipts.take(thread, event, receipt, sender.user.id)
      if (taken.kind === 'refused') return refuseReply(c, page, fields, 409, taken.words)
      if (taken.kind === 'there') return goTo(c, taken.thread)
      if (taken.kind === 'forgotten') return goHome(c)
      if (isLive(c)) return c.html(<ThreadComposer thread={thread} box={shell.newBox()} page={page} />)
      await receipts.awaitReply(thread, event)
      return goTo(c, thread, event)
    }),
  )
}

function textProblem(fields: FormFields): { status: Status; words: string } | undefined {
  const text = readText(fields)
  if (text === '') return { status: 422, words: sentence('empty') }
  if (Buffer.byteLength(text) > maxTextBytes) return { status: 413, words: sentence('event-too-large') }
  return undefined
}

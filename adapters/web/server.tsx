/** The web chat on the program's HTTP server: which address shows what. */
import type { Hono } from 'hono'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { mountDownloads } from './downloads.js'
import { isThreadId } from './events.js'
import { streamThread } from './live.js'
import type { WebLog } from './log.js'
import { mountPosts } from './posts.js'
import { mountPresses } from './presses.js'
import { createReceipts } from './receipts.js'
import { createShell, type ShellOptions } from './shell.js'
import { mountSignIn } from './sign-in.js'
import { loadStaticFiles } from './static-files.js'
import { mountTeam } from './team.js'
import { createShow } from './views.js'

export interface WebChatOptions extends Omit<ShellOptions, 'files'> {
  readonly log: WebLog
  readonly noticesThread: string
  readonly personalThread: (user: string) => string
}

export interface Mounted {
  /** Ends the live connections. */
  stop(): void
}

export function mountWebChat(
  app: Hono,
  accept: (event: ChatEvent) => Promise<Receipt>,
  views: Views,
  { noticesThread, personalThread, ...options }: WebChatOptions,
): Mounted {
  const { log } = options
  const files = loadStaticFiles()
  const shell = createShell({ ...options, files })
  const show = createShow({ shell, log, views, noticesThread, personalThread })
  const open = new Set<() => void>()

  app.get(
    '/',
    shell.forVisitor(async (c, page) => {
      const answer = await log.takeAnswer(page.visitor.user.id)
      return show.home(c, page, shell.newBox(), 200, answer)
    }),
  )

  app.get(
    '/t/:thread',
    shell.forVisitor(async (c, page) => {
      const thread = c.req.param('thread') ?? ''
      return isThreadId(thread) ? show.threadPage(c, page, thread, shell.newBox()) : shell.notFound(c)
    }),
  )

  app.get(
    '/t/:thread/events',
    shell.forVisitor(async (c, page) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return shell.notFound(c)
      const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0)
      return streamThread(
        c,
        { log, views, open },
        {
          thread,
          after: Number.isSafeInteger(after) && after > 0 ? after : 0,
          page,
          contextFor: (design) => shell.contextOf(page, thread, design),
          visible: shell.visibleTo(page.visitor),
        },
      )
    }),
  )

  const receipts = createReceipts({ log, views, now: shell.now })
  mountPosts(app, { shell, show, log, receipts, accept })
  mountPresses(app, { shell, log, receipts, accept, views })
  mountTeam(app, { shell, show, receipts, accept, views })
  mountSignIn(app, shell)

  mountDownloads(app, shell, views)

  app.get('/static/:name', (c) => {
    const file = files.get(c.req.param('name'))
    if (!file) return shell.notFound(c)
    const isVersioned = c.req.query('v') === file.version
    c.header('Content-Type', file.mediaType)
    c.header('Cache-Control', isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache')
    return c.body(file.content)
  })

  app.notFound(shell.notFound)
  app.onError((_, c) =>
    shell.problem(
      c,
      503,
      'Something went wrong',
      'This was not expected and nothing was sent. Go back and try again.',
    ),
  )

  return {
    stop() {
      for (const end of open) end()
    },
  }
}

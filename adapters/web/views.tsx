/** Reads what a page shows, from the log and the session views, and renders it. */
import type { Context } from 'hono'
import type { Views } from '../../src/chat/contract.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import type { BoxState } from './composer.js'
import { tenant } from './events.js'
import type { PageContext } from './layout.js'
import { listedDesigns } from './limits.js'
import type { WebLog } from './log.js'
import type { NumberedLine } from './log-lines.js'
import { HomePage } from './pages.js'
import type { Shell, Status } from './shell.js'
import { forgotten, ThreadPage } from './thread-page.js'

export interface ShowOptions {
  readonly shell: Shell
  readonly log: WebLog
  readonly views: Views
  readonly noticesThread: string
  readonly personalThread: (user: string) => string
}

export type Show = ReturnType<typeof createShow>

/** Contract of each: throws StoreUnavailable. */
export function createShow({ shell, log, views, ...options }: ShowOptions) {
  async function home(
    c: Context,
    page: PageContext,
    box: BoxState,
    status: Status = 200,
    answer?: OutgoingMessage,
  ) {
    const [designs, notices, personal] = await Promise.all([
      views.designs(tenant, listedDesigns.side),
      log.since(options.noticesThread, 0),
      log.since(options.personalThread(page.visitor.user.id), 0),
    ])
    const lines: NumberedLine[] = [...notices.lines, ...shell.visibleTo(page.visitor)(personal).lines].filter(
      ({ line }) => line.kind !== 'gone',
    )
    return c.html(
      <HomePage
        page={page}
        designs={designs}
        box={box}
        answer={answer}
        notices={lines.sort((a, b) => b.line.at - a.line.at).slice(0, 5)}
        context={shell.teamContext(page, '/act')}
      />,
      status,
    )
  }

  async function threadPage(
    c: Context,
    page: PageContext,
    thread: string,
    box: BoxState,
    status: Status = 200,
  ) {
    const picture = shell.visibleTo(page.visitor)(await log.since(thread, 0))
    if (picture.isForgotten) return shell.problem(c, 410, forgotten.title, forgotten.words)
    if (picture.last === 0)
      return shell.problem(
        c,
        404,
        'Not here',
        'There is no such design here, or its time of keeping is over.',
      )
    const [design, designs] = await Promise.all([
      picture.session === undefined ? undefined : views.design(tenant, picture.session),
      views.designs(tenant, listedDesigns.side),
    ])
    return c.html(
      <ThreadPage
        page={page}
        thread={thread}
        picture={picture}
        design={design}
        designs={designs}
        box={box}
        context={shell.contextOf(page, thread, design)}
      />,
      status,
    )
  }

  return { home, threadPage }
}

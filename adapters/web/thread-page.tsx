/** A thread as a page, and the pieces of it that live updates put into place. */
import type { DesignSummary } from '../../src/chat/contract.js'
import { type BoxState, ThreadComposer } from './composer.js'
import { Chosen, DesignList, State } from './design-list.js'
import { Layout, type PageContext } from './layout.js'
import { elementId, LineView } from './line-view.js'
import type { ThreadPicture } from './log-lines.js'
import { Menu } from './menu.js'
import type { RenderContext } from './render.js'

export function ThreadPage({
  page,
  thread,
  picture,
  design,
  designs,
  box,
  context,
}: {
  page: PageContext
  thread: string
  picture: ThreadPicture
  design: DesignSummary | undefined
  designs: readonly DesignSummary[]
  box: BoxState
  context: RenderContext
}) {
  const title = design?.title ?? picture.title ?? 'Design'
  return (
    <Layout title={`${title} · ml-architect`} page={page} designs={designs} current={thread}>
      <div
        class="thread"
        hx-sse:connect={`/t/${thread}/events?after=${picture.last}`}
        hx-swap="none"
        hx-config="sse.reconnectMaxDelay:4000 sse.pauseOnBackground:false"
      >
        <header class="thread-head">
          <a class="phone-only back" href="/designs">
            <span class="hidden">All designs</span>
            <span aria-hidden="true">←</span>
          </a>
          <div class="thread-title">
            <h1>{title}</h1>
            <p id="standing">
              <Standing design={design} />
            </p>
          </div>
          <Menu thread={thread} page={page} />
        </header>
        <div class="log" id="log" role="log" aria-label="Conversation" aria-live="polite">
          {picture.lines.map((line) => (
            <LineView line={line} page={page} context={context} />
          ))}
        </div>
        <div class="thread-foot">
          <p id="offline" role="status"></p>
          <div id="progress" role="status">
            <Progress thread={thread} picture={picture} design={design} page={page} />
          </div>
        </div>
        <noscript>
          <p class="plain-refresh">
            <a href={`/t/${thread}`}>Show newer messages</a>
          </p>
        </noscript>
      </div>
      <ThreadComposer thread={thread} box={box} page={page} />
    </Layout>
  )
}

/** How the design is named, where it stands, and what was chosen. */
function Standing({ design }: { design: DesignSummary | undefined }) {
  if (!design) return null
  return (
    <>
      <span class="short">{design.short}</span> <State state={design.state} />{' '}
      {design.chosen !== undefined && <Chosen what={design.chosen} />}
    </>
  )
}

/** What a thread says of itself once its design was forgotten. */
export const forgotten = {
  title: 'Forgotten',
  words:
    'This design was forgotten: its conversation, its proposals and what was decided are removed for good.',
} as const

/** What is being done, with the button that stops it; empty while nothing is. */
function Progress({
  thread,
  picture,
  design,
  page,
}: {
  thread: string
  picture: Pick<ThreadPicture, 'status'>
  design: DesignSummary | undefined
  page: PageContext
}) {
  const words = picture.status || (design?.state === 'designing' ? 'Working on it' : '')
  if (words === '') return null
  return (
    <div class="progress">
      <span class="pulse" aria-hidden="true"></span>
      <span class="progress-words">{words}</span>
      {design && (
        <form method="post" action={`/t/${thread}/stop`} hx-post={`/t/${thread}/stop`} hx-swap="none">
          <input type="hidden" name="csrf" value={page.formToken} />
          <input type="hidden" name="event" value={page.newEventId()} />
          <button type="submit" class="button plain small">
            Stop
          </button>
        </form>
      )}
    </div>
  )
}

/**
 * The pieces of a page that changed, in the form htmx puts into place: new lines at the end of the log, changed
 * ones where they stand, progress and state as a whole.
 */
export function Changes({
  thread,
  after,
  replaceAll = false,
  picture,
  design,
  designs,
  page,
  context,
}: {
  thread: string
  after: number
  /** The log begins anew with these lines. */
  replaceAll?: boolean
  picture: ThreadPicture
  design: DesignSummary | undefined
  designs: readonly DesignSummary[]
  page: PageContext
  context: RenderContext
}) {
  if (picture.isForgotten)
    return (
      <hx-partial hx-target="#main" hx-swap="innerHTML">
        <div class="sign-in">
          <h1>{forgotten.title}</h1>
          <p class="lead">{forgotten.words}</p>
          <p>
            <a href="/">New design</a>
          </p>
        </div>
      </hx-partial>
    )
  const fresh = picture.lines.filter((line) => line.first > after)
  const changed = picture.lines.filter((line) => line.first <= after)
  return (
    <>
      {changed.map((line) => (
        <hx-partial
          hx-target={`#${elementId(line.id)}`}
          hx-swap={line.line.kind === 'gone' ? 'delete' : 'outerMorph'}
        >
          <LineView line={line} page={page} context={context} />
        </hx-partial>
      ))}
      {(fresh.length > 0 || replaceAll) && (
        <hx-partial hx-target="#log" hx-swap={replaceAll ? 'innerHTML' : 'beforeend'}>
          {fresh.map((line) => (
            <LineView line={line} page={page} context={context} />
          ))}
        </hx-partial>
      )}
      <hx-partial hx-target="#progress" hx-swap="innerHTML">
        <Progress thread={thread} picture={picture} design={design} page={page} />
      </hx-partial>
      {design && (
        <hx-partial hx-target="#standing" hx-swap="innerHTML">
          <Standing design={design} />
        </hx-partial>
      )}
      <hx-partial hx-target="#designs" hx-swap="outerHTML">
        <DesignList designs={designs} current={thread} id="designs" />
      </hx-partial>
    </>
  )
}

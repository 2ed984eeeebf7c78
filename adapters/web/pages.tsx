/** The pages and the pieces of them that live updates replace. Server-rendered; every form works without a script. */
import type { Child } from 'hono/jsx'
import type { DesignSummary } from '../../src/chat/contract.js'
import { examples } from '../../src/messages/from-receipt.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import type { NumberedLine, ThreadPicture } from './log.js'
import { Message, type RenderContext } from './render.js'
import type { Visitor } from './security.js'

/** What every page of a visitor needs. */
export interface PageContext {
  readonly visitor: Visitor
  readonly formToken: string
  readonly newEventId: () => string
  /** Address of a static file, with its version. */
  readonly asset: (name: string) => string
  /** Whether there is a sign-in to leave. */
  readonly signedIn: boolean
}

export function Layout({
  title,
  page,
  children,
  designs,
  current,
}: {
  title: string
  page: PageContext
  children?: Child
  designs?: readonly DesignSummary[]
  current?: string
}) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{title}</title>
        <link rel="icon" href={page.asset('mark.svg')} type="image/svg+xml" />
        {['frame.css', 'message.css', 'chat.css'].map((name) => (
          <link rel="stylesheet" href={page.asset(name)} />
        ))}
        <script src={page.asset('htmx.js')} defer></script>
        <script src={page.asset('htmx-sse.js')} defer></script>
        <script src={page.asset('chat.js')} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the conversation
        </a>
        <div class={designs ? 'app with-side' : 'app'}>
          {designs && (
            <aside class="side">
              <Brand page={page} />
              <a class="button primary new" href="/">
                New design
              </a>
              <nav aria-label="Designs">
                <DesignList designs={designs} current={current} />
              </nav>
              <Foot page={page} />
            </aside>
          )}
          <main id="main" tabindex={-1}>
            {children}
          </main>
        </div>
      </body>
    </html>
  )
}

/** No style or script of htmx's own making, no stored history: the content security policy allows neither. */
const htmxConfig = 'includeIndicatorCSS:false history:false extensions:"sse" defaultTimeout:20000'

function Brand({ page }: { page: PageContext }) {
  return (
    <a class="brand" href="/">
      <img src={page.asset('mark.svg')} alt="" width="26" height="26" />
      <span>ml-architect</span>
    </a>
  )
}

function Foot({ page }: { page: PageContext }) {
  if (!page.signedIn) return null
  return (
    <form class="foot" method="post" action="/sign-out">
      <input type="hidden" name="csrf" value={page.formToken} />
      <span>{page.visitor.user.name ?? 'Signed in'}</span>
      <button type="submit" class="link">
        Sign out
      </button>
    </form>
  )
}

const stateWords: Readonly<Record<string, string>> = {
  intake: 'Reading',
  clarifying: 'Waiting for you',
  designing: 'Designing',
  proposed: 'Proposed',
  decided: 'Decided',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

function State({ state }: { state: string }) {
  return <span class={`state state-${state}`}>{stateWords[state] ?? state}</span>
}

/** Replaced as a whole when a design's state changes. */
export function DesignList({
  designs,
  current,
}: {
  designs: readonly DesignSummary[]
  current?: string | undefined
}) {
  return (
    <ul class="designs" id="designs">
      {designs.length === 0 && <li class="empty">No designs yet.</li>}
      {designs.map((design) => (
        <li>
          <a
            href={`/t/${design.thread.thread ?? ''}`}
            {...(design.thread.thread === current && { 'aria-current': 'page' })}
          >
            <span class="design-title">{design.title}</span>
            <span class="design-facts">
              <State state={design.state} /> <Time at={design.updatedAt} day />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A script puts it into the reader's own time zone and words. */
function Time({ at, day = false }: { at: number; day?: boolean }) {
  const iso = new Date(at).toISOString()
  return (
    <time datetime={iso} {...(day && { 'data-day': '' })}>
      {day ? iso.slice(0, 10) : `${iso.slice(11, 16)} UTC`}
    </time>
  )
}

/** What the box of a form says about the last try. */
export interface BoxState {
  readonly text: string
  /** Kept while the words were not taken, so that they cannot be taken twice. */
  readonly event: string
  /** Why the words are still in the box. */
  readonly problem?: string
}

/** The message box; its answer to a post replaces it. */
export function Composer({
  action,
  label,
  placeholder,
  submit,
  box,
  page,
  large = false,
}: {
  action: string
  label: string
  placeholder: string
  submit: string
  box: BoxState
  page: PageContext
  large?: boolean
}) {
  return (
    <form
      id="composer"
      class={large ? 'composer large' : 'composer'}
      method="post"
      action={action}
      hx-post={action}
      hx-swap="outerHTML"
    >
      <input type="hidden" name="csrf" value={page.formToken} />
      <input type="hidden" name="event" value={box.event} />
      <p class="notice" id="composer-notice" role="alert">
        {box.problem ?? ''}
      </p>
      <label for="text" class={large ? '' : 'hidden'}>
        {label}
      </label>
      <div class="composer-row">
        <textarea
          id="text"
          name="text"
          rows={large ? 3 : 1}
          placeholder={placeholder}
          required
          autocomplete="off"
          aria-describedby="composer-hint"
        >
          {box.text}
        </textarea>
        <button type="submit" class="button primary send">
          {submit}
        </button>
      </div>
      <p class="composer-hint" id="composer-hint">
        Enter sends, Shift + Enter begins a new line.
      </p>
    </form>
  )
}

export function HomePage({
  page,
  designs,
  box,
  answer,
  notices,
  context,
}: {
  page: PageContext
  designs: readonly DesignSummary[]
  box: BoxState
  answer?: OutgoingMessage | undefined
  notices: readonly NumberedLine[]
  context: RenderContext
}) {
  return (
    <Layout title="New design · ml-architect" page={page} designs={designs}>
      <div class="home">
        <header class="home-head">
          <div class="phone-only">
            <Brand page={page} />
          </div>
          <h1>What should the model predict?</h1>
          <p class="lead">
            Describe the problem, the data and the limits you know. You get two to four designs whose every
            number is computed from a real model spec.
          </p>
        </header>
        <div id="answer">{answer && <Answer message={answer} context={context} />}</div>
        <HomeComposer box={box} page={page} />
        <section class="examples" aria-labelledby="examples-title">
          <h2 id="examples-title">Try one of these</h2>
          <ul>
            {examples.map((example) => (
              <li>
                <form method="post" action="/">
                  <input type="hidden" name="csrf" value={page.formToken} />
                  <input type="hidden" name="event" value={page.newEventId()} />
                  <button type="submit" class="example" name="text" value={example}>
                    {example}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
        {notices.length > 0 && (
          <section class="notices" aria-labelledby="notices-title">
            <h2 id="notices-title">Notices</h2>
            {notices.map((line) => (
              <LineView line={line} page={page} context={context} />
            ))}
          </section>
        )}
        <section class="phone-only recent" aria-labelledby="recent-title">
          <h2 id="recent-title">Designs</h2>
          <RecentList designs={designs} />
        </section>
      </div>
    </Layout>
  )
}

/** What was answered at once, such as help. */
export function Answer({ message, context }: { message: OutgoingMessage; context: RenderContext }) {
  return (
    <section class="sheet" aria-label="Answer">
      <Message message={message} context={context} baseLevel={2} />
    </section>
  )
}

export function HomeComposer({ box, page }: { box: BoxState; page: PageContext }) {
  return (
    <Composer
      action="/"
      label="Your problem"
      placeholder="Forecast daily demand for 200 products, 4 weeks ahead…"
      submit="Design"
      box={box}
      page={page}
      large
    />
  )
}

function RecentList({ designs }: { designs: readonly DesignSummary[] }) {
  if (designs.length === 0) return <p class="empty">No designs yet.</p>
  return (
    <ul class="designs">
      {designs.map((design) => (
        <li>
          <a href={`/t/${design.thread.thread ?? ''}`}>
            <span class="design-title">{design.title}</span>
            <span class="design-facts">
              <State state={design.state} /> <Time at={design.updatedAt} day />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

export function DesignsPage({ page, designs }: { page: PageContext; designs: readonly DesignSummary[] }) {
  return (
    <Layout title="Designs · ml-architect" page={page} designs={designs}>
      <div class="home">
        <h1>Designs</h1>
        <RecentList designs={designs} />
      </div>
    </Layout>
  )
}

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
          <h1>{title}</h1>
          <div id="state">{design && <State state={design.state} />}</div>
        </header>
        <div class="log" id="log" role="log" aria-label="Conversation" aria-live="polite">
          {picture.lines.map((line) => (
            <LineView line={line} page={page} context={context} />
          ))}
        </div>
        <div id="progress" role="status">
          <Progress thread={thread} picture={picture} design={design} page={page} />
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

export function ThreadComposer({ thread, box, page }: { thread: string; box: BoxState; page: PageContext }) {
  return (
    <Composer
      action={`/t/${thread}`}
      label="Message"
      placeholder="What if we only have one T4?"
      submit="Send"
      box={box}
      page={page}
    />
  )
}

/** The id of a line's element. */
const elementId = (line: NumberedLine) => `line-${line.id.replace(/[^A-Za-z0-9]/g, '-')}`

/** One line of the thread: ours a document, a person's a bubble. */
export function LineView({
  line: numbered,
  page,
  context,
}: {
  line: NumberedLine
  page: PageContext
  context: RenderContext
}) {
  const { line } = numbered
  if (line.kind === 'gone') return null
  if (line.kind === 'message')
    return (
      <article class="line ours" id={elementId(numbered)} aria-label="ml-architect">
        <p class="by">
          <span class="who">ml-architect</span> <Time at={line.at} />
          {line.only !== undefined && <span class="only">only you see this</span>}
        </p>
        <div class="sheet">
          <Message message={line.message} context={context} baseLevel={2} />
        </div>
      </article>
    )
  const mine = line.by.id === page.visitor.user.id
  const who = mine ? 'You' : (line.by.name ?? 'Somebody')
  return (
    <article class={mine ? 'line theirs mine' : 'line theirs'} id={elementId(numbered)} aria-label={who}>
      <p class="by">
        <span class="who">{who}</span> <Time at={line.at} />
      </p>
      <div class="bubble">{line.text}</div>
    </article>
  )
}

/** What is being done, with the button that stops it; empty while nothing is. */
export function Progress({
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
  const working = design?.state === 'designing' || design?.state === 'intake'
  const words = picture.status || (working ? 'Working on it' : '')
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
  const fresh = picture.lines.filter((line) => line.first > after)
  const changed = picture.lines.filter((line) => line.first <= after)
  return (
    <>
      {changed.map((line) => (
        <hx-partial
          hx-target={`#${elementId(line)}`}
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
        <hx-partial hx-target="#state" hx-swap="innerHTML">
          <State state={design.state} />
        </hx-partial>
      )}
      <hx-partial hx-target="#designs" hx-swap="outerHTML">
        <DesignList designs={designs} current={thread} />
      </hx-partial>
    </>
  )
}

/** A sentence for the line above the message box, for posts that replace nothing. */
export function Notice({ problem }: { problem: string }) {
  return (
    <hx-partial hx-target="#composer-notice" hx-swap="innerHTML">
      {problem === '' ? <span></span> : <span>{problem}</span>}
    </hx-partial>
  )
}

export function SignInPage({ page, problem }: { page: PageContext; problem?: string }) {
  return (
    <Layout title="Sign in · ml-architect" page={page}>
      <div class="sign-in">
        <Brand page={page} />
        <h1>Sign in</h1>
        <p class="lead">This chat can be reached from other machines, so it asks for its token.</p>
        <form method="post" action="/sign-in" class="sheet">
          <p class="notice" role="alert">
            {problem ?? ''}
          </p>
          <label for="token">Token</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required />
          <p class="hint">The value of WEB_CHAT_TOKEN; ask the person who started ml-architect.</p>
          <label for="name">Your name</label>
          <input id="name" name="name" autocomplete="name" maxlength={60} />
          <p class="hint">Shown beside your messages.</p>
          <button type="submit" class="button primary">
            Sign in
          </button>
        </form>
      </div>
    </Layout>
  )
}

/** A page that says one thing. */
export function ProblemPage({ page, title, problem }: { page: PageContext; title: string; problem: string }) {
  return (
    <Layout title={`${title} · ml-architect`} page={page}>
      <div class="sign-in">
        <Brand page={page} />
        <h1>{title}</h1>
        <p class="lead">{problem}</p>
        <p>
          <a href="/">New design</a>
        </p>
      </div>
    </Layout>
  )
}

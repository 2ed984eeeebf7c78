/** The pages beside a thread's: the first one, the list of designs, and those that say one thing. */
import type { DesignSummary } from '../../src/chat/contract.js'
import { examples } from '../../src/messages/from-receipt.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { type BoxState, HomeComposer, NoticeLine } from './composer.js'
import { DesignList } from './design-list.js'
import { Brand, Layout, type PageContext, PhoneHead } from './layout.js'
import { maxSearchLength } from './limits.js'
import { LineView } from './line-view.js'
import type { NumberedLine } from './log-lines.js'
import { Message, type RenderContext } from './render.js'

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
          <PhoneHead page={page} />
          <h1>What should the model predict?</h1>
          <p class="lead">
            Describe the problem, the data and the limits you know. You get two to four designs whose every
            number is computed from a real model spec.
          </p>
        </header>
        <AnswerPlace message={answer} context={context} />
        <HomeComposer box={box} page={page} />
        <section class="examples" aria-labelledby="examples-title">
          <h2 id="examples-title" class="label">
            Try one of these
          </h2>
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
            <h2 id="notices-title" class="label">
              Notices
            </h2>
            {notices.map((line) => (
              <LineView line={line} page={page} context={context} />
            ))}
          </section>
        )}
        <section class="phone-only recent" aria-labelledby="recent-title">
          <h2 id="recent-title" class="label">
            Designs
          </h2>
          <DesignList designs={designs} />
        </section>
      </div>
    </Layout>
  )
}

interface AnswerProps {
  readonly message: OutgoingMessage
  readonly context: RenderContext
}

/** What was answered at once, such as help. */
function Answer({ message, context }: AnswerProps) {
  return (
    <section class="sheet" aria-label="Answer">
      <Message message={message} context={context} baseLevel={2} />
    </section>
  )
}

/** Where a page shows answers; empty until there is one. */
export function AnswerPlace({
  message,
  context,
}: Omit<AnswerProps, 'message'> & { message?: OutgoingMessage | undefined }) {
  return (
    <div id="answer" aria-live="polite" tabindex={-1}>
      {message && <Answer message={message} context={context} />}
    </div>
  )
}

/** The same as a piece that a script puts into place. */
export function NewAnswer({ message, context }: AnswerProps) {
  return (
    <hx-partial hx-target="#answer" hx-swap="innerHTML">
      <Answer message={message} context={context} />
    </hx-partial>
  )
}

/** All designs, or what was found among them. */
export function DesignsPage({
  page,
  designs,
  words,
  found,
  problem,
  context,
}: {
  page: PageContext
  designs: readonly DesignSummary[]
  /** That were looked for, `''` for none. */
  words: string
  found?: OutgoingMessage | undefined
  problem?: string | undefined
  context: RenderContext
}) {
  return (
    <Layout title="Designs · ml-architect" page={page} designs={designs} place="designs">
      <div class="home">
        <header class="home-head">
          <PhoneHead page={page} place="designs" />
          <h1>Designs</h1>
          <p class="phone-only">
            <a class="button primary" href="/">
              New design
            </a>
          </p>
        </header>
        <search>
          <form class="search" method="get" action="/designs">
            <label for="words">Words of the problem, the choice, or an id</label>
            <div class="search-row">
              <input id="words" name="words" type="search" value={words} maxlength={maxSearchLength} />
              <button type="submit" class="button plain">
                Search
              </button>
            </div>
          </form>
        </search>
        <NoticeLine problem={problem} />
        <AnswerPlace message={found} context={context} />
        {words === '' ? (
          <DesignList designs={designs} />
        ) : (
          <p>
            <a href="/designs">All designs</a>
          </p>
        )}
      </div>
    </Layout>
  )
}

/** A page that says one thing. */
export function ProblemPage({
  page,
  title,
  problem,
  retry,
}: {
  page: PageContext
  title: string
  problem: string
  /** The address that may work in a moment. */
  retry?: string | undefined
}) {
  return (
    <Layout title={`${title} · ml-architect`} page={page}>
      <div class="sign-in">
        <Brand page={page} />
        <h1>{title}</h1>
        <p class="lead">{problem}</p>
        <p>{retry === undefined ? <a href="/">New design</a> : <a href={retry}>Try again</a>}</p>
      </div>
    </Layout>
  )
}

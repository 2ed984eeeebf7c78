/** The pages beside a thread's: the first one, the list of designs, and those that say one thing. */
import type { DesignSummary } from '../../src/chat/contract.js'
import { examples } from '../../src/messages/from-receipt.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { type BoxState, HomeComposer } from './composer.js'
import { DesignList } from './design-list.js'
import { Brand, Layout, type PageContext } from './layout.js'
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

/** What was answered at once, such as help. */
export function Answer({ message, context }: { message: OutgoingMessage; context: RenderContext }) {
  return (
    <section class="sheet" aria-label="Answer">
      <Message message={message} context={context} baseLevel={2} />
    </section>
  )
}

export function DesignsPage({ page, designs }: { page: PageContext; designs: readonly DesignSummary[] }) {
  return (
    <Layout title="Designs · ml-architect" page={page} designs={designs}>
      <div class="home">
        <header class="home-head">
          <div class="phone-only">
            <Brand page={page} />
          </div>
          <h1>Designs</h1>
          <p class="phone-only">
            <a class="button primary" href="/">
              New design
            </a>
          </p>
        </header>
        <DesignList designs={designs} />
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

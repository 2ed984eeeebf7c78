/** What every page of the web chat has: head, side with the designs, and the small pieces they share. */
import type { Child } from 'hono/jsx'
import type { DesignSummary } from '../../src/chat/contract.js'
import { DesignList } from './design-list.js'
import type { Visitor } from './security.js'
import { stylesheets } from './static-files.js'

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
  place,
}: {
  title: string
  page: PageContext
  children?: Child
  designs?: readonly DesignSummary[]
  /** The thread that is shown. */
  current?: string
  place?: Place
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
        {stylesheets.map((name) => (
          <link rel="stylesheet" href={page.asset(name)} />
        ))}
        <script src={page.asset('htmx.js')} defer></script>
        <script src={page.asset('htmx-sse.js')} defer></script>
        <script src={page.asset('chat.js')} defer></script>
        {current !== undefined && <script src={page.asset('outline.js')} defer></script>}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the conversation
        </a>
        <div class={designs ? 'app with-side' : 'app'}>
          {designs && (
            <aside class="side">
              <Brand page={page} />
              <a class="button primary" href="/">
                New design
              </a>
              <Places place={place} />
              <nav aria-label="Designs">
                <DesignList designs={designs} current={current} id="designs" />
              </nav>
              {current !== undefined && <Outline hidden />}
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

export function Brand({ page }: { page: PageContext }) {
  return (
    <a class="brand" href="/">
      <img src={page.asset('mark.svg')} alt="" width="26" height="26" />
      <span>ml-architect</span>
    </a>
  )
}

/** The head of a page where there is no side. */
export function PhoneHead({ page, place }: { page: PageContext; place?: Place | undefined }) {
  return (
    <div class="phone-only phone-head">
      <Brand page={page} />
      <Places place={place} />
    </div>
  )
}

/** Pages that every page leads to. */
const places = { designs: 'All designs', team: 'Team' } as const
export type Place = keyof typeof places

function Places({ place }: { place?: Place | undefined }) {
  return (
    <nav class="places" aria-label="Pages">
      {Object.entries(places).map(([name, label]) => (
        <a href={`/${name}`} {...(name === place && { 'aria-current': 'page' })}>
          {label}
        </a>
      ))}
    </nav>
  )
}

/** Filled in by a script, and hidden until there is something to jump to. */
export function Outline({ hidden = false }: { hidden?: boolean }) {
  return (
    <nav class="outline" aria-label="In this design" hidden={hidden}>
      <p class="label" aria-hidden="true">
        In this design
      </p>
      <ol></ol>
    </nav>
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

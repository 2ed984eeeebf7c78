/** The team's side of the web chat: its page, the search among designs, and the buttons of answers outside of threads. */
import type { Context, Hono } from 'hono'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { commandEvent, eventFromTeamPress } from './commands.js'
import { Notice } from './composer.js'
import { DesignList } from './design-list.js'
import { tenant } from './events.js'
import type { PageContext } from './layout.js'
import { listedDesigns, maxSearchLength } from './limits.js'
import { DesignsPage, NewAnswer } from './pages.js'
import { notOffered } from './presses.js'
import { goTo, type Receipts } from './receipts.js'
import { isAway, isLive, type Refuse, type Shell, sentence } from './shell.js'
import { type TeamAnswers, TeamPage, TeamParts } from './team-page.js'
import type { Show } from './views.js'

export interface TeamSideOptions {
  readonly shell: Shell
  readonly show: Show
  readonly receipts: Receipts
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Views
}

export function mountTeam(app: Hono, { shell, show, receipts, accept, views }: TeamSideOptions): void {
  /** What the core answers to a command of a page; undefined for words that are no command. */
  async function ask(c: Context, page: PageContext, words: string): Promise<OutgoingMessage | undefined> {
    const event = commandEvent(words, page.newEventId(), shell.senderOf(c, page))
    if (!event) return undefined
    const receipt = await accept(event)
    if (receipt.kind === 'refused' && isAway(receipt)) throw new StoreUnavailable('not answered')
    return receipt.kind === 'answer' || receipt.kind === 'refused' ? receipt.message : undefined
  }

  async function teamAnswers(c: Context, page: PageContext): Promise<TeamAnswers> {
    const [profile, notify, usage] = await Promise.all(
      (['profile', 'notify', 'usage'] as const).map((name) => ask(c, page, name)),
    )
    return { profile, notify, usage }
  }

  async function teamPage(c: Context, page: PageContext, answer?: OutgoingMessage) {
    const [designs, answers] = await Promise.all([
      views.designs(tenant, listedDesigns.side),
      teamAnswers(c, page),
    ])
    const context = shell.teamContext(page, '/team/act')
    return c.html(
      <TeamPage page={page} designs={designs} answers={answers} answer={answer} context={context} />,
    )
  }

  app.get(
    '/team',
    shell.forVisitor((c, page) => teamPage(c, page)),
  )

  app.get(
    '/designs',
    shell.forVisitor(async (c, page) => {
      const words = (c.req.query('words') ?? '').trim().slice(0, maxSearchLength)
      const [designs, found] = await Promise.all([
        views.designs(tenant, listedDesigns.page),
        words === '' ? undefined : ask(c, page, `history ${words}`),
      ])
      return c.html(
        <DesignsPage
          page={page}
          designs={designs}
          words={words}
          found={found}
          problem={words !== '' && !found ? tooManyWords : undefined}
          context={shell.teamContext(page, '/act')}
        />,
      )
    }),
  )

  const refuse: Refuse = async (c, _page, _fields, status, words) =>
    isLive(c) ? c.html(<Notice problem={words} />, status) : shell.problem(c, status, 'Not taken', words)

  const press = (place: 'home' | 'team') =>
    shell.forForm(refuse, async (c, { page, fields, event }) => {
      const pressed = eventFromTeamPress(fields, event, shell.senderOf(c, page))
      if (!pressed) return refuse(c, page, fields, 409, notOffered)
      const receipt = await accept(pressed)
      switch (receipt.kind) {
        case 'answer':
          return answered(c, page, receipt.message, place)
        case 'accepted': {
          const thread = await receipts.threadOf(receipt.session)
          return thread === undefined
            ? refuse(c, page, fields, 404, sentence('unknown-session'))
            : goTo(c, thread)
        }
        case 'refused':
          if (isAway(receipt)) throw new StoreUnavailable('not accepted')
          return refuse(c, page, fields, 409, receipt.message.fallback)
        default:
          return refuse(c, page, fields, 409, notOffered)
      }
    })

  async function answered(c: Context, page: PageContext, answer: OutgoingMessage, place: 'home' | 'team') {
    if (!isLive(c))
      return place === 'team' ? teamPage(c, page, answer) : show.home(c, page, shell.newBox(), 200, answer)
    const context = shell.teamContext(page, place === 'team' ? '/team/act' : '/act')
    const designs = await views.designs(tenant, listedDesigns.side)
    return c.html(
      <>
        <NewAnswer message={answer} context={context} />
        <Notice problem="" />
        {place === 'team' && (
          <hx-partial hx-target="#team" hx-swap="innerHTML">
            <TeamParts answers={await teamAnswers(c, page)} context={context} />
          </hx-partial>
        )}
        <hx-partial hx-target="#designs" hx-swap="outerHTML">
          <DesignList designs={designs} id="designs" />
        </hx-partial>
      </>,
    )
  }

  app.post('/act', shell.limitBody, press('home'))
  app.post('/team/act', shell.limitBody, press('team'))
}

const tooManyWords = 'Look for up to four words.'

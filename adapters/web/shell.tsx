/**
 * What every route of the web chat stands on: which pages and forms may pass, and how a problem is said. A route
 * sees only requests that were checked.
 */
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { DesignSummary, Receipt } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import { fromRefusal, type RefusalCode } from '../../src/messages/from-receipt.js'
import { type BoxState, Notice } from './composer.js'
import { type FormFields, readEventId, type Sender } from './events.js'
import type { PageContext } from './layout.js'
import { maxBodyBytes } from './limits.js'
import type { ThreadPicture } from './log-lines.js'
import { ProblemPage } from './pages.js'
import type { RenderContext } from './render.js'
import { loopbackUser, type Visitor } from './security.js'
import { assetUrl, type StaticFile } from './static-files.js'
import { timeZoneOf } from './time-zone.js'
import { createVisitors, type VisitorsOptions } from './visitors.js'

export interface ShellOptions extends VisitorsOptions {
  readonly files: ReadonlyMap<string, StaticFile>
  /** A fresh, unguessable id of `[a-z0-9]{16,40}`. */
  readonly newEventId: () => string
}

export type Status = 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503

/** What a form's handler gets once everything about the request was checked. */
export interface Sent {
  readonly page: PageContext
  readonly fields: FormFields
  readonly event: string
}

/** Answers a form that was not taken, with its words in the box where it had any. */
export type Refuse = (
  c: Context,
  page: PageContext,
  fields: FormFields,
  status: Status,
  words: string,
) => Promise<Response>

const outOfDate =
  'This page was out of date, so nothing was sent. Your words are still here: send them again.'

export const sentence = (code: RefusalCode) => fromRefusal('web', code).fallback
export const unavailable = sentence('store-unavailable')
export const isAway = (receipt: Extract<Receipt, { kind: 'refused' }>) => receipt.code === 'store-unavailable'

/** Whether a script asked, which wants the piece of the page to replace. */
export const isLive = (c: Context) => c.req.header('hx-request') === 'true'

export type Shell = ReturnType<typeof createShell>

export function createShell({ files, newEventId, ...options }: ShellOptions) {
  const { now, token } = options
  const visitors = createVisitors(options)

  function pageOf(visitor: Visitor, formToken: string): PageContext {
    const signedIn = token !== undefined && visitor.user.id !== ''
    return { visitor, formToken, newEventId, asset: (name) => assetUrl(files, name), signedIn }
  }
  /** For pages that are shown to nobody in particular. */
  const anonymous = () => pageOf({ user: { id: '' }, visit: '' }, '')

  const problem = (c: Context, status: Status, title: string, words: string, retry?: string) =>
    c.html(<ProblemPage page={anonymous()} title={title} problem={words} retry={retry} />, status)

  const needsToken = (c: Context) =>
    problem(
      c,
      403,
      'Only on this machine',
      'Beyond this machine the chat needs a token: set WEB_CHAT_TOKEN and start ml-architect again.',
    )

  const refuseStranger = (c: Context) =>
    isLive(c)
      ? c.html(
          <Notice problem="You are signed out. Sign in on this site in another tab, then send this again." />,
          401,
        )
      : problem(c, 401, 'Signed out', 'Sign in again, then go back and send your words once more.')

  return {
    now,
    token,
    visitors,
    anonymous,
    problem,
    notFound: (c: Context) => problem(c, 404, 'Not here', 'There is nothing at this address.'),
    newBox: (): BoxState => ({ text: '', event: newEventId() }),
    /** The box as it was sent, with the reason it is still full. */
    keptBox: (fields: FormFields, words: string): BoxState => ({
      text: fields.text ?? '',
      event: readEventId(fields) ?? newEventId(),
      problem: words,
    }),

    /** Who an event is from, as the core wants to know it: whoever sits at this machine runs the place. */
    senderOf(c: Context, { visitor }: PageContext): Sender {
      const timeZone = timeZoneOf(c)
      const user = {
        ...visitor.user,
        isAdmin: visitor.user.id === loopbackUser.id,
        ...(timeZone !== undefined && { timeZone }),
      }
      return { user, at: now() }
    },

    /** For answers that no thread keeps: their buttons are the team's alone. */
    teamContext: (page: PageContext, actionUrl: '/act' | '/team/act'): RenderContext => ({
      actionUrl,
      formToken: page.formToken,
      newEventId,
      openRound: undefined,
    }),

    contextOf: (page: PageContext, thread: string, design: DesignSummary | undefined): RenderContext => ({
      actionUrl: `/t/${thread}/act`,
      formToken: page.formToken,
      newEventId,
      openRound: design?.openRound,
    }),

    /** What a visitor may see of a thread. */
    visibleTo:
      ({ user }: Visitor) =>
      (picture: ThreadPicture): ThreadPicture => ({
        ...picture,
        lines: picture.lines.filter(
          ({ line }) => line.kind === 'gone' || line.only === undefined || line.only === user.id,
        ),
      }),

    limitBody: bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) =>
        isLive(c)
          ? c.html(<Notice problem={sentence('event-too-large')} />, 413)
          : problem(c, 413, 'Too long', sentence('event-too-large')),
    }),

    /** A page for a visitor; whoever is not signed in is sent there. */
    forVisitor: (show: (c: Context, page: PageContext) => Promise<Response>) => async (c: Context) => {
      try {
        const visitor = await visitors.visitorOf(c)
        if (!visitor) return token === undefined ? needsToken(c) : c.redirect('/sign-in', 303)
        c.header('Cache-Control', 'no-store')
        return await show(c, pageOf(visitor, await visitors.formToken(visitor)))
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        return problem(
          c,
          503,
          'Not reachable now',
          'The store behind ml-architect (Redis) does not answer. Your designs are kept there: try again in a moment.',
          c.req.path,
        )
      }
    },

    /** A form of a visitor, checked: type, visitor, origin, form token, event id. */
    forForm:
      (refuse: Refuse, handle: (c: Context, sent: Sent) => Promise<Response>) => async (c: Context) => {
        const fields = await readFields(c)
        if (!fields) return problem(c, 415, 'Not a form', 'Send this as a form of the chat page.')
        let page = anonymous()
        try {
          const visitor = await visitors.visitorOf(c)
          if (!visitor) return token === undefined ? needsToken(c) : refuseStranger(c)
          page = pageOf(visitor, await visitors.formToken(visitor))
          const event = readEventId(fields)
          if (!(await visitors.isOwnForm(c, visitor, fields)))
            return await refuse(c, page, fields, 403, outOfDate)
          if (event === undefined) return await refuse(c, page, fields, 400, outOfDate)
          return await handle(c, { page, fields, event })
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error
          return refuse(c, page, fields, 503, unavailable)
        }
      },
  }
}

/** The fields of a form, or undefined for a body of another type. */
export async function readFields(c: Context): Promise<FormFields | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return undefined
  return Object.fromEntries(new URLSearchParams(await c.req.text()))
}

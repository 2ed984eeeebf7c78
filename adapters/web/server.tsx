/**
 * The routes of the web chat. A form is checked (body, origin, visitor, form token), shown as the person's post,
 * accepted, and answered: with the piece of the page to replace where a script asked, with a page otherwise.
 * Whatever was not taken stays in the box.
 */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import type { ChatEvent, DesignSummary, Receipt, Views } from '../../src/chat/contract.js'
import { isLoopbackHost } from '../../src/config.js'
import { StoreUnavailable } from '../../src/errors.js'
import { fromRefusal, type RefusalCode } from '../../src/messages/from-receipt.js'
import {
  eventFromAction,
  eventFromText,
  type FormFields,
  isThreadId,
  readEventId,
  readText,
  stopEvent,
  tenant,
  threadOfEvent,
  webThread,
} from './events.js'
import {
  cookieDays,
  listedDesigns,
  maxBodyBytes,
  maxTextBytes,
  plainWaitMs,
  signInTriesPerMinute,
} from './limits.js'
import { streamThread } from './live.js'
import { type NumberedLine, postId, type ThreadPicture, type WebLog } from './log.js'
import {
  Answer,
  type BoxState,
  DesignsPage,
  HomeComposer,
  HomePage,
  Notice,
  type PageContext,
  ProblemPage,
  SignInPage,
  ThreadComposer,
  ThreadPage,
} from './pages.js'
import type { RenderContext } from './render.js'
import {
  createSigner,
  hostName,
  isForeign,
  isSame,
  loopbackUser,
  newPerson,
  newSecret,
  type Signer,
  type Visitor,
} from './security.js'
import { assetUrl, loadStaticFiles } from './static-files.js'

export interface WebChatOptions {
  readonly log: WebLog
  readonly now: () => number
  /** A fresh, unguessable id of `[a-z0-9]{16,40}`. */
  readonly newEventId: () => string
  /** Absent: only this machine may come in, without one. */
  readonly token?: string
  readonly publicUrl?: string
  readonly noticesThread: string
  readonly personalThread: (user: string) => string
}

export interface Mounted {
  /** Ends the live connections. */
  stop(): void
}

type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503

const outOfDate =
  'This page was out of date, so nothing was sent. Your words are still here: send them again.'
const sentence = (code: RefusalCode) => fromRefusal('web', code).fallback
const unavailable = sentence('store-unavailable')

export function mountWebChat(
  app: Hono,
  accept: (event: ChatEvent) => Promise<Receipt>,
  views: Views,
  options: WebChatOptions,
): Mounted {
  const { log, now, newEventId, token } = options
  const files = loadStaticFiles()
  const openStreams = new Set<() => void>()
  let signer: Signer | undefined
  let tries = { minute: 0, count: 0 }

  /** Made on the first request, so that the page also starts while Redis is away. */
  async function getSigner(): Promise<Signer> {
    signer ??= createSigner(await log.signingKey(newSecret()), token)
    return signer
  }

  const isLive = (c: Context) => c.req.header('hx-request') === 'true'
  const isHere = (c: Context) => isLoopbackHost(hostName(c.req.header('host')) ?? '')

  /** Who is there. Undefined for somebody who has to sign in first. */
  async function visitorOf(c: Context): Promise<Visitor | undefined> {
    const sign = await getSigner()
    const known = sign.readCookie(getCookie(c, sign.cookieName), now())
    if (known) return known
    if (token !== undefined || !isHere(c)) return undefined
    // One visit for the whole machine: a link from another site arrives without the cookie, and must not end it.
    const visitor: Visitor = { user: loopbackUser, visit: 'loopback' }
    giveCookie(c, sign, visitor)
    return visitor
  }

  function giveCookie(c: Context, sign: Signer, visitor: Visitor) {
    setCookie(c, sign.cookieName, sign.cookie(visitor, now()), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: cookieDays * 24 * 3600,
      secure: (options.publicUrl?.startsWith('https:') ?? false) && !isHere(c),
    })
  }

  function pageOf(visitor: Visitor, formToken: string): PageContext {
    const signedIn = token !== undefined && visitor.user.id !== ''
    return { visitor, formToken, newEventId, asset: (name) => assetUrl(files, name), signedIn }
  }
  /** For pages that are shown to nobody in particular. */
  const anonymous = () => pageOf({ user: { id: '' }, visit: '' }, '')

  const contextOf = (
    page: PageContext,
    thread: string,
    design: DesignSummary | undefined,
  ): RenderContext => ({
    actionUrl: `/t/${thread}/act`,
    formToken: page.formToken,
    newEventId,
    openRound: design?.openRound,
  })

  /** What this visitor may see of a thread. */
  const visibleTo =
    (visitor: Visitor) =>
    (picture: ThreadPicture): ThreadPicture => ({
      ...picture,
      lines: picture.lines.filter(
        ({ line }) => line.kind !== 'message' || line.only === undefined || line.only === visitor.user.id,
      ),
    })

  const problem = (c: Context, status: Status, title: string, words: string) =>
    c.html(<ProblemPage page={anonymous()} title={title} problem={words} />, status)

  /** A page for a visitor; whoever is not signed in is sent there. */
  const forVisitor = (show: (c: Context, page: PageContext) => Promise<Response>) => async (c: Context) => {
    try {
      const visitor = await visitorOf(c)
      if (!visitor) return token === undefined ? needsToken(c) : c.redirect('/sign-in', 303)
      c.header('Cache-Control', 'no-store')
      return await show(c, pageOf(visitor, (await getSigner()).formToken(visitor)))
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return problem(
        c,
        503,
        'Not reachable now',
        'The store behind ml-architect (Redis) does not answer. Your designs are kept there: reload in a moment.',
      )
    }
  }

  const needsToken = (c: Context) =>
    problem(
      c,
      403,
      'Only on this machine',
      'Beyond this machine the chat needs a token: set WEB_CHAT_TOKEN and start ml-architect again.',
    )

  /** What a form's handler gets once everything about the request was checked. */
  interface Sent {
    readonly page: PageContext
    readonly fields: FormFields
    readonly event: string
  }

  /** Checks a form; `refuse` answers what may not pass, with the words in the box where there are any. */
  const forForm =
    (
      refuse: (
        c: Context,
        page: PageContext,
        fields: FormFields,
        status: Status,
        words: string,
      ) => Promise<Response>,
      handle: (c: Context, sent: Sent) => Promise<Response>,
    ) =>
    async (c: Context) => {
      const fields = await readFields(c)
      if (!fields) return problem(c, 415, 'Not a form', 'Send this as a form of the chat page.')
      const page = anonymous()
      try {
        const visitor = await visitorOf(c)
        if (!visitor) return token === undefined ? needsToken(c) : refuseStranger(c)
        const sign = await getSigner()
        const known = pageOf(visitor, sign.formToken(visitor))
        const event = readEventId(fields)
        if (foreign(c) || !sign.isFormToken(visitor, fields.csrf ?? ''))
          return await refuse(c, known, fields, 403, outOfDate)
        if (event === undefined) return await refuse(c, known, fields, 400, outOfDate)
        try {
          return await handle(c, { page: known, fields, event })
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error
          return await refuse(c, known, fields, 503, unavailable)
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        return isLive(c)
          ? c.html(<Notice problem={unavailable} />, 503)
          : await refuse(c, page, fields, 503, unavailable)
      }
    }

  const refuseStranger = (c: Context) =>
    isLive(c)
      ? c.html(
          <Notice problem="You are signed out. Open the page again in a new tab to sign in, then send this." />,
          401,
        )
      : problem(c, 401, 'Signed out', 'Sign in again, then go back and send your words once more.')

  const foreign = (c: Context) => {
    const [origin, site, host] = [
      c.req.header('origin'),
      c.req.header('sec-fetch-site'),
      c.req.header('host'),
    ]
    return isForeign({ ...(origin && { origin }), ...(site && { site }), ...(host && { host }) })
  }

  const limitBody = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (c) =>
      isLive(c)
        ? c.html(<Notice problem={sentence('event-too-large')} />, 413)
        : problem(c, 413, 'Too long', sentence('event-too-large')),
  })

  // Pages

  async function home(
    c: Context,
    page: PageContext,
    box: BoxState,
    status: Status = 200,
    answer?: Parameters<typeof Answer>[0]['message'],
  ) {
    const [designs, notices, personal] = await Promise.all([
      views.designs(tenant, listedDesigns.side),
      log.since(options.noticesThread, 0),
      log.since(options.personalThread(page.visitor.user.id), 0),
    ])
    const lines: NumberedLine[] = [...notices.lines, ...visibleTo(page.visitor)(personal).lines]
    return c.html(
      <HomePage
        page={page}
        designs={designs}
        box={box}
        answer={answer}
        notices={lines.sort((a, b) => b.line.at - a.line.at).slice(0, 5)}
        context={contextOf(page, options.noticesThread, undefined)}
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
    const picture = visibleTo(page.visitor)(await log.since(thread, 0))
    if (picture.last === 0)
      return problem(c, 404, 'Not here', 'There is no such design here, or its time of keeping is over.')
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
        context={contextOf(page, thread, design)}
      />,
      status,
    )
  }

  const emptyBox = (): BoxState => ({ text: '', event: newEventId() })
  const fullBox = (fields: FormFields, words: string): BoxState => ({
    text: fields.text ?? '',
    event: readEventId(fields) ?? newEventId(),
    problem: words,
  })

  app.get(
    '/',
    forVisitor((c, page) => home(c, page, emptyBox())),
  )

  app.get(
    '/designs',
    forVisitor(async (c, page) =>
      c.html(<DesignsPage page={page} designs={await views.designs(tenant, listedDesigns.page)} />),
    ),
  )

  app.get(
    '/t/:thread',
    forVisitor((c, page) => {
      const thread = c.req.param('thread') ?? ''
      return isThreadId(thread) ? threadPage(c, page, thread, emptyBox()) : Promise.resolve(notFound(c))
    }),
  )

  app.get(
    '/t/:thread/events',
    forVisitor(async (c, page) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return notFound(c)
      const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0)
      return streamThread(
        c,
        { log, views, open: openStreams },
        {
          thread,
          after: Number.isSafeInteger(after) && after > 0 ? after : 0,
          page,
          contextFor: (design) => contextOf(page, thread, design),
          visible: visibleTo(page.visitor),
        },
      )
    }),
  )

  // Forms

  app.post(
    '/',
    limitBody,
    forForm(
      async (c, page, fields, status, words) =>
        isLive(c)
          ? c.html(<HomeComposer box={fullBox(fields, words)} page={page} />, status)
          : status === 503
            ? c.html(
                <HomePage
                  page={page}
                  designs={[]}
                  box={fullBox(fields, words)}
                  notices={[]}
                  context={contextOf(page, '', undefined)}
                />,
                status,
              )
            : home(c, page, fullBox(fields, words), status),
      async (c, { page, fields, event }) => {
        const refuse = (status: Status, words: string) =>
          isLive(c)
            ? c.html(<HomeComposer box={fullBox(fields, words)} page={page} />, status)
            : home(c, page, fullBox(fields, words), status)
        const wrong = textProblem(fields)
        if (wrong) return refuse(wrong.status, wrong.words)
        const thread = threadOfEvent(event)
        const sender = { user: page.visitor.user, at: now() }
        const text = readText(fields)
        await log.say(webThread(thread), event, sender.user, text, sender.at)
        const receipt = await accept(eventFromText(text, event, webThread(thread), true, sender))
        switch (receipt.kind) {
          case 'accepted':
            await opened(thread, receipt.session)
            return goTo(c, thread)
          case 'duplicate':
            return goTo(c, thread)
          case 'answer':
            await log.forget(thread)
            return isLive(c)
              ? c.html(
                  <>
                    <hx-partial hx-target="#answer" hx-swap="innerHTML">
                      <Answer message={receipt.message} context={contextOf(page, thread, undefined)} />
                    </hx-partial>
                    <HomeComposer box={emptyBox()} page={page} />
                  </>,
                )
              : home(c, page, emptyBox(), 200, receipt.message)
          case 'refused':
            if (isAway(receipt)) throw new StoreUnavailable('not accepted')
            await log.forget(thread)
            return refuse(409, receipt.message.fallback)
          case 'ignored':
            await log.forget(thread)
            return refuse(422, sentence('empty'))
        }
      },
    ),
  )

  app.post(
    '/t/:thread',
    limitBody,
    forForm(refuseReply, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return notFound(c)
      const wrong = textProblem(fields)
      if (wrong) return refuseReply(c, page, fields, wrong.status, wrong.words)
      if ((await log.since(thread, 0)).last === 0)
        return refuseReply(c, page, fields, 404, sentence('unknown-session'))
      const sender = { user: page.visitor.user, at: now() }
      const text = readText(fields)
      await log.say(webThread(thread), event, sender.user, text, sender.at)
      const receipt = await accept(eventFromText(text, event, webThread(thread), false, sender))
      const words = await takeReceipt(thread, event, receipt, page)
      if (words !== undefined) return refuseReply(c, page, fields, 409, words)
      if (isLive(c)) return c.html(<ThreadComposer thread={thread} box={emptyBox()} page={page} />)
      await reply(thread, event)
      return goTo(c, thread)
    }),
  )

  app.post(
    '/t/:thread/act',
    limitBody,
    forForm(refuseAction, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return notFound(c)
      const line = await log.find(thread, fields.message ?? '')
      const mayPress =
        line?.kind === 'message' && (line.only === undefined || line.only === page.visitor.user.id)
      const sender = { user: page.visitor.user, at: now() }
      const pressed = mayPress
        ? eventFromAction(fields, line.message, event, webThread(thread), sender)
        : undefined
      if (!pressed)
        return refuseAction(
          c,
          page,
          fields,
          409,
          'That was not offered, or not any more. Say it in your own words below.',
        )
      await log.say(webThread(thread), pressed.event.id, sender.user, pressed.words, sender.at)
      const words = await takeReceipt(thread, pressed.event.id, await accept(pressed.event), page)
      if (words !== undefined) return refuseAction(c, page, fields, 409, words)
      if (isLive(c)) return c.html(<Notice problem="" />)
      await reply(thread, pressed.event.id)
      return goTo(c, thread)
    }),
  )

  app.post(
    '/t/:thread/stop',
    limitBody,
    forForm(refuseAction, async (c, { page, fields, event }) => {
      const thread = c.req.param('thread') ?? ''
      if (!isThreadId(thread)) return notFound(c)
      const { session } = await log.since(thread, Number.MAX_SAFE_INTEGER)
      const design = session === undefined ? undefined : await views.design(tenant, session)
      if (!design) return refuseAction(c, page, fields, 404, sentence('unknown-session'))
      const sender = { user: page.visitor.user, at: now() }
      const receipt = await accept(
        stopEvent(design.session, design.openRound, event, webThread(thread), sender),
      )
      if (receipt.kind === 'refused')
        return refuseAction(c, page, fields, isAway(receipt) ? 503 : 409, receipt.message.fallback)
      return isLive(c) ? c.html(<Notice problem="" />) : goTo(c, thread)
    }),
  )

  async function refuseReply(
    c: Context,
    page: PageContext,
    fields: FormFields,
    status: Status,
    words: string,
  ) {
    const thread = c.req.param('thread') ?? ''
    const box = fullBox(fields, words)
    if (isLive(c)) return c.html(<ThreadComposer thread={thread} box={box} page={page} />, status)
    return threadPage(c, page, thread, box, status).catch((error) => {
      if (!(error instanceof StoreUnavailable)) throw error
      // The thread cannot be shown now, the words can.
      return c.html(
        <ThreadPage
          page={page}
          thread={thread}
          picture={{ last: 0, status: '', lines: [] }}
          design={undefined}
          designs={[]}
          box={box}
          context={contextOf(page, thread, undefined)}
        />,
        status,
      )
    })
  }

  async function refuseAction(c: Context, _: PageContext, __: FormFields, status: Status, words: string) {
    return isLive(c) ? c.html(<Notice problem={words} />, status) : problem(c, status, 'Not taken', words)
  }

  /** Puts a receipt into the thread. Returns the words of a refusal; the post is then taken back. */
  async function takeReceipt(thread: string, event: string, receipt: Receipt, page: PageContext) {
    switch (receipt.kind) {
      case 'accepted':
        await opened(thread, receipt.session)
        return undefined
      case 'duplicate':
        return undefined
      case 'answer':
        await log.post(
          thread,
          receipt.message,
          now(),
          receipt.audience === 'user' ? page.visitor.user.id : undefined,
        )
        return undefined
      case 'refused':
        if (isAway(receipt)) throw new StoreUnavailable('not accepted')
        await log.takeBack(thread, event, now())
        return receipt.message.fallback
      case 'ignored':
        await log.takeBack(thread, event, now())
        return sentence('unknown-session')
    }
  }

  /** What was accepted is accepted, whether or not the thread hears of it at once. */
  const opened = (thread: string, session: string) => log.belongs(thread, session).catch(() => undefined)

  const isAway = (receipt: Extract<Receipt, { kind: 'refused' }>) => receipt.message.fallback === unavailable

  function textProblem(fields: FormFields): { status: Status; words: string } | undefined {
    const text = readText(fields)
    if (text === '') return { status: 422, words: sentence('empty') }
    if (Buffer.byteLength(text) > maxTextBytes) return { status: 413, words: sentence('event-too-large') }
    return undefined
  }

  const goTo = (c: Context, thread: string) => {
    if (!isLive(c)) return c.redirect(`/t/${thread}`, 303)
    c.header('HX-Redirect', `/t/${thread}`)
    return c.body('', 200)
  }

  /** Without a script nothing would show the reply, so the answer to the form waits for it a moment. */
  async function reply(thread: string, event: string): Promise<void> {
    const until = now() + plainWaitMs
    const answered = async () => {
      const { lines } = await log.since(thread, 0)
      const own = lines.findIndex((line) => line.id === postId(event))
      return lines.slice(own + 1).some(({ line }) => line.kind === 'message')
    }
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        unwatch()
        resolve()
      }
      const look = () => void answered().then((yes) => yes && done(), done)
      const timer = setTimeout(done, Math.max(0, until - now()))
      const unwatch = log.watch(thread, look)
      look()
    })
  }

  // Sign-in, files

  app.get('/sign-in', async (c) => {
    if (token === undefined) return c.redirect('/', 303)
    return c.html(<SignInPage page={anonymous()} />)
  })

  app.post('/sign-in', limitBody, async (c) => {
    const fields = await readFields(c)
    if (token === undefined || !fields) return c.redirect('/', 303)
    if (foreign(c)) return c.html(<SignInPage page={anonymous()} problem="Sign in from this page." />, 403)
    const minute = Math.floor(now() / 60_000)
    if (tries.minute !== minute) tries = { minute, count: 0 }
    if (tries.count >= signInTriesPerMinute)
      return c.html(<SignInPage page={anonymous()} problem="Too many wrong tokens. Wait a minute." />, 429)
    if (!isSame(fields.token ?? '', token)) {
      tries.count += 1
      return c.html(
        <SignInPage
          page={anonymous()}
          problem="That is not the token. Check WEB_CHAT_TOKEN and try again."
        />,
        401,
      )
    }
    try {
      const sign = await getSigner()
      giveCookie(c, sign, sign.newVisitor(newPerson(fields.name ?? '')))
      return c.redirect('/', 303)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return c.html(<SignInPage page={anonymous()} problem={unavailable} />, 503)
    }
  })

  app.post('/sign-out', limitBody, async (c) => {
    const fields = await readFields(c)
    const sign = await getSigner()
    const visitor = sign.readCookie(getCookie(c, sign.cookieName), now())
    if (visitor && fields && !foreign(c) && sign.isFormToken(visitor, fields.csrf ?? ''))
      setCookie(c, sign.cookieName, '', { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 0 })
    return c.redirect('/sign-in', 303)
  })

  app.get(
    '/files/:session/:entry/:form',
    forVisitor(async (c) => {
      const { session, entry, form } = c.req.param() as Record<string, string | undefined>
      const proposal = c.req.query('proposal')
      if (!/^[A-Z2-7]{16}$/.test(session ?? '') || !/^\d{1,6}$/.test(entry ?? '')) return notFound(c)
      if ((form !== 'markdown' && form !== 'json') || (proposal !== undefined && !/^[A-D]$/.test(proposal)))
        return notFound(c)
      const file = await views.file(tenant, {
        session: session ?? '',
        entry: Number(entry),
        form,
        ...(proposal !== undefined && { proposal }),
      })
      if (!file) return notFound(c)
      c.header('Content-Type', file.mediaType)
      c.header('Content-Disposition', contentDisposition(file.name))
      c.header('Content-Security-Policy', "default-src 'none'; sandbox")
      return c.body(file.content)
    }),
  )

  app.get('/static/:name', (c) => {
    const file = files.get(c.req.param('name'))
    if (!file) return notFound(c)
    c.header('Content-Type', file.mediaType)
    c.header(
      'Cache-Control',
      c.req.query('v') === file.version ? 'public, max-age=31536000, immutable' : 'no-cache',
    )
    return c.body(file.content)
  })

  const notFound = (c: Context) => problem(c, 404, 'Not here', 'There is nothing at this address.')
  app.notFound(notFound)
  app.onError((_, c) =>
    problem(
      c,
      503,
      'Something went wrong',
      'This was not expected and nothing was sent. Go back and try again.',
    ),
  )

  return {
    stop() {
      for (const end of openStreams) end()
    },
  }
}

/** The fields of a form, or undefined for a body of another type. */
async function readFields(c: Context): Promise<FormFields | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return undefined
  return Object.fromEntries(new URLSearchParams(await c.req.text()))
}

/** Always a download, with a name that cannot end the header or leave the folder. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._ -]/g, '_').replace(/^\.+/, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.replace(/[/\\]/g, '_')).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

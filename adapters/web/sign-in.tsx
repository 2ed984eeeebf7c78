/** Exchanging the token for a cookie, by POST alone, and giving the cookie back. */
import type { Hono } from 'hono'
import { StoreUnavailable } from '../../src/errors.js'
import { signInTriesPerMinute } from './limits.js'
import { SignInPage } from './pages.js'
import { isSame, newPerson, newVisit } from './security.js'
import { readFields, type Shell, type Status, unavailable } from './shell.js'

export function mountSignIn(app: Hono, shell: Shell): void {
  const { token, now } = shell
  let wrong = { minute: 0, count: 0 }

  app.get('/sign-in', (c) =>
    token === undefined ? c.redirect('/', 303) : c.html(<SignInPage page={shell.anonymous()} />),
  )

  app.post('/sign-in', shell.limitBody, async (c) => {
    const refuse = (status: Status, problem: string) =>
      c.html(<SignInPage page={shell.anonymous()} problem={problem} />, status)
    const fields = await readFields(c)
    if (token === undefined || !fields) return c.redirect('/', 303)
    if (shell.foreign(c)) return refuse(403, 'Sign in from this page.')
    const minute = Math.floor(now() / 60_000)
    if (wrong.minute !== minute) wrong = { minute, count: 0 }
    if (wrong.count >= signInTriesPerMinute) return refuse(429, 'Too many wrong tokens. Wait a minute.')
    if (!isSame(fields.token ?? '', token)) {
      wrong.count += 1
      return refuse(401, 'That is not the token. Check WEB_CHAT_TOKEN and try again.')
    }
    try {
      await shell.giveCookie(c, { user: newPerson(fields.name ?? ''), visit: newVisit() })
      return c.redirect('/', 303)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return refuse(503, unavailable)
    }
  })

  app.post('/sign-out', shell.limitBody, async (c) => {
    const fields = await readFields(c)
    if (fields && (await shell.signedVisitor(c, fields))) await shell.takeCookie(c)
    return c.redirect('/sign-in', 303)
  })
}

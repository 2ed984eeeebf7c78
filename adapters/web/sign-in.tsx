/** Signing in: the page, exchanging the token for a cookie by POST alone, and giving the cookie back. */
import type { Hono } from 'hono'
import { StoreUnavailable } from '../../src/errors.js'
import { Brand, Layout, type PageContext } from './layout.js'
import { maxNameLength, signInTriesPerMinute } from './limits.js'
import { isSame, newPerson, newVisit } from './security.js'
import { readFields, type Shell, type Status, unavailable } from './shell.js'
import { isForeignRequest } from './visitors.js'

export function mountSignIn(app: Hono, shell: Shell): void {
  const { token, now, visitors } = shell
  let wrong = { minute: 0, count: 0 }

  app.get('/sign-in', (c) =>
    token === undefined ? c.redirect('/', 303) : c.html(<SignInPage page={shell.anonymous()} />),
  )

  app.post('/sign-in', shell.limitBody, async (c) => {
    const refuse = (status: Status, problem: string) =>
      c.html(<SignInPage page={shell.anonymous()} problem={problem} />, status)
    const fields = await readFields(c)
    if (token === undefined || !fields) return c.redirect('/', 303)
    if (isForeignRequest(c)) return refuse(403, 'Sign in from this page.')
    const minute = Math.floor(now() / 60_000)
    if (wrong.minute !== minute) wrong = { minute, count: 0 }
    if (wrong.count >= signInTriesPerMinute) return refuse(429, 'Too many wrong tokens. Wait a minute.')
    if (!isSame(fields.token ?? '', token)) {
      wrong.count += 1
      return refuse(401, 'That is not the token. Check WEB_CHAT_TOKEN and try again.')
    }
    try {
      await visitors.giveCookie(c, { user: newPerson(fields.name ?? ''), visit: newVisit() })
      return c.redirect('/', 303)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return refuse(503, unavailable)
    }
  })

  app.post('/sign-out', shell.limitBody, async (c) => {
    const fields = await readFields(c)
    if (fields) await visitors.signOut(c, fields)
    return c.redirect('/sign-in', 303)
  })
}

function SignInPage({ page, problem }: { page: PageContext; problem?: string }) {
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
          <input id="name" name="name" autocomplete="name" maxlength={maxNameLength} />
          <p class="hint">Shown beside your messages.</p>
          <button type="submit" class="button primary">
            Sign in
          </button>
        </form>
      </div>
    </Layout>
  )
}

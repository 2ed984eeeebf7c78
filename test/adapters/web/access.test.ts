/** Who is answered at all, with which headers, who may send a form, and signing in with a token. */
import { beforeEach, describe, expect, it } from 'vitest'
import { everything, sampleSession } from '../../support/sample-messages.js'
import { createBrowser, newEventId, textOf } from '../../support/web-chat.js'
import { to, useWebChat } from './fixture.js'

const web = useWebChat()

describe('which requests are answered at all', () => {
  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
    'evil example',
  ])('refuses the Host %j before routing, whatever the path', async (host) => {
    for (const path of ['/', '/health', '/static/chat.js', '/nowhere']) {
      const { status, body } = await web.get(path, { host })
      expect([400, 421]).toContain(status)
      expect(body).not.toContain('csrf')
    }
  })

  it.each(['localhost', 'LOCALHOST:1234', '127.0.0.1', '127.8.9.1:80', '[::1]:3000', 'localhost.'])(
    'answers the loopback name %s',
    async (host) => {
      expect((await web.get('/health', { host })).status).toBe(200)
    },
  )

  it('answers a name of ALLOWED_HOSTS', async () => {
    await web.restart({ allowedHosts: ['chat.example.org'], token: 'a-long-enough-token' })
    expect((await web.get('/health', { host: 'chat.example.org:8443' })).status).toBe(200)
    expect((await web.get('/health', { host: 'example.org' })).status).toBe(421)
  })

  it('asks for a token before anything is shown beyond the machine', async () => {
    await web.restart({ allowedHosts: ['chat.example.org'] })
    const { status, body } = await web.get('/', { host: 'chat.example.org' })
    expect(status).toBe(403)
    expect(textOf(body)).toContain('WEB_CHAT_TOKEN')
  })
})

describe('every answer', () => {
  it('carries the headers that keep pages from running or loading anything foreign', async () => {
    for (const path of ['/', '/designs', '/health', '/static/chat.js', '/nowhere']) {
      const { headers } = await web.browser.go(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
    }
  })

  it('holds no inline script, style or event handler', async () => {
    const thread = await web.newThread()
    await web.chat.poster.deliver(everything(), to(thread))
    for (const path of ['/', thread]) {
      const html = await web.browser.page(path)
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
      expect(html).not.toMatch(/<style|\sstyle=|<[^>]*\son[a-z]+=/)
    }
  })

  it('serves the few static files and nothing else of the disk', async () => {
    const html = await web.browser.page('/')
    const assets = [...html.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect(assets.length).toBeGreaterThanOrEqual(6)
    for (const path of assets) {
      const response = await web.browser.go(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toContain('immutable')
    }
    for (const name of [
      '../adapter.js',
      '..%2fadapter.js',
      '%2e%2e/%2e%2e/package.json',
      '....//chat.js',
      'constructor',
      '__proto__',
      '',
    ])
      expect((await web.get(`/static/${name}`, { host: 'localhost' })).status).toBe(404)
  })
})

describe('who may send a form', () => {
  const say = { text: 'Forecast sales' }

  it('needs the form token of this visitor, and keeps the words', async () => {
    await web.browser.page('/')
    for (const csrf of ['', 'wrong', 'é'.repeat(40)]) {
      const response = await web.browser.go('/', {
        method: 'POST',
        headers: { origin: web.chat.address },
        body: new URLSearchParams({ csrf, event: newEventId(), text: 'keep <me>' }),
      })
      expect(response.status).toBe(403)
      expect(textOf(await response.text())).toContain('keep <me>')
    }
    expect(web.events).toEqual([])
  })

  it('refuses what another site made the browser send, even with the token', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) expect((await web.browser.post('/', say, headers)).status).toBe(403)
    expect(web.events).toEqual([])
  })

  it('refuses a body that is no form', async () => {
    const csrf = await web.browser.token()
    const response = await web.browser.go('/', {
      method: 'POST',
      headers: { origin: web.chat.address, 'content-type': 'application/json' },
      body: JSON.stringify({ csrf, event: newEventId(), ...say }),
    })
    expect(response.status).toBe(415)
  })

  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const response = await web.browser.go('/')
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/)
    expect(response.headers.get('set-cookie')).toMatch(/SameSite=Strict/)
  })

  it('does not believe a cookie it did not sign', async () => {
    await web.restart({ token: 'a-long-enough-token' })
    await web.browser.post('/sign-in', { token: 'a-long-enough-token', name: 'Ada' })
    const good = web.browser.cookie
    expect((await web.browser.go('/')).status).toBe(200)
    web.browser.cookie = good.replace(/=1\.\w/, (start) => `${start}0`)
    expect((await web.browser.go('/')).status).toBe(303)
    web.browser.cookie = `${good.slice(0, -2)}xx`
    expect((await web.browser.go('/')).status).toBe(303)
    web.browser.cookie = good
    expect((await web.browser.go('/')).status).toBe(200)
  })
})

describe('with a token', () => {
  const token = 'a-long-enough-token'
  beforeEach(() => web.restart({ token, allowedHosts: ['chat.example.org'] }))

  it('shows nothing before sign-in', async () => {
    for (const path of [
      '/',
      '/designs',
      '/t/abcdefghijklmnop',
      '/t/abcdefghijklmnop/events',
      `/files/${sampleSession}/3/markdown`,
    ]) {
      const response = await web.browser.go(path)
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe('/sign-in')
    }
    const post = await web.browser.go('/', {
      method: 'POST',
      headers: { origin: web.chat.address },
      body: new URLSearchParams({ event: newEventId(), text: 'x' }),
    })
    expect(post.status).toBe(401)
    expect((await web.browser.go('/health')).status).toBe(200)
  })

  it('exchanges it for a cookie by POST alone, and never puts it into a page or an address', async () => {
    expect((await web.browser.go(`/sign-in?token=${token}`)).headers.get('set-cookie')).toBeNull()
    const response = await web.browser.post('/sign-in', { token, name: 'Ada' })
    expect(response.headers.get('location')).toBe('/')
    expect(response.headers.get('set-cookie')).not.toContain(token)
    expect(await web.browser.page('/')).not.toContain(token)
    await web.browser.post('/', { text: 'Forecast sales' })
    expect(web.events[0]?.user).toMatchObject({ name: 'Ada' })
    expect(web.events[0]?.user.id).toMatch(/^w[0-9a-f]{16}$/)
  })

  it('refuses a wrong one, and after many of them everyone for a while', async () => {
    for (let n = 0; n < 20; n++)
      expect((await web.browser.post('/sign-in', { token: `wrong${n}` })).status).toBe(401)
    expect((await web.browser.post('/sign-in', { token })).status).toBe(429)
  })

  it('gives each person their own name and id, and signs them out', async () => {
    await web.browser.post('/sign-in', { token, name: 'Ada' })
    const other = createBrowser(web.chat.address)
    await other.post('/sign-in', { token, name: 'Grace <b>' })
    const thread = await web.newThread()
    await other.post(thread, { text: 'My view' })
    expect(web.events[1]?.user.id).not.toBe(web.events[0]?.user.id)
    expect(textOf(await web.browser.page(thread))).toContain('Grace <b>')
    await web.browser.post('/sign-out', {})
    web.browser.cookie = ''
    expect((await web.browser.go('/')).status).toBe(303)
  })

  it('ends every sign-in when the token changes', async () => {
    await web.browser.post('/sign-in', { token })
    const { cookie } = web.browser
    await web.restart({ token: 'another-long-token' })
    web.browser.cookie = cookie
    expect((await web.browser.go('/')).status).toBe(303)
  })
})

describe('health', () => {
  it('says whether Redis answers', async () => {
    expect(await (await web.browser.go('/health')).json()).toEqual({ status: 'ok', redis: 'ok' })
  })
})

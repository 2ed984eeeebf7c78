import { request as httpRequest } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentDisposition } from '../../../adapters/web/downloads.js'
import type { ChatEvent, DesignSummary, FileRequest, Receipt, Views } from '../../../src/chat/contract.js'
import { fromHelp, fromRefusal } from '../../../src/messages/from-receipt.js'
import { noViews } from '../../contracts/chat-adapter.js'
import { startRedis, type TestRedis } from '../../support/redis.js'
import { everything, oneOfEach, sampleSession, saying } from '../../support/sample-messages.js'
import { createBrowser, newEventId, startWebChat, textOf, type WebChat } from '../../support/web-chat.js'

let redis: TestRedis
let chat: WebChat
let browser: ReturnType<typeof createBrowser>
let events: ChatEvent[]
let answer: (event: ChatEvent) => Receipt
let design: DesignSummary | undefined
let files: FileRequest[]

const views: Views = {
  ...noViews,
  design: async () => design,
  designs: async () => (design ? [design] : []),
  file: async (_, request) => {
    files.push(request)
    return request.entry === 3
      ? { name: 'pro"posals\r\n/é.md', mediaType: 'text/markdown; charset=utf-8', content: '# Proposals' }
      : undefined
  },
}

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  events = []
  files = []
  design = undefined
  answer = () => ({ kind: 'accepted', session: sampleSession })
  await start()
})
afterEach(() => chat.stop())

async function start(options: Parameters<typeof startWebChat>[1] = {}) {
  chat = await startWebChat(redis.url, {
    accept: async (event) => {
      events.push(event)
      return answer(event)
    },
    views,
    ...options,
  })
  browser = createBrowser(chat.address)
}

async function restart(options: Parameters<typeof startWebChat>[1]) {
  await chat.stop()
  await start(options)
}

async function newThread(): Promise<string> {
  const response = await browser.post('/', { text: 'Forecast <b>sales</b>' })
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}
const to = (path: string) => ({
  kind: 'thread' as const,
  thread: { platform: 'web' as const, space: 'local', channel: 'chat', thread: path.slice('/t/'.length) },
})

/** fetch does not let a Host header be set. */
function get(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const url = new URL(chat.address)
    httpRequest({ host: url.hostname, port: url.port, path, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
}

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
      const { status, body } = await get(path, { host })
      expect([400, 421]).toContain(status)
      expect(body).not.toContain('csrf')
    }
  })

  it.each(['localhost', 'LOCALHOST:1234', '127.0.0.1', '127.8.9.1:80', '[::1]:3000', 'localhost.'])(
    'answers the loopback name %s',
    async (host) => {
      expect((await get('/health', { host })).status).toBe(200)
    },
  )

  it('answers a name of ALLOWED_HOSTS', async () => {
    await restart({ allowedHosts: ['chat.example.org'], token: 'a-long-enough-token' })
    expect((await get('/health', { host: 'chat.example.org:8443' })).status).toBe(200)
    expect((await get('/health', { host: 'example.org' })).status).toBe(421)
  })

  it('asks for a token before anything is shown beyond the machine', async () => {
    await restart({ allowedHosts: ['chat.example.org'] })
    const { status, body } = await get('/', { host: 'chat.example.org' })
    expect(status).toBe(403)
    expect(textOf(body)).toContain('WEB_CHAT_TOKEN')
  })
})

describe('every answer', () => {
  it('carries the headers that keep pages from running or loading anything foreign', async () => {
    for (const path of ['/', '/designs', '/health', '/static/chat.js', '/nowhere']) {
      const { headers } = await browser.go(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
    }
  })

  it('holds no inline script, style or event handler', async () => {
    const thread = await newThread()
    await chat.poster.deliver(everything(), to(thread))
    for (const path of ['/', thread]) {
      const html = await browser.page(path)
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
      expect(html).not.toMatch(/<style|\sstyle=|<[^>]*\son[a-z]+=/)
    }
  })

  it('serves the few static files and nothing else of the disk', async () => {
    const html = await browser.page('/')
    const assets = [...html.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect(assets.length).toBeGreaterThanOrEqual(6)
    for (const path of assets) {
      const response = await browser.go(path)
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
      expect((await get(`/static/${name}`, { host: 'localhost' })).status).toBe(404)
  })
})

describe('who may send a form', () => {
  const say = { text: 'Forecast sales' }

  it('needs the form token of this visitor, and keeps the words', async () => {
    await browser.page('/')
    for (const csrf of ['', 'wrong', 'é'.repeat(40)]) {
      const response = await browser.go('/', {
        method: 'POST',
        headers: { origin: chat.address },
        body: new URLSearchParams({ csrf, event: newEventId(), text: 'keep <me>' }),
      })
      expect(response.status).toBe(403)
      expect(textOf(await response.text())).toContain('keep <me>')
    }
    expect(events).toEqual([])
  })

  it('refuses what another site made the browser send, even with the token', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) expect((await browser.post('/', say, headers)).status).toBe(403)
    expect(events).toEqual([])
  })

  it('refuses a body that is no form', async () => {
    const csrf = await browser.token()
    const response = await browser.go('/', {
      method: 'POST',
      headers: { origin: chat.address, 'content-type': 'application/json' },
      body: JSON.stringify({ csrf, event: newEventId(), ...say }),
    })
    expect(response.status).toBe(415)
  })

  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const response = await browser.go('/')
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/)
    expect(response.headers.get('set-cookie')).toMatch(/SameSite=Strict/)
  })

  it('does not believe a cookie it did not sign', async () => {
    await restart({ token: 'a-long-enough-token' })
    await browser.post('/sign-in', { token: 'a-long-enough-token', name: 'Ada' })
    const good = browser.cookie
    expect((await browser.go('/')).status).toBe(200)
    browser.cookie = good.replace(/=1\.\w/, (start) => `${start}0`)
    expect((await browser.go('/')).status).toBe(303)
    browser.cookie = `${good.slice(0, -2)}xx`
    expect((await browser.go('/')).status).toBe(303)
    browser.cookie = good
    expect((await browser.go('/')).status).toBe(200)
  })
})

describe('with a token', () => {
  const token = 'a-long-enough-token'
  beforeEach(() => restart({ token, allowedHosts: ['chat.example.org'] }))

  it('shows nothing before sign-in', async () => {
    for (const path of [
      '/',
      '/designs',
      '/t/abcdefghijklmnop',
      '/t/abcdefghijklmnop/events',
      `/files/${sampleSession}/3/markdown`,
    ]) {
      const response = await browser.go(path)
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe('/sign-in')
    }
    const post = await browser.go('/', {
      method: 'POST',
      headers: { origin: chat.address },
      body: new URLSearchParams({ event: newEventId(), text: 'x' }),
    })
    expect(post.status).toBe(401)
    expect((await browser.go('/health')).status).toBe(200)
  })

  it('exchanges it for a cookie by POST alone, and never puts it into a page or an address', async () => {
    expect((await browser.go(`/sign-in?token=${token}`)).headers.get('set-cookie')).toBeNull()
    const response = await browser.post('/sign-in', { token, name: 'Ada' })
    expect(response.headers.get('location')).toBe('/')
    expect(response.headers.get('set-cookie')).not.toContain(token)
    expect(await browser.page('/')).not.toContain(token)
    await browser.post('/', { text: 'Forecast sales' })
    expect(events[0]?.user).toMatchObject({ name: 'Ada' })
    expect(events[0]?.user.id).toMatch(/^w[0-9a-f]{16}$/)
  })

  it('refuses a wrong one, and after many of them everyone for a while', async () => {
    for (let n = 0; n < 20; n++)
      expect((await browser.post('/sign-in', { token: `wrong${n}` })).status).toBe(401)
    expect((await browser.post('/sign-in', { token })).status).toBe(429)
  })

  it('gives each person their own name and id, and signs them out', async () => {
    await browser.post('/sign-in', { token, name: 'Ada' })
    const other = createBrowser(chat.address)
    await other.post('/sign-in', { token, name: 'Grace <b>' })
    const thread = await newThread()
    await other.post(thread, { text: 'My view' })
    expect(events[1]?.user.id).not.toBe(events[0]?.user.id)
    expect(textOf(await browser.page(thread))).toContain('Grace <b>')
    await browser.post('/sign-out', {})
    browser.cookie = ''
    expect((await browser.go('/')).status).toBe(303)
  })

  it('ends every sign-in when the token changes', async () => {
    await browser.post('/sign-in', { token })
    const { cookie } = browser
    await restart({ token: 'another-long-token' })
    browser.cookie = cookie
    expect((await browser.go('/')).status).toBe(303)
  })
})

describe('what a person sends', () => {
  it('is accepted and shown as text, and opens a thread that is known from the start', async () => {
    const thread = await newThread()
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      kind: 'request',
      text: 'Forecast <b>sales</b>',
      thread: { thread: thread.slice(3) },
    })
    expect(await browser.page(thread)).toContain('Forecast &lt;b&gt;sales&lt;/b&gt;')
  })

  it('twice from the same form is shown once and has one event id', async () => {
    const thread = await newThread()
    const event = newEventId()
    await browser.post(thread, { text: 'only once', event }, { 'hx-request': 'true' })
    await browser.post(thread, { text: 'only once', event }, { 'hx-request': 'true' })
    expect(new Set(events.slice(1).map(({ id }) => id)).size).toBe(1)
    expect((await browser.page(thread)).match(/only once/g)).toHaveLength(1)
  })

  it('is asked for when there is nothing, and refused with a sentence beyond 64 KiB', async () => {
    expect((await browser.post('/', { text: '  \n ' })).status).toBe(422)
    const long = await browser.post('/', { text: 'x'.repeat(64 * 1024 + 1) })
    expect(long.status).toBe(413)
    expect(textOf(await long.text())).toMatch(/longer than 64 KiB/)
    const huge = await browser.post('/', { text: 'x'.repeat(600_000) })
    expect(huge.status).toBe(413)
    expect(textOf(await huge.text())).toMatch(/longer than 64 KiB/)
    expect(events).toEqual([])
  })

  it('gets an answer that is given at once', async () => {
    answer = () => ({ kind: 'answer', message: fromHelp('receipt:1'), audience: 'user' })
    const page = textOf(await (await browser.post('/', { text: 'help' })).text())
    expect(page).toContain('Describe what you want to predict')
    answer = () => ({ kind: 'accepted', session: sampleSession })
    const thread = await newThread()
    answer = () => ({ kind: 'answer', message: fromHelp('receipt:2'), audience: 'user' })
    await browser.post(thread, { text: 'help' }, { 'hx-request': 'true' })
    expect(textOf(await browser.page(thread))).toContain('Describe what you want to predict')
  })

  it('keeps a design whose first form is sent again as a call for help', async () => {
    const event = newEventId()
    const opened = await browser.post('/', { text: 'Forecast sales', event })
    const thread = opened.headers.get('location') ?? ''
    answer = () => ({ kind: 'answer', message: fromHelp('receipt:1'), audience: 'user' })
    expect((await browser.post('/', { text: 'help', event })).status).toBe(200)
    expect(textOf(await browser.page(thread))).toContain('Forecast sales')
  })

  it('brings a browser without scripts back to its own words, beneath which the reply is', async () => {
    const thread = await newThread()
    const event = newEventId()
    const back = await browser.post(thread, { text: 'only one T4', event })
    const [path, place] = (back.headers.get('location') ?? '').split('#')
    expect(path).toBe(thread)
    expect(await browser.page(thread)).toMatch(
      new RegExp(`id="${place}"[^>]*>(?:(?!</article>)[^])*only one T4`),
    )
  })

  it('stays in the box with the reason when it is refused, and is not shown as said', async () => {
    const thread = await newThread()
    answer = () => ({ kind: 'refused', message: fromRefusal('receipt:1', 'too-many-unread') })
    const live = await browser.post(thread, { text: 'too much <i>' }, { 'hx-request': 'true' })
    const box = textOf(await live.text())
    expect(live.status).toBe(409)
    expect(box).toContain('200 unread')
    expect(box).toContain('too much <i>')
    expect(await browser.page(thread)).not.toContain('too much')
    const first = await browser.post('/', { text: 'a new one' })
    expect(first.status).toBe(409)
    expect(await first.text()).toContain('a new one')
  })

  it('answers 503 with a sentence while Redis is away, keeps the words, and takes them once afterwards', async () => {
    const away = await startRedis({ appendonly: 'always' })
    await chat.stop()
    chat = await startWebChat(away.url, {
      accept: async (event) => {
        events.push(event)
        return answer(event)
      },
      views,
    })
    browser = createBrowser(chat.address)
    try {
      const thread = await newThread()
      const csrf = await browser.token()
      const event = newEventId()
      const send = () =>
        browser.go(thread, {
          method: 'POST',
          headers: { origin: chat.address, 'hx-request': 'true' },
          body: new URLSearchParams({ csrf, event, text: 'one <T4>' }),
        })
      await away.kill()
      const refused = await send()
      expect(refused.status).toBe(503)
      const box = await refused.text()
      expect(textOf(box)).toContain('Redis')
      expect(textOf(box)).toContain('one <T4>')
      expect(box).toContain(event)
      expect((await browser.go(thread)).status).toBe(503)
      await away.restart()
      await expect.poll(async () => (await send()).status, { timeout: 10_000 }).toBe(200)
      expect((await browser.page(thread)).match(/one &lt;T4&gt;/g)).toHaveLength(1)
    } finally {
      await chat.stop()
      await away.stop()
      await start()
    }
  })
})

describe('what a person presses', () => {
  const form = {
    message: `${sampleSession}:1`,
    action: `${sampleSession}:1:round:form`,
    'choice.series-count': 'few',
    'choice.history': 'years',
  }

  it('is accepted as an action and shown in words', async () => {
    const thread = await newThread()
    await chat.poster.deliver(everything(), to(thread))
    await browser.post(`${thread}/act`, form, { 'hx-request': 'true' })
    expect(events[1]).toMatchObject({ kind: 'action', values: { 'series-count': 'few', history: 'years' } })
    expect(textOf(await browser.page(thread))).toContain('How many series are there? — fewer than 10')
  })

  it('is refused when the message does not offer it, or belongs to somebody else', async () => {
    const thread = await newThread()
    await chat.poster.deliver(everything(), to(thread))
    await chat.poster.deliver(everything(2), { ...to(thread), only: { id: 'somebody-else' } })
    for (const wrong of [
      { ...form, action: 'BBBBBBBBBBBBBBBB:1:round:form' },
      { ...form, message: `${sampleSession}:9` },
      { ...form, message: `${sampleSession}:2` },
      { ...form, action: '' },
    ])
      expect((await browser.post(`${thread}/act`, wrong)).status).toBe(409)
    expect(events).toHaveLength(1)
  })

  it('stops the turn that runs', async () => {
    const thread = await newThread()
    await chat.poster.deliver(saying(1, 'Designing.'), to(thread))
    design = summary(thread, 'designing')
    await chat.poster.status(to(thread), 'Estimating')
    expect(await browser.page(thread)).toContain('Stop')
    expect((await browser.post(`${thread}/stop`, {})).status).toBe(303)
    expect(events[1]).toMatchObject({ kind: 'action', action: `${sampleSession}:0:round:stop` })
  })
})

const summary = (thread: string, state: string): DesignSummary => ({
  session: sampleSession,
  title: 'Forecast <sales>',
  state,
  thread: to(thread).thread,
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_000,
  openRound: 0,
})

describe('files', () => {
  it('are downloads whose name cannot leave its header', async () => {
    const response = await browser.go(`/files/${sampleSession}/3/markdown?proposal=B`)
    expect(response.status).toBe(200)
    expect(files).toEqual([{ session: sampleSession, entry: 3, form: 'markdown', proposal: 'B' }])
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="pro_posals____.md"; filename*=UTF-8''pro%22posals%0D%0A_%C3%A9.md`,
    )
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(contentDisposition('..hidden')).toContain('filename="_hidden"')
  })

  it('that are not there, and addresses that are none, are 404', async () => {
    for (const path of [
      `/files/${sampleSession}/4/markdown`,
      `/files/${sampleSession}/3/html`,
      `/files/${sampleSession}/-1/json`,
      `/files/${sampleSession}/3/json?proposal=../x`,
      '/files/lowercase/3/json',
      '/t/short',
      '/t/abcdefghijklmnop',
    ])
      expect((await browser.go(path)).status).toBe(404)
  })
})

describe('a live connection', () => {
  /** Reads server-sent events until `enough`. */
  async function live(path: string, headers: Record<string, string>, enough: (text: string) => boolean) {
    const control = new AbortController()
    const response = await fetch(`${chat.address}${path}`, {
      headers: { cookie: browser.cookie, ...headers },
      signal: control.signal,
    })
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (enough(text)) break
    }
    control.abort()
    return text
  }
  const lastId = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? ''

  it('carries new messages, changes, the state and what is being done', async () => {
    const thread = await newThread()
    design = summary(thread, 'designing')
    const ref = await chat.poster.deliver(saying(1, 'Reading.'), to(thread))
    const after = /after=(\d+)/.exec(await browser.page(thread))?.[1]
    const reading = live(
      `${thread}/events?after=${after}`,
      {},
      (text) => text.includes('Estimating') && text.includes('Proposed.'),
    )
    await chat.poster.update(ref, saying(1, 'Proposed.'))
    await chat.poster.deliver(saying(2, 'Second.'), to(thread))
    await chat.poster.status(to(thread), 'Estimating')
    const text = await reading
    expect(text).toContain(`hx-target="#line-${sampleSession}-1"`)
    expect(text).toContain('hx-target="#log"')
    expect(text).toContain('state-designing')
    expect(text.match(/Second\./g)).toHaveLength(1)
  })

  it('goes on where it stopped, with each message once and in order', async () => {
    const thread = await newThread()
    for (let n = 1; n <= 3; n++) await chat.poster.deliver(saying(n, `number ${n}.`), to(thread))
    const first = await live(`${thread}/events?after=0`, {}, (text) => text.includes('number 3.'))
    for (let n = 4; n <= 6; n++) await chat.poster.deliver(saying(n, `number ${n}.`), to(thread))
    const second = await live(`${thread}/events?after=0`, { 'last-event-id': lastId(first) }, (text) =>
      text.includes('number 6.'),
    )
    const numbers = (text: string) => [...text.matchAll(/number (\d)\./g)].map((match) => match[1])
    expect(numbers(first)).toEqual(['1', '2', '3'])
    expect(numbers(second)).toEqual(['4', '5', '6'])
  })

  it('puts a message that was changed before it was seen into its place', async () => {
    const thread = await newThread()
    const ref = await chat.poster.deliver(saying(1, 'first.'), to(thread))
    await chat.poster.deliver(saying(2, 'second.'), to(thread))
    await chat.poster.update(ref, saying(1, 'first, changed.'))
    const text = await live(`${thread}/events?after=1`, {}, (all) => all.includes('second.'))
    expect(text.indexOf('first, changed.')).toBeLessThan(text.indexOf('second.'))
    expect(text.match(/first, changed\./g)).toHaveLength(1)
  })

  it('does not carry a message for somebody else', async () => {
    const thread = await newThread()
    await chat.poster.deliver(saying(1, 'secret.'), { ...to(thread), only: { id: 'somebody-else' } })
    await chat.poster.deliver(saying(2, 'open.'), to(thread))
    const text = await live(`${thread}/events?after=0`, {}, (all) => all.includes('open.'))
    expect(text).not.toContain('secret.')
  })

  it('outlives Redis going away, and then carries what was said since', async () => {
    const away = await startRedis({ appendonly: 'always' })
    await chat.stop()
    chat = await startWebChat(away.url, { views })
    browser = createBrowser(chat.address)
    try {
      const thread = await newThread()
      const reading = live(`${thread}/events?after=0`, {}, (text) => text.includes('after the restart'))
      await chat.poster.deliver(saying(1, 'early words'), to(thread))
      await away.restart()
      await expect
        .poll(
          () =>
            chat.poster.deliver(saying(2, 'after the restart'), to(thread)).then(
              () => true,
              () => false,
            ),
          { timeout: 10_000 },
        )
        .toBe(true)
      const text = await reading
      expect(text.match(/early words/g)).toHaveLength(1)
      expect(text.match(/after the restart/g)?.length).toBe(1)
    } finally {
      await chat.stop()
      await away.stop()
      await start()
    }
  })
})

describe('health', () => {
  it('says whether Redis answers', async () => {
    expect(await (await browser.go('/health')).json()).toEqual({ status: 'ok', redis: 'ok' })
  })
})

describe('the page', () => {
  it('works without any script: a form for every block that asks', async () => {
    const thread = await newThread()
    design = { ...summary(thread, 'clarifying'), openRound: 1 }
    await chat.poster.deliver(
      { ...saying(1, 'x'), blocks: [oneOfEach.form, oneOfEach.select, oneOfEach.actions] },
      to(thread),
    )
    const html = await browser.page(thread)
    const forms = html
      .split('<form')
      .slice(1)
      .map((part) => part.split('</form>')[0] ?? '')
    expect(forms.filter((form) => form.includes(`action="${thread}/act"`))).toHaveLength(3)
    for (const form of forms) {
      expect(form).toContain('method="post"')
      expect(form).toMatch(/<button type="submit"/)
    }
  })

  it('lists the designs with their state and no markup of theirs', async () => {
    const thread = await newThread()
    design = summary(thread, 'proposed')
    const html = await browser.page('/designs')
    expect(html).toContain('Forecast &lt;sales&gt;')
    expect(textOf(html)).toContain('Proposed')
  })
})

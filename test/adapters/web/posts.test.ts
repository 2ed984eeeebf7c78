/** What people say and press: accepted once, shown as text, answered or given back with the reason. */
import { describe, expect, it } from 'vitest'
import { fromHelp } from '../../../src/messages/from-receipt.js'
import { startRedis } from '../../support/redis.js'
import { everything, sampleSession, saying } from '../../support/sample-messages.js'
import { newEventId, textOf } from '../../support/web-chat.js'
import { refusal, summary, to, useWebChat } from './fixture.js'

const web = useWebChat()

describe('what a person sends', () => {
  it('is accepted and shown as text, and opens a thread that is known from the start', async () => {
    const thread = await web.newThread()
    expect(web.events).toHaveLength(1)
    expect(web.events[0]).toMatchObject({
      kind: 'request',
      text: 'Forecast <b>sales</b>',
      thread: { thread: thread.slice(3) },
    })
    expect(await web.browser.page(thread)).toContain('Forecast &lt;b&gt;sales&lt;/b&gt;')
  })

  it('twice from the same form is shown once and has one event id', async () => {
    const thread = await web.newThread()
    const event = newEventId()
    await web.browser.post(thread, { text: 'only once', event }, { 'hx-request': 'true' })
    await web.browser.post(thread, { text: 'only once', event }, { 'hx-request': 'true' })
    expect(new Set(web.events.slice(1).map(({ id }) => id)).size).toBe(1)
    expect((await web.browser.page(thread)).match(/only once/g)).toHaveLength(1)
  })

  it('is asked for when there is nothing, and refused with a sentence beyond 64 KiB', async () => {
    expect((await web.browser.post('/', { text: '  \n ' })).status).toBe(422)
    const long = await web.browser.post('/', { text: 'x'.repeat(64 * 1024 + 1) })
    expect(long.status).toBe(413)
    expect(textOf(await long.text())).toMatch(/longer than 64 KiB/)
    const huge = await web.browser.post('/', { text: 'x'.repeat(600_000) })
    expect(huge.status).toBe(413)
    expect(textOf(await huge.text())).toMatch(/longer than 64 KiB/)
    expect(web.events).toEqual([])
  })

  it('gets an answer that is given at once', async () => {
    web.answer = () => ({ kind: 'answer', message: fromHelp('receipt:1'), audience: 'user' })
    const page = textOf(await (await web.browser.post('/', { text: 'help' })).text())
    expect(page).toContain('Describe what you want to predict')
    web.answer = () => ({ kind: 'accepted', session: sampleSession })
    const thread = await web.newThread()
    web.answer = () => ({ kind: 'answer', message: fromHelp('receipt:2'), audience: 'user' })
    await web.browser.post(thread, { text: 'help' }, { 'hx-request': 'true' })
    expect(textOf(await web.browser.page(thread))).toContain('Describe what you want to predict')
  })

  it('keeps a design whose first form is sent again as a call for help', async () => {
    const event = newEventId()
    const opened = await web.browser.post('/', { text: 'Forecast sales', event })
    const thread = opened.headers.get('location') ?? ''
    web.answer = () => ({ kind: 'answer', message: fromHelp('receipt:1'), audience: 'user' })
    expect((await web.browser.post('/', { text: 'help', event })).status).toBe(200)
    expect(textOf(await web.browser.page(thread))).toContain('Forecast sales')
  })

  it('brings a browser without scripts back to its own words, beneath which the reply is', async () => {
    const thread = await web.newThread()
    const event = newEventId()
    const back = await web.browser.post(thread, { text: 'only one T4', event })
    const [path, place] = (back.headers.get('location') ?? '').split('#')
    expect(path).toBe(thread)
    expect(await web.browser.page(thread)).toMatch(
      new RegExp(`id="${place}"[^>]*>(?:(?!</article>)[^])*only one T4`),
    )
  })

  it('stays in the box with the reason when it is refused, and is not shown as said', async () => {
    const thread = await web.newThread()
    web.answer = () => refusal('too-many-unread')
    const live = await web.browser.post(thread, { text: 'too much <i>' }, { 'hx-request': 'true' })
    const box = textOf(await live.text())
    expect(live.status).toBe(409)
    expect(box).toContain('200 unread')
    expect(box).toContain('too much <i>')
    expect(await web.browser.page(thread)).not.toContain('too much')
    const first = await web.browser.post('/', { text: 'a new one' })
    expect(first.status).toBe(409)
    expect(await first.text()).toContain('a new one')
  })

  it('answers 503 with a sentence while Redis is away, keeps the words, and takes them once afterwards', async () => {
    const away = await startRedis({ appendonly: 'always' })
    await web.restart({}, away.url)
    try {
      const thread = await web.newThread()
      const csrf = await web.browser.token()
      const event = newEventId()
      const send = () =>
        web.browser.go(thread, {
          method: 'POST',
          headers: { origin: web.chat.address, 'hx-request': 'true' },
          body: new URLSearchParams({ csrf, event, text: 'one <T4>' }),
        })
      await away.kill()
      const refused = await send()
      expect(refused.status).toBe(503)
      const box = await refused.text()
      expect(textOf(box)).toContain('Redis')
      expect(textOf(box)).toContain('one <T4>')
      expect(box).toContain(event)
      expect((await web.browser.go(thread)).status).toBe(503)
      await away.restart()
      await expect.poll(async () => (await send()).status, { timeout: 10_000 }).toBe(200)
      expect((await web.browser.page(thread)).match(/one &lt;T4&gt;/g)).toHaveLength(1)
    } finally {
      await web.restart({})
      await away.stop()
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
    const thread = await web.newThread()
    await web.chat.poster.deliver(everything(), to(thread))
    await web.browser.post(`${thread}/act`, form, { 'hx-request': 'true' })
    expect(web.events[1]).toMatchObject({
      kind: 'action',
      values: { 'series-count': 'few', history: 'years' },
    })
    expect(textOf(await web.browser.page(thread))).toContain('How many series are there? — fewer than 10')
  })

  it('is refused when the message does not offer it, or belongs to somebody else', async () => {
    const thread = await web.newThread()
    await web.chat.poster.deliver(everything(), to(thread))
    await web.chat.poster.deliver(everything(2), { ...to(thread), only: { id: 'somebody-else' } })
    for (const wrong of [
      { ...form, action: 'BBBBBBBBBBBBBBBB:1:round:form' },
      { ...form, message: `${sampleSession}:9` },
      { ...form, message: `${sampleSession}:2` },
      { ...form, action: '' },
    ])
      expect((await web.browser.post(`${thread}/act`, wrong)).status).toBe(409)
    expect(web.events).toHaveLength(1)
  })

  it('stops the turn that runs', async () => {
    const thread = await web.newThread()
    await web.chat.poster.deliver(saying(1, 'Designing.'), to(thread))
    web.design = summary(thread, 'designing')
    await web.chat.poster.status(to(thread), 'Estimating')
    expect(await web.browser.page(thread)).toContain('Stop')
    expect((await web.browser.post(`${thread}/stop`, {})).status).toBe(303)
    expect(web.events[1]).toMatchObject({ kind: 'action', action: `${sampleSession}:0:round:stop` })
  })
})

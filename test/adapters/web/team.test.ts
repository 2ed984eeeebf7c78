/** The team's side of the page: who is an admin, the one channel, answers with buttons and forms, forgotten threads. */
import { describe, expect, it } from 'vitest'
import { readTimeZone } from '../../../adapters/web/time-zone.js'
import { formatAction, teamSession } from '../../../src/chat/action.js'
import type { ChatEvent, Receipt } from '../../../src/chat/contract.js'
import { emptyProfile } from '../../../src/design/brief/profile.js'
import { fromProfile } from '../../../src/messages/from-profile.js'
import { type MessageBlock, type OutgoingMessage, text } from '../../../src/messages/message.js'
import { teamAction } from '../../../src/messages/team-action.js'
import { oneOfEach, sampleSession, saying } from '../../support/sample-messages.js'
import { createBrowser, newEventId, textOf } from '../../support/web-chat.js'
import { refusal, summary, to, useWebChat } from './fixture.js'

const web = useWebChat()
const token = 'a-long-enough-token'
const live = { 'hx-request': 'true' }

const show = formatAction(teamAction('show', 'ABCD'))
const forget = formatAction(teamAction('forget', sampleSession))
const answer = (id: string, ...blocks: readonly MessageBlock[]): Receipt => ({
  kind: 'answer',
  audience: 'user',
  message: { id: `receipt:${id}`, fallback: 'An answer', blocks } satisfies OutgoingMessage,
})
const buttons = (...actions: readonly string[]): MessageBlock => ({
  kind: 'actions',
  actions: actions.map((name) => ({ label: `Press ${name}`, action: teamAction('show', name) })),
})
/** Every answer has a button; a new problem opens a design. */
const answering = (event: ChatEvent): Receipt =>
  event.kind === 'request' && event.text.startsWith('Forecast')
    ? { kind: 'accepted', session: sampleSession }
    : answer(event.id, text('Answered.'), buttons('ABCD'))

describe('who somebody is', () => {
  it('at this machine is an admin, which no stored word says', async () => {
    const thread = await web.newThread()
    expect(web.events[0]?.user).toEqual({ id: 'local', name: 'You', isAdmin: true })
    expect(await web.browser.page(thread)).not.toContain('isAdmin')
  })

  it('with the token is none', async () => {
    await web.restart({ token })
    await web.browser.post('/sign-in', { token, name: 'Ada' })
    await web.newThread()
    expect(web.events[0]?.user).toMatchObject({ name: 'Ada', isAdmin: false })
  })

  it('brings the time zone of the browser, where it is one', async () => {
    await web.browser.page('/')
    const { cookie } = web.browser
    for (const [sent, read] of [
      ['Europe%2FBerlin', 'Europe/Berlin'],
      ['UTC', 'UTC'],
      ['Mars%2FOlympus', undefined],
      ['%2B01%3A00', undefined],
      ['', undefined],
    ] as const) {
      web.browser.cookie = `${cookie}; ml-architect-time-zone=${sent}`
      await web.newThread()
      expect(web.events.at(-1)?.user.timeZone).toBe(read)
    }
    for (const name of Intl.supportedValuesOf('timeZone')) expect(readTimeZone(name)).toBe(name)
  })
})

describe('the one channel', () => {
  it.each([
    ['notify #ml-team decided Europe/Berlin', 'notify <#notices|ml-team> decided Europe/Berlin'],
    ['notify here', 'notify <#notices|notices>'],
    ['notify off', 'notify off'],
    ['notify #ops of every sensor that will fail', 'notify #ops of every sensor that will fail'],
  ])('is what %j means', async (typed, sent) => {
    const thread = await web.newThread()
    web.answer = answering
    await web.browser.post('/', { text: typed })
    await web.browser.post(thread, { text: typed })
    expect(web.events.slice(1)).toMatchObject([{ text: sent }, { text: sent }])
  })
})

describe('an answer on the first page', () => {
  it('has buttons that are answered there, with and without scripts', async () => {
    web.answer = answering
    const typed = await (await web.browser.post('/', { text: 'status' })).text()
    expect(typed).toContain('action="/act"')
    const plain = await web.browser.post('/act', { action: show })
    expect(plain.status).toBe(200)
    expect(textOf(await plain.text())).toContain('Answered.')
    const piece = await (await web.browser.post('/act', { action: show }, live)).text()
    expect(piece).toMatch(/^<hx-partial hx-target="#answer"/)
    expect(web.events.slice(1)).toMatchObject([
      { kind: 'action', action: show, thread: { platform: 'web' } },
      { kind: 'action', action: show },
    ])
  })

  it('has forms whose words are sent', async () => {
    web.answer = answering
    await web.browser.post('/act', {
      action: formatAction(teamAction('profile', 'save')),
      'words.hardware': ' 2x A10G ',
      'words.budget': '',
    })
    expect(web.events[0]).toMatchObject({
      action: `${teamSession}:0:profile:save`,
      values: { hardware: '2x A10G', budget: '' },
    })
  })

  it('takes nothing but what the team may press, from its own pages', async () => {
    const wrong = [`${sampleSession}:1:round:form`, `${sampleSession}:0:round:cancel`, 'team:0:show', '']
    for (const action of wrong) expect((await web.browser.post('/act', { action })).status).toBe(409)
    expect((await web.browser.post('/act', { action: show, csrf: 'wrong' })).status).toBe(403)
    expect((await web.browser.post('/act', { action: show }, { origin: 'http://evil.example' })).status).toBe(
      403,
    )
    expect(web.events).toEqual([])
  })

  it('says why something may not be done', async () => {
    web.answer = () => refusal('not-allowed')
    const refused = await web.browser.post('/act', { action: show }, live)
    expect(refused.status).toBe(409)
    expect(textOf(await refused.text())).toContain('may not')
  })

  it('of a command that concerns a design leads to its thread, and leaves no other', async () => {
    const thread = await web.newThread()
    web.design = summary(thread, 'proposed')
    web.design = { ...web.design, thread: to(thread).thread }
    const event = newEventId()
    const led = await web.browser.post('/', { text: 'cancel ABCD', event })
    expect(led.headers.get('location')).toBe(thread)
    expect(web.events[1]?.thread.thread).not.toBe(to(thread).thread.thread)
    expect((await web.browser.go(`/t/${web.events[1]?.thread.thread}`)).status).toBe(404)
    const pressed = await web.browser.post('/act', { action: formatAction(teamAction('cancel', 'ABCD')) })
    expect(pressed.headers.get('location')).toBe(thread)
  })
})

describe('an answer in a thread', () => {
  it('is seen by who asked, with buttons that work, and so is what they press', async () => {
    await web.restart({ token })
    await web.browser.post('/sign-in', { token, name: 'Ada' })
    const other = createBrowser(web.chat.address)
    await other.post('/sign-in', { token, name: 'Grace' })
    const thread = await web.newThread()
    web.answer = answering
    await web.browser.post(thread, { text: 'status' })
    const message = `receipt:${web.events[1]?.id}`
    expect((await other.post(`${thread}/act`, { message, action: show })).status).toBe(409)
    expect((await web.browser.post(`${thread}/act`, { message, action: show })).status).toBe(303)
    expect(web.events[2]).toMatchObject({ kind: 'action', action: show })
    const mine = textOf(await web.browser.page(thread))
    expect(mine.match(/Answered\./g)).toHaveLength(2)
    expect(mine).toContain('only you see this')
    const theirs = textOf(await other.page(thread))
    expect(theirs).not.toMatch(/Answered\.|Press ABCD/)
  })

  it('is also got from the menu, which knows a few commands', async () => {
    const thread = await web.newThread()
    web.answer = answering
    const html = await web.browser.page(thread)
    for (const command of ['export', 'cancel', 'forget']) expect(html).toContain(`value="${command}"`)
    expect((await web.browser.post(`${thread}/command`, { command: 'forget' })).status).toBe(303)
    expect(web.events[1]).toMatchObject({ kind: 'reply', text: 'forget', thread: to(thread).thread })
    expect((await web.browser.post(`${thread}/command`, { command: 'profile clear all' })).status).toBe(409)
    expect((await web.browser.post('/t/abcdefghijklmnop/command', { command: 'forget' })).status).toBe(404)
    expect(web.events).toHaveLength(2)
  })
})

describe('a forgotten thread', () => {
  async function forgotten(headers: Record<string, string> = {}) {
    web.answer = () => ({ kind: 'accepted', session: sampleSession })
    const thread = await web.newThread()
    await web.chat.poster.deliver(
      {
        ...saying(1, 'Forget it?'),
        blocks: [
          { kind: 'actions', actions: [{ label: 'Forget', action: teamAction('forget', sampleSession) }] },
        ],
      },
      to(thread),
    )
    let removed: Promise<void> | undefined
    web.answer = (event) => {
      // What the core does before it answers.
      removed = web.chat.poster.forget?.(sampleSession, to(thread).thread)
      return answer(event.id, text('ABCD is forgotten.'))
    }
    await web.restart({
      accept: async (event) => {
        const receipt = web.answer(event)
        await removed
        return receipt
      },
    })
    const response = await web.browser.post(
      `${thread}/act`,
      { message: `${sampleSession}:1`, action: forget },
      headers,
    )
    return { thread, response }
  }

  it('leads who stands there to the first page, which has the answer once', async () => {
    const { response } = await forgotten()
    expect(response.headers.get('location')).toBe('/')
    expect(textOf(await web.browser.page('/'))).toContain('ABCD is forgotten.')
    expect(textOf(await web.browser.page('/'))).not.toContain('ABCD is forgotten.')
    const byScript = await forgotten(live)
    expect(byScript.response.headers.get('hx-redirect')).toBe('/')
  })

  it('says so, and is written by nothing any more', async () => {
    const { thread } = await forgotten()
    await web.chat.poster.deliver(saying(2, 'Too late.'), to(thread))
    expect((await web.browser.post(thread, { text: 'Too late.' })).status).toBe(410)
    const kept = await web.browser.post(thread, { text: 'Too late.' }, live)
    expect(kept.status).toBe(404)
    expect(textOf(await kept.text())).toContain('Too late.')
    expect((await web.browser.post(`${thread}/command`, { command: 'export' })).status).toBe(404)
    const page = await web.browser.go(thread)
    expect(page.status).toBe(410)
    const words = textOf(await page.text())
    expect(words).toContain('was forgotten')
    expect(words).not.toMatch(/Forecast|Too late/)
  })

  it('takes what the first page told of the design with it, and nothing else', async () => {
    const thread = await web.newThread()
    const channel = { kind: 'channel' as const, thread: to(thread).thread }
    await web.chat.poster.deliver(saying(1, 'Decided on sales.'), channel)
    await web.chat.poster.deliver({ ...saying(1, 'Decided on churn.'), id: 'BBBBBBBBBBBBBBBB:1' }, channel)
    expect(textOf(await web.browser.page('/'))).toContain('Decided on sales.')
    await web.chat.poster.forget?.(sampleSession, to(thread).thread)
    const words = textOf(await web.browser.page('/'))
    expect(words).not.toContain('Decided on sales.')
    expect(words).toContain('Decided on churn.')
  })

  it('is not one that a refused form left, whose words are taken the next time', async () => {
    const event = newEventId()
    web.answer = () => refusal('too-many-requests')
    expect((await web.browser.post('/', { text: 'Forecast sales', event })).status).toBe(409)
    web.answer = () => ({ kind: 'accepted', session: sampleSession })
    const taken = await web.browser.post('/', { text: 'Forecast sales', event })
    expect(textOf(await web.browser.page(taken.headers.get('location') ?? ''))).toContain('Forecast sales')
  })
})

describe("the team's page", () => {
  it('shows what the commands answer, and the commands', async () => {
    web.answer = (event) =>
      event.kind === 'request' && event.text === 'profile'
        ? {
            kind: 'answer',
            audience: 'user',
            message: fromProfile(`receipt:${event.id}`, emptyProfile, [], true),
          }
        : answer(event.id, text(`Answer to ${event.kind === 'request' ? event.text : ''}.`))
    const html = await web.browser.page('/team')
    expect(web.events.map((event) => event.kind === 'request' && event.text).sort()).toEqual([
      'notify',
      'profile',
      'usage',
    ])
    const words = textOf(html)
    for (const part of ['Team profile', 'Answer to notify.', 'Answer to usage.', 'compare'])
      expect(words).toContain(part)
    // A line to fill in for each part of the profile, none of which must be.
    expect(html.match(/<input [^>]*name="words\.[a-z]+"/g)).toHaveLength(7)
    expect(html).not.toMatch(/type="radio"|<input [^>]*required/)
    const saved = await web.browser.post('/team/act', {
      action: formatAction(teamAction('notify', 'here')),
    })
    expect(textOf(await saved.text())).toContain('Answer to notify <#notices|notices>.')
  })

  it('says that the store is away, and so does what is pressed there', async () => {
    web.answer = () => refusal('store-unavailable')
    for (const path of ['/team', '/designs?words=churn']) {
      const page = await web.browser.go(path)
      expect(page.status).toBe(503)
      expect(textOf(await page.text())).toContain('Redis')
    }
    expect((await web.browser.post('/team/act', { action: show }, live)).status).toBe(503)
  })

  it('is for who may be answered', async () => {
    web.answer = () => refusal('not-allowed')
    expect(textOf(await web.browser.page('/team'))).toContain('may not')
  })
})

describe('the list of designs', () => {
  it('is searched by the command, which four words at most are', async () => {
    web.answer = (event) => answer(event.id, text('Found it.'), buttons('ABCD'))
    const found = await web.browser.page('/designs?words=churn%20<b>')
    expect(web.events).toMatchObject([{ kind: 'request', text: 'history churn <b>' }])
    expect(found).toContain('value="churn &lt;b&gt;"')
    expect(textOf(found)).toContain('Found it.')
    const tooMany = await web.browser.page('/designs?words=one%20two%20three%20four%20five')
    expect(textOf(tooMany)).toContain('up to four words')
    expect(web.events).toHaveLength(1)
  })

  it('names designs, and says what was chosen, as their threads do', async () => {
    const thread = await web.newThread()
    web.design = { ...summary(thread, 'decided'), chosen: 'B Patched <Transformer>' }
    for (const path of ['/designs', thread]) {
      const words = textOf(await web.browser.page(path))
      expect(words).toContain(sampleSession.slice(0, 4))
      expect(words).toContain('B Patched <Transformer>')
    }
  })
})

describe('a form of lines', () => {
  it('is one line for each field, and needs words where it has no other', async () => {
    const thread = await web.newThread()
    const field = { id: 'why', label: 'Why?', options: [], default: '', freeText: true }
    const submit = {
      label: 'Add',
      action: { session: sampleSession, round: 0, question: 'decision', choice: 'why' },
    }
    await web.chat.poster.deliver(
      { ...saying(1, 'x'), blocks: [{ kind: 'form', submit, fields: [field] }, oneOfEach.text] },
      to(thread),
    )
    const html = await web.browser.page(thread)
    expect(html).toMatch(/<input [^>]*name="words\.why"[^>]* required/)
    expect(html).not.toContain('type="radio"')
    await web.browser.post(`${thread}/act`, {
      message: `${sampleSession}:1`,
      action: formatAction(submit.action),
      'words.why': 'It is small.',
    })
    expect(web.events[1]).toMatchObject({ kind: 'action', values: { why: 'It is small.' } })
    expect(textOf(await web.browser.page(thread))).toContain('Why? — It is small.')
  })
})

/** The live connection of a thread: what changed, once and in order, across gaps. */
import { describe, expect, it } from 'vitest'
import { startRedis } from '../../support/redis.js'
import { sampleSession, saying } from '../../support/sample-messages.js'
import { summary, to, useWebChat } from './fixture.js'

const web = useWebChat()

describe('a live connection', () => {
  /** Reads server-sent web.events until `enough`. */
  async function live(path: string, headers: Record<string, string>, enough: (text: string) => boolean) {
    const control = new AbortController()
    const response = await fetch(`${web.chat.address}${path}`, {
      headers: { cookie: web.browser.cookie, ...headers },
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
    const thread = await web.newThread()
    web.design = summary(thread, 'designing')
    const ref = await web.chat.poster.deliver(saying(1, 'Reading.'), to(thread))
    const after = /after=(\d+)/.exec(await web.browser.page(thread))?.[1]
    const reading = live(
      `${thread}/events?after=${after}`,
      {},
      (text) => text.includes('Estimating') && text.includes('Proposed.'),
    )
    await web.chat.poster.update(ref, saying(1, 'Proposed.'))
    await web.chat.poster.deliver(saying(2, 'Second.'), to(thread))
    await web.chat.poster.status(to(thread), 'Estimating')
    const text = await reading
    expect(text).toContain(`hx-target="#line-${sampleSession}-1"`)
    expect(text).toContain('hx-target="#log"')
    expect(text).toContain('state-designing')
    expect(text.match(/Second\./g)).toHaveLength(1)
  })

  it('tells whoever reads a design that it was forgotten', async () => {
    const thread = await web.newThread()
    const after = /after=(\d+)/.exec(await web.browser.page(thread))?.[1]
    const reading = live(`${thread}/events?after=${after}`, {}, (text) => text.includes('was forgotten'))
    await web.chat.poster.forget?.(sampleSession, to(thread).thread)
    expect(await reading).toContain('hx-target="#main"')
  })

  it('goes on where it stopped, with each message once and in order', async () => {
    const thread = await web.newThread()
    for (let n = 1; n <= 3; n++) await web.chat.poster.deliver(saying(n, `number ${n}.`), to(thread))
    const first = await live(`${thread}/events?after=0`, {}, (text) => text.includes('number 3.'))
    for (let n = 4; n <= 6; n++) await web.chat.poster.deliver(saying(n, `number ${n}.`), to(thread))
    const second = await live(`${thread}/events?after=0`, { 'last-event-id': lastId(first) }, (text) =>
      text.includes('number 6.'),
    )
    const numbers = (text: string) => [...text.matchAll(/number (\d)\./g)].map((match) => match[1])
    expect(numbers(first)).toEqual(['1', '2', '3'])
    expect(numbers(second)).toEqual(['4', '5', '6'])
  })

  it('puts a message that was changed before it was seen into its place', async () => {
    const thread = await web.newThread()
    const ref = await web.chat.poster.deliver(saying(1, 'first.'), to(thread))
    await web.chat.poster.deliver(saying(2, 'second.'), to(thread))
    await web.chat.poster.update(ref, saying(1, 'first, changed.'))
    const text = await live(`${thread}/events?after=1`, {}, (all) => all.includes('second.'))
    expect(text.indexOf('first, changed.')).toBeLessThan(text.indexOf('second.'))
    expect(text.match(/first, changed\./g)).toHaveLength(1)
  })

  it('does not carry a message for somebody else', async () => {
    const thread = await web.newThread()
    await web.chat.poster.deliver(saying(1, 'secret.'), { ...to(thread), only: { id: 'somebody-else' } })
    await web.chat.poster.deliver(saying(2, 'open.'), to(thread))
    const text = await live(`${thread}/events?after=0`, {}, (all) => all.includes('open.'))
    expect(text).not.toContain('secret.')
  })

  it('outlives Redis going away, and then carries what was said since', async () => {
    const away = await startRedis({ appendonly: 'always' })
    await web.restart({}, away.url)
    try {
      const thread = await web.newThread()
      const reading = live(`${thread}/events?after=0`, {}, (text) => text.includes('after the restart'))
      await web.chat.poster.deliver(saying(1, 'early words'), to(thread))
      await away.restart()
      await expect
        .poll(
          () =>
            web.chat.poster.deliver(saying(2, 'after the restart'), to(thread)).then(
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
      await web.restart({})
      await away.stop()
    }
  })
})

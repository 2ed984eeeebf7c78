/** What adapters may ask: lists, one design, a file; never another tenant's. */
import { expect, it } from 'vitest'
import type { FileRequest } from '../../src/chat/contract.js'
import { sessionKeys } from '../../src/session/keys.js'
import { createViews } from '../../src/session/views.js'
import { request } from '../support/events.js'
import { begin, useStore } from '../support/session.js'

const fixture = useStore()
const views = () =>
  createViews({
    redis: fixture.redis,
    renderFile: (file, entry) =>
      entry.kind === 'say'
        ? { name: `${file.entry}.md`, mediaType: 'text/markdown', content: entry.text }
        : undefined,
  })

async function open(text: string) {
  let now = 1_000
  const accepted = await fixture.another({ clock: () => (now += text.length) }).accept(request(text))
  if (accepted.kind !== 'accepted') throw new Error(accepted.kind)
  return accepted.session
}

it("lists a tenant's designs, newest first, and drops those that ran out", async () => {
  const [first, second, third] = [await open('a'), await open('bb'), await open('ccc')]
  await fixture.redis.del(sessionKeys(second).head)
  expect((await views().designs('slack:T1', 10)).map(({ session }) => session)).toEqual([third, first])
  expect((await views().designs('slack:T1', 1)).map(({ session }) => session)).toEqual([third])
  expect(await views().designs('slack:T2', 10)).toEqual([])
})

it('shows a design as being worked on while something is unread', async () => {
  const id = await open('Forecast sales')
  expect(await views().design('slack:T1', id)).toMatchObject({
    title: 'Forecast sales',
    state: 'designing',
    openRound: 0,
  })
  await fixture.store.commit(await begin(fixture.store, id), { entries: [], change: {}, consumed: 1 })
  expect(await views().design('slack:T1', id)).toMatchObject({ state: 'intake' })
  expect(await views().design('slack:T2', id)).toBeUndefined()
  expect(await views().design('slack:T1', 'NONE')).toBeUndefined()
})

it('renders a file of an entry for its own tenant', async () => {
  const id = await open('x')
  const entries = [{ kind: 'say' as const, at: 1, text: '# Hi' }]
  await fixture.store.commit(await begin(fixture.store, id), { entries, change: {}, consumed: 1 })
  const file: FileRequest = { session: id, entry: 0, form: 'markdown' }
  expect(await views().file('slack:T1', file)).toMatchObject({ content: '# Hi' })
  expect(await views().file('slack:T2', file)).toBeUndefined()
  expect(await views().file('slack:T1', { ...file, entry: 7 })).toBeUndefined()
  expect(await views().file('slack:T1', { ...file, entry: -1 })).toBeUndefined()
})

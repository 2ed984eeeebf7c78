import { afterAll, beforeAll } from 'vitest'
import { createSigner } from '../../../adapters/web/security.js'
import type { Destination } from '../../../src/chat/contract.js'
import { connectStore } from '../../../src/session/connection.js'
import { chatAdapterContract } from '../../contracts/chat-adapter.js'
import { startRedis, type TestRedis } from '../../support/redis.js'
import { createBrowser, newEventId, startWebChat, textOf } from '../../support/web-chat.js'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

/** A cookie for any user, signed with the key the server keeps in Redis. */
async function cookieFor(user: string): Promise<string> {
  const client = connectStore(redis.url, 2_000, () => undefined)
  await new Promise((resolve) => client.once('ready', resolve))
  const signer = createSigner((await client.get('{ml-architect}:w:signing-key')) ?? '')
  client.disconnect()
  return `${signer.cookieName}=${signer.cookie({ user: { id: user }, visit: 'test' }, Date.now())}`
}

chatAdapterContract('the web chat', async (behind) => {
  const chat = await startWebChat(redis.url, behind)
  const browser = createBrowser(chat.address)
  const threadOf = (to: Destination) => `/t/${to.kind === 'user' ? '' : to.thread.thread}`
  return {
    ...chat,
    async newThread() {
      const response = await browser.post('/', { text: 'Forecast something', event: newEventId() })
      const thread = response.headers.get('location')?.slice('/t/'.length) ?? ''
      return { kind: 'thread', thread: { platform: 'web', space: 'local', channel: 'chat', thread } }
    },
    async seen(to, user) {
      const reader = createBrowser(chat.address)
      if (user !== undefined) reader.cookie = await cookieFor(user)
      const html = await reader.page(threadOf(to))
      return html
        .split('<article')
        .slice(1)
        .map((part) => textOf(`<article${part}`))
    },
    async statusSeen(to) {
      const html = await browser.page(threadOf(to))
      const progress = /<span class="progress-words">([^<]*)</.exec(html)
      return progress?.[1] ?? ''
    },
    async write(to, text, delivery) {
      await browser.post(threadOf(to), { text, event: delivery })
    },
    async request(text, delivery) {
      await browser.post('/', { text, event: delivery })
    },
  }
})

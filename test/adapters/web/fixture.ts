/** A web chat on a real Redis for the tests of one file, started anew before each, and one visitor without scripts. */
import { request as httpRequest } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { ChatEvent, DesignSummary, FileRequest, Receipt, Views } from '../../../src/chat/contract.js'
import { fromRefusal, type RefusalCode } from '../../../src/messages/from-receipt.js'
import { noViews } from '../../contracts/chat-adapter.js'
import { startRedis, type TestRedis } from '../../support/redis.js'
import { sampleSession } from '../../support/sample-messages.js'
import { createBrowser, startWebChat, type WebChat, type WebChatOptions } from '../../support/web-chat.js'

export const refusal = (code: RefusalCode): Receipt => ({
  kind: 'refused',
  code,
  message: fromRefusal('receipt:1', code),
})

export interface WebChatFixture {
  chat: WebChat
  browser: ReturnType<typeof createBrowser>
  /** What was accepted, oldest first. */
  events: ChatEvent[]
  /** The files that were asked for. */
  files: FileRequest[]
  /** What an event gets as its receipt. */
  answer: (event: ChatEvent) => Receipt
  /** The one design that the views know. */
  design: DesignSummary | undefined
  /** Stops the chat and starts it with other options, on another Redis where one is named. */
  restart(options: WebChatOptions, redisUrl?: string): Promise<void>
  /** Opens a thread and returns its path. */
  newThread(): Promise<string>
  /** fetch does not let a Host header be set. */
  get(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }>
}

export function useWebChat(): WebChatFixture {
  let redis: TestRedis
  // Filled in before each test; a test never sees it before.
  const web = {} as WebChatFixture

  const views: Views = {
    ...noViews,
    design: async () => web.design,
    designs: async () => (web.design ? [web.design] : []),
    file: async (_, request) => {
      web.files.push(request)
      return request.entry === 3
        ? { name: 'pro"posals\r\n/é.md', mediaType: 'text/markdown; charset=utf-8', content: '# Proposals' }
        : undefined
    },
  }

  async function start(options: WebChatOptions, redisUrl: string) {
    web.chat = await startWebChat(redisUrl, {
      accept: async (event) => {
        web.events.push(event)
        return web.answer(event)
      },
      views,
      ...options,
    })
    web.browser = createBrowser(web.chat.address)
  }

  web.restart = async (options, redisUrl = redis.url) => {
    await web.chat.stop()
    await start(options, redisUrl)
  }

  web.newThread = async () => {
    const response = await web.browser.post('/', { text: 'Forecast <b>sales</b>' })
    expect(response.status).toBe(303)
    return response.headers.get('location') ?? ''
  }

  web.get = (path, headers) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(web.chat.address)
      httpRequest({ host: hostname, port, path, headers }, (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
        .on('error', reject)
        .end()
    })

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())
  beforeEach(async () => {
    web.events = []
    web.files = []
    web.design = undefined
    web.answer = () => ({ kind: 'accepted', session: sampleSession })
    await start({}, redis.url)
  })
  afterEach(() => web.chat.stop())
  return web
}

/** The destination of a thread's path. */
export const to = (path: string) => ({
  kind: 'thread' as const,
  thread: { platform: 'web' as const, space: 'local', channel: 'chat', thread: path.slice('/t/'.length) },
})

/** A design that the views may know, in a thread. */
export const summary = (thread: string, state: string): DesignSummary => ({
  session: sampleSession,
  short: sampleSession.slice(0, 4),
  title: 'Forecast <sales>',
  state,
  thread: to(thread).thread,
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_000,
  openRound: 0,
})

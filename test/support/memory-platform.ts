/**
 * A chat platform in memory that behaves as Slack does: a thread gets its id when its root is posted, and only a
 * message's id tells whether it was posted before. It lives in the test's process and is reached over HTTP, so
 * that it survives the workers that are killed.
 */
import { createServer } from 'node:http'
import { z } from 'zod'
import type { ChatAdapter, Destination, MessageRef, ThreadRef } from '../../src/chat/contract.js'
import { DeliveryDelayed, DeliveryRefused } from '../../src/errors.js'
import type { OutgoingMessage } from '../../src/messages/message.js'

export interface Posted {
  readonly ref: MessageRef
  readonly to: Destination
  message: OutgoingMessage
  updates: number
}

export interface MemoryPlatform {
  /** Everything posted, oldest first. */
  readonly posts: Posted[]
  /** What the next calls meet, by method; `undefined` lets them pass. */
  fault: (call: { method: Method; message: string; to: Destination | undefined }) => Fault | undefined
  /** Called when a message was posted, before its sender hears of it. */
  onPost: (posted: Posted) => void | Promise<void>
  delayMs: () => number
  readonly statuses: { to: Destination; text: string }[]
  /** How often `find` was asked. */
  finds: number
  adapter(): ChatAdapter
  thread(key: string): Posted[]
}

/** `lost`: done, but the caller hears of an error. `failed`: not done, and the caller cannot know. */
export type Fault = 'refused' | 'lost' | 'failed' | { readonly delayedMs: number }
type Method = 'deliver' | 'update' | 'find'

export function createMemoryPlatform(): MemoryPlatform {
  let clock = 1000
  const byId = new Map<string, Posted>()
  const platform: MemoryPlatform = {
    posts: [],
    statuses: [],
    finds: 0,
    fault: () => undefined,
    onPost: () => undefined,
    delayMs: () => 0,
    thread: (key) => platform.posts.filter((post) => post.ref.thread.thread === key),
    adapter: () => ({
      platform: 'slack',
      start: async () => undefined,
      stop: async () => undefined,
      async deliver(message, to) {
        return meet('deliver', message.id, to, async () => {
          const ref: MessageRef = { id: `ts${++clock}`, thread: threadFor(to, `ts${clock}`) }
          const posted: Posted = { ref, to, message, updates: 0 }
          platform.posts.push(posted)
          byId.set(ref.id, posted)
          await platform.onPost(posted)
          return ref
        })
      },
      async update(ref, message) {
        return meet('update', message.id, undefined, async () => {
          const posted = byId.get(ref.id)
          if (!posted) throw new DeliveryRefused('message_not_found')
          posted.message = message
          posted.updates += 1
        })
      },
      async find(to, id) {
        platform.finds += 1
        return meet(
          'find',
          id,
          to,
          async () => platform.posts.find((post) => post.message.id === id && post.to.kind === to.kind)?.ref,
        )
      },
      async status(to, text) {
        platform.statuses.push({ to, text })
      },
    }),
  }

  async function meet<T>(
    method: Method,
    message: string,
    to: Destination | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const delay = platform.delayMs()
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
    const fault = platform.fault({ method, message, to })
    if (fault === 'refused') throw new DeliveryRefused('channel_archived')
    if (fault === 'failed') throw new Error('connection reset')
    if (typeof fault === 'object') throw new DeliveryDelayed('ratelimited', fault.delayedMs)
    const result = await work()
    if (fault === 'lost') throw new Error('connection reset')
    return result
  }
  return platform
}

/** A direct message has a channel of its own; a thread without an id begins with this message. */
function threadFor(to: Destination, ts: string): ThreadRef {
  if (to.kind === 'user') return { platform: 'slack', space: 'T1', channel: `D${to.user.id}`, thread: ts }
  return { ...to.thread, thread: to.thread.thread ?? ts }
}

const call = z.object({ method: z.enum(['deliver', 'update', 'find']), args: z.tuple([z.any(), z.any()]) })

/** Serves the platform on loopback. */
export async function servePlatform(
  platform: MemoryPlatform,
): Promise<{ url: string; close(): Promise<void> }> {
  const adapter = platform.adapter()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method, args } = call.parse(JSON.parse(Buffer.concat(chunks).toString()))
    try {
      const result = await adapter[method](args[0], args[1])
      response.end(JSON.stringify({ result }))
    } catch (error) {
      response.statusCode =
        error instanceof DeliveryRefused ? 403 : error instanceof DeliveryDelayed ? 429 : 500
      response.end(
        JSON.stringify({ retryAfterMs: error instanceof DeliveryDelayed ? error.retryAfterMs : undefined }),
      )
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** The adapter of a worker process: each call is one request to the platform. */
export function remotePlatform(url: string): ChatAdapter {
  async function ask(method: Method, ...args: unknown[]) {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ method, args }) })
    const body: { result?: MessageRef; retryAfterMs?: number } = JSON.parse(await response.text())
    if (response.status === 403) throw new DeliveryRefused('refused')
    if (response.status === 429) throw new DeliveryDelayed('delayed', body.retryAfterMs)
    if (!response.ok) throw new Error('server error')
    return body.result
  }
  return {
    platform: 'slack',
    start: async () => undefined,
    stop: async () => undefined,
    status: async () => undefined,
    async deliver(message, to) {
      const ref = await ask('deliver', message, to)
      if (!ref) throw new Error('no reference')
      return ref
    },
    async update(ref, message) {
      await ask('update', ref, message)
    },
    find: (to, id) => ask('find', to, id),
  }
}

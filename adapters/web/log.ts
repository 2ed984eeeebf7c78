/**
 * The web chat's own store: since the page is the platform, what is posted lives here, in Redis, and nowhere
 * else. A thread is a numbered list of lines; a reader that knows the last number it saw is told exactly what
 * came or changed since. A line's id makes it exist once, however often it is delivered.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Person, ThreadRef } from '../../src/chat/contract.js'
import { fromPartForgotten } from '../../src/messages/from-designs.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { eventSeenKey } from '../../src/session/keys.js'
import { reaching, runScript, type Script } from '../../src/session/script.js'
import { answerMs, statusMs } from './limits.js'
import {
  forgottenFact,
  type Line,
  readLine,
  readMessage,
  readPicture,
  type ThreadPicture,
} from './log-lines.js'

const load = (name: string): Script => {
  const text = readFileSync(new URL(`./scripts/${name}.lua`, import.meta.url), 'utf8')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}
const post = load('post')
const since = load('since')

const tag = '{ml-architect}:w:'
const signingKeyKey = `${tag}signing-key`
/** The lines of other threads that tell of a session. */
const aboutKey = (session: string) => `${tag}about:${session}`
const answerKey = (user: string) => `${tag}answer:${encodeURIComponent(user)}`

function keysOf(thread: string) {
  const key = (name: string) => `${tag}${encodeURIComponent(thread)}:${name}`
  return {
    items: key('items'),
    order: key('order'),
    changed: key('changed'),
    last: key('last'),
    facts: key('facts'),
    status: key('status'),
    live: key('live'),
  }
}

export interface WebLogOptions {
  readonly redis: Redis
  /** Makes the connection that listens; called once, and only by who listens. */
  readonly connectListener: () => Redis
  readonly retentionDays: number
}

export type WebLog = ReturnType<typeof createWebLog>

/** Contract of everything that returns a promise: throws StoreUnavailable while Redis is away. */
export function createWebLog({ redis, connectListener, retentionDays }: WebLogOptions) {
  const retentionMs = retentionDays * 24 * 3600 * 1000
  const watchers = new Map<string, Set<() => void>>()
  let listener: Redis | undefined

  async function write(
    thread: string,
    id: string,
    line: Line,
    mode: 'once' | 'own' | 'change',
    {
      facts = {},
      seenKey,
      about = [],
    }: {
      readonly facts?: Readonly<Record<string, string>>
      readonly seenKey?: string
      readonly about?: readonly string[]
    } = {},
  ): Promise<boolean> {
    const k = keysOf(thread)
    const number = await runScript(
      redis,
      post,
      [k.items, k.order, k.changed, k.last, k.facts, seenKey ?? k.last, ...about.map(aboutKey)],
      [
        id,
        JSON.stringify(line),
        mode,
        retentionMs,
        k.live,
        placeOf.write(thread, id),
        ...Object.entries(facts).flat(),
      ],
    )
    return Number(number) > 0
  }

  function listen(): Redis {
    if (listener) return listener
    listener = connectListener()
    listener.on('message', (channel: string) => {
      for (const wake of watchers.get(channel) ?? []) wake()
    })
    // What was published while the connection was down is gone: everybody looks.
    listener.on('ready', () => {
      for (const set of watchers.values()) for (const wake of set) wake()
    })
    return listener
  }

  return {
    /** Posts a message of ours; the same id again posts nothing. */
    post: (thread: string, message: OutgoingMessage, at: number, only?: string) =>
      write(
        thread,
        message.id,
        { kind: 'message', at, message, ...(only !== undefined && { only }) },
        'once',
        { facts: sessionFact(message.id), ...(message.about && { about: message.about }) },
      ),

    /** Changes a message of ours, keeping its time and audience. False where it is not there or already so. */
    async change(thread: string, id: string, message: OutgoingMessage): Promise<boolean> {
      const old = await this.find(thread, id)
      if (old?.kind !== 'message') return false
      return write(thread, id, { ...old, message }, 'change')
    },

    /** Writes what a person said. Said again under the same event id it replaces the words until they are accepted. */
    say: (
      thread: ThreadRef & { thread: string },
      event: string,
      by: Person,
      text: string,
      at: number,
      only?: string,
    ) =>
      write(
        thread.thread,
        postId(event),
        { kind: 'post', at, by, text, ...(only !== undefined && { only }) },
        'own',
        { facts: { title: firstWords(text) }, seenKey: eventSeenKey(thread, event) },
      ),

    /** Takes back what a person said and nobody accepted. */
    takeBack: (thread: string, event: string, at: number) =>
      write(thread, postId(event), { kind: 'gone', at }, 'change'),

    /** Notes that what a person said names sessions of other threads. */
    async regards(thread: string, event: string, about: readonly string[]): Promise<void> {
      const place = placeOf.write(thread, postId(event))
      await reaching(redis, () =>
        Promise.all(
          about.map((session) =>
            redis.multi().sadd(aboutKey(session), place).pexpire(aboutKey(session), retentionMs).exec(),
          ),
        ),
      )
    },

    /** Takes back what other threads tell of a session. A message that tells of others too leaves a sentence. */
    async takeBackAll(session: string, at: number): Promise<void> {
      const places = await reaching(redis, () => redis.smembers(aboutKey(session)))
      await Promise.all(
        places.map(async (place) => {
          const { thread, id } = placeOf.read(place)
          const line = await this.find(thread, id)
          if (line?.kind === 'message' && line.message.about?.some((other) => other !== session))
            await write(thread, id, { ...line, message: fromPartForgotten(id) }, 'change')
          else await write(thread, id, { kind: 'gone', at }, 'change')
        }),
      )
      await reaching(redis, () => redis.del(aboutKey(session)))
    },

    /** Remembers which session the thread is, and has readers look at its state. */
    async belongs(thread: string, session: string): Promise<void> {
      const k = keysOf(thread)
      await reaching(redis, async () => {
        // A thread that was removed meanwhile is not begun anew.
        if ((await redis.exists(k.last)) === 0) return
        await redis.multi().hsetnx(k.facts, 'session', session).publish(k.live, 'state').exec()
      })
    },

    /** One line, or undefined. */
    async find(thread: string, id: string): Promise<Line | undefined> {
      const found = await reaching(redis, () => redis.hget(keysOf(thread).items, id))
      return found === null ? undefined : readLine(found)
    },

    /** What came or changed after `number`, and the state of the thread, as one picture. */
    async since(thread: string, number: number): Promise<ThreadPicture> {
      const k = keysOf(thread)
      const reply = await runScript(
        redis,
        since,
        [k.items, k.order, k.changed, k.last, k.facts, k.status],
        [number],
      )
      return readPicture(z.array(z.union([z.string(), z.array(z.string())])).parse(reply))
    },

    /** Shows what is being done; `''` clears it. It runs out by itself. */
    async status(thread: string, text: string): Promise<void> {
      const k = keysOf(thread)
      await reaching(redis, async () => {
        if (text === '') await redis.del(k.status)
        else await redis.set(k.status, text, 'PX', statusMs)
        await redis.publish(k.live, 'status')
      })
    },

    /** Removes all that was said in a thread, as if nobody had opened it. */
    async remove(thread: string): Promise<void> {
      const { live, ...keys } = keysOf(thread)
      await reaching(redis, () =>
        redis
          .multi()
          .del(...Object.values(keys))
          .publish(live, 'removed')
          .exec(),
      )
    },

    /** Removes all that was said in a thread, and keeps it from being written again. */
    async forget(thread: string): Promise<void> {
      const { live, ...keys } = keysOf(thread)
      await reaching(redis, () =>
        redis
          .multi()
          .del(...Object.values(keys))
          .hset(keys.facts, forgottenFact, '1')
          .pexpire(keys.facts, retentionMs)
          .publish(live, 'forgotten')
          .exec(),
      )
    },

    /** Keeps an answer for the first page, where a person is sent from a thread that is not there any more. */
    async leaveAnswer(user: string, message: OutgoingMessage): Promise<void> {
      await reaching(redis, () => redis.set(answerKey(user), JSON.stringify(message), 'PX', answerMs))
    },

    /** The answer that was left for a person; it is shown once. */
    async takeAnswer(user: string): Promise<OutgoingMessage | undefined> {
      const found = await reaching(redis, () => redis.getdel(answerKey(user)))
      return found === null ? undefined : readMessage(found)
    },

    /** Calls `wake` whenever the thread may have changed. Returns how to stop that. */
    watch(thread: string, wake: () => void): () => void {
      const { live } = keysOf(thread)
      const connection = listen()
      const set = watchers.get(live) ?? new Set()
      watchers.set(live, set.add(wake))
      if (set.size === 1) connection.subscribe(live).catch(() => undefined)
      return () => {
        set.delete(wake)
        if (set.size > 0 || watchers.get(live) !== set) return
        watchers.delete(live)
        connection.unsubscribe(live).catch(() => undefined)
      }
    },

    /** The key that cookies are signed with: made once, shared by every process on this Redis. */
    async signingKey(fresh: string): Promise<string> {
      return reaching(redis, async () => {
        await redis.set(signingKeyKey, fresh, 'NX')
        return (await redis.get(signingKeyKey)) ?? fresh
      })
    },

    async ping(): Promise<void> {
      await reaching(redis, () => redis.ping())
    },

    close(): void {
      watchers.clear()
      listener?.disconnect()
    },
  }
}

/** The line of what a person posted under an event id. */
export const postId = (event: string) => `post:${event}`

/** A line of any thread, as a text; an id of a line may hold any character, a thread's none that is encoded. */
const placeOf = {
  write: (thread: string, id: string): string => `${encodeURIComponent(thread)} ${id}`,
  read(place: string): { readonly thread: string; readonly id: string } {
    const at = place.indexOf(' ')
    return { thread: decodeURIComponent(place.slice(0, at)), id: place.slice(at + 1) }
  },
}

/** A message's id begins with its session; undefined for what is not of one (`receipt:…`). */
export const sessionOf = (messageId: string): string | undefined =>
  /^([A-Z2-7]{16}):\d+$/.exec(messageId)?.[1]

function sessionFact(messageId: string): Record<string, string> {
  const session = sessionOf(messageId)
  return session === undefined ? {} : { session }
}

function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line
}

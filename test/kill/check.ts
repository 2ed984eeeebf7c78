/** What must hold of a session after any number of kills. */
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import { sessionKeys } from '../../src/session/keys.js'
import { outboxItemOf } from '../../src/session/records.js'
import type { Posted } from '../support/memory-platform.js'

/**
 * Each word was read once and answered once; each message was posted once, in order, in one thread. Returns the
 * number of steps that were committed.
 */
export async function checkSession(
  redis: Redis,
  session: string,
  words: readonly string[],
  posts: readonly Posted[],
): Promise<number> {
  const s = sessionKeys(session)
  const transcript = (await redis.lrange(s.entries, 0, -1)).map((record) => JSON.parse(record))
  const read = transcript.flatMap((entry) => (entry.kind === 'user' ? [String(entry.text)] : []))
  expect(read.slice(1)).toEqual(words)
  expect(transcript.filter((entry) => entry.kind === 'failed')).toEqual([])

  const asked = transcript.findIndex((entry) => entry.kind === 'ask')
  const toAnswer = transcript
    .slice(asked)
    .flatMap((entry) => (entry.kind === 'user' ? [String(entry.text)] : []))
  const heard = transcript.flatMap(
    (entry) => (entry.kind === 'say' ? String(entry.text).match(/\w+-\d+\./g) : []) ?? [],
  )
  expect(heard).toEqual(toAnswer)

  const outbox = (await redis.lrange(s.outbox, 0, -1)).map(outboxItemOf)
  const expected = outbox.flatMap((item, n) => (item.kind === 'post' ? [`${session}:${n}`] : []))
  const mine = posts.filter((post) => post.message.id.startsWith(`${session}:`))
  expect(mine.map((post) => post.message.id)).toEqual(expected)
  expect(new Set(mine.map((post) => post.ref.thread.thread)).size).toBe(1)
  expect(await redis.exists(s.lease, s.sending)).toBe(0)
  return transcript.filter((entry) => entry.kind === 'ask' || entry.kind === 'say').length
}

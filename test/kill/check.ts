/** What must hold of a session after any number of kills. */
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { Entry } from '../../src/architect/architect.js'
import { noticeOf } from '../../src/messages/recipe.js'
import { sessionKeys } from '../../src/session/keys.js'
import { outboxItemOf, transcriptOf } from '../../src/session/records.js'
import type { Posted } from '../support/memory-platform.js'
import { answerTo } from './design-step.js'
import { channelOf, type Design } from './people.js'

export interface Checked {
  /** Steps of the architect that were committed. */
  readonly steps: number
  readonly decisions: number
  readonly notices: number
}

/**
 * Each word was read once and answered once, each press decided once; each message was posted once, in order, in one
 * thread, and each notice once, in order, in the channel of its team.
 */
export async function checkSession(
  redis: Redis,
  session: string,
  design: Design,
  posts: readonly Posted[],
): Promise<Checked> {
  const s = sessionKeys(session)
  const transcript = transcriptOf(await redis.lrange(s.entries, 0, -1))
  const read = transcript.flatMap((entry) => (entry.kind === 'user' ? [entry.text] : []))
  expect(read.slice(1)).toEqual(design.words)
  expect(transcript.filter((entry) => entry.kind === 'failed')).toEqual([])
  const answers = design.kind === 'echo' ? checkEchoes(transcript) : checkDecisions(transcript, design)

  const outbox = (await redis.lrange(s.outbox, 0, -1)).map(outboxItemOf)
  const idsOf = (kind: 'post' | 'notice') =>
    outbox.flatMap((item, n) => (item.kind === kind ? [`${session}:${n}`] : []))
  const mine = posts.filter((post) => post.message.id.startsWith(`${session}:`))
  const [told, said] = [mine.filter(isTold), mine.filter((post) => !isTold(post))]
  expect(said.map((post) => post.message.id)).toEqual(idsOf('post'))
  expect(new Set(said.map((post) => post.ref.thread.thread)).size).toBe(1)

  const noticed = transcript.flatMap((entry, i) => (noticeOf(entry) ? [i] : []))
  const ordered = outbox.flatMap(({ kind, recipe }) =>
    kind === 'notice' && recipe.kind === 'notice' ? [recipe.entry] : [],
  )
  expect(ordered).toEqual(noticed)
  expect(told.map((post) => post.message.id)).toEqual(idsOf('notice'))
  expect(new Set(told.map(({ ref }) => ref.thread.channel)).size).toBe(noticed.length > 0 ? 1 : 0)
  for (const { ref } of told) expect(ref.thread.channel).toBe(channelOf(design.tenant))

  expect(await redis.exists(s.lease, s.sending)).toBe(0)
  const decisions = transcript.filter(({ kind }) => kind === 'decide').length
  return { steps: answers, decisions, notices: told.length }
}

const isTold = ({ to }: Posted) => to.kind === 'channel'

/** A question first, then each word heard once. Returns the number of answers. */
function checkEchoes(transcript: readonly Entry[]): number {
  const asked = transcript.findIndex((entry) => entry.kind === 'ask')
  const toAnswer = transcript.slice(asked).flatMap((entry) => (entry.kind === 'user' ? [entry.text] : []))
  const heard = transcript.flatMap(
    (entry) => (entry.kind === 'say' ? entry.text.match(/\w+-\d+\./g) : []) ?? [],
  )
  expect(heard).toEqual(toAnswer)
  return transcript.filter((entry) => entry.kind === 'ask' || entry.kind === 'say').length
}

/** Words are followed by what they ask for, once; all else is what buttons decided. Returns the number of answers. */
function checkDecisions(transcript: readonly Entry[], design: Design): number {
  const pressed: string[] = []
  let words: string[] = []
  let answers = 0
  for (const entry of transcript) {
    if (entry.kind === 'user') words.push(entry.text)
    else if (words.length > 0) {
      expect(entry.kind).toBe(answerTo(words.at(-1) ?? '', answers === 0))
      if (entry.kind === 'decide') expect(entry.by.id).toBe('U1')
      words = []
      answers += 1
    } else {
      expect(entry.kind).toBe('decide')
      if (entry.kind === 'decide') pressed.push(entry.by.id)
    }
  }
  expect(words).toEqual([])
  expect(pressed).toEqual(design.pressed)
  return answers
}

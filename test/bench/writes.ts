/** Counts what a session writes, from the append-only file of a Redis that does nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectStore } from '../../src/session/connection.js'
import { sessionKeys, sessionPrefix } from '../../src/session/keys.js'
import { createOutbox, type Delivery } from '../../src/session/outbox.js'
import { createSessionStore } from '../../src/session/store.js'
import { readConversation } from '../../workers/conversation.js'
import { reply, request } from '../support/events.js'
import { startRedis } from '../support/redis.js'

export interface Writes {
  /** The final transcript, as it is stored. */
  readonly transcriptBytes: number
  /** Values and fields of every write to the session's own keys, lease and mailbox included. */
  readonly storedBytes: number
  /** The whole file: also key names, protocol, sets, dedupe marks. */
  readonly logBytes: number
}

/** Runs the store's operations as the workers do, without the queue, whose own writes are not the session's. */
export async function measureWrites(steps: number, answerBytes: number, wordsBytes = 0): Promise<Writes> {
  const server = await startRedis({ appendonly: 'always' })
  const redis = connectStore(server.url, 5_000, console.error)
  try {
    const store = createSessionStore({ redis, retentionDays: 90, requestsPerUserPerHour: 0 })
    const outbox = createOutbox(store)
    const event = request()
    const opened = await store.accept({ ...event, thread: { ...event.thread, thread: '17.1' } })
    if (opened.kind !== 'accepted') throw new Error(opened.kind)
    const id = opened.session
    for (let i = 0; i < steps; i++) {
      if (i > 0) await store.accept(reply('17.1', `what if we only have ${i} T4?${'w'.repeat(wordsBytes)}`))
      const begun = await store.begin(id, `1a2b3c4d.${i.toString(36)}`)
      if (begun.kind !== 'begun') throw new Error(begun.kind)
      const { fresh } = readConversation(begun.turn)
      const say = { kind: 'say' as const, at: Date.now(), text: 'x'.repeat(answerBytes) }
      await store.commit(begun.turn, { entries: [...fresh, say], change: {}, consumed: 1 })
      await deliverAll(outbox, id, `1a2b3c4d.${i.toString(36)}`)
    }
    const entries = await redis.lrange(sessionKeys(id).entries, 0, -1)
    const log = readLog(server.dataDir)
    return {
      transcriptBytes: entries.reduce((sum, entry) => sum + Buffer.byteLength(entry), 0),
      storedBytes: storedBytes(log, `${sessionPrefix}${id}:`),
      logBytes: log.length,
    }
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

async function deliverAll(outbox: ReturnType<typeof createOutbox>, id: string, token: string) {
  let sent:
    | { delivery: Delivery; outcome: { kind: 'posted'; ref: { id: string; thread: Delivery['thread'] } } }
    | undefined
  for (;;) {
    const next = await outbox.next(id, token, sent)
    if (next.kind !== 'next') return
    const ref = { id: `1700000000.${next.delivery.n}`, thread: next.delivery.thread }
    sent = { delivery: next.delivery, outcome: { kind: 'posted', ref } }
  }
}

function readLog(dataDir: string): Buffer {
  const dir = join(dataDir, 'appendonlydir')
  const files = readdirSync(dir).filter((name) => name.endsWith('.incr.aof'))
  return Buffer.concat(files.sort().map((name) => readFileSync(join(dir, name))))
}

/** Sums the arguments behind the key of each command whose key begins with `prefix`. */
function storedBytes(log: Buffer, prefix: string): number {
  let at = 0
  let sum = 0
  const line = () => {
    const end = log.indexOf('\r\n', at)
    const text = log.toString('latin1', at, end)
    at = end + 2
    return text
  }
  while (at < log.length) {
    const head = line()
    if (!head.startsWith('*')) continue
    const args = Array.from({ length: Number(head.slice(1)) }, () => {
      const length = Number(line().slice(1))
      const start = at
      at += length + 2
      return { start, length }
    })
    const key = args[1] && log.toString('utf8', args[1].start, args[1].start + args[1].length)
    if (!key?.startsWith(prefix)) continue
    const name = args[0] && log.toString('utf8', args[0].start, args[0].start + args[0].length).toUpperCase()
    // LMOVE names a second key.
    const values = args.slice(name === 'LMOVE' ? 3 : 2)
    sum += values.reduce((total, { length }) => total + length, 0)
  }
  return sum
}

/**
 * One session's turn: read the mailbox, ask the architect, commit the step; again until nothing is unread. Knows
 * no queue and no platform; whoever wakes it gets an outcome.
 */
import type {
  Architect,
  Entry,
  FailedEntry,
  SimilarDesign,
  Step,
  StoppedEntry,
} from '../src/architect/architect.js'
import type { ThreadRef } from '../src/chat/thread.js'
import type { Brief } from '../src/design/brief/brief.js'
import { LeaseLost } from '../src/errors.js'
import { afterEntry, entryOf, type Head } from '../src/session/head.js'
import { entryOfPress, isPress } from '../src/session/presses.js'
import type { SessionStore, Turn } from '../src/session/store.js'
import { readConversation } from './conversation.js'
import {
  architectVerdict,
  done,
  type JobOutcome,
  later,
  maxTurnTries,
  traceOf,
  verdictOf,
} from './outcomes.js'

export interface TurnOptions {
  readonly store: SessionStore
  readonly architect: Architect
  readonly wakeDelivery: (session: string) => Promise<void>
  readonly wakeTurn: (session: string, round: number) => Promise<void>
  /** Decided designs of the team that a new problem resembles. */
  readonly similar: (tenant: string, brief: Brief) => Promise<readonly SimilarDesign[]>
  /** What people wrote in a thread before a message; nothing where that cannot be told. Never throws. */
  readonly wordsBefore: (thread: ThreadRef, messageId: string) => Promise<readonly string[]>
  /** Shows what is being done in the thread, `''` clears it. May be lost, never throws. */
  readonly status: (thread: ThreadRef, text: string) => void
  readonly log: TurnLog
  /** Names this worker in leases; no two may share it. */
  readonly worker: string
  readonly probe?: (point: 'leased' | 'architect' | 'committed') => void | Promise<void>
}

export interface TurnLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Characters of what was written before a problem: a brief is read from its first and last 16 KB. */
const mostBefore = 8_000

export type TurnRunner = ReturnType<typeof createTurnRunner>

/** Why a step that runs is told to end. */
type Ending = 'stopped' | 'lost' | 'closing'

/** A lease that is held, and the signal of the step that runs under it. */
interface Lease {
  stoppedBy: string
  readonly signal: AbortSignal
  end(why: Ending, by?: string): void
  /** After a stop was committed: the next step gets a signal of its own. */
  goOn(): void
  say(status: string): void
  unwatch(): void
}

export function createTurnRunner(options: TurnOptions) {
  const { store, log, probe } = options
  /** Makes each run's token another one. */
  let count = 0
  const running = new Set<Lease>()

  /** Runs the session's turn to its end. Throws what the queue shall try again. */
  async function run(session: string): Promise<JobOutcome> {
    const token = `${options.worker}.${(count++).toString(36)}`
    try {
      const begun = await store.begin(session, token)
      if (begun.kind === 'held') return later(begun.forMs + 20)
      if (begun.kind !== 'begun') return done
      return await hold(begun.turn)
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.kind === 'yield') {
        log.info({ session }, 'a turn ended: somebody else goes on, or the session was forgotten')
        return done
      }
      log.warn({ session, verdict, ...traceOf(error) }, 'turn ended by a fault')
      if (verdict.kind === 'later') return later(verdict.ms)
      if (verdict.kind === 'retry') throw error
      log.error({ session, code: verdict.code }, 'the session cannot be read and is left alone')
      await store.shelve(session)
      return done
    }
  }

  /** Holds the lease while steps are taken; gives it back whatever happens. */
  async function hold(first: Turn): Promise<JobOutcome> {
    const lease = watchLease(first)
    running.add(lease)
    let committed = false
    try {
      if (probe) await probe('leased')
      if (first.head.stop) lease.end('stopped', first.head.stop)
      let turn = first
      let asked = false
      do {
        asked ||= asksArchitect(turn)
        const next = await step(turn, lease)
        // The process is closing: the session is handed back.
        if (!next) return later(50)
        turn = next
        // A session that is written to while it is answered does not keep a slot: others come first.
        if (asked && asksArchitect(turn) && turn.events.length > 0) {
          const round = await store.yieldTurn(turn)
          committed = true
          await wakeAgain(turn.id, round)
          return done
        }
      } while (turn.events.length > 0)
      committed = true
      return done
    } finally {
      lease.unwatch()
      running.delete(lease)
      // The last commit gave the lease back. While Redis is away it runs out by itself.
      if (!committed) await store.release(first).catch(() => undefined)
    }
  }

  async function wakeAgain(session: string, round: number) {
    try {
      if (round > 0) await options.wakeTurn(session, round)
    } catch (error) {
      // The sweeper makes up for it.
      log.warn({ session, ...traceOf(error) }, 'could not wake the turn')
    }
  }

  /** One step. Undefined when the process is closing and the session is handed back. */
  async function step(begun: Turn, lease: Lease): Promise<Turn | undefined> {
    // What decides by itself is a step of its own, in its place among the words.
    const press = begun.events.findIndex(isPress)
    const turn = press < 0 ? begun : { ...begun, events: begun.events.slice(0, Math.max(press, 1)) }
    const [pressed] = turn.events
    if (press === 0 && pressed) {
      const made = entryOfPress(pressed, { ...turn, at: store.clock() })
      return commit(turn, [], made, undefined)
    }
    const { fresh, conversation } = readConversation(await withWordsBefore(turn))
    const { signal } = lease
    if (conversation.unread.length === 0) return commit(turn, fresh, undefined, undefined)
    if (turn.head.tries > maxTurnTries)
      return commit(turn, fresh, failed('unexpected', store.clock()), undefined)

    let current = turn
    let pending: readonly Entry[] = fresh
    const checkpoint = async (entries: readonly Entry[]) => {
      const consumed = pending === fresh ? turn.events.length : 0
      current = await store.commit(current, {
        entries: [...pending, ...entries],
        change: {},
        consumed,
        checkpoint: true,
      })
      pending = []
    }
    const onStatus = (text: string) => lease.say(text)

    try {
      signal.throwIfAborted()
      const decided = await ending(signal, async () => {
        if (probe) await probe('architect')
        return options.architect.next(conversation, { signal, onStatus, checkpoint })
      })
      const by = conversation.unread.at(-1)?.user ?? current.head.requester
      const transcript = [...current.transcript, ...pending]
      const said = entryOf(decided, { head: current.head, transcript, by, at: store.clock() })
      const made = await withSimilar(said, turn.head, decided.brief)
      return await commit(current, pending, made, turn, false, decided.brief)
    } catch (error) {
      if (signal.aborted) {
        const why: Ending = signal.reason
        if (why === 'lost') throw new LeaseLost('The session has another holder.')
        if (why === 'closing') return undefined
        const stopped: StoppedEntry = { kind: 'stopped', at: store.clock(), by: lease.stoppedBy }
        lease.goOn()
        return commit(current, pending, stopped, turn)
      }
      const verdict = architectVerdict(error, turn.head.tries)
      if (verdict.kind !== 'stop') throw error
      log.error({ session: turn.id, code: verdict.code, ...traceOf(error) }, 'the architect failed')
      return commit(current, pending, failed(verdict.code, store.clock()), turn, true)
    }
  }

  /** A problem that others have talked about before it was brought to us begins with their words. */
  async function withWordsBefore(turn: Turn): Promise<Turn> {
    const [first, ...others] = turn.events
    if (turn.transcript.length > 0 || first?.kind !== 'user' || !first.continues || !first.message)
      return turn
    const before = await options.wordsBefore(turn.head.thread, first.message)
    const { continues: _, ...words } = first
    const text = [first.text, lastOf(before)].filter(Boolean).join('\n\n')
    return { ...turn, events: [{ ...words, text }, ...others] }
  }

  /** A first answer says which decided designs are alike; later ones need not say it again. */
  async function withSimilar(entry: Entry, { tenant, brief }: Head, now: Brief | undefined): Promise<Entry> {
    if (brief || !now || (entry.kind !== 'ask' && entry.kind !== 'propose')) return entry
    const similar = await options.similar(tenant, now)
    return similar.length > 0 ? { ...entry, similar } : entry
  }

  /** Commits the unwritten entries and what was made of them, then has the messages delivered. */
  async function commit(
    current: Turn,
    pending: readonly Entry[],
    made: Entry | undefined,
    begun: Turn | undefined,
    lastWords = false,
    brief?: Step['brief'],
  ): Promise<Turn> {
    const change = made ? afterEntry(current.head, made, brief) : {}
    const entries = made ? [...pending, made] : pending
    // Without `begun` nothing was checkpointed; with it, a checkpoint may have consumed the events already.
    const consumed = begun === undefined || current === begun ? current.events.length : 0
    const next = await store.commit(current, { entries, change, consumed, lastWords })
    if (probe) await probe('committed')
    if (next.outboxLength > current.outboxLength)
      options.wakeDelivery(next.id).catch((error) => {
        // The sweeper makes up for it.
        log.warn({ session: next.id, ...traceOf(error) }, 'could not wake the delivery')
      })
    return next
  }

  /** Renews the lease, and ends the step when it is lost or somebody pressed Stop. */
  function watchLease(turn: Turn): Lease {
    let control = new AbortController()
    let thread = turn.head.thread
    let said = false
    const renew = async () => {
      try {
        const renewed = await store.renew(turn)
        if (renewed.thread) thread = renewed.thread
        if (renewed.stop) lease.end('stopped', renewed.stop)
      } catch (error) {
        // Redis being away is no loss yet: the fence decides at the commit.
        if (error instanceof LeaseLost) lease.end('lost')
      }
    }
    const timer = setInterval(renew, store.leaseMs / 4)
    const lease: Lease = {
      stoppedBy: '',
      get signal() {
        return control.signal
      },
      end(why, by = '') {
        lease.stoppedBy = by
        control.abort(why)
      },
      goOn() {
        control = new AbortController()
      },
      say(text) {
        if (thread.thread === undefined) return
        said = true
        options.status(thread, text)
      },
      unwatch() {
        clearInterval(timer)
        if (said) options.status(thread, '')
      },
    }
    return lease
  }

  return {
    run,
    /** Has the steps that run hand their sessions back, because the process is closing. */
    handBack() {
      for (const lease of running) lease.end('closing')
    },
  }
}

/** Whether a step of the turn is the architect's; what a button decides by itself costs nothing. */
const asksArchitect = ({ events: [first] }: Turn): boolean => first === undefined || !isPress(first)

/** Ends with the signal even when the work does not heed it. */
function ending<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(new Error('aborted'))
    signal.addEventListener('abort', onAbort, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}

const failed = (code: string, at: number): FailedEntry => ({ kind: 'failed', at, code })

/** The newest of the words, as many as a problem takes. */
function lastOf(words: readonly string[]): string {
  const kept: string[] = []
  let length = 0
  for (const one of [...words].reverse()) {
    length += one.length
    if (length > mostBefore) break
    kept.unshift(one)
  }
  return kept.join('\n')
}

/**
 * Telling the app: each thing that happened is a delivery, tried once or, for events, again after a failure.
 * How it travels (HTTP or Socket Mode) is a transport's affair.
 */
import type { Fields } from './rules/check.js'

export type DeliveryKind = 'slash_commands' | 'events_api' | 'interactive'

/** What is done to one attempt on purpose. */
export interface Twist {
  readonly signature?: 'wrong' | 'missing'
  /** How old the signed timestamp is. */
  readonly ageSeconds?: number
  readonly retryNum?: number
  readonly retryReason?: string
}

export interface Attempt {
  readonly retryNum: number
  /** The HTTP status; over a socket 200 for an acknowledgement. 0: there was no answer. */
  readonly status: number
  readonly body: unknown
  readonly ms: number
  readonly error?: 'http_timeout' | 'connection_failed' | 'http_error'
  /** The app asked for no further try: `X-Slack-No-Retry: 1`. */
  readonly isLast?: boolean
}

export interface Delivery {
  readonly kind: DeliveryKind
  readonly payload: Fields
  readonly attempts: Attempt[]
  /** Resolves after the last attempt. */
  readonly done: Promise<Ack>
}

/** How the app answered in the end. */
export interface Ack {
  readonly ok: boolean
  readonly status: number
  readonly body: unknown
  readonly ms: number
  readonly attempts: number
  readonly error?: string
}

export type Transport = (delivery: Omit<Delivery, 'done'>, twist: Twist) => Promise<Attempt>

export interface Deliveries {
  readonly all: readonly Delivery[]
  send(kind: DeliveryKind, payload: Fields, twist?: Twist): Delivery
  /** The same once more, as Slack repeats itself: one attempt. */
  repeat(delivery: Delivery, twist?: Twist): Promise<Ack>
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>
  stop(): void
}

export function createDeliveries(options: {
  /** The way to the app now; undefined where it listens nowhere. */
  transport(): Transport | undefined
  readonly retryDelaysMs: readonly number[]
}): Deliveries {
  const all: Delivery[] = []
  const running = new Set<Promise<unknown>>()
  const waits = new Map<NodeJS.Timeout, () => void>()
  let isStopped = false

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        waits.delete(timer)
        resolve()
      }, ms)
      waits.set(timer, resolve)
    })

  async function attempt(delivery: Omit<Delivery, 'done'>, twist: Twist): Promise<Attempt> {
    const transport = options.transport()
    const result: Attempt = transport
      ? await transport(delivery, twist)
      : { retryNum: twist.retryNum ?? 0, status: 0, body: undefined, ms: 0, error: 'connection_failed' }
    delivery.attempts.push(result)
    return result
  }

  async function run(delivery: Omit<Delivery, 'done'>, twist: Twist): Promise<Ack> {
    let last = await attempt(delivery, twist)
    const delays = delivery.kind === 'events_api' ? options.retryDelaysMs : []
    for (const [index, delayMs] of delays.entries()) {
      if (!last.error || last.isLast || isStopped || (!options.transport() && last.status === 0)) break
      await pause(delayMs)
      if (isStopped) break
      last = await attempt(delivery, { ...twist, retryNum: index + 1, retryReason: last.error })
    }
    return ackOf(last, delivery.attempts.length)
  }

  return {
    all,
    send(kind, payload, twist = {}) {
      const delivery = { kind, payload, attempts: [] }
      const done = run(delivery, twist)
      running.add(done)
      void done.finally(() => running.delete(done))
      const whole: Delivery = { ...delivery, done }
      all.push(whole)
      return whole
    },
    async repeat(delivery, twist = {}) {
      const retryNum = twist.retryNum ?? delivery.attempts.length
      const result = await attempt(delivery, { retryReason: 'http_timeout', ...twist, retryNum })
      return ackOf(result, delivery.attempts.length)
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
    stop() {
      isStopped = true
      for (const [timer, resolve] of waits) {
        clearTimeout(timer)
        resolve()
      }
      waits.clear()
    },
  }
}

const ackOf = ({ status, body, ms, error }: Attempt, attempts: number): Ack => ({
  ok: !error,
  status,
  body,
  ms,
  attempts,
  ...(error ? { error } : {}),
})

/** How the program connects to Redis: one place for time-outs and what happens while Redis is away. */
import { Redis, type RedisOptions } from 'ioredis'

/** A person waits for the answer; the platforms give three seconds. */
export const intakeTimeoutMs = 2_000
/** A worker may wait longer, but not longer than its lease. */
export const workerTimeoutMs = 3_500

const reconnect = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 5), 1_000)

/**
 * For the session store. No command waits in a queue of the client or is sent again by it: a command that the
 * caller was told had failed must not run after the reconnect.
 */
export function connectStore(url: string, timeoutMs: number, onError: (error: Error) => void): Redis {
  return connect(url, onError, {
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  })
}

/** For BullMQ, which asks for connections that wait as long as it takes. */
export function connectQueue(url: string, onError: (error: Error) => void): Redis {
  return connect(url, onError, { maxRetriesPerRequest: null })
}

function connect(url: string, onError: (error: Error) => void, options: RedisOptions): Redis {
  const redis = new Redis(url, { ...options, retryStrategy: reconnect, connectTimeout: 2_000 })
  // Without a listener ioredis prints to the console.
  redis.on('error', onError)
  // Whatever waits for the connection listens, and that may be many at once.
  redis.setMaxListeners(0)
  return redis
}

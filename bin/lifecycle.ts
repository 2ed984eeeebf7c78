/** How a long-running command ends: what was opened is closed in reverse order, once, within the grace time. */
import type { Log } from '../src/log.js'

/** Platforms and container engines give ten seconds from SIGTERM to SIGKILL. */
export const graceMs = 10_000
/** What is left to those that close after the workers have used their share. */
export const workersGraceMs = 7_000

export interface Closers {
  add(name: string, close: () => Promise<void>): void
  /** Closes everything, last opened first. A close that fails does not keep the others open. */
  closeAll(log: Pick<Log, 'error'>): Promise<void>
}

export function createClosers(): Closers {
  const open: { name: string; close: () => Promise<void> }[] = []
  return {
    add: (name, close) => {
      open.push({ name, close })
    },
    async closeAll(log) {
      for (let next = open.pop(); next; next = open.pop()) {
        const { name, close } = next
        await close().catch((error: unknown) => log.error({ error }, `closing ${name} failed`))
      }
    },
  }
}

/**
 * Resolves on the first SIGINT or SIGTERM. From then on a second one, or the end of the grace time, exits at
 * once.
 */
export function firstSignal(log: Pick<Log, 'info' | 'warn'>): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let seen = false
    const onSignal = (signal: NodeJS.Signals) => {
      if (seen) process.exit(1)
      seen = true
      log.info({ signal }, 'stopping')
      setTimeout(() => {
        log.warn('the grace time is over')
        process.exit(1)
      }, graceMs).unref()
      resolve(signal)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

/** A file that a worker renews while its event loop turns. Redis being away is no reason to restart a worker. */
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const everyMs = 5_000
export const heartbeatLimitMs = 4 * everyMs
/** One container runs one worker; elsewhere the newest worker of a user writes it. */
export const heartbeatFile = join(tmpdir(), 'ml-architect-worker.alive')

/** Returns what ends it. */
export function startHeartbeat(): () => void {
  const beat = () => {
    try {
      writeFileSync(heartbeatFile, '')
    } catch {
      // Nowhere to write: then nobody asks.
    }
  }
  beat()
  const timer = setInterval(beat, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    rmSync(heartbeatFile, { force: true })
  }
}

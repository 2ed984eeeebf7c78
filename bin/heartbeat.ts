/** A file that a worker renews while its event loop turns. Redis being away is no reason to restart a worker. */
import { closeSync, constants, futimesSync, openSync, rmSync } from 'node:fs'
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
      // The folder may be everybody's: never through a link that somebody put there.
      const file = openSync(
        heartbeatFile,
        constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW,
        0o600,
      )
      const now = Date.now() / 1_000
      futimesSync(file, now, now)
      closeSync(file)
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

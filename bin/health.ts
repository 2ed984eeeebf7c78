/**
 * Asked by the container engine whether this container's process still does its work: `adapters` (the
 * default) answers on its port, `worker` renews a file as long as it is not stuck.
 */
import { statSync } from 'node:fs'
import { heartbeatFile, heartbeatLimitMs } from './heartbeat.js'

async function healthy(what: string | undefined): Promise<boolean> {
  if (what === 'worker') return Date.now() - statSync(heartbeatFile).mtimeMs < heartbeatLimitMs
  const port = process.env.PORT?.trim() || '3000'
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4_000) })
  return answer.ok
}

process.exitCode = (await healthy(process.argv[2]).catch(() => false)) ? 0 : 1

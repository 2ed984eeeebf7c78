/** Tells a process from another one that got its number later: by number and start time together. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const processIdSchema = z.object({ pid: z.int().positive(), started: z.string() })
export type ProcessId = z.infer<typeof processIdSchema>

/** The running process of that number, or undefined where there is none (a zombie counts as none). */
export function processOf(pid: number): ProcessId | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid)
  return started === undefined ? undefined : { pid, started }
}

export function isRunning(id: ProcessId): boolean {
  return processOf(id.pid)?.started === id.started
}

/** Clock ticks since the machine started. */
function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, in parentheses, may hold anything; the state is the first field behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function startedElsewhere(pid: number): string | undefined {
  const run = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const [state, ...started] = (run.stdout ?? '').trim().split(/\s+/)
  return !state || state.startsWith('Z') || started.length === 0 ? undefined : started.join(' ')
}

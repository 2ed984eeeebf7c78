/** A copy of the project as a clone would have it (committed and new files, nothing ignored), and runs in it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** In a new folder whose path holds spaces. The caller removes `base`. */
export function scratchClone(): { readonly base: string; readonly folder: string } {
  const base = mkdtempSync(join(tmpdir(), 'ml architect clone '))
  const folder = join(base, 'the clone')
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  })
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`)
  for (const file of listed.stdout
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  return { base, folder }
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

export interface Run {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<Ended>
  /** The first match in standard output; an error with all output when the process ends or time runs out first. */
  until(pattern: RegExp, limitMs?: number): Promise<RegExpExecArray>
}

/** Without a terminal and without input. In a process group of its own, as a shell would make it. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; input?: string },
): Run {
  const began = performance.now()
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdin?.end(options.input)
  let out = ''
  let err = ''
  const watchers = new Set<() => void>()
  child.stdout?.on('data', (data) => {
    out += data
    for (const watch of watchers) watch()
  })
  child.stderr?.on('data', (data) => {
    err += data
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout: out, stderr: err, ms: performance.now() - began }))
  })
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    ended,
    until: (pattern, limitMs = 120_000) =>
      new Promise((resolve, reject) => {
        const stop = (why: string) =>
          finish(() => reject(new Error(`${why}\nstdout: ${out}\nstderr: ${err}`)))
        const timer = setTimeout(() => stop(`${pattern} did not appear within ${limitMs} ms.`), limitMs)
        const finish = (then: () => void) => {
          clearTimeout(timer)
          watchers.delete(look)
          then()
        }
        const look = () => {
          const match = pattern.exec(out)
          if (match) finish(() => resolve(match))
        }
        watchers.add(look)
        void ended.then(() => stop(`The process ended before ${pattern} appeared.`)).catch(reject)
        look()
      }),
  }
}

/** The environment of a person's shell: none of the variables that this test run or npm set. */
export function cleanEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|NODE_ENV$|VITEST|TEST$|CI$|REDIS_URL$|PORT$|HOST$|DATA_DIR$|WEB_CHAT|LOG_LEVEL$|INSTALL_REDIS$)/i.test(
        name,
      ),
  )
  return { ...Object.fromEntries(kept), ...more }
}

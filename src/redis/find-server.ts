/**
 * Finds a Redis-compatible server program on this machine. Node's standard library only: the set-up script
 * uses it too.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface ServerProgram {
  readonly path: string
  readonly name: 'redis' | 'valkey'
  /** As the program says it: `7.0.15`. */
  readonly version: string
}

/** The scripts and the queue need what came with this version. */
export const oldestVersion = '6.2'

const names = ['redis-server', 'valkey-server'] as const

/** Where package managers put it that a shell's PATH may not hold. */
const usualFolders = [
  '/opt/homebrew/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/opt/local/bin',
  '/usr/local/opt/redis/bin',
  '/snap/bin',
]

export interface Search {
  /** The first program that is new enough. */
  readonly found?: ServerProgram
  /** Programs that are there and cannot be used. */
  readonly tooOld: readonly ServerProgram[]
}

/**
 * @param path what PATH is; the usual folders are searched after it
 * @param folders the usual folders
 */
export function findServer(path: string, folders: readonly string[] = usualFolders): Search {
  const tooOld: ServerProgram[] = []
  const searched = [...new Set([...path.split(delimiter).filter((folder) => folder !== ''), ...folders])]
  for (const folder of searched) {
    for (const name of names) {
      const program = ask(join(folder, name))
      if (!program) continue
      if (isNewEnough(program.version)) return { found: program, tooOld }
      tooOld.push(program)
    }
  }
  return { tooOld }
}

/** Whether a server of that version can run the program. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = numbers(version)
  const [oldestMajor = 0, oldestMinor = 0] = numbers(oldestVersion)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/** What the person has to do where no server is found: one sentence with one command, and the way around it. */
export function missingServerAdvice(
  search: Search,
  installed: (program: string) => boolean = isInstalled,
): string {
  const old = search.tooOld[0]
  const what = old
    ? `${old.path} is version ${old.version}, and ml-architect needs ${oldestVersion} or newer.`
    : `No Redis-compatible server (${names.join(' or ')}) was found.`
  return `${what} Install one with \`${installCommand(installed)}\`, or run everything in containers with \`node scripts/compose-env.mjs && docker compose up\`, or set REDIS_URL to a server you have.`
}

function installCommand(installed: (program: string) => boolean): string {
  if (installed('brew')) return 'brew install redis'
  if (installed('apt-get')) return 'sudo apt-get install -y redis-server'
  if (installed('dnf')) return 'sudo dnf install -y redis'
  if (installed('apk')) return 'sudo apk add redis'
  return 'docker run -d -p 127.0.0.1:6379:6379 redis redis-server --appendonly yes --appendfsync always'
}

const isInstalled = (program: string) =>
  [
    '/usr/bin',
    '/usr/sbin',
    '/sbin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/home/linuxbrew/.linuxbrew/bin',
  ].some((folder) => existsSync(join(folder, program)))

function ask(path: string): ServerProgram | undefined {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return undefined
  }
  const run = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 5_000 })
  const said = /^(redis|valkey) server v=(\d+(?:\.\d+)+)/im.exec(run.stdout ?? '')
  if (!said?.[1] || !said[2]) return undefined
  return { path, name: said[1].toLowerCase() === 'valkey' ? 'valkey' : 'redis', version: said[2] }
}

const numbers = (version: string) => version.split('.').map(Number)

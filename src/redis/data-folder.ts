/**
 * The folder the private Redis lives in: readable by nobody else, and used by one process of the program at a
 * time. The lock names its holder, so that the second one can say who that is.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AlreadyRunning, ConfigFault } from '../errors.js'
import { isRunning, type ProcessId, processIdSchema, processOf } from './process-id.js'

/** Inside DATA_DIR. */
export const folderName = 'redis'

const lockSchema = z.object({ holder: processIdSchema, token: z.string(), address: z.string().optional() })
type Lock = z.infer<typeof lockSchema>

export interface DataFolder {
  /** Absolute, mode 0700. */
  readonly path: string
  /** Says where the holder can be reached, for whoever comes second. */
  announce(address: string): void
  release(): void
}

/**
 * Makes the folder and takes its lock; a dead process's lock is taken over.
 * @param dataDir DATA_DIR; made with mode 0700 where it is missing, and left as it is where it exists
 * @throws AlreadyRunning, or ConfigFault where the folder cannot be used
 */
export function claimDataFolder(dataDir: string): DataFolder {
  const path = makeFolder(dataDir)
  const file = join(path, 'lock')
  const self = processOf(process.pid)
  if (!self)
    throw new ConfigFault([`DATA_DIR cannot be locked: this system does not tell when a process began.`])
  const lock: Lock = { holder: self, token: randomBytes(9).toString('hex') }
  take(file, lock, dataDir)
  return {
    path,
    announce: (address) => replace(file, JSON.stringify({ ...lock, address })),
    release: () => {
      if (read(file)?.token === lock.token) rmSync(file, { force: true })
    },
  }
}

/** Who holds the folder now, if anybody does. */
export function holderOf(
  dataDir: string,
): { readonly holder: ProcessId; readonly address?: string } | undefined {
  const lock = read(join(dataDir, folderName, 'lock'))
  return lock && isRunning(lock.holder) ? lock : undefined
}

function makeFolder(dataDir: string): string {
  const path = join(dataDir, folderName)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const stat = lstatSync(path)
    if (!stat.isDirectory())
      throw new ConfigFault([
        `DATA_DIR is not usable: ${path} is not a folder. Remove it, or choose another DATA_DIR.`,
      ])
    if (stat.uid !== process.getuid?.())
      throw new ConfigFault([
        `DATA_DIR is not usable: ${path} belongs to another user. Choose another DATA_DIR.`,
      ])
    chmodSync(path, 0o700)
    return path
  } catch (error) {
    if (error instanceof ConfigFault) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigFault([
      `DATA_DIR is not usable: ${path} cannot be made (${code}). Choose a folder you may write in.`,
    ])
  }
}

/** One try more than a race of two that take over a dead lock needs. */
const tries = 3

function take(file: string, lock: Lock, dataDir: string): void {
  for (let i = 0; i < tries; i++) {
    if (create(file, JSON.stringify(lock))) return
    const seen = read(file)
    if (seen && isRunning(seen.holder)) throw inUse(dataDir, seen)
    setAside(file, seen?.token)
  }
  throw inUse(dataDir, read(file))
}

/** Moves a dead process's lock away; a younger one that got there in between is put back. */
function setAside(file: string, token: string | undefined): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside)?.token !== token) linkSync(aside, file)
  } catch {
    // Somebody else moved it, or has made a new one: the next try will see.
  } finally {
    rmSync(aside, { force: true })
  }
}

const inUse = (dataDir: string, lock: Lock | undefined) =>
  new AlreadyRunning(
    `ml-architect already runs with the data in ${dataDir} (process ${lock?.holder.pid ?? 'unknown'}${lock?.address ? `, ${lock.address}` : ''}). Use that one, stop it, or set DATA_DIR and PORT for a second one.`,
  )

function create(file: string, content: string): boolean {
  // Written first and then linked into place, so that nobody reads half a lock.
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function replace(file: string, content: string): void {
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, content, { mode: 0o600 })
  renameSync(draft, file)
}

function read(file: string): Lock | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

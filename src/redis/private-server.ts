/**
 * The Redis that `start` runs when it was given none: in the data folder, on a Unix socket (or, where that
 * cannot be, on loopback with a password), every write on disk before it is answered. One that outlived a
 * killed start is adopted, a dead one is started again, and it stops with the program.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { RedisMissing } from '../errors.js'
import type { Log } from '../log.js'
import { claimDataFolder, folderName } from './data-folder.js'
import { findServer, missingServerAdvice } from './find-server.js'
import { inspectRedis, misfit } from './inspect.js'
import { isRunning, type ProcessId, processIdSchema, processOf } from './process-id.js'

export interface PrivateServer {
  /** For ioredis: the socket's path, or a URL with a password. */
  readonly url: string
  /** Whether a server that was running already was taken over. */
  readonly adopted: boolean
  /** Puts the program's address into the lock, for a second start to name. */
  announce(address: string): void
  stop(): Promise<void>
}

export interface PrivateServerOptions {
  readonly dataDir: string
  /** PATH. */
  readonly searchPath: string
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

/** sun_path holds 104 bytes with its end on macOS and 108 on Linux. */
const longestSocketPath = 103
/** A large append-only file takes a while to load. */
const loadingPatienceMs = 120_000
const adoptionPatienceMs = 30_000
const stopPatienceMs = 5_000
const watchEveryMs = 250
/** The pause before the n-th restart in a row. */
const restartDelayMs = (n: number) => Math.min(100 * 2 ** n, 5_000)
/** A server that ran for this long did not die of its start. */
const steadyMs = 30_000

const addressSchema = z.union([
  z.object({ kind: z.literal('socket'), path: z.string() }),
  z.object({ kind: z.literal('port'), port: z.int(), password: z.string() }),
])
type Address = z.infer<typeof addressSchema>
const recordSchema = z.object({ server: processIdSchema, address: addressSchema })

interface Running {
  readonly id: ProcessId
  /** Absent for an adopted one: then it is watched by its number. */
  readonly child?: ChildProcess
}

/**
 * Takes the data folder's lock and starts or adopts its server.
 * @throws AlreadyRunning, ConfigFault, or RedisMissing with the command that mends it
 */
export async function startPrivateServer(options: PrivateServerOptions): Promise<PrivateServer> {
  const folder = claimDataFolder(options.dataDir)
  try {
    const orphan = await adopt(folder.path)
    const first = orphan ?? (await startAnew(folder.path, options))
    const supervised = supervise(folder.path, first, options)
    return {
      url: urlOf(first.address),
      adopted: orphan !== undefined,
      announce: folder.announce,
      async stop() {
        await supervised.stop()
        rmSync(recordFile(folder.path), { force: true })
        folder.release()
      },
    }
  } catch (error) {
    folder.release()
    throw error
  }
}

/** The address of the data folder's server, if one was started; for looking, not for using. */
export function recordedUrl(dataDir: string): string | undefined {
  const record = readRecord(join(dataDir, folderName))
  return record && isRunning(record.server) ? urlOf(record.address) : undefined
}

const recordFile = (folder: string) => join(folder, 'server.json')
const socketPath = (folder: string) => join(folder, 'redis.sock')

const urlOf = (address: Address) =>
  address.kind === 'socket' ? address.path : `redis://:${address.password}@127.0.0.1:${address.port}`

type Started = { readonly running: Running; readonly address: Address }

/**
 * The server that a killed start left behind. One that does not answer is ended: two must never write into one
 * folder.
 */
async function adopt(folder: string): Promise<Started | undefined> {
  const record = readRecord(folder) ?? (await unrecorded(folder))
  if (!record || !isRunning(record.server)) return undefined
  const { server, address } = record
  if (await answers(urlOf(address), () => isRunning(server), adoptionPatienceMs)) {
    writeRecord(folder, record)
    return { running: { id: server }, address }
  }
  await end(server)
  return undefined
}

/** One whose start was killed before it was written down. */
async function unrecorded(folder: string): Promise<z.infer<typeof recordSchema> | undefined> {
  const path = socketPath(folder)
  if (!existsSync(path)) return undefined
  const found = await inspectRedis(path, 1_000)
  const server = found.kind === 'up' ? processOf(found.pid) : undefined
  return server && { server, address: { kind: 'socket', path } }
}

async function startAnew(folder: string, { searchPath, log }: PrivateServerOptions): Promise<Started> {
  const search = findServer(searchPath)
  if (!search.found) throw new RedisMissing(missingServerAdvice(search))
  const socket = socketPath(folder)
  // ioredis reads what follows a question mark as options.
  if (Buffer.byteLength(socket) <= longestSocketPath && !socket.includes('?')) {
    const address: Address = { kind: 'socket', path: socket }
    try {
      return { running: await launch(folder, search.found.path, address), address }
    } catch (error) {
      // Some shared folders hold no sockets.
      if (!/socket|bind/i.test(lastLines(folder))) throw error
      log.info('the data folder takes no Unix socket: using a loopback port')
    }
  }
  const address: Address = { kind: 'port', port: await freePort(), password: randomBytes(24).toString('hex') }
  return { running: await launch(folder, search.found.path, address), address }
}

/** Starts the server and waits until it answers. Throws RedisMissing with the server's own last words. */
async function launch(folder: string, program: string, address: Address): Promise<Running> {
  const config = join(folder, 'redis.conf')
  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 })
  rmSync(join(folder, 'server.log'), { force: true })
  writeFileSync(config, configFor(folder, address), { mode: 0o600 })
  // A session of its own: the Ctrl-C that asks the program to finish must not end its store first.
  const child = spawn(program, [config], { cwd: folder, stdio: 'ignore', detached: true })
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`))
  })
  let ended: string | undefined
  gone.then((reason) => {
    ended = reason
  })
  child.unref()
  const id = child.pid === undefined ? undefined : processOf(child.pid)
  if (id) writeRecord(folder, { server: id, address })
  if (id && (await answers(urlOf(address), () => ended === undefined))) return { id, child }
  child.kill('SIGKILL')
  throw new RedisMissing(
    `${program} could not be started (${ended ?? 'no answer'}). ${lastLines(folder)}`.trim(),
  )
}

function configFor(folder: string, address: Address): string {
  const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`
  const place =
    address.kind === 'socket'
      ? ['port 0', `unixsocket ${quoted(address.path)}`, 'unixsocketperm 700']
      : [`port ${address.port}`, 'bind 127.0.0.1', `requirepass ${quoted(address.password)}`]
  return [
    ...place,
    `dir ${quoted(join(folder, 'data'))}`,
    `logfile ${quoted(join(folder, 'server.log'))}`,
    'daemonize no',
    'appendonly yes',
    'appendfsync always',
    'maxmemory-policy noeviction',
    'save ""',
    '',
  ].join('\n')
}

/** Starts the server again whenever it is found dead, at the same address, so that clients find it. */
function supervise(folder: string, first: Started, { searchPath, log }: PrivateServerOptions) {
  const { address } = first
  let running: Running | undefined = first.running
  let startedAt = Date.now()
  let deaths = 0
  let stopping = false
  let restarting: Promise<void> | undefined

  const restart = async () => {
    const delay = restartDelayMs(Date.now() - startedAt > steadyMs ? 0 : deaths++)
    log.warn({ delayMs: delay }, 'the private Redis ended: starting it again')
    await sleep(delay)
    if (stopping) return
    const search = findServer(searchPath)
    if (!search.found) throw new RedisMissing(missingServerAdvice(search))
    startedAt = Date.now()
    running = await launch(folder, search.found.path, address)
    log.info('the private Redis is back')
  }
  const watch = setInterval(() => {
    if (stopping || restarting || (running && isAlive(running))) return
    running = undefined
    restarting = restart()
      .catch((error: Error) => log.error({ error: error.message }, 'the private Redis could not be started'))
      .finally(() => {
        restarting = undefined
      })
  }, watchEveryMs)
  watch.unref()
  // An exit without a stop (a second Ctrl-C): the append-only file is safe, the process shall not stay.
  const onExit = () => running && signal(running.id, 'SIGTERM')
  process.once('exit', onExit)

  return {
    async stop() {
      stopping = true
      clearInterval(watch)
      process.off('exit', onExit)
      await restarting
      if (running) await end(running.id)
    },
  }
}

const isAlive = ({ id, child }: Running) =>
  child ? child.exitCode === null && child.signalCode === null : isRunning(id)

async function end(id: ProcessId): Promise<void> {
  signal(id, 'SIGTERM')
  const deadline = Date.now() + stopPatienceMs
  while (isRunning(id)) {
    if (Date.now() > deadline) signal(id, 'SIGKILL')
    await sleep(10)
  }
}

function signal(id: ProcessId, name: NodeJS.Signals): void {
  if (!isRunning(id)) return
  try {
    process.kill(id.pid, name)
  } catch {
    // It ended in between.
  }
}

/** Waits until the server answers, as long as it lives and may be loading. */
async function answers(url: string, lives: () => boolean, patienceMs = loadingPatienceMs): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (lives() && Date.now() < deadline) {
    if (misfit(await inspectRedis(url, 1_000)) === undefined) return lives()
    await sleep(15)
  }
  return false
}

function writeRecord(folder: string, record: z.infer<typeof recordSchema>): void {
  writeFileSync(recordFile(folder), JSON.stringify(record), { mode: 0o600 })
}

function readRecord(folder: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(readFileSync(recordFile(folder), 'utf8'))).data
  } catch {
    return undefined
  }
}

/** The end of the server's own log: why it would not start. */
function lastLines(folder: string): string {
  try {
    return readFileSync(join(folder, 'server.log'), 'utf8').trim().split('\n').slice(-2).join(' ')
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** A real Redis server of a test's own, on a free loopback port, with its data in a temporary folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface TestRedis {
  readonly url: string
  readonly port: number
  readonly dataDir: string
  /** SIGTERM, and the data is gone. */
  stop(): Promise<void>
  /** SIGKILL; the data stays for `restart`. */
  kill(): Promise<void>
  /** SIGSTOP and SIGCONT: a server that hangs. */
  pause(): void
  resume(): void
  /** Starts the server again on its port and data. */
  restart(): Promise<void>
}

/** As many as the programs that one test file may run, one after the other and at once. */
export const testDatabases = 128

/** The first Redis-compatible server on PATH. */
export function findServer(): string | undefined {
  for (const name of ['redis-server', 'valkey-server'])
    for (const dir of (process.env.PATH ?? '').split(delimiter)) {
      try {
        const file = join(dir, name)
        accessSync(file, constants.X_OK)
        return file
      } catch {
        // not in this folder
      }
    }
  return undefined
}

/** @param appendonly `always` as in production; `no` (the default) where a test never restarts the server */
export async function startRedis({
  appendonly = 'no',
}: {
  appendonly?: 'no' | 'everysec' | 'always'
} = {}): Promise<TestRedis> {
  const server = findServer()
  if (!server) throw new Error('These tests need redis-server or valkey-server on PATH.')
  const dataDir = await mkdtemp(join(tmpdir(), 'ml-architect-test-'))
  const port = await freePort()
  let child = await launch(server, port, dataDir, appendonly)
  const end = (signal: 'SIGTERM' | 'SIGKILL') =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGCONT')
      child.kill(signal)
    })
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dataDir,
    kill: () => end('SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async restart() {
      await end('SIGKILL')
      child = await launch(server, port, dataDir, appendonly)
    },
    async stop() {
      await end('SIGKILL')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function launch(server: string, port: number, dir: string, appendonly: string): Promise<ChildProcess> {
  const child = spawn(
    server,
    [
      ['--port', String(port)],
      ['--bind', '127.0.0.1'],
      ['--dir', dir],
      ['--save', ''],
      ['--databases', String(testDatabases)],
      ['--maxmemory-policy', 'noeviction'],
      appendonly === 'no' ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendonly],
    ].flat(),
    { stdio: 'ignore' },
  )
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) break
    if (await answers(port)) return child
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  child.kill('SIGKILL')
  throw new Error(`${server} did not start on port ${port}.`)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.setTimeout(500, () => socket.destroy())
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

export function freePort(): Promise<number> {
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

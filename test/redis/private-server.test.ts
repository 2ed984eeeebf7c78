/** The life of the Redis that `start` runs for itself: a real one, in a temporary folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AlreadyRunning, ConfigFault, RedisMissing } from '../../src/errors.js'
import { inspectRedis, showAddress } from '../../src/redis/inspect.js'
import { type PrivateServer, startPrivateServer } from '../../src/redis/private-server.js'
import { isRunning, processOf } from '../../src/redis/process-id.js'
import { connectQueue } from '../../src/session/connection.js'

const holder = fileURLToPath(new URL('../../dist/test/redis/hold-private-server.js', import.meta.url))

let base: string
let dataDir: string
const servers: PrivateServer[] = []
const children: ChildProcess[] = []
const clients: { disconnect(): void }[] = []

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ml architect '))
  dataDir = join(base, 'data')
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) await server.stop()
  const left = serverPid()
  if (left !== undefined && processOf(left)) process.kill(left, 'SIGKILL')
  rmSync(base, { recursive: true, force: true })
})

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function start(folder = dataDir): Promise<PrivateServer> {
  const server = await startPrivateServer({ dataDir: folder, searchPath: process.env.PATH ?? '', log })
  servers.push(server)
  return server
}

function client(url: string) {
  const redis = connectQueue(url, () => undefined)
  clients.push(redis)
  return redis
}

/** The first line that the process prints, read as JSON. */
async function hold(how = 'hold'): Promise<{ child: ChildProcess; said: Record<string, unknown> }> {
  const child = spawn(process.execPath, [holder, dataDir, how], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  for await (const data of child.stdout ?? []) {
    text += data
    if (text.includes('\n')) break
  }
  return { child, said: JSON.parse(text) }
}

function serverPid(): number | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'redis', 'server.json'), 'utf8')).server.pid
  } catch {
    return undefined
  }
}

async function until(what: () => boolean | Promise<boolean>, limitMs = 8_000): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time.')
    await sleep(20)
  }
}

const exited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

describe('the private Redis', () => {
  test('keeps every write, evicts nothing, and is reachable by its owner alone', async () => {
    const server = await start()
    const redis = client(server.url)
    expect(await inspectRedis(server.url)).toMatchObject({
      kind: 'up',
      appendonly: true,
      appendfsync: 'always',
      maxmemoryPolicy: 'noeviction',
      pid: serverPid(),
    })
    expect(await redis.call('CONFIG', 'GET', 'port')).toEqual(['port', '0'])
    for (const path of [dataDir, join(dataDir, 'redis'), server.url])
      expect(statSync(path).mode & 0o077).toBe(0)
  })

  test('brings the data back after a stop', async () => {
    const first = await start()
    await client(first.url).set('k', 'v')
    await first.stop()
    expect(readdirSync(join(dataDir, 'redis'))).not.toContain('lock')
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await client(second.url).get('k')).toBe('v')
  })

  test('ends its process when it stops', async () => {
    const server = await start()
    const id = processOf(serverPid() ?? 0)
    if (!id) throw new Error('Expected a running server.')
    await server.stop()
    expect(isRunning(id)).toBe(false)
  })

  test('leaves a folder that was there as it was', async () => {
    mkdirSync(dataDir, { mode: 0o755 })
    await start()
    expect(statSync(dataDir).mode & 0o777).toBe(0o755)
    expect(statSync(join(dataDir, 'redis')).mode & 0o777).toBe(0o700)
  })

  test('a second start is told who runs, and where', async () => {
    const server = await start()
    server.announce('http://127.0.0.1:3000')
    await expect(start()).rejects.toThrow(AlreadyRunning)
    const { said } = await hold()
    expect(said.refused).toContain(`process ${process.pid}, http://127.0.0.1:3000`)
    expect((await inspectRedis(server.url)).kind).toBe('up')
  })

  test('a killed start leaves a server that the next start adopts', async () => {
    const { child, said } = await hold()
    const pid = serverPid()
    await client(String(said.url)).set('k', 'v')
    child.kill('SIGKILL')
    await until(() => exited(child))
    const server = await start()
    expect(server.adopted).toBe(true)
    expect(serverPid()).toBe(pid)
    expect(await client(server.url).get('k')).toBe('v')
    await server.stop()
    expect(processOf(pid ?? 0)).toBeUndefined()
  })

  test('a server that nobody wrote down is adopted too', async () => {
    const { child } = await hold()
    const pid = serverPid()
    child.kill('SIGKILL')
    await until(() => exited(child))
    rmSync(join(dataDir, 'redis', 'server.json'))
    expect((await start()).adopted).toBe(true)
    expect(serverPid()).toBe(pid)
  })

  test('of several starts after a kill exactly one gets the folder', async () => {
    const { child } = await hold()
    child.kill('SIGKILL')
    await until(() => exited(child))
    const all = await Promise.all([hold(), hold(), hold(), hold()])
    expect(all.filter(({ said }) => said.refused === undefined)).toHaveLength(1)
    expect(all.filter(({ said }) => String(said.refused).includes('already runs'))).toHaveLength(3)
  })

  test.each(['its own', 'an adopted'])(
    'starts %s server again when it dies, with its data, at its address',
    async (whose) => {
      if (whose === 'an adopted') {
        const { child } = await hold()
        child.kill('SIGKILL')
        await until(() => exited(child))
      }
      const server = await start()
      expect(server.adopted).toBe(whose === 'an adopted')
      const redis = client(server.url)
      for (const round of ['1', '2']) {
        await redis.set('k', round)
        const pid = serverPid() ?? 0
        process.kill(pid, 'SIGKILL')
        await until(() => serverPid() !== pid && serverPid() !== undefined)
        expect(await redis.get('k')).toBe(round)
      }
    },
  )

  test('an exit without a stop ends the server as well', async () => {
    const { child } = await hold('exit')
    await until(() => exited(child))
    await until(() => !processOf(serverPid() ?? 0))
    expect(child.exitCode).toBe(0)
  })

  test('where the path is too long for a socket, it listens on loopback with a password', async () => {
    const server = await start(join(dataDir, 'x'.repeat(120)))
    const url = new URL(server.url)
    expect(url.hostname).toBe('127.0.0.1')
    expect(url.password).toMatch(/^[0-9a-f]{48}$/)
    expect((await inspectRedis(server.url)).kind).toBe('up')
    url.password = 'wrong'
    expect(await inspectRedis(url.href)).toEqual({
      kind: 'down',
      reason: 'it refuses the user name or password',
    })
    url.password = ''
    expect(await inspectRedis(url.href)).toMatchObject({ kind: 'down' })
    expect(showAddress(server.url)).toBe(`redis://127.0.0.1:${url.port}`)
  })

  test('without a server program it says which command mends that', async () => {
    const starting = startPrivateServer({ dataDir, searchPath: base, log })
    await expect(starting).rejects.toThrow(RedisMissing)
    await expect(starting).rejects.toThrow(/No Redis-compatible server .* was found\. Install one with `.+`/)
    // The folder is free again.
    await start()
  })

  test('a server that cannot read its data is told with its own words', async () => {
    const data = join(dataDir, 'redis', 'data', 'appendonlydir')
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'appendonly.aof.manifest'), 'not a manifest\n')
    await expect(start()).rejects.toThrow(/could not be started .*manifest/)
  })

  test('a data folder that cannot be used is a wrong setting', async () => {
    writeFileSync(dataDir, 'a file')
    await expect(start()).rejects.toThrow(ConfigFault)
    await expect(start()).rejects.toThrow(/^DATA_DIR is not usable: .* Choose/)
  })
})

/**
 * What the Dockerfile and docker-compose.yml say, done without a container engine: the image's steps in a
 * folder, then Redis, the chat process and two workers with the very command lines, environments and health
 * checks of the compose file, as another user and without write access. What only an engine can show (its
 * networks, capabilities and mounts) is checked as text.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectRedis } from '../../src/redis/inspect.js'
import { listAt, mapAt, readComposeFile, type YamlMap } from '../support/compose-file.js'
import { last, performStage, readDockerfile, type Stage } from '../support/dockerfile.js'
import { findServer, freePort } from '../support/redis.js'
import { cleanEnvironment, run, scratchClone } from '../support/scratch.js'
import { visit } from '../support/web-visitor.js'

let base: string
let context: string
let compose: YamlMap
let stages: Stage[]
/** The image's /app. */
let app: string
const children: ChildProcess[] = []

beforeAll(() => {
  const clone = scratchClone()
  base = clone.base
  context = clone.folder
  compose = readComposeFile(readFileSync(join(context, 'docker-compose.yml'), 'utf8'))
  stages = readDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'))
  const folders = new Map(stages.map(({ as }) => [as, join(base, `stage ${as}`)]))
  for (const stage of stages) app = performStage(stage, context, folders)
})

afterAll(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGKILL')))
  if (base) {
    spawnSync('chmod', ['-R', 'u+w', base])
    rmSync(base, { recursive: true, force: true })
  }
})

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

const final = () => {
  const stage = stages.at(-1)
  if (!stage) throw new Error('The Dockerfile has no stage.')
  return stage
}

/** The command that a HEALTHCHECK or a compose health check gives, without its leading word. */
const words = (json: string): string[] => JSON.parse(json.slice(json.indexOf('[')))

/** As another user where we may become one: the image says `USER node`. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** A service's process: entry point and command, in the image's folder, with the compose file's environment. */
function startService(name: string, set: Record<string, string>, tmp: string) {
  const entry = words(last(final(), 'ENTRYPOINT') ?? '')
  const [program = '', ...args] = [...entry, ...listAt(compose, 'services', name, 'command')]
  const env = environmentOf(name, set, tmp)
  const child = spawn(program, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'], ...nobody })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (data) => (output += data))
  child.stderr?.on('data', (data) => (output += data))
  return { child, env, output: () => output }
}

function environmentOf(name: string, set: Record<string, string>, tmp: string): NodeJS.ProcessEnv {
  const given = mapAt(compose, 'services', name, 'environment')
  const image = Object.fromEntries(
    final()
      .instructions.filter((instruction) => instruction.name === 'ENV')
      .map(({ words: text }) => text.split('=')),
  )
  const filled = Object.entries(given).map(([key, value]) => [
    key,
    set[key] ?? substitute(String(value), set),
  ])
  return { PATH: process.env.PATH, TMPDIR: tmp, ...image, ...Object.fromEntries(filled) }
}

/** `${NAME:-default}` and `${NAME:?what to do}` as docker compose reads them. */
function substitute(value: string, set: Record<string, string>): string {
  return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest = '') => {
    const found = set[name]
    if (found) return found
    if (kind === '?') throw new Error(rest)
    return rest
  })
}

async function isHealthy(command: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const [program = '', ...args] = command
  const { code } = await run(program, args, { cwd: app, env }).ended
  return code === 0
}

async function until(what: () => Promise<boolean>, limitMs: number, why: () => string): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`It did not happen in time. ${why()}`)
    await sleep(100)
  }
}

describe('the image', () => {
  test('holds what runs, and nothing of what only builds or tests', () => {
    expect(readdirSync(app).sort()).toEqual(['bin', 'dist', 'node_modules', 'package.json'])
    const { devDependencies, dependencies } = JSON.parse(readFileSync(join(context, 'package.json'), 'utf8'))
    for (const name of Object.keys(dependencies))
      expect(existsSync(join(app, 'node_modules', name))).toBe(true)
    // What a package that runs brings along itself, such as types, is no development of ours.
    const { packages } = JSON.parse(readFileSync(join(context, 'package-lock.json'), 'utf8'))
    const ours = Object.keys(devDependencies).filter((name) => packages[`node_modules/${name}`].dev === true)
    expect(ours).toContain('typescript')
    for (const name of ours) expect(existsSync(join(app, 'node_modules', name)), name).toBe(false)
    expect(existsSync(join(app, 'dist', 'test'))).toBe(false)
  })

  test('runs as a user without rights', () => {
    expect(last(final(), 'USER')).toBe('node')
  })
})

describe('the compose file', () => {
  const services = ['redis', 'adapters', 'worker']

  test('gives no service write access, capabilities or new privileges', () => {
    for (const name of services) {
      const service = mapAt(compose, 'services', name)
      expect(service.read_only).toBe('true')
      expect(listAt(service, 'tmpfs')).toEqual(['/tmp'])
      expect(listAt(service, 'cap_drop')).toEqual(['ALL'])
      expect(listAt(service, 'security_opt')).toEqual(['no-new-privileges:true'])
    }
  })

  test('publishes the chat on loopback alone and Redis nowhere', () => {
    expect(mapAt(compose, 'services', 'redis').ports).toBeUndefined()
    expect(mapAt(compose, 'services', 'worker').ports).toBeUndefined()
    for (const port of listAt(compose, 'services', 'adapters', 'ports'))
      expect(port).toMatch(/^127\.0\.0\.1:/)
    expect(listAt(compose, 'services', 'redis', 'networks')).toEqual(['store'])
    expect(mapAt(compose, 'networks', 'store').internal).toBe('true')
  })

  test('keeps the data in a volume, and starts the others when Redis is healthy', () => {
    expect(listAt(compose, 'services', 'redis', 'volumes')).toEqual(['redis:/data'])
    expect(compose.volumes).toHaveProperty('redis')
    for (const name of ['adapters', 'worker'])
      expect(mapAt(compose, 'services', name, 'depends_on', 'redis').condition).toBe('service_healthy')
  })

  test('lets workers be scaled: nothing of one is named or published', () => {
    const worker = mapAt(compose, 'services', 'worker')
    expect(worker).not.toHaveProperty('container_name')
    expect(worker).not.toHaveProperty('hostname')
  })

  test('does not start without a token, and says what makes one', () => {
    expect(() => environmentOf('adapters', {}, '/tmp')).toThrow('Run node scripts/compose-env.mjs once')
  })

  test('docker compose reads it, where there is one', () => {
    const version = spawnSync('docker', ['compose', 'version'])
    if (version.error || version.status !== 0) {
      // Without an engine, that the file is read at all and holds the services is what can be shown.
      expect(Object.keys(mapAt(compose, 'services')).sort()).toEqual([...services].sort())
      return
    }
    const config = spawnSync('docker', ['compose', 'config', '--quiet'], {
      cwd: context,
      env: { ...process.env, WEB_CHAT_TOKEN: 'a-token-of-some-length' },
      encoding: 'utf8',
    })
    expect(config.stderr).toBe('')
    expect(config.status).toBe(0)
  })
})

describe('compose-env', () => {
  test('writes a random token once, readable by its owner alone, and keeps what is there', async () => {
    const go = () => run('node', ['scripts/compose-env.mjs'], { cwd: context, env: cleanEnvironment() }).ended
    expect((await go()).code).toBe(0)
    const file = join(context, '.env')
    const first = readFileSync(file, 'utf8')
    expect(first).toMatch(/^WEB_CHAT_TOKEN=[0-9a-f]{48}\n$/)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect((await go()).stdout).toContain('nothing changed')
    expect(readFileSync(file, 'utf8')).toBe(first)
  })
})

describe('the services', () => {
  test('answer their health checks, take a request and bring the answer', async () => {
    const [redisPort, webPort] = [await freePort(), await freePort()]
    const data = join(base, 'volume')
    const tmp = join(base, 'tmp')
    for (const folder of [data, tmp]) {
      mkdirSync(folder, { mode: 0o777 })
      chmodSync(folder, 0o777)
    }
    chmodSync(base, 0o755)
    // A read-only file system for whoever is not root, and nobody is root here.
    spawnSync('chmod', ['-R', 'a-w,a+rX', app])

    const [, ...redisArgs] = listAt(compose, 'services', 'redis', 'command')
    const redis = spawn(findServer() ?? '', [...redisArgs, '--port', String(redisPort), '--dir', data], {
      stdio: 'ignore',
      ...nobody,
    })
    children.push(redis)
    const redisUrl = `redis://127.0.0.1:${redisPort}`
    await until(
      async () => (await inspectRedis(redisUrl)).kind === 'up',
      10_000,
      () => 'Redis',
    )
    expect(await inspectRedis(redisUrl)).toMatchObject({
      appendonly: true,
      appendfsync: 'always',
      maxmemoryPolicy: 'noeviction',
    })

    const token = 'c0ffee'.repeat(4)
    const set = { REDIS_URL: redisUrl, WEB_CHAT_TOKEN: token, PORT: String(webPort) }
    const adapters = startService('adapters', set, tmp)
    const workers = [1, 2].map((n) => {
      const own = join(tmp, `worker-${n}`)
      mkdirSync(own)
      chmodSync(own, 0o777)
      return startService('worker', set, own)
    })
    const everything = () => [adapters, ...workers].map(({ output }) => output()).join('\n')
    const imageCheck = words(last(final(), 'HEALTHCHECK')?.replace(/^.*CMD /, '') ?? '')
    const workerCheck = listAt(compose, 'services', 'worker', 'healthcheck', 'test').slice(1)
    await until(() => isHealthy(imageCheck, adapters.env), 20_000, everything)
    for (const worker of workers) await until(() => isHealthy(workerCheck, worker.env), 20_000, everything)

    const person = visit(`http://127.0.0.1:${webPort}/`)
    expect((await person.get('/')).url).toBe('/sign-in')
    expect((await person.submit('/sign-in', { token: 'wrong', name: 'Ada' })).status).toBe(401)
    await person.get('/sign-in')
    expect((await person.submit('/sign-in', { token, name: 'Ada' })).url).toBe('/')
    const request = 'Design a time series forecasting model for 63-day trajectory prediction'
    const thread = await person.submit('/', { text: request })
    expect(thread.url).toMatch(/^\/t\//)
    await until(
      async () => /63|question|proposal/i.test(await answerIn(person, thread.url, request)),
      20_000,
      everything,
    )

    // A worker that stops leaves the rest at work; a stopped one is not healthy.
    await Promise.all([adapters, ...workers].map(({ child }) => end(child, 'SIGTERM')))
    expect([adapters, ...workers].map(({ child }) => child.exitCode)).toEqual([0, 0, 0])
    expect(await isHealthy(imageCheck, adapters.env)).toBe(false)
    expect(await isHealthy(workerCheck, workers[0]?.env ?? {})).toBe(false)
  })
})

/** The thread's words beside the request itself and the page's frame. */
async function answerIn(person: ReturnType<typeof visit>, path: string, request: string): Promise<string> {
  const { text } = await person.get(path)
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? ''
  return [...main.matchAll(/<article[\s\S]*?<\/article>/g)]
    .map(([article]) => article)
    .filter((article) => !article.includes(request))
    .join('\n')
}

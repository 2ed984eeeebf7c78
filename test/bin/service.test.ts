/** start, adapters and worker as a person runs them: through the launcher, with real Redis. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../support/redis.js'
import { cleanEnvironment, type Run, run } from '../support/scratch.js'
import { visit } from '../support/web-visitor.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ready = /ml-architect is ready: (http:\S+)/

let base: string
let redis: TestRedis
const runs: Run[] = []

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'ml architect '))
  redis = await startRedis()
})
afterAll(async () => {
  await redis.stop()
  rmSync(base, { recursive: true, force: true })
})
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    child.kill('SIGTERM')
    await ended
  }
})

function command(name: string, env: NodeJS.ProcessEnv = {}): Run {
  const started = run(process.execPath, ['bin/ml-architect.js', name], {
    cwd: root,
    env: cleanEnvironment({ PORT: '0', DATA_DIR: join(base, 'data'), ...env }),
  })
  runs.push(started)
  return started
}

function listen(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })
}

/** Asks in the chat and waits for an answer beside the words themselves. */
async function converse(address: string, words: string): Promise<void> {
  const person = visit(address)
  await person.get('/')
  const { url, text: page } = await person.submit('/', { text: words })
  if (!url.startsWith('/t/')) throw new Error(`It was not taken: ${page}`)
  const deadline = Date.now() + 30_000
  for (;;) {
    const { text } = await person.get(url)
    const answers = [...text.matchAll(/<article[\s\S]*?<\/article>/g)].filter(
      ([article]) => !article.includes(words),
    )
    if (answers.length > 0) return
    if (Date.now() > deadline) throw new Error(`No answer came: ${text}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const request = 'Forecast weekly sales of 40 stores, 12 weeks ahead, 3 years of data'

describe('start', () => {
  test('answers in the web chat on a Redis of its own, and ends with 0 when told to stop', async () => {
    const start = command('start')
    const [, address = ''] = await start.until(ready)
    expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ status: 'ok' })
    await converse(address, request)
    start.child.kill('SIGINT')
    const { code, stderr } = await start.ended
    expect(code).toBe(0)
    expect(stderr).not.toContain('Forecast weekly sales')
  })

  test('a second signal ends it at once', async () => {
    const start = command('start')
    await start.until(ready)
    start.child.kill('SIGTERM')
    start.child.kill('SIGINT')
    const asked = performance.now()
    expect((await start.ended).code).not.toBe(null)
    expect(performance.now() - asked).toBeLessThan(5_000)
  })

  test('the log holds no token', async () => {
    const token = 'f00dfeed'.repeat(3)
    const start = command('start', { WEB_CHAT_TOKEN: token, LOG_LEVEL: 'trace' })
    const [, address = ''] = await start.until(ready)
    const person = visit(address)
    await person.get('/')
    expect((await person.submit('/sign-in', { token, name: 'Ada' })).status).toBe(200)
    start.child.kill('SIGTERM')
    const { stdout, stderr } = await start.ended
    expect(stdout + stderr).not.toContain(token)
  })

  test('a taken port is one sentence and exit 1, and leaves nothing running', async () => {
    const { server, port } = await listen()
    const { code, stderr } = await command('start', { PORT: String(port), LOG_LEVEL: 'silent' }).ended
    server.close()
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`^Port ${port} .*PORT`))])
    // The data folder is free again.
    await command('start').until(ready)
  })

  test('a Redis that does not answer is one sentence without its password, and exit 1', async () => {
    const { code, stderr } = await command('start', { REDIS_URL: 'redis://:hunter2@127.0.0.1:1' }).ended
    expect(code).toBe(1)
    expect(stderr).toBe(
      'Redis at redis://127.0.0.1:1 cannot be used (ECONNREFUSED). Start or replace it, correct REDIS_URL, or unset REDIS_URL to let `npm start` run its own.\n',
    )
  })

  test('a Redis that goes away during a conversation is told in the chat, and the talk goes on when it is back', async () => {
    const own = await startRedis({ appendonly: 'always' })
    try {
      const start = command('start', { REDIS_URL: own.url })
      const [, address = ''] = await start.until(ready)
      await converse(address, request)
      const person = visit(address)
      await person.get('/')

      await own.kill()
      const refused = await person.submit('/', { text: 'Forecast hourly load' })
      expect(refused.status).toBe(503)
      expect(refused.text).toMatch(/Redis/)
      expect(refused.text).toMatch(/again/)
      expect((await fetch(`${address}/health`)).status).toBe(503)

      await own.restart()
      await expect.poll(async () => (await fetch(`${address}/health`)).status, { timeout: 20_000 }).toBe(200)
      await converse(address, 'Forecast hourly load of 320 buildings, 48 hours ahead')
      start.child.kill('SIGTERM')
      const { code, stderr } = await start.ended
      expect(code).toBe(0)
      expect(stderr).not.toContain('Forecast')
    } finally {
      await own.stop()
    }
  })

  test('a private Redis that dies is started again, and the talk goes on', async () => {
    const start = command('start')
    const [, address = ''] = await start.until(ready)
    await converse(address, request)
    const serverOf = (): { server: { pid: number } } =>
      JSON.parse(readFileSync(join(base, 'data', 'redis', 'server.json'), 'utf8'))
    const { pid } = serverOf().server
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => serverOf().server.pid, { timeout: 20_000 }).not.toBe(pid)
    await expect.poll(async () => (await fetch(`${address}/health`)).status, { timeout: 20_000 }).toBe(200)
    await converse(address, request)
  })

  test('wrong settings are listed together, exit 2', async () => {
    const { code, stderr } = await command('start', { PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-1' }).ended
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^These settings cannot be used:\n- PORT must .*\n- SLACK_APP_TOKEN .* must be set beside SLACK_BOT_TOKEN: .*\n$/,
    )
    expect(stderr).not.toContain('xoxb-1')
  })

  test('where nobody could ask anything, it does not start', async () => {
    const { code, stderr } = await command('start', { WEB_CHAT: 'off' }).ended
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^WEB_CHAT is off .*\n$/)])
  })
})

describe('adapters and worker', () => {
  test.each(['adapters', 'worker'])('%s needs REDIS_URL, exit 2', async (role) => {
    const { code, stderr } = await command(role).ended
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^REDIS_URL must be set .*\n$/)])
  })

  test('the two halves meet in one Redis', async () => {
    const adapters = command('adapters', { REDIS_URL: redis.url })
    const worker = command('worker', { REDIS_URL: redis.url })
    const [, address = ''] = await adapters.until(ready)
    await worker.until(/ml-architect is ready/)
    await converse(address, request)
    for (const half of [adapters, worker]) {
      half.child.kill('SIGTERM')
      expect((await half.ended).code).toBe(0)
    }
  })
})

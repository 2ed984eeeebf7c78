/**
 * How long Slack waits for the acknowledgement of a slash command: from the program as it is installed, beside the
 * least that an app with a queue does, in turns. Both are processes of their own on one Redis.
 */
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { signatureOf } from '../servers/slack/http-delivery.js'
import { type Slack, startSlack } from '../servers/slack/server.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { cleanEnvironment, type Run, run } from '../support/scratch.js'

export interface Acknowledgements {
  /** Milliseconds of each request, one at a time. */
  readonly ms: readonly number[]
  /** With several at once. */
  readonly perSecond: readonly number[]
}

export interface Compared {
  readonly ours: Acknowledgements
  readonly bare: Acknowledgements
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const secret = 'bench-signing-secret'
const atOnce = 16
const problem = 'Forecast hourly energy use of 320 buildings 48 hours ahead, 2.5 years of history, CPU only'

/** @param rounds of so many commands one at a time, then some seconds of several at once, in turns */
export async function measureAcknowledgement(
  rounds: number,
  { each = 200, seconds = 1.5, warmUp = 300 } = {},
): Promise<Compared> {
  return withProgram(async ({ ours, redis }) => {
    const bareRun = start(fileURLToPath(new URL('slack-bare.js', import.meta.url)), [], redis.url)
    try {
      const [, url = ''] = await bareRun.until(/ready: (\S+)/)
      const apps = { ours: createCaller(ours), bare: createCaller(url) }
      const taken = { ours: { ms: [], perSecond: [] }, bare: { ms: [], perSecond: [] } } as Record<
        'ours' | 'bare',
        { ms: number[]; perSecond: number[] }
      >
      for (let i = 0; i < warmUp; i++) for (const name of inTurn(i)) await apps[name].command(problem)
      for (let round = 0; round < rounds; round++) {
        for (let i = 0; i < each; i++)
          for (const name of inTurn(i)) taken[name].ms.push((await apps[name].command(problem)).ms)
        for (const name of inTurn(round))
          taken[name].perSecond.push(await throughput(apps[name], seconds * 1000))
      }
      return taken
    } finally {
      await end(bareRun)
    }
  })
}

/** While every call of Slack's API takes so long: commands that need no call, and one that calls afterwards. */
export async function measureBehindSlowApi(count: number, apiMs: number): Promise<readonly number[]> {
  return withProgram(async ({ ours, slack }) => {
    const app = createCaller(ours)
    // The last two call Slack once they are acknowledged: to open a form, and to ask who is an admin.
    const texts = [problem, 'help', 'status', '', 'profile']
    for (let i = 0; i < 100; i++) await app.command(texts[i % texts.length] ?? '')
    slack.slow(apiMs)
    const ms: number[] = []
    for (let i = 0; i < count; i++) ms.push((await app.command(texts[i % texts.length] ?? '')).ms)
    return ms
  })
}

export interface Unavailable {
  /** Until the person is told, with Redis gone and with one that hangs. */
  readonly goneMs: readonly number[]
  readonly hangingMs: readonly number[]
}

export async function measureWithoutRedis(count: number): Promise<Unavailable> {
  return withProgram(async ({ ours, redis }) => {
    const app = createCaller(ours)
    const told = async () => {
      const { ms, body } = await app.command(problem)
      if (!body.includes('does not answer')) throw new Error(`Expected to be told. Received: ${body}`)
      return ms
    }
    const times = async () => {
      const ms: number[] = []
      for (let i = 0; i < count; i++) ms.push(await told())
      return ms
    }
    for (let i = 0; i < 20; i++) await app.command(problem)
    redis.pause()
    const hangingMs = await times()
    redis.resume()
    await redis.kill()
    const goneMs = await times()
    return { goneMs, hangingMs }
  })
}

interface Installed {
  readonly ours: string
  readonly slack: Slack
  readonly redis: TestRedis
}

async function withProgram<T>(measure: (installed: Installed) => Promise<T>): Promise<T> {
  const redis = await startRedis()
  const slack = await startSlack({ app: { signingSecret: secret } })
  const program = start('bin/ml-architect.js', ['adapters'], redis.url, {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.token('T1').value,
  })
  try {
    const [, ours = ''] = await program.until(/ready: Slack over (\S+)/)
    return await measure({ ours, slack, redis })
  } finally {
    await end(program)
    await slack.stop()
    await redis.stop()
  }
}

const start = (file: string, args: readonly string[], redisUrl: string, env: NodeJS.ProcessEnv = {}): Run =>
  run(process.execPath, [file, ...args], {
    cwd: root,
    env: cleanEnvironment({ PORT: '0', REDIS_URL: redisUrl, SLACK_SIGNING_SECRET: secret, ...env }),
  })

async function end({ child, ended }: Run): Promise<void> {
  child.kill('SIGTERM')
  await ended
}

interface Caller {
  command(text: string): Promise<{ readonly ms: number; readonly body: string }>
}

let commands = 0

/** Sends as Slack does, over connections that stay open. */
function createCaller(url: string): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  return {
    command(text) {
      commands += 1
      const body = new URLSearchParams({
        token: 'verification-token',
        team_id: 'T1',
        team_domain: 'acme',
        channel_id: 'CT1GENERAL',
        channel_name: 'general',
        user_id: `U${commands}`,
        user_name: 'ann',
        command: '/ml-architect',
        text,
        api_app_id: 'A1',
        is_enterprise_install: 'false',
        response_url: 'http://127.0.0.1:9/response',
        trigger_id: `${commands}.1.bench`,
      }).toString()
      const timestamp = String(Math.floor(Date.now() / 1000))
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signatureOf(secret, timestamp, body),
      }
      const began = performance.now()
      return new Promise((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent, headers }, (response) => {
          let answer = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => {
            answer += part
          })
          response.on('end', () => {
            const ms = performance.now() - began
            if (response.statusCode === 200) resolve({ ms, body: answer })
            else reject(new Error(`Expected HTTP 200. Received: ${response.statusCode} ${answer}`))
          })
        })
        sent.on('error', reject)
        sent.end(body)
      })
    },
  }
}

async function throughput(app: Caller, forMs: number): Promise<number> {
  const began = performance.now()
  let done = 0
  const caller = async () => {
    while (performance.now() - began < forMs) {
      await app.command(problem)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, caller))
  return done / ((performance.now() - began) / 1000)
}

/** Who goes first changes each time. */
const inTurn = (i: number) => (i % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))

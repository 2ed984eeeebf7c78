/** What `doctor` says of a Slack app, against a local Slack that knows its tokens and their scopes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { examineSlack, neededScopes, type SlackSettings } from '../../../adapters/slack/check.js'
import { doctor } from '../../../bin/commands/doctor.js'
import type { SlackConfig } from '../../../src/config.js'
import type { Finding } from '../../../src/doctor.js'
import { type Slack, type SlackOptions, startSlack } from '../../servers/slack/server.js'

let slack: Slack | undefined
afterEach(async () => {
  await slack?.stop()
  slack = undefined
})

const allScopes = Object.keys(neededScopes)
const signingSecret = 'a-signing-secret-of-some-length'

const start = async (
  scopes: readonly string[] = allScopes,
  options: Omit<SlackOptions, 'workspaces'> = {},
) => {
  slack = await startSlack({ ...options, workspaces: [{ id: 'T1', name: 'Acme', scopes }] })
  return slack
}

/** Over Socket Mode, unless told otherwise. */
const settingsOf = (
  { apiUrl, app, token }: Pick<Slack, 'apiUrl' | 'app' | 'token'>,
  more: Partial<SlackConfig> = {},
): SlackSettings => ({
  slack: { botToken: token('T1').value, appToken: app.appToken, apiUrl, ...more },
  allowedHosts: [],
  host: '127.0.0.1',
  port: 3000,
})

/** Over HTTP to Slack itself, whose answer does not come. */
const overHttp = (more: Partial<SlackSettings> = {}, apiUrl?: string): SlackSettings => ({
  slack: { botToken: 'xoxb-1', signingSecret, ...(apiUrl !== undefined && { apiUrl }) },
  allowedHosts: [],
  host: '127.0.0.1',
  port: 3000,
  ...more,
})

/** Each as a line of `doctor`. */
const lines = (findings: readonly Finding[]) => findings.map(({ state, says }) => `${state}: ${says}`)

describe('an app that is set up', () => {
  it('is good in every respect, over Socket Mode', async () => {
    const local = await start()
    expect(lines(await examineSlack(settingsOf(local)))).toEqual([
      'good: SLACK_BOT_TOKEN is that of @ml-architect in Acme (https://acme.slack.com).',
      'good: The app has every scope that it needs.',
      'good: SLACK_APP_TOKEN opens Socket Mode connections, so no public address is needed.',
    ])
    // Nothing was changed or opened.
    expect(local.calls.map(({ method }) => method)).toEqual(['auth.test', 'apps.connections.open'])
    expect(local.sockets.connectionsMade).toBe(0)
  })

  it('is good over HTTP, with the address to paste', async () => {
    const local = await start()
    const { slack: config, ...more } = settingsOf(local, { signingSecret })
    const { appToken: _, ...http } = config
    const findings = await examineSlack({ ...more, slack: http, publicUrl: 'https://models.example.com' })
    expect(findings.map(({ state }) => state)).toEqual(['good', 'good', 'good'])
    expect(findings[2]?.says).toContain('https://models.example.com/slack/events')
    for (const page of ['Event Subscriptions', 'Interactivity & Shortcuts', 'Slash Commands'])
      expect(findings[2]?.says).toContain(`"${page}"`)
  })
})

describe('scopes', () => {
  it.each(allScopes)('says what does not work without %s', async (scope) => {
    const local = await start(allScopes.filter((one) => one !== scope))
    const [, finding, ...rest] = await examineSlack(settingsOf(local))
    expect(finding?.state).toBe(neededScopes[scope]?.state)
    expect(finding?.says).toContain(`lacks the scope ${scope}: without it ${neededScopes[scope]?.without}`)
    expect(finding?.says).toContain('"OAuth & Permissions"')
    expect(rest).toHaveLength(1)
  })

  it('names each that is missing', async () => {
    const local = await start(['chat:write', 'commands'])
    const findings = await examineSlack(settingsOf(local))
    const named = findings.flatMap(({ says }) => /lacks the scope (\S+):/.exec(says)?.[1] ?? [])
    expect(named).toEqual(allScopes.filter((one) => one !== 'chat:write' && one !== 'commands'))
  })

  it('warns of the one that lets it speak where it hears nothing', async () => {
    const local = await start([...allScopes, 'chat:write.public'])
    const [, , finding] = await examineSlack(settingsOf(local))
    expect(finding?.state).toBe('warn')
    expect(finding?.says).toMatch(/chat:write\.public.*hears no reply.*Remove it/)
  })
})

describe('tokens', () => {
  it.each(['invalid_auth', 'token_revoked', 'account_inactive'] as const)(
    'a bot token with %s is told',
    async (code) => {
      const local = await start()
      local.revoke('T1', code)
      const [finding, ...rest] = lines(await examineSlack(settingsOf(local)))
      expect(finding).toMatch(
        new RegExp(`^bad: SLACK_BOT_TOKEN is refused by Slack \\(${code}\\): copy it anew`),
      )
      // The other token is looked at all the same.
      expect(rest).toEqual([expect.stringMatching(/^good: SLACK_APP_TOKEN/)])
    },
  )

  it('an app token that Slack does not know is told', async () => {
    const local = await start()
    const findings = lines(await examineSlack(settingsOf(local, { appToken: 'xapp-of-another-app' })))
    expect(findings[2]).toMatch(
      /^bad: SLACK_APP_TOKEN is refused by Slack \(invalid_auth\): make one with the scope connections:write/,
    )
  })

  it.each([
    ['missing_scope', /lacks the scope connections:write: make one with the scope/],
    ['socket_mode_disabled', /\(socket_mode_disabled\): turn on "Socket Mode"/],
  ])('an app token that Slack answers with %s', async (error, says) => {
    const local = await start()
    local.fail({ method: 'apps.connections.open', how: { kind: 'error', error } })
    const finding = (await examineSlack(settingsOf(local))).at(-1)
    expect(finding?.state).toBe('bad')
    expect(finding?.says).toMatch(says)
  })

  it('says that a signing secret is not used beside an app token', async () => {
    const local = await start()
    const finding = (await examineSlack(settingsOf(local, { signingSecret }))).at(-1)
    expect(finding).toMatchObject({
      state: 'good',
      says: expect.stringMatching(/SLACK_SIGNING_SECRET is not used/),
    })
  })

  it('are in no finding, whatever is wrong', async () => {
    const local = await start([])
    const { appToken } = local.app
    const tokens = [local.token('T1').value, appToken, signingSecret, 'xoxb-wrong-one', 'xapp-wrong-one']
    const wrong = { botToken: 'xoxb-wrong-one', appToken: 'xapp-wrong-one', signingSecret }
    const found = [
      ...(await examineSlack(settingsOf(local, { signingSecret }))),
      ...(await examineSlack(settingsOf(local, wrong))),
      ...(await examineSlack(overHttp({}, local.apiUrl))),
      ...(await examineSlack(settingsOf(local, { ...wrong, apiUrl: 'http://127.0.0.1:1/api/' }))),
    ]
    for (const token of tokens) expect(JSON.stringify(found)).not.toContain(token)
  })
})

describe('the way to Slack', () => {
  it('is told once where nobody answers', async () => {
    const local = await start()
    const settings = settingsOf(local)
    await local.stop()
    slack = undefined
    const { host } = new URL(local.url)
    expect(lines(await examineSlack(settings))).toEqual([
      `bad: Slack at ${host} cannot be reached (ECONNREFUSED): start what is there, or correct SLACK_API_URL.`,
    ])
  })

  it('is told where Slack is in trouble, limits, or hangs up', async () => {
    const local = await start()
    const finding = async () => lines(await examineSlack(settingsOf(local)))[0]
    local.fail({ method: 'auth.test', how: { kind: 'status', status: 503 } })
    expect(await finding()).toMatch(/^bad: Slack at 127\.0\.0\.1:\d+ answers with HTTP 503: try again/)
    local.fail({ method: 'auth.test', how: { kind: 'ratelimited', retryAfterSeconds: 7 } })
    expect(await finding()).toBe('warn: Slack asks to wait for 7 s: run this again then.')
    local.fail({ method: 'auth.test', how: { kind: 'drop' } })
    expect(await finding()).toMatch(/^bad: Slack at 127\.0\.0\.1:\d+ cannot be reached \(/)
  })

  it.each<[string, RequestListener, RegExp]>([
    [
      'something else answers',
      (_, response) => response.end('<html>Sign in to the network</html>'),
      /^bad: What answers at 127\.0\.0\.1:\d+ is not Slack's Web API: .*SLACK_API_URL\.$/,
    ],
    [
      'the token would be led elsewhere',
      (_, response) => response.writeHead(307, { location: 'https://elsewhere.example/' }).end(),
      /^bad: Slack at 127\.0\.0\.1:\d+ cannot be reached \(unexpected redirect\)/,
    ],
  ])('is told where %s', async (_, answer, says) => {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
    const [finding] = lines(await examineSlack(overHttp({}, url)))
    await new Promise((resolve) => server.close(resolve))
    expect(finding).toMatch(says)
  })
})

describe('the way from Slack over HTTP', () => {
  /** Slack itself is spoken to encrypted; here nobody listens, and the last finding is about the way in. */
  const nobody = 'https://127.0.0.1:1/api/'
  const finding = async (more: Partial<SlackSettings>) =>
    lines(await examineSlack(overHttp(more, nobody))).at(-1)

  it.each<[string, Partial<SlackSettings>, RegExp]>([
    ['no address', {}, /^bad: Slack cannot reach the program over HTTP: set PUBLIC_URL/],
    [
      'an address without encryption',
      { publicUrl: 'http://models.example.com' },
      /^bad: PUBLIC_URL must begin with https/,
    ],
    [
      'an address of this machine',
      { publicUrl: 'https://localhost:3000' },
      /^bad: PUBLIC_URL names this machine/,
    ],
    [
      'a public address with a path',
      { publicUrl: 'https://example.com/models' },
      /^good: .*https:\/\/example\.com\/models\/slack\/events/,
    ],
    [
      'an allowed host',
      { allowedHosts: ['models.example.com'] },
      /^good: .*https:\/\/models\.example\.com\/slack\/events/,
    ],
    [
      'no signing secret',
      { slack: { botToken: 'xoxb-1', apiUrl: nobody } },
      /^bad: SLACK_SIGNING_SECRET is not set/,
    ],
  ])('%s', async (_, more, says) => {
    expect(await finding(more)).toMatch(says)
  })

  it('needs no public address where Slack is a local one', async () => {
    const local = await start()
    expect(lines(await examineSlack(overHttp({}, local.apiUrl))).at(-1)).toMatch(
      /^good: Slack is to send to http:\/\/127\.0\.0\.1:3000\/slack\/events/,
    )
  })
})

describe('doctor', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'doctor-'))
  afterAll(() => rmSync(dataDir, { recursive: true }))
  const run = async (environment: Readonly<Record<string, string>>) => {
    const printed: string[] = []
    const code = await doctor(
      { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...environment },
      (line) => printed.push(line),
    )
    return { code, text: printed.join('\n') }
  }

  it('looks at Slack where it is set up, and says what is on', async () => {
    const local = await start()
    const environment = {
      SLACK_BOT_TOKEN: local.token('T1').value,
      SLACK_APP_TOKEN: local.app.appToken,
      SLACK_API_URL: local.apiUrl,
    }
    const ready = await run(environment)
    expect(ready.text).toMatch(/^ok +chat: Slack is on\.$/m)
    expect(ready.text).toMatch(/^ok +slack: SLACK_BOT_TOKEN is that of @ml-architect in Acme/m)
    expect(ready.code).toBe(0)

    expect((await run({ ...environment, WEB_CHAT: 'on' })).text).toMatch(
      /: The web chat and Slack are on\.$/m,
    )

    local.revoke('T1')
    const broken = await run(environment)
    expect(broken.text).toMatch(/^BAD +slack: SLACK_BOT_TOKEN is refused by Slack \(token_revoked\)/m)
    expect(broken.code).toBe(1)
  })

  it('says nothing of Slack where it is not set up', async () => {
    const { text } = await run({})
    expect(text).toMatch(/^ok +chat: The web chat is on\.$/m)
    expect(text).not.toMatch(/ slack: /)
  })
})

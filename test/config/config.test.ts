/** What the environment may say, and what is said back when it is wrong. */
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { ConfigFault } from '../../src/errors.js'

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigFault) return error.problems
    throw error
  }
  return []
}

describe('settings', () => {
  test('an empty environment gives the documented defaults', () => {
    expect(readConfig({})).toEqual({
      dataDir: resolve('.data'),
      port: 3000,
      host: '127.0.0.1',
      allowedHosts: [],
      webChat: true,
      turnConcurrency: 8,
      retentionDays: 90,
      logLevel: 'info',
      requestsPerUserPerHour: 20,
      allowedChannels: [],
      allowedUsers: [],
      adminUsers: [],
      searchPath: '',
      budgets: { sessionUsd: 2, userUsd: 20, tenantUsd: 200 },
    })
  })

  test('an empty or blank variable counts as unset', () => {
    expect(readConfig({ PORT: '', REDIS_URL: '  ', SLACK_BOT_TOKEN: '' })).toEqual(readConfig({}))
  })

  test('every value that is set is read', () => {
    const config = readConfig({
      REDIS_URL: 'rediss://:pw@redis.example:6380/2',
      DATA_DIR: '/srv/data',
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://Models.example.com/',
      ALLOWED_HOSTS: 'chat.example.com, LAB',
      WEB_CHAT: 'on',
      WEB_CHAT_TOKEN: 'a'.repeat(16),
      TURN_CONCURRENCY: '3',
      RETENTION_DAYS: '7',
      LOG_LEVEL: 'debug',
      REQUESTS_PER_USER_PER_HOUR: '5',
      ALLOWED_CHANNELS: 'slack:C1,web:local',
      ALLOWED_USERS: 'discord:42',
      ADMIN_USERS: 'slack:U1 slack:U2',
      BUDGET_SESSION_USD: '0.5',
    })
    expect(config).toMatchObject({
      redisUrl: 'rediss://:pw@redis.example:6380/2',
      dataDir: '/srv/data',
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://Models.example.com',
      allowedHosts: ['chat.example.com', 'lab', 'models.example.com'],
      turnConcurrency: 3,
      retentionDays: 7,
      logLevel: 'debug',
      requestsPerUserPerHour: 5,
      allowedChannels: ['slack:C1', 'web:local'],
      allowedUsers: ['discord:42'],
      adminUsers: ['slack:U1', 'slack:U2'],
      budgets: { sessionUsd: 0.5, userUsd: 20, tenantUsd: 200 },
    })
  })

  test('a Unix socket may be given as a path or a unix: URL', () => {
    expect(readConfig({ REDIS_URL: '/run/redis.sock' }).redisUrl).toBe('/run/redis.sock')
    expect(readConfig({ REDIS_URL: 'unix:///run/redis.sock' }).redisUrl).toBe('/run/redis.sock')
  })

  test('all problems are told together, each beginning with its variable', () => {
    const problems = problemsOf({
      PORT: '70000',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'http://redis',
      TURN_CONCURRENCY: '1.5',
      HOST: '0.0.0.0',
      ADMIN_USERS: 'anna, slack:U1',
      SLACK_CLIENT_ID: '1.2',
    })
    const named = problems.map((problem) => problem.split(/[ ,]/)[0])
    expect(named.sort()).toEqual(
      [
        'ADMIN_USERS',
        'LOG_LEVEL',
        'PORT',
        'REDIS_URL',
        'SLACK_CLIENT_ID',
        'TURN_CONCURRENCY',
        'WEB_CHAT_TOKEN',
      ].sort(),
    )
    for (const problem of problems) expect(problem).toMatch(/[.!"]$/)
  })

  test.each([
    ['PORT', '0x10'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'models.example.com'],
    ['PUBLIC_URL', 'https://u:p@models.example.com'],
    ['ALLOWED_HOSTS', 'https://models.example.com'],
    ['ALLOWED_HOSTS', 'models.example.com:80'],
    ['WEB_CHAT', 'yes'],
    ['WEB_CHAT_TOKEN', 'short'],
    ['RETENTION_DAYS', '0'],
    ['BUDGET_USER_USD', '-3'],
    ['BUDGET_USER_USD', '1e3'],
    ['ALLOWED_USERS', 'U123'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'localhost:6379'],
  ])('%s refuses %j', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must `))
  })

  test.each(['http://x', 'a b', '1.2.3.4:80'])('HOST refuses %j', (host) => {
    expect(problemsOf({ HOST: host, WEB_CHAT_TOKEN: 'a-token-of-some-length' })).toEqual([
      expect.stringMatching(/^HOST must be the address or host name/),
    ])
  })

  test('a problem does not repeat a value that may be secret', () => {
    expect(problemsOf({ REDIS_URL: 'http://:hunter2@redis' }).join()).not.toContain('hunter2')
    expect(problemsOf({ WEB_CHAT_TOKEN: 'hunter2' }).join()).not.toContain('hunter2')
    expect(problemsOf({ ANTHROPIC_API_KEY: 'sk-ant-hunter2' }).join()).not.toContain('hunter2')
  })

  test.each(['0.0.0.0', '192.168.1.5', '::', 'chat.internal'])('listening on %s needs a token', (host) => {
    expect(problemsOf({ HOST: host }).join()).toMatch(/^WEB_CHAT_TOKEN must be set because HOST/)
    expect(problemsOf({ HOST: host, WEB_CHAT_TOKEN: 'a-token-of-some-length' })).toEqual([])
    expect(problemsOf({ HOST: host, WEB_CHAT: 'off' })).toEqual([])
  })

  test.each([
    ['PUBLIC_URL', 'https://models.example.com'],
    ['ALLOWED_HOSTS', 'localhost, chat.example.com'],
  ])('%s lets other machines in through a proxy, so it needs a token', (name, value) => {
    expect(problemsOf({ [name]: value }).join()).toMatch(
      new RegExp(`^WEB_CHAT_TOKEN must be set because ${name} .* unset ${name}\\.$`),
    )
    expect(problemsOf({ [name]: value, WEB_CHAT_TOKEN: 'a-token-of-some-length' })).toEqual([])
  })

  test.each([
    ['PUBLIC_URL', 'http://localhost:3000'],
    ['ALLOWED_HOSTS', 'localhost'],
  ])('%s %s names this machine and needs none', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([])
  })

  test.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1'])('listening on %s needs none', (host) => {
    expect(problemsOf({ HOST: host })).toEqual([])
  })

  test.each([
    ['SLACK_CLIENT_ID', 'many Slack workspaces is not in this version'],
    ['DISCORD_TOKEN', 'Discord is not in this version'],
    ['ANTHROPIC_API_KEY', 'Claude is not in this version'],
    ['METRICS_PORT', 'a metrics endpoint is not in this version'],
  ])('%s is not ignored: it says what this version lacks', (name, sentence) => {
    const problems = problemsOf({ [name]: 'https://gateway.example' })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).toContain(sentence)
  })

  test('Slack needs its bot token, and a way in', () => {
    const bot = 'xoxb-1-abc'
    expect(problemsOf({ SLACK_APP_TOKEN: 'xapp-1-abc' }).join()).toMatch(
      /^SLACK_BOT_TOKEN must be set beside/,
    )
    expect(problemsOf({ SLACK_BOT_TOKEN: bot }).join()).toMatch(/^SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/)
    expect(problemsOf({ SLACK_BOT_TOKEN: 'hunter2' }).join()).not.toContain('hunter2')
    const socket = readConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: 'xapp-1-abc' })
    expect(socket).toMatchObject({ webChat: false, slack: { botToken: bot, appToken: 'xapp-1-abc' } })
    const http = readConfig({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: 'a'.repeat(32), WEB_CHAT: 'on' })
    expect(http).toMatchObject({ webChat: true, slack: { signingSecret: 'a'.repeat(32) } })
  })

  test.each(['SLACK_API_URL', 'DISCORD_API_URL', 'ANTHROPIC_BASE_URL'])(
    '%s must be encrypted beyond this network',
    (name) => {
      const about = (url: string) =>
        problemsOf({ [name]: url }).filter((problem) => problem.startsWith(`${name} must`))
      for (const url of [
        'https://api.example.com',
        'http://127.0.0.1:9',
        'http://10.1.2.3',
        'http://[::1]:1',
        'http://model',
      ])
        expect(about(url)).toEqual([])
      for (const url of [
        'http://api.example.com',
        'http://8.8.8.8',
        'http://127.0.0.1.example.com',
        'http://172.32.0.1',
      ])
        expect(about(url).join()).toContain('https://')
      for (const url of ['ftp://x', 'api.example.com', 'https://u:p@api.example.com'])
        expect(about(url)).toHaveLength(1)
    },
  )
})

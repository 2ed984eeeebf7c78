/**
 * The settings of the program: read once from the environment, checked together, and handed on as plain data.
 * Nothing else reads the environment.
 */
import { isIP } from 'node:net'
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigFault } from './errors.js'

export type Environment = Readonly<Record<string, string | undefined>>

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Short enough to type, too long to guess. */
const tokenLength = { min: 16, max: 256 }

const wholeNumber = (low: number, high: number, what: string, fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((s) => /^\d{1,9}$/.test(s) && Number(s) >= low && Number(s) <= high, {
      error: (issue) =>
        `must be ${what}, a whole number from ${low} to ${high}. Received: ${quote(issue.input)}`,
    })
    .transform(Number)

const dollars = (fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((s) => /^\d{1,9}(\.\d{1,6})?$/.test(s), {
      error: (issue) => `must be US dollars, like 20 or 2.50. Received: ${quote(issue.input)}`,
    })
    .transform(Number)

const listOf = (valid: RegExp, what: string) =>
  z
    .string()
    .default('')
    .transform((s) => s.split(/[\s,]+/).filter((item) => item !== ''))
    .superRefine((items, context) => {
      const wrong = items.filter((item) => !valid.test(item))
      if (wrong.length > 0) {
        context.addIssue({
          code: 'custom',
          message: `must be a list of ${what}, separated by commas. Received: ${wrong.map(quote).join(', ')}`,
        })
      }
    })

/** The address of another server of a platform: encrypted, unless it is in this machine or network. */
const apiUrl = z
  .string()
  .optional()
  .superRefine((value, context) => {
    if (value === undefined) return
    const url = parseUrl(value)
    if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
      context.addIssue({
        code: 'custom',
        message: 'must be a URL like https://host/path, without a password.',
      })
    } else if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) {
      context.addIssue({
        code: 'custom',
        message:
          'must begin with https://, because its host is neither this machine nor in a private network.',
      })
    }
  })

const secret = z.string().optional()

/** The value is not repeated: it may be a secret that stands in the wrong place. */
const token = (form: RegExp, what: string) =>
  z
    .string()
    .optional()
    .refine((s) => s === undefined || form.test(s), { error: `must be ${what}.` })

const ids = (what: string) =>
  listOf(/^(slack|discord|web):[^\s,]+$/, `${what} as slack:<id>, discord:<id> or web:<id>`)

/** Without scheme, port or path. */
const hostNamePattern = /^([a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?|\[?[0-9a-f:]+\]?)$/i

const variables = z.object({
  REDIS_URL: z
    .string()
    .optional()
    .refine((s) => s === undefined || isRedisUrl(s), {
      // The value may hold a password, so it is not repeated.
      error: 'must be redis://host:port, rediss://host:port or the absolute path of a Unix socket.',
    }),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  PORT: wholeNumber(0, 65_535, 'the port to listen on', 3_000),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((s) => isIP(s) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i.test(s), {
      error: (issue) =>
        `must be the address or host name to listen on, without scheme or port. Received: ${quote(issue.input)}`,
    }),
  PUBLIC_URL: z
    .string()
    .optional()
    .refine((s) => s === undefined || isPublicUrl(s), {
      error: 'must be the http:// or https:// address people open, without user name, query or fragment.',
    })
    .transform((s) => s?.replace(/\/+$/, '')),
  ALLOWED_HOSTS: listOf(hostNamePattern, 'host names without scheme, port or path').transform((names) =>
    names.map((name) => name.toLowerCase().replace(/^\[|\]$/g, '')),
  ),
  METRICS_PORT: secret,
  WEB_CHAT: z
    .string()
    .optional()
    .refine((s) => s === undefined || s === 'on' || s === 'off', {
      error: (issue) => `must be on or off. Received: ${quote(issue.input)}`,
    }),
  WEB_CHAT_TOKEN: z
    .string()
    .optional()
    .refine((s) => s === undefined || (s.length >= tokenLength.min && s.length <= tokenLength.max), {
      error: `must have ${tokenLength.min} to ${tokenLength.max} characters; \`openssl rand -hex 24\` makes a good one.`,
    }),
  SLACK_BOT_TOKEN: token(/^xoxb-[\w-]+$/, 'the bot token of the Slack app, which begins with xoxb-'),
  SLACK_SIGNING_SECRET: token(
    /^[\w-]{16,128}$/,
    'the signing secret of the Slack app, from "Basic Information" of its settings',
  ),
  SLACK_APP_TOKEN: token(/^xapp-[\w-]+$/, 'the app-level token of the Slack app, which begins with xapp-'),
  SLACK_CLIENT_ID: secret,
  SLACK_CLIENT_SECRET: secret,
  SLACK_STATE_SECRET: secret,
  ENCRYPTION_KEYS: secret,
  SLACK_API_URL: apiUrl,
  DISCORD_TOKEN: secret,
  DISCORD_APPLICATION_ID: secret,
  DISCORD_GUILD_ID: secret,
  DISCORD_API_URL: apiUrl,
  ANTHROPIC_API_KEY: secret,
  ANTHROPIC_BASE_URL: apiUrl,
  ML_ARCHITECT_MODEL: secret,
  ML_ARCHITECT_SMALL_MODEL: secret,
  BUDGET_SESSION_USD: dollars(2),
  BUDGET_USER_USD: dollars(20),
  BUDGET_TENANT_USD: dollars(200),
  REQUESTS_PER_USER_PER_HOUR: wholeNumber(1, 100_000, 'how many designs a person may start in an hour', 20),
  ALLOWED_CHANNELS: ids('channels'),
  ALLOWED_USERS: ids('people'),
  ADMIN_USERS: ids('people'),
  TURN_CONCURRENCY: wholeNumber(1, 256, 'how many designs are worked on at once', 8),
  RETENTION_DAYS: wholeNumber(1, 3_650, 'days a design is kept after its last message', 90),
  LOG_LEVEL: z
    .string()
    .default('info')
    .refine((s) => logLevels.some((level) => level === s), {
      error: (issue) => `must be one of ${logLevels.join(', ')}. Received: ${quote(issue.input)}`,
    })
    .transform((s) => logLevels.find((level) => level === s) ?? 'info'),
})

type Variable = keyof typeof variables.shape

/** Every variable that is read; docs/settings.md says what each is for. */
export const variableNames: readonly string[] = Object.keys(variables.shape)

export interface Config {
  /** Absent: `start` runs a private server in `dataDir`. A URL, or the absolute path of a Unix socket. */
  readonly redisUrl?: string
  /** Absolute. */
  readonly dataDir: string
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Without a slash at the end. */
  readonly publicUrl?: string
  /** Host names beside the loopback ones that a request may be addressed to: lower case, no port; PUBLIC_URL's is one of them. */
  readonly allowedHosts: readonly string[]
  readonly webChat: boolean
  readonly slack?: SlackConfig
  /** Always there when `host` is beyond loopback and the web chat is on. */
  readonly webChatToken?: string
  readonly turnConcurrency: number
  readonly retentionDays: number
  readonly logLevel: LogLevel
  readonly requestsPerUserPerHour: number
  readonly allowedChannels: readonly string[]
  readonly allowedUsers: readonly string[]
  readonly adminUsers: readonly string[]
  /** Where programs are looked for (PATH). */
  readonly searchPath: string
  readonly budgets: { readonly sessionUsd: number; readonly userUsd: number; readonly tenantUsd: number }
}

/** One workspace by its token. Slack reaches the program by Socket Mode where there is an app token, else over HTTP. */
export interface SlackConfig {
  readonly botToken: string
  readonly appToken?: string
  readonly signingSecret?: string
  /** Another server that speaks Slack's Web API, with its path. */
  readonly apiUrl?: string
}

/** What the environment can ask for and this version cannot do. To ignore it would mislead whoever set it. */
const notYet: readonly { readonly what: string; readonly variables: readonly Variable[] }[] = [
  {
    what: 'an installation into many Slack workspaces is',
    variables: ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'ENCRYPTION_KEYS'],
  },
  {
    what: 'Discord is',
    variables: ['DISCORD_TOKEN', 'DISCORD_APPLICATION_ID', 'DISCORD_GUILD_ID', 'DISCORD_API_URL'],
  },
  {
    what: 'Claude is',
    variables: ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'ML_ARCHITECT_MODEL', 'ML_ARCHITECT_SMALL_MODEL'],
  },
  { what: 'a metrics endpoint is', variables: ['METRICS_PORT'] },
]

/**
 * Reads and checks every variable. An empty variable counts as unset.
 * @throws ConfigFault with all problems, each a sentence that begins with the variable's name.
 */
export function readConfig(environment: Environment): Config {
  const set = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim() ?? ''] as const)
      .filter(([name, value]) => name in variables.shape && value !== ''),
  )
  const read = variables.safeParse(set)
  const problems = read.success
    ? []
    : read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
  problems.push(...absentFeatures(set), ...slackProblems(set), ...openDoors(set))
  if (!read.success || problems.length > 0) throw new ConfigFault(problems)

  const v = read.data
  const publicHost = v.PUBLIC_URL && new URL(v.PUBLIC_URL).hostname.replace(/^\[|\]$/g, '')
  return {
    ...(v.REDIS_URL && { redisUrl: v.REDIS_URL.replace(/^unix:\/\//, '') }),
    dataDir: v.DATA_DIR,
    port: v.PORT,
    host: v.HOST,
    ...(v.PUBLIC_URL && { publicUrl: v.PUBLIC_URL }),
    allowedHosts: [...new Set(publicHost ? [...v.ALLOWED_HOSTS, publicHost] : v.ALLOWED_HOSTS)],
    webChat: hasWebChat(set),
    ...(v.SLACK_BOT_TOKEN && {
      slack: {
        botToken: v.SLACK_BOT_TOKEN,
        ...(v.SLACK_APP_TOKEN && { appToken: v.SLACK_APP_TOKEN }),
        ...(v.SLACK_SIGNING_SECRET && { signingSecret: v.SLACK_SIGNING_SECRET }),
        ...(v.SLACK_API_URL && { apiUrl: v.SLACK_API_URL }),
      },
    }),
    ...(v.WEB_CHAT_TOKEN && { webChatToken: v.WEB_CHAT_TOKEN }),
    turnConcurrency: v.TURN_CONCURRENCY,
    retentionDays: v.RETENTION_DAYS,
    logLevel: v.LOG_LEVEL,
    requestsPerUserPerHour: v.REQUESTS_PER_USER_PER_HOUR,
    allowedChannels: v.ALLOWED_CHANNELS,
    allowedUsers: v.ALLOWED_USERS,
    adminUsers: v.ADMIN_USERS,
    searchPath: environment.PATH ?? '',
    budgets: { sessionUsd: v.BUDGET_SESSION_USD, userUsd: v.BUDGET_USER_USD, tenantUsd: v.BUDGET_TENANT_USD },
  }
}

function absentFeatures(set: Readonly<Record<string, string>>): string[] {
  return notYet.flatMap(({ what, variables: names }) => {
    const given = names.filter((name) => name in set)
    if (given.length === 0) return []
    const [subject, verb, it] = given.length > 1 ? [given.join(', '), 'are', 'them'] : [given[0], 'is', 'it']
    return [`${subject} ${verb} set, but ${what} not in this version: unset ${it} and use the web chat.`]
  })
}

/** On when it is asked for, or when there is no other chat. */
const hasWebChat = (set: Readonly<Record<string, string>>): boolean =>
  set.WEB_CHAT === undefined ? set.SLACK_BOT_TOKEN === undefined : set.WEB_CHAT === 'on'

function slackProblems(set: Readonly<Record<string, string>>): string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing } = set
  const others = (['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'] as const).filter(
    (name) => name in set,
  )
  if (bot === undefined)
    return others.length === 0
      ? []
      : [`SLACK_BOT_TOKEN must be set beside ${others.join(' and ')}: it begins with xoxb-.`]
  return app === undefined && signing === undefined
    ? [
        'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) must be set beside SLACK_BOT_TOKEN: without one of them nothing from Slack reaches the program.',
      ]
    : []
}

/**
 * A chat without a token is for this machine alone. A proxy in front counts as a door too: it may name this machine
 * as the host of what it passes on.
 */
function openDoors(set: Readonly<Record<string, string>>): string[] {
  if (!hasWebChat(set) || set.WEB_CHAT_TOKEN !== undefined) return []
  const { HOST = '127.0.0.1', PUBLIC_URL: url = '', ALLOWED_HOSTS: hosts = '' } = set
  const isOpenUrl = isPublicUrl(url) && !isLoopbackHost(new URL(url).hostname)
  const isOpenName = (name: string) => hostNamePattern.test(name) && !isLoopbackHost(name)
  const doors = [
    ...(isLoopbackHost(HOST) ? [] : [['HOST', HOST] as const]),
    ...(isOpenUrl ? [['PUBLIC_URL', url] as const] : []),
    ...(hosts.split(/[\s,]+/).some(isOpenName) ? [['ALLOWED_HOSTS', hosts] as const] : []),
  ]
  const [door] = doors
  if (!door) return []
  const [name, value] = door
  return [
    `WEB_CHAT_TOKEN must be set because ${name} (${quote(value)}) lets other machines in; \`openssl rand -hex 24\` makes a good one. To stay on this machine, unset ${doors.map(([name]) => name).join(' and ')}.`,
  ]
}

/** Why nobody could ask anything with these settings, or undefined. */
export function chatProblem({ webChat, slack }: Pick<Config, 'webChat' | 'slack'>): string | undefined {
  return webChat || slack ? undefined : 'WEB_CHAT is off and no other chat is set up: unset it.'
}

/** Whether only this machine can reach a server that listens there. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

/** Loopback, RFC 1918, link-local and unique-local addresses, and names that only a local network resolves. */
function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (isLoopbackHost(name)) return true
  if (isIP(name) === 4) return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(name)
  if (isIP(name) === 6) return /^(f[cd]|fe[89ab])/.test(name)
  return !name.includes('.') || /\.(localhost|local|internal)$/.test(name)
}

function isRedisUrl(value: string): boolean {
  if (isAbsolute(value) || /^unix:\/\/\/./.test(value)) return true
  const url = parseUrl(value)
  return url !== undefined && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== ''
}

function isPublicUrl(value: string): boolean {
  const url = parseUrl(value)
  return (
    url !== undefined &&
    ['http:', 'https:'].includes(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '')
  )
}

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}

const quote = (value: unknown) => JSON.stringify(String(value).slice(0, 80))

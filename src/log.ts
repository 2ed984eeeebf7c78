/**
 * The logger: one JSON object a line, with every credential taken out of the finished record, wherever in a
 * field, a message or a stack it stood. What people write is not logged.
 */
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import type { LogLevel } from './config.js'

export type Log = Logger

const hidden = '[redacted]'

/** Word boundaries are of no use: the text may hold JSON, where the `n` of `\\n` stands before a token. */
const credentials: readonly (readonly [RegExp, string])[] = [
  // Slack: bot, user, app, refresh and configuration tokens.
  [/xox[a-z](?:\.xox[a-z])?-[\w.-]+/gi, hidden],
  [/xapp-[\w-]+/gi, hidden],
  // Slack: the address that answers one command, the id that opens one form.
  [/https:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"'\\]+/gi, hidden],
  [/\d{6,}\.\d{6,}\.[0-9a-f]{32}/gi, hidden],
  [/((?:response_?url|trigger_?id)\\*["']?\s*[:=]\s*\\*["']?)[^\s"'\\&,}]+/gi, `$1${hidden}`],
  [/sk-ant-[\w-]+/gi, hidden],
  [/(Bearer(?:\s|%20)+)[\w.~+/=-]+/gi, `$1${hidden}`],
  // Discord: bot tokens, and the tokens in the paths of webhooks and interactions.
  [/[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,45}/g, hidden],
  [/((?:webhooks|interactions)\/\d{15,21}\/)[\w-]{20,}/gi, `$1${hidden}`],
  // The password in a connection's URL.
  [/(rediss?:\/\/[^\s:@/"'\\]*:)[^\s@"'\\]+@/gi, `$1${hidden}@`],
]

/** Fields whose value is a credential, whatever it looks like. */
const credentialField = /^(response_?url|trigger_?id|authorization|cookie|set-cookie|password)$/i

/** What a Redis reply's error carries along: the command's arguments, and so what somebody wrote. */
const commandArguments = 'args'

/** Fields that would hold what somebody wrote. */
const userText = ['text', 'words', 'request', 'fallback', 'content'].flatMap((name) => [name, `*.${name}`])

export interface LogOptions {
  readonly level: LogLevel
  /** Standard error where absent, so that standard output stays for what a command prints. */
  readonly destination?: DestinationStream
  /** Values that must not appear whatever they look like, such as the web chat's token. */
  readonly secrets?: readonly string[]
}

export function createLogger({ level, destination, secrets = [] }: LogOptions): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.errWithCause, error: stdSerializers.errWithCause },
      redact: { paths: userText, censor: '[not logged]' },
      hooks: { streamWrite: (line) => `${JSON.stringify(JSON.parse(line, clean(secrets)))}\n` },
    },
    // Synchronous: the last line before an exit is the one that matters.
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

/** Takes credentials out of every string of a record as it is read. */
function clean(secrets: readonly string[]) {
  const exact = secrets.filter((secret) => secret !== '')
  return (key: string, value: unknown): unknown => {
    if (key === commandArguments) return '[not logged]'
    if (typeof value !== 'string') return value
    if (credentialField.test(key)) return hidden
    return redact(exact.reduce((text, secret) => text.replaceAll(secret, hidden), value))
  }
}

/** The text without credentials. */
export function redact(text: string): string {
  return credentials.reduce((line, [pattern, instead]) => line.replace(pattern, instead), text)
}

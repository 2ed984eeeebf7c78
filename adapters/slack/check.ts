/**
 * Looks at the Slack app for `doctor`: whose the tokens are, what they may do, and how Slack reaches the program. Each
 * finding says how to mend it. It changes nothing in Slack, and no finding holds a token.
 */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import { type Config, isLoopbackHost, type SlackConfig } from '../../src/config.js'
import type { Finding } from '../../src/doctor.js'
import { eventsPath } from './app.js'
import { clientOptions, createClients } from './client.js'

/** What of the settings decides how Slack and the program meet. */
export type SlackSettings = Pick<Config, 'publicUrl' | 'allowedHosts' | 'host' | 'port'> & {
  readonly slack: SlackConfig
}

/** What a scope is for, said by what is missing without it. `warn`: designs still come and go. */
interface Need {
  readonly state: 'bad' | 'warn'
  readonly without: string
}

const history = (place: string): Need => ({
  state: 'bad',
  without: `replies in ${place} are not heard, a thread that it is called into is not read, and a message whose sending broke off cannot be looked for`,
})

/** Every scope of the manifest. */
export const neededScopes: Readonly<Record<string, Need>> = {
  'app_mentions:read': { state: 'bad', without: 'nobody who mentions it is answered' },
  'assistant:write': { state: 'warn', without: 'its direct messages begin without suggestions' },
  'channels:history': history('public channels'),
  'channels:join': { state: 'warn', without: 'it answers only in those public channels it was invited to' },
  'chat:write': { state: 'bad', without: 'it cannot say anything' },
  commands: { state: 'bad', without: 'there are no command and no shortcuts' },
  'files:read': {
    state: 'warn',
    without: 'it cannot see when Slack is ready to show a picture, and may send words in its place',
  },
  'files:write': { state: 'warn', without: 'pictures and exported files are left out' },
  'groups:history': history('private channels'),
  'im:history': history('direct messages'),
  'im:write': { state: 'bad', without: 'it cannot write to a person directly' },
  'mpim:history': { ...history('group conversations'), state: 'warn' },
  'users:read': { state: 'warn', without: 'nobody counts as an admin, and people are shown without names' },
}

/** Refusals of a token itself, rather than of what was asked with it. */
const ofToken: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'token_expired',
  'token_revoked',
])

const good = (says: string): Finding => ({ about: 'slack', state: 'good', says })
const warn = (says: string): Finding => ({ about: 'slack', state: 'warn', says })
const bad = (says: string): Finding => ({ about: 'slack', state: 'bad', says })

/** Contract: never throws for what it finds. Asks Slack two things at most. */
export async function examineSlack(settings: SlackSettings): Promise<Finding[]> {
  const { slack } = settings
  const bot = await examineBot(slack)
  // What cannot be reached is said once.
  const way =
    slack.appToken === undefined
      ? examineHttp(settings)
      : bot.isReached
        ? await examineSocketMode(slack, slack.appToken)
        : []
  return [...bot.findings, ...way]
}

async function examineBot({
  botToken,
  apiUrl,
}: SlackConfig): Promise<{ readonly isReached: boolean; readonly findings: readonly Finding[] }> {
  try {
    const answer = await createClients(apiUrl)({ botToken }).auth.test()
    const where = [answer.team, answer.url && `(${answer.url.replace(/\/+$/, '')})`].filter(Boolean).join(' ')
    const who = good(`SLACK_BOT_TOKEN is that of @${answer.user ?? 'the app'} in ${where || 'a workspace'}.`)
    return { isReached: true, findings: [who, ...examineScopes(answer.response_metadata?.scopes)] }
  } catch (error) {
    const code = refusalOf(error)
    if (code === undefined) return { isReached: false, findings: [unreached(error, apiUrl)] }
    const mend = ofToken.has(code)
      ? 'copy it anew from "OAuth & Permissions" of the app\'s settings'
      : 'install the app in the workspace again'
    return { isReached: true, findings: [bad(`SLACK_BOT_TOKEN is refused by Slack (${code}): ${mend}.`)] }
  }
}

/** @param granted as Slack lists them beside an answer */
function examineScopes(granted: readonly string[] | undefined): Finding[] {
  if (granted === undefined)
    return [
      warn(
        'Slack does not say which scopes the app has: compare "OAuth & Permissions" of its settings with docs/slack.md.',
      ),
    ]
  const has = new Set(granted)
  const missing = Object.entries(neededScopes).filter(([scope]) => !has.has(scope))
  const findings = missing.map(([scope, { state, without }]): Finding => {
    const says = `The app lacks the scope ${scope}: without it ${without}. Add it under "OAuth & Permissions", then "Reinstall to Workspace".`
    return { about: 'slack', state, says }
  })
  if (has.has('chat:write.public'))
    findings.push(
      warn(
        'The app has the scope chat:write.public, which it does not need: with it, it speaks also in a channel that it cannot join, and hears no reply there. Remove it under "OAuth & Permissions", then "Reinstall to Workspace".',
      ),
    )
  return missing.length === 0 ? [good('The app has every scope that it needs.'), ...findings] : findings
}

/** Asks for the address of a connection, which opens none. */
async function examineSocketMode(
  { apiUrl, signingSecret }: SlackConfig,
  appToken: string,
): Promise<Finding[]> {
  try {
    await new WebClient(appToken, clientOptions(apiUrl)).apps.connections.open()
    const unused = signingSecret === undefined ? '' : '; SLACK_SIGNING_SECRET is not used'
    return [good(`SLACK_APP_TOKEN opens Socket Mode connections, so no public address is needed${unused}.`)]
  } catch (error) {
    const code = refusalOf(error)
    if (code === undefined) return [unreached(error, apiUrl)]
    const make =
      'make one with the scope connections:write under "Basic Information", "App-Level Tokens" of the app\'s settings'
    if (code === 'missing_scope') return [bad(`SLACK_APP_TOKEN lacks the scope connections:write: ${make}.`)]
    return ofToken.has(code)
      ? [bad(`SLACK_APP_TOKEN is refused by Slack (${code}): ${make}.`)]
      : [
          bad(
            `Slack opens no Socket Mode connection (${code}): turn on "Socket Mode" in the app's settings, or unset SLACK_APP_TOKEN and set SLACK_SIGNING_SECRET.`,
          ),
        ]
  }
}

/** Whether Slack's requests can come in, and the address that its settings must name. */
function examineHttp(settings: SlackSettings): Finding[] {
  const { slack } = settings
  // Read with the settings; a program without either way in does not start.
  if (slack.signingSecret === undefined)
    return [bad('SLACK_SIGNING_SECRET is not set: copy it from "Basic Information" of the app\'s settings.')]
  const base = baseUrl(settings)
  if (base === undefined)
    return [
      bad(
        'Slack cannot reach the program over HTTP: set PUBLIC_URL to the https:// address that leads to it, or use Socket Mode with SLACK_APP_TOKEN.',
      ),
    ]
  const { protocol, hostname } = new URL(base)
  const isLocal = isLocalSlack(slack)
  if (protocol !== 'https:' && !isLocal)
    return [bad(`PUBLIC_URL must begin with https:// for Slack, which sends to no other address.`)]
  if (isLoopbackHost(hostname) && !isLocal)
    return [
      bad(
        `PUBLIC_URL names this machine (${hostname}), which Slack cannot reach: set it to the public address, or use Socket Mode with SLACK_APP_TOKEN.`,
      ),
    ]
  return [
    good(
      `Slack is to send to ${base}${eventsPath}: paste it as the Request URL under "Event Subscriptions", "Interactivity & Shortcuts" and "Slash Commands" of the app's settings.`,
    ),
  ]
}

/** A Slack in this machine or network, which alone may be spoken to without encryption. */
const isLocalSlack = ({ apiUrl }: SlackConfig): boolean => apiUrl?.startsWith('http:') === true

function baseUrl({ publicUrl, allowedHosts, host, port, slack }: SlackSettings): string | undefined {
  if (publicUrl !== undefined) return publicUrl
  const bracketed = (name: string) => (name.includes(':') ? `[${name}]` : name)
  const [name] = allowedHosts
  if (name !== undefined) return `https://${bracketed(name)}`
  return isLocalSlack(slack) ? `http://${bracketed(host)}:${port}` : undefined
}

/** Slack's own name of a refusal; undefined for anything else, an answer that is not Slack's included. */
function refusalOf(error: unknown): string | undefined {
  const code = error instanceof WebAPIPlatformError ? error.data.error : undefined
  return code !== undefined && /^[a-z_]{1,80}$/.test(code) ? code : undefined
}

/** That no answer of Slack's came, and why. */
function unreached(error: unknown, apiUrl: string | undefined): Finding {
  const host = new URL(apiUrl ?? 'https://slack.com').host
  if (error instanceof WebAPIRateLimitedError)
    return warn(`Slack asks to wait for ${error.retryAfter} s: run this again then.`)
  if (error instanceof WebAPIHTTPError)
    return bad(`Slack at ${host} answers with HTTP ${error.statusCode}: ${laterOr(apiUrl)}.`)
  if (error instanceof WebAPIRequestError)
    return bad(`Slack at ${host} cannot be reached (${causeOf(error.original)}): ${wayOr(apiUrl)}.`)
  if (error instanceof WebAPIPlatformError)
    return bad(`What answers at ${host} is not Slack's Web API: ${wayOr(apiUrl)}.`)
  throw error
}

const laterOr = (apiUrl: string | undefined) =>
  apiUrl === undefined ? 'try again, and look at status.slack.com' : 'try again, or correct SLACK_API_URL'
const wayOr = (apiUrl: string | undefined) =>
  apiUrl === undefined
    ? "look at this machine's way to the Internet"
    : 'start what is there, or correct SLACK_API_URL'

/** What undici says of a fault of the network: `ENOTFOUND`, `ECONNREFUSED`, `unexpected redirect`, `TimeoutError`. */
function causeOf({ name, cause }: Error): string {
  const { code, message } = (cause ?? {}) as { readonly code?: unknown; readonly message?: unknown }
  const told = [code, message].find((words) => typeof words === 'string' && words !== '')
  return typeof told === 'string' ? told : name
}

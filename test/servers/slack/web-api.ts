/** The Web API: who calls, whether they may, the method, and what goes wrong on purpose. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, readBody, readFields } from './body.js'
import type { Call, Core, Method } from './core.js'
import { RateLimited, Refusal } from './errors.js'
import { type Faults, type How, isStored, pause } from './faults.js'
import { agents } from './methods/agents.js'
import { chat } from './methods/chat.js'
import { conversations } from './methods/conversations.js'
import { files } from './methods/files.js'
import { people } from './methods/people.js'
import { streams } from './methods/streams.js'
import { views } from './methods/views.js'
import type { Rates } from './rates.js'
import type { Fields } from './rules/check.js'
import type { Token } from './world.js'

const methods: Readonly<Record<string, Method>> = {
  ...agents,
  ...chat,
  ...conversations,
  ...files,
  ...people,
  ...streams,
  ...views,
}
/** Called with the app-level token; everything else with a bot's. */
const appLevel = new Set(['apps.connections.open'])
const withoutToken = new Set(['api.test'])

/** A call as it came in and was answered, for tests to look at. */
export interface CallRecord {
  readonly method: string
  readonly args: Fields
  /** The bearer, as sent. */
  readonly bearer: string | undefined
  readonly team: string | undefined
  readonly at: number
  readonly status: number
  readonly answer: Fields
}

export interface WebApi {
  readonly calls: CallRecord[]
  /** Every answer comes so much later. */
  slowMs: number
  handle(request: IncomingMessage, response: ServerResponse, url: URL, method: string): Promise<void>
}

export function createWebApi(core: Core, faults: Faults, rates: Rates): WebApi {
  const calls: CallRecord[] = []

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    method: string,
  ): Promise<void> {
    const body = await readBody(request)
    let args: Fields = {}
    let token: Token | undefined
    let answer: Fields
    let status = 200
    let headers: Record<string, string> = {}
    let how: How | undefined
    try {
      args = readFields(request, url, body)
      token = core.tokens.get(bearerOf(request, args) ?? '')
      if (api.slowMs > 0) await pause(api.slowMs)
      how = faults.take(method, token?.team)
      if (how?.kind === 'slow') await pause(how.ms)
      if (!isStored(how)) throw new Broken()
      answer = { ok: true, ...(await run(core, rates, method, args, bearerOf(request, args))) }
    } catch (error) {
      if (error instanceof Broken && how) ({ answer, status, headers } = brokenAnswer(how))
      else if (error instanceof Refusal) answer = { ok: false, error: error.code, ...error.more }
      else if (error instanceof RateLimited) ({ answer, status, headers } = limited(error.retryAfterSeconds))
      else throw error
    }
    if (isStored(how) && how?.kind === 'status') ({ answer, status } = brokenAnswer(how))
    const bearer = bearerOf(request, args)
    calls.push({ method, args, bearer, team: token?.team, at: core.now(), status, answer })
    if (how?.kind === 'drop') {
      request.socket.destroy()
      return
    }
    answerJson(response, status, answer, {
      ...headers,
      ...(token ? { 'x-oauth-scopes': [...token.scopes].join(',') } : {}),
    })
  }

  const api: WebApi = { calls, slowMs: 0, handle }
  return api
}

async function run(
  core: Core,
  rates: Rates,
  name: string,
  args: Fields,
  bearer: string | undefined,
): Promise<Fields> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) throw new Refusal('unknown_method', { req_method: name })
  const token = withoutToken.has(name) ? anonymous : knownToken(core, name, bearer)
  const workspace = core.workspaces.get(token.team ?? '') ?? [...core.workspaces.values()][0]
  if (!workspace) throw new Refusal('team_not_found')
  rates.check(name, token.team ?? '', typeof args.channel === 'string' ? args.channel : undefined)
  const call: Call = {
    core,
    method: name,
    args,
    token,
    workspace,
    has: (scope) => token.scopes.has(scope),
    need(...scopes) {
      if (!scopes.some((scope) => token.scopes.has(scope)))
        throw new Refusal('missing_scope', {
          needed: scopes.join(','),
          provided: [...token.scopes].join(','),
        })
    },
  }
  return method(call)
}

const anonymous: Token = { value: '', kind: 'bot', scopes: new Set() }

function knownToken(core: Core, method: string, bearer: string | undefined): Token {
  if (!bearer) throw new Refusal('not_authed')
  const token = core.tokens.get(bearer)
  if (!token) throw new Refusal('invalid_auth')
  if (token.refusal) throw new Refusal(token.refusal)
  if ((token.kind === 'app') !== appLevel.has(method)) throw new Refusal('not_allowed_token_type')
  return token
}

function bearerOf(request: IncomingMessage, args: Fields): string | undefined {
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
  return bearer ?? (typeof args.token === 'string' ? args.token : undefined)
}

/** Thrown in place of running the method. */
class Broken extends Error {}

function brokenAnswer(how: How): { answer: Fields; status: number; headers: Record<string, string> } {
  switch (how.kind) {
    case 'status':
      return { answer: { ok: false, error: 'internal_error' }, status: how.status, headers: {} }
    case 'ratelimited':
      return limited(how.retryAfterSeconds)
    case 'error':
      return { answer: { ok: false, error: how.error, ...how.more }, status: 200, headers: {} }
    default:
      return { answer: {}, status: 0, headers: {} }
  }
}

const limited = (retryAfterSeconds: number) => ({
  answer: { ok: false, error: 'ratelimited' },
  status: 429,
  headers: { 'retry-after': String(retryAfterSeconds) },
})

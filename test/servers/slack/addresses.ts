/** The addresses beside the Web API: where files are uploaded and fetched, and where interactions are answered. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, answerText, readBody, readFields, readUpload } from './body.js'
import type { Core } from './core.js'
import { Refusal } from './errors.js'
import { type Faults, type How, isStored, pause } from './faults.js'
import { mediaTypeOf } from './files.js'
import type { ResponseUrls } from './interactions.js'
import type { Fields } from './rules/check.js'

type Address = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  path: readonly string[],
) => Promise<void>

export function createAddresses(
  core: Core,
  faults: Faults,
  interactions: ResponseUrls,
): Readonly<Record<string, Address>> {
  const upload: Address = (request, response, _url, [, team = '', id = '', secret]) =>
    disturbed(faults.take('upload', team), request, response, (body) =>
      store(team, id, secret, request, body),
    )

  async function store(
    team: string,
    id: string,
    secret: string | undefined,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<Answer> {
    const content = await readUpload(request, body)
    const file = core.workspaces.get(team)?.files.get(id)
    if (!file || file.secret !== secret || file.completedAt !== undefined)
      return { status: 404, content: 'no such upload' }
    if (content.length !== file.length)
      return { status: 400, content: `expected ${file.length} bytes, got ${content.length}` }
    file.content = content
    return { status: 200, content: `OK - ${content.length}` }
  }

  const respond: Address = (request, response, url, [team = '', secret = '']) =>
    disturbed(faults.take('response_url', team), request, response, async (body) => {
      try {
        interactions.respond(core, secret, readFields(request, url, body))
        return { status: 200, content: 'ok' }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const isGone = ['no_such_url', 'expired_url', 'used_url'].includes(error.code)
        return { status: isGone ? 404 : 400, content: { ok: false, error: error.code, ...error.more } }
      }
    })

  /** With the bot's token, as an app fetches a file. */
  const download: Address = async (request, response, _url, [id = '']) => {
    const token = core.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /, ''))
    const file = core.workspaces.get(token?.team ?? '')?.files.get(id)
    if (!token?.scopes.has('files:read') || !file?.content) return answerText(response, 404, 'no such file')
    response.writeHead(200, { 'content-type': mediaTypeOf(file.name) })
    response.end(file.content)
  }

  return { upload, response: respond, files: download }
}

interface Answer {
  readonly status: number
  /** Text, or an object that goes as JSON. */
  readonly content: string | Fields
}

/** Does the work and answers, or what is to go wrong with either. */
async function disturbed(
  how: How | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  work: (body: Buffer) => Promise<Answer>,
): Promise<void> {
  const body = await readBody(request)
  if (how?.kind === 'slow') await pause(how.ms)
  const answer = isStored(how) ? await work(body) : undefined
  switch (how?.kind) {
    case 'drop':
      request.socket.destroy()
      return
    case 'status':
      return answerText(response, how.status, 'error')
    case 'ratelimited':
      return answerJson(
        response,
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(how.retryAfterSeconds) },
      )
    case 'error':
      return answerJson(response, 400, { ok: false, error: how.error, ...how.more })
  }
  const { status, content } = answer as Answer
  if (typeof content === 'string') answerText(response, status, content)
  else answerJson(response, status, content)
}

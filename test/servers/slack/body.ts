/** Reading a request's body, and answering. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeForm } from './arguments.js'
import { Refusal } from './errors.js'
import { type Fields, isObject } from './rules/check.js'

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** The arguments in a form or in JSON, and those in the address. Throws the refusal. */
export function readFields(request: IncomingMessage, url: URL, body: Buffer): Fields {
  const inAddress = decodeForm(url.searchParams)
  if (body.length === 0) return inAddress
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return { ...inAddress, ...readJson(body) }
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { ...inAddress, ...decodeForm(new URLSearchParams(body.toString())) }
  throw new Refusal('invalid_post_type')
}

function readJson(body: Buffer): Fields {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    throw new Refusal('invalid_json')
  }
  if (!isObject(value)) throw new Refusal('json_not_object')
  return value
}

/** The bytes of an upload, sent as they are or as a part of a form. */
export async function readUpload(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const [, part] of form) {
    return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer())
  }
  return Buffer.alloc(0)
}

export function answerJson(
  response: ServerResponse,
  status: number,
  content: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(content))
}

export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain',
): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` })
  response.end(text)
}

/** What a method answers when it refuses: `ok: false` with Slack's code, and HTTP 200 as Slack sends it. */
import type { Problem } from './rules/check.js'

export class Refusal extends Error {
  readonly code: string
  readonly more: Readonly<Record<string, unknown>>
  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.more = more
  }
}

/** 429 with `Retry-After`. */
export class RateLimited extends Error {
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('ratelimited')
    this.name = 'RateLimited'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const ownCodes = new Set(['no_text', 'msg_too_long', 'msg_blocks_too_long', 'markdown_text_conflict'])

/** Throws what Slack answers to a message with problems. */
export function refuseProblems(problems: readonly Problem[]): void {
  const [first] = problems
  if (!first) return
  const own = problems.find(({ code }) => ownCodes.has(code))
  // A block that is ill-formed is told before the length of all.
  const shaped = problems.filter(({ code }) => !ownCodes.has(code))
  if (own && shaped.length === 0) throw new Refusal(own.code)
  if (shaped.every(({ code }) => code === 'bad_metadata'))
    throw new Refusal('invalid_metadata_format', details(shaped))
  throw new Refusal('invalid_blocks', details(shaped))
}

/** Views are arguments: their problems come as `invalid_arguments`. */
export function refuseView(problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new Refusal(
      'invalid_arguments',
      details(problems.map((problem) => ({ ...problem, pointer: `/view${problem.pointer}` }))),
    )
}

function details(problems: readonly Problem[]) {
  const errors = problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`)
  return { errors, response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) } }
}

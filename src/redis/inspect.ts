/** Asks a Redis what it is and how it keeps data, for the checks at start and for `doctor`. */
import { connectStore } from '../session/connection.js'
import { isNewEnough, oldestVersion } from './find-server.js'

export type Inspection =
  | {
      readonly kind: 'up'
      readonly version: string
      readonly maxmemoryPolicy: string
      readonly appendonly: boolean
      /** Absent where the server does not let us ask (managed services). */
      readonly appendfsync?: string
      /** The server's own number for its process. */
      readonly pid: number
    }
  | { readonly kind: 'down'; readonly reason: string }

/** One connection, two commands. Never throws. */
export async function inspectRedis(url: string, timeoutMs = 2_000): Promise<Inspection> {
  let fail: (reason: string) => void = () => undefined
  const failure = new Promise<string>((resolve) => {
    fail = resolve
  })
  const redis = connectStore(url, timeoutMs, (error) => fail(reasonOf(error)))
  const late = setTimeout(() => fail(`no answer within ${timeoutMs / 1_000} s`), timeoutMs)
  try {
    const ready = new Promise<undefined>((resolve) => redis.once('ready', () => resolve(undefined)))
    const problem = await Promise.race([ready, failure])
    if (problem !== undefined) return { kind: 'down', reason: problem }
    const info = await redis.info()
    const appendfsync = await redis.call('CONFIG', 'GET', 'appendfsync').catch(() => undefined)
    const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
    return {
      kind: 'up',
      version: field('redis_version') ?? '0',
      maxmemoryPolicy: field('maxmemory_policy') ?? 'unknown',
      appendonly: field('aof_enabled') === '1',
      ...(Array.isArray(appendfsync) &&
        typeof appendfsync[1] === 'string' && { appendfsync: appendfsync[1] }),
      pid: Number(field('process_id') ?? 0),
    }
  } catch (error) {
    return { kind: 'down', reason: error instanceof Error ? reasonOf(error) : 'unknown' }
  } finally {
    clearTimeout(late)
    redis.disconnect()
  }
}

/** Why the program cannot use that server, or undefined. */
export function misfit(inspection: Inspection): string | undefined {
  if (inspection.kind === 'down') return inspection.reason
  if (isNewEnough(inspection.version)) return undefined
  return `version ${inspection.version} is too old; ${oldestVersion} or newer is needed`
}

/** Without the addresses and names that may stand in the error's own words. */
function reasonOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code
  if (/^(WRONGPASS|NOAUTH|NOPERM)/.test(error.message)) return 'it refuses the user name or password'
  return error.message.slice(0, 120)
}

/** The address for people: no user name, no password. */
export function showAddress(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** Runs the Lua files of scripts/ by their hash, and turns a connection's faults into StoreUnavailable. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { StoreUnavailable } from '../errors.js'

export interface Script {
  readonly text: string
  readonly sha: string
}

type Name =
  | 'accept'
  | 'amend'
  | 'begin'
  | 'renew'
  | 'release'
  | 'yield'
  | 'commit'
  | 'deliver'
  | 'postpone'
  | 'forget'
  | 'profile'

/** @param parts what several scripts have in common: read before it */
function load(name: Name, ...parts: readonly 'rounds'[]): Script {
  const text = [...parts, name]
    .map((part) => readFileSync(new URL(`./scripts/${part}.lua`, import.meta.url), 'utf8'))
    .join('')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

export const scripts: Readonly<Record<Name, Script>> = {
  accept: load('accept', 'rounds'),
  amend: load('amend'),
  begin: load('begin'),
  renew: load('renew'),
  release: load('release'),
  yield: load('yield', 'rounds'),
  commit: load('commit'),
  deliver: load('deliver', 'rounds'),
  postpone: load('postpone'),
  forget: load('forget'),
  profile: load('profile'),
}

/**
 * One script, one round trip (two after SCRIPT FLUSH or on a fresh server).
 * Throws StoreUnavailable when Redis cannot be reached, is not ready or does not answer in time.
 */
export function runScript(
  redis: Redis,
  script: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  return reaching(redis, async () => {
    try {
      return await redis.evalsha(script.sha, keys.length, ...keys, ...args)
    } catch (error) {
      if (!isReply(error, 'NOSCRIPT')) throw error
      return redis.eval(script.text, keys.length, ...keys, ...args)
    }
  })
}

/** How long a call waits for a connection that is being made before it is refused. */
const connectPatienceMs = 800

/** Waits a moment for the connection, runs `ask`, and names every fault of the connection StoreUnavailable. */
export async function reaching<T>(redis: Redis, ask: () => Promise<T>): Promise<T> {
  if (redis.status !== 'ready') await becomeReady(redis)
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplyError' && !isReply(error, ...passing)) throw error
    throw new StoreUnavailable('Redis did not answer.', { cause: error })
  }
}

/** Replies of a server that is starting, failing over or full. */
const passing = [
  'LOADING',
  'READONLY',
  'MASTERDOWN',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'OOM',
  'MISCONF',
  'NOREPLICAS',
  'BUSY',
]

const isReply = (error: unknown, ...codes: string[]) =>
  error instanceof Error && codes.some((code) => error.message.startsWith(code))

async function becomeReady(redis: Redis): Promise<void> {
  if (redis.status === 'wait') redis.connect().catch(() => undefined)
  const ready = await new Promise<boolean>((resolve) => {
    const done = (value: boolean) => {
      clearTimeout(timer)
      redis.off('ready', onReady)
      resolve(value)
    }
    const onReady = () => done(true)
    const timer = setTimeout(
      () => done(redis.status === 'ready'),
      redis.status === 'end' ? 0 : connectPatienceMs,
    )
    redis.once('ready', onReady)
  })
  if (!ready) throw new StoreUnavailable('Redis cannot be reached.')
}

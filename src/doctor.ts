/** Looks at everything the program needs before it starts, and says of each what is wrong and how to mend it. */
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { cannotListen } from './cannot-listen.js'
import { type Config, chatProblem, type Environment, readConfig } from './config.js'
import { ConfigFault } from './errors.js'
import { holderOf } from './redis/data-folder.js'
import { findServer, missingServerAdvice } from './redis/find-server.js'
import { type Inspection, inspectRedis, misfit, showAddress } from './redis/inspect.js'
import { recordedUrl } from './redis/private-server.js'

export interface Finding {
  readonly about: string
  /** `bad`: the program does not start or loses work like this. */
  readonly state: 'good' | 'warn' | 'bad'
  /** One sentence, with the way to mend it where it is not good. */
  readonly says: string
}

/** The store's append-only file and a log or two. */
const wantedFreeBytes = 256 * 1024 ** 2

/** Looks at the chat platforms that are set up. Contract: as `examine`. */
export type ExaminePlatforms = (config: Config) => Promise<readonly Finding[]>

/**
 * Never throws for what it finds. Changes nothing.
 * @param platforms what only the adapters know of
 */
export async function examine(
  environment: Environment,
  platforms: ExaminePlatforms = async () => [],
): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error
    return error.problems.map((says) => ({ about: 'settings', state: 'bad', says }))
  }
  const settings: Finding = {
    about: 'settings',
    state: 'good',
    says: 'Every variable that is set is understood.',
  }
  const [ofPlatforms, ofRedis] = await Promise.all([
    platforms(config),
    config.redisUrl ? examineGiven(config.redisUrl) : examinePrivate(config),
  ])
  return [
    settings,
    chatOf(config),
    ...ofPlatforms,
    ...ofRedis,
    await examinePort(config),
    ...(config.redisUrl ? [] : [await examineFolder(config)]),
  ]
}

function chatOf(config: Config): Finding {
  const about = 'chat'
  const problem = chatProblem(config)
  if (problem !== undefined) return { about, state: 'bad', says: problem }
  const on = [...(config.webChat ? ['The web chat'] : []), ...(config.slack ? ['Slack'] : [])]
  return { about, state: 'good', says: `${on.join(' and ')} ${on.length > 1 ? 'are' : 'is'} on.` }
}

async function examineGiven(url: string): Promise<Finding[]> {
  const inspection = await inspectRedis(url)
  const where = `Redis at ${showAddress(url)}`
  const problem = misfit(inspection)
  if (inspection.kind === 'down' || problem !== undefined) {
    return [
      {
        about: 'redis',
        state: 'bad',
        says: `${where} cannot be used (${problem}). Start or replace it, correct REDIS_URL, or unset REDIS_URL to let ml-architect run its own.`,
      },
    ]
  }
  return [
    { about: 'redis', state: 'good', says: `${where} answers; version ${inspection.version}.` },
    evictionOf(inspection),
    persistenceOf(inspection),
  ]
}

type Up = Extract<Inspection, { kind: 'up' }>

const evictionOf = ({ maxmemoryPolicy }: Up): Finding =>
  maxmemoryPolicy === 'noeviction'
    ? { about: 'eviction', state: 'good', says: 'Redis drops no keys when its memory is full.' }
    : {
        about: 'eviction',
        state: 'bad',
        says: `Redis may drop sessions when its memory is full (maxmemory-policy ${maxmemoryPolicy}). Set maxmemory-policy noeviction in its configuration.`,
      }

function persistenceOf({ appendonly, appendfsync }: Up): Finding {
  const about = 'persistence'
  if (!appendonly) {
    return {
      about,
      state: 'warn',
      says: 'Redis keeps what was accepted in memory only, and loses it when it stops. Set appendonly yes and appendfsync always in its configuration.',
    }
  }
  if (appendfsync === 'always')
    return { about, state: 'good', says: 'Redis has every write on disk before it answers.' }
  return {
    about,
    state: 'warn',
    says:
      appendfsync === undefined
        ? 'Redis keeps an append-only file and does not say how often it is synced. Nothing is lost only with appendfsync always.'
        : `Redis may lose what was accepted in the last moments before a power failure (appendfsync ${appendfsync}). Set appendfsync always in its configuration.`,
  }
}

async function examinePrivate({ dataDir, searchPath }: Config): Promise<Finding[]> {
  const running = recordedUrl(dataDir)
  if (running !== undefined) {
    const inspection = await inspectRedis(running)
    const problem = misfit(inspection)
    return problem === undefined && inspection.kind === 'up'
      ? [
          { about: 'redis', state: 'good', says: `The private Redis runs; version ${inspection.version}.` },
          evictionOf(inspection),
          persistenceOf(inspection),
        ]
      : [
          {
            about: 'redis',
            state: 'bad',
            says: `The private Redis in ${dataDir} does not answer (${problem}). Start ml-architect again.`,
          },
        ]
  }
  const search = findServer(searchPath)
  return search.found
    ? [
        {
          about: 'redis',
          state: 'good',
          says: `${search.found.path} (version ${search.found.version}) will run as the private Redis, with every write on disk.`,
        },
      ]
    : [{ about: 'redis', state: 'bad', says: missingServerAdvice(search) }]
}

async function examinePort({ host, port, dataDir, redisUrl }: Config): Promise<Finding> {
  const about = 'port'
  if (port === 0) return { about, state: 'good', says: 'Any free port will be taken.' }
  const code = await tryToListen(host, port)
  if (code === undefined) return { about, state: 'good', says: `${host} port ${port} is free.` }
  const holder = redisUrl ? undefined : holderOf(dataDir)
  if (
    code === 'EADDRINUSE' &&
    holder?.address &&
    URL.canParse(holder.address) &&
    Number(new URL(holder.address).port) === port
  )
    return {
      about,
      state: 'good',
      says: `ml-architect runs already at ${holder.address} (process ${holder.holder.pid}).`,
    }
  return { about, state: 'bad', says: cannotListen(code, host, port) }
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

async function examineFolder({ dataDir }: Config): Promise<Finding> {
  const about = 'data folder'
  const existing = await nearest(dataDir)
  try {
    await access(existing, constants.W_OK | constants.X_OK)
  } catch {
    return {
      about,
      state: 'bad',
      says: `${existing} cannot be written, so ${dataDir} cannot hold the data. Set DATA_DIR to a folder you may write in.`,
    }
  }
  const { bavail, bsize } = await statfs(existing)
  if (bavail * bsize < wantedFreeBytes)
    return {
      about,
      state: 'warn',
      says: `Only ${Math.floor((bavail * bsize) / 1024 ** 2)} MiB are free in ${dataDir}. Make room, or set DATA_DIR to another disk.`,
    }
  return { about, state: 'good', says: `${dataDir} can be written.` }
}

/** The folder itself or the first one above it that exists. */
async function nearest(path: string): Promise<string> {
  try {
    await access(path)
    return path
  } catch {
    return dirname(path) === path ? path : nearest(dirname(path))
  }
}

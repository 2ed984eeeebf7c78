/** Which Redis a command uses: the one that REDIS_URL names, looked at first, or a private one. */
import type { Config } from '../src/config.js'
import { ConfigFault, RedisMissing } from '../src/errors.js'
import { inspectRedis, misfit, showAddress } from '../src/redis/inspect.js'
import { type PrivateServer, startPrivateServer } from '../src/redis/private-server.js'
import type { Service } from './serve.js'

export interface Store {
  readonly url: string
  /** Tells a second start where this one can be reached. */
  announce(address: string): void
}

/** For the two halves, which meet in one Redis. Throws ConfigFault where REDIS_URL is not set. */
export async function sharedStore(command: string, { config, log }: Service): Promise<Store> {
  if (config.redisUrl === undefined)
    throw new ConfigFault([
      `REDIS_URL must be set for \`ml-architect ${command}\`: the chat process and the workers meet in one Redis. Set it to redis://host:port, or run \`ml-architect start\`, which brings its own.`,
    ])
  return given(config.redisUrl, 'Start or replace it, or correct REDIS_URL.', log)
}

/** For `start`: the private Redis stops with the program, the last of all. */
export async function ownStore(service: Service): Promise<Store> {
  const { config, log, closers } = service
  if (config.redisUrl !== undefined) {
    const mend = 'Start or replace it, correct REDIS_URL, or unset REDIS_URL to let `npm start` run its own.'
    return given(config.redisUrl, mend, log)
  }
  const server = await startPrivate(config, log)
  closers.add('the private Redis', () => server.stop())
  return server
}

const startPrivate = ({ dataDir, searchPath }: Config, log: Service['log']): Promise<PrivateServer> =>
  startPrivateServer({ dataDir, searchPath, log })

/** Throws RedisMissing when that Redis cannot be used now. */
async function given(url: string, mend: string, log: Service['log']): Promise<Store> {
  const inspection = await inspectRedis(url)
  const problem = misfit(inspection)
  if (inspection.kind === 'down' || problem !== undefined)
    throw new RedisMissing(`Redis at ${showAddress(url)} cannot be used (${problem}). ${mend}`)
  if (inspection.maxmemoryPolicy !== 'noeviction' || !inspection.appendonly)
    log.warn(
      { maxmemoryPolicy: inspection.maxmemoryPolicy, appendonly: inspection.appendonly },
      'this redis may lose sessions; `ml-architect doctor` says how to mend it',
    )
  return { url, announce: () => undefined }
}

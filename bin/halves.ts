/** Opens the two halves of the program for the commands: the chat process, and the workers with what they post through. */
import { type Adapters, startAdapters } from '../adapters/main.js'
import { createAdapterRegistry } from '../adapters/registry.js'
import { startWorkers } from '../workers/main.js'
import { chooseArchitect } from './architects.js'
import { workersGraceMs } from './lifecycle.js'
import type { Service } from './serve.js'

/** Listens. Returns where that is, and where people find it. Throws PortTaken, ConfigFault. */
export async function openAdapters(
  { config, log, closers }: Service,
  redisUrl: string,
): Promise<Pick<Adapters, 'addresses' | 'places'>> {
  const adapters = await startAdapters({ config, redisUrl, log })
  closers.add('the chat', adapters.stop)
  return adapters
}

/** Thinks and delivers. Returns the name that the workers' leases begin with. */
export async function openWorkers({ config, log, closers }: Service, redisUrl: string): Promise<string> {
  const onError = (error: Error) => log.warn({ error: error.name }, 'redis connection')
  const registry = createAdapterRegistry({ config, redisUrl, onError })
  closers.add('the adapters that post', registry.stop)
  const workers = await startWorkers({
    config,
    redisUrl,
    log,
    architect: chooseArchitect(config),
    adapters: registry.adapters,
  })
  closers.add('the workers', () => workers.stop(workersGraceMs))
  return workers.name
}
